"""Files inside a PDF: embedded files, file attachment annotations, associated files; looked into, bounded.

Source: domain, section 4, row "Attachments"; ISO 32000-2, 7.11.4, 12.5.6.15, 14.13.
"""

from __future__ import annotations

import email
import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from verification.limits import Limits
from verification.model import Hidden, Where
from verification.reading.hidden import see
from verification.reading.hidden.everything import containers
from verification.reading.hidden.picture import raw_strings
from verification.reading.hidden.strings import MAX_TEXT, joined, plain, unpacked
from verification.reading.hidden.unread import unread

MAX_DEPTH = 2  # a PDF in a PDF in a PDF
FILE_BYTES = 60 * 2**20  # larger attachments are named, not looked into
PAGES = 10  # of an attached PDF that are looked at; one with more is told
READ_PAGES = 4  # of an attached PDF that are read from their picture
MEMBER_BYTES = 8 * 2**20  # of an office file
MAX_MEMBERS = 200  # of an archive, parts of a mail
_MAIL = re.compile(
    rb"^(?:MIME-Version|Content-Transfer-Encoding|Received|From):", re.IGNORECASE | re.MULTILINE
)
_FILE = pikepdf.Name.EmbeddedFile
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # container that encrypted office documents stand in
PICTURE_PIXELS = 60_000_000


def attachments(pdf: pikepdf.Pdf, limits: Limits, *, depth: int = 0) -> Iterator[Hidden]:
    """The texts of all files inside, one Hidden each. What cannot be looked into gives its name only."""
    seen: set[tuple[int, int]] = set()
    for number, names, stream in _files(pdf):
        if stream.objgen in seen:
            continue
        if len(seen) >= limits.max_attachments:
            yield unread(Where.ATTACHMENT)
            return
        seen.add(stream.objgen)
        data = unpacked(stream, min(FILE_BYTES, limits.max_stream_bytes))
        if data is None or locked(data) or _is_long(data):
            yield unread(Where.ATTACHMENT, number)
        text = joined([*names, inside(data, limits, depth=depth) if data else ""])
        yield Hidden(Where.ATTACHMENT, number, None, text, 0.9, covered=False)


def _files(pdf: pikepdf.Pdf) -> Iterator[tuple[int | None, list[str], pikepdf.Stream]]:
    """Page, names and stream of every embedded file: from the pages, and from anywhere else in the file."""
    for number, page in enumerate(pdf.pages, 1):
        for owner in (page.obj, *_dictionaries(page.obj.get("/Annots"))):
            for key in ("/AF", "/FS"):
                for spec in _dictionaries(owner.get(key)):
                    yield from ((number, _names(spec), stream) for stream in _streams(spec))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == _FILE:
            continue
        for node in containers(item):
            if isinstance(node, pikepdf.Dictionary) and "/EF" in node:
                yield from ((None, _names(node), stream) for stream in _streams(node))
    for item in pdf.objects:  # those that nothing names
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == _FILE:
            yield None, [], item


def _dictionaries(value: Any) -> list[pikepdf.Dictionary]:
    if isinstance(value, pikepdf.Dictionary):
        return [value]
    if isinstance(value, pikepdf.Array):
        return [v for v in list(value) if isinstance(v, pikepdf.Dictionary)]
    return []


def _names(spec: pikepdf.Dictionary) -> list[str]:
    return [str(spec.get(k)) for k in ("/UF", "/F", "/Desc") if isinstance(spec.get(k), pikepdf.String)]


def _streams(spec: pikepdf.Dictionary) -> Iterator[pikepdf.Stream]:
    """The file, once for each system that has its own, and the files related to it."""
    for key in ("/EF", "/RF"):
        files = spec.get(key)
        for _, value in list(files.items()) if isinstance(files, pikepdf.Dictionary) else []:
            found = list(value) if isinstance(value, pikepdf.Array) else [value]
            yield from (stream for stream in found if isinstance(stream, pikepdf.Stream))


def _is_long(data: bytes) -> bool:
    """Whether a PDF has more pages, or more pages to be read from their picture, than are looked at."""
    if b"%PDF-" not in data[:1024]:
        return False
    try:
        with pdfium.PdfDocument(data) as document:
            if len(document) > PAGES:
                return True
            blank = sum(not document[i].get_textpage().count_chars() for i in range(len(document)))
            return blank > READ_PAGES
    except pdfium.PdfiumError:
        return False  # encrypted ones are told, and broken ones nobody can read


def locked(data: bytes) -> bool:
    """Whether a file is encrypted: a PDF that asks for a password, an archive, an office document."""
    if b"%PDF-" in data[:1024]:
        try:
            with pikepdf.open(io.BytesIO(data)):
                return False
        except pikepdf.PasswordError:
            return True
        except pikepdf.PdfError:
            return False  # broken: nobody can read it
    if data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return any(info.flag_bits & 1 for info in archive.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False
    return data[:8] == OLE and "EncryptedPackage".encode("utf-16-le") in data


def inside(data: bytes, limits: Limits, *, depth: int = 0) -> str:
    """What a file in a file says: text, mail, archive, PDF, picture; '' if it is none of them."""
    if b"%PDF-" in data[:1024]:
        return _pdf(data, limits, depth) if depth < MAX_DEPTH else ""
    if data[:4] == b"PK\x03\x04":
        return _archive(data, limits, depth)
    if data[:2] == b"\x1f\x8b":
        return _unzipped(data, limits, depth)
    if is_picture(data):
        return joined([_picture(data), *raw_strings(data)])
    text = plain(data[:MEMBER_BYTES])
    if "\x00" in text[:2000]:
        return ""
    return joined([text[:MAX_TEXT], *_mailed(data, limits, depth)])


def _unzipped(data: bytes, limits: Limits, depth: int) -> str:
    if depth >= MAX_DEPTH:
        return ""
    try:
        inner = zlib.decompressobj(wbits=31).decompress(data, MEMBER_BYTES)
    except zlib.error:
        return ""
    return inside(inner, limits, depth=depth + 1)


def _mailed(data: bytes, limits: Limits, depth: int) -> Iterator[str]:
    """The parts of a mail, unpacked."""
    if depth >= MAX_DEPTH or not _MAIL.search(data[:4000]):
        return
    for part in islice(email.message_from_bytes(data[:MEMBER_BYTES]).walk(), MAX_MEMBERS):
        inner = part.get_payload(decode=True)
        if isinstance(inner, bytes) and inner != data:
            yield inside(inner, limits, depth=depth + 1)


def _pdf(data: bytes, limits: Limits, depth: int) -> str:
    parts: list[str] = []
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return ""
    try:
        budget = READ_PAGES
        for i in range(min(PAGES, len(document))):
            page = document[i]
            text = page.get_textpage().get_text_range()
            if not text.strip() and budget > 0:
                budget -= 1
                scale = min(200 / 72, 4000 / max(page.get_size()))
                text = see.read(page.render(scale=scale).to_numpy()[:, :, :3].copy(), page=True)
            parts.append(text)
            page.close()
    except pdfium.PdfiumError:
        parts.append("")
    finally:
        document.close()
    from verification.reading.hidden.look import inside_of_pdf

    with tempfile.TemporaryDirectory(prefix="hidden-") as folder:
        path = Path(folder) / "attached.pdf"
        path.write_bytes(data)
        parts += inside_of_pdf(path, limits, depth=depth + 1)
    return joined(parts)


def _archive(data: bytes, limits: Limits, depth: int) -> str:
    """An archive or office document: its texts, and the files in it looked into in their turn."""
    parts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:MAX_MEMBERS]:
                parts.append(info.filename)
                if info.file_size > MEMBER_BYTES or info.flag_bits & 1:
                    continue
                with archive.open(info) as member:
                    inner = member.read(MEMBER_BYTES)
                if info.filename.endswith((".xml", ".txt", ".csv")):
                    parts.append(plain(inner))
                elif depth < MAX_DEPTH:
                    parts.append(inside(inner, limits, depth=depth + 1))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        pass  # what was read until it broke still counts
    return joined(parts)


def is_picture(data: bytes) -> bool:
    """Whether these bytes begin as a picture file that can be read."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def _picture(data: bytes) -> str:
    """The words of a picture, and of its further pages."""
    parts = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            for index in range(min(READ_PAGES, getattr(image, "n_frames", 1))):
                image.seek(index)
                if image.width * image.height <= PICTURE_PIXELS:
                    parts.append(see.read(np.asarray(image.convert("L")), page=True))
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, Image.DecompressionBombError):
        return joined(parts)
    return joined(parts)
