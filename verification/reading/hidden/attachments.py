"""Files inside a PDF: embedded files, file attachment annotations, associated files; looked into, bounded.

Source: domain, section 4, row "Attachments"; ISO 32000-2, 7.11.4, 12.5.6.15, 14.13.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from verification.limits import Limits
from verification.model import Hidden, Where
from verification.reading.hidden import see
from verification.reading.hidden.strings import MAX_TEXT, joined, plain, unpacked
from verification.reading.hidden.unread import unread

MAX_DEPTH = 2  # a PDF in a PDF in a PDF
FILE_BYTES = 60 * 2**20  # larger attachments are named, not looked into
PAGES = 20  # of an attached PDF whose text is taken
READ_PAGES = 2  # of an attached PDF that are read from their picture
MEMBER_BYTES = 8 * 2**20  # of an office file
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # container that encrypted office documents stand in
PICTURE_PIXELS = 60_000_000


def attachments(pdf: pikepdf.Pdf, limits: Limits, *, depth: int = 0) -> Iterator[Hidden]:
    """The texts of all files inside, one Hidden each. What cannot be looked into gives its name only."""
    seen: set[tuple[int, int]] = set()
    for number, spec in _specs(pdf):
        if len(seen) >= limits.max_attachments:
            yield unread(Where.ATTACHMENT)
            return
        stream = _stream(spec)
        if stream is None or stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        names = [str(spec.get(k)) for k in ("/UF", "/F", "/Desc") if isinstance(spec.get(k), pikepdf.String)]
        data = unpacked(stream, min(FILE_BYTES, limits.max_stream_bytes))
        if data is None or locked(data):
            yield unread(Where.ATTACHMENT, number)
        text = joined([*names, inside(data, limits, depth=depth) if data else ""])
        yield Hidden(Where.ATTACHMENT, number, None, text, 0.9, covered=False)


def _specs(pdf: pikepdf.Pdf) -> Iterator[tuple[int | None, pikepdf.Dictionary]]:
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from ((None, spec) for spec in _tree(names.get("/EmbeddedFiles"), 0))
    yield from ((None, spec) for spec in _dictionaries(pdf.Root.get("/AF")))
    for number, page in enumerate(pdf.pages[:500], 1):
        yield from ((number, spec) for spec in _dictionaries(page.obj.get("/AF")))
        for note in _dictionaries(page.obj.get("/Annots")):
            yield from ((number, spec) for spec in _dictionaries(note.get("/FS")))
            yield from ((number, spec) for spec in _dictionaries(note.get("/AF")))


def _dictionaries(value: Any) -> list[pikepdf.Dictionary]:
    if isinstance(value, pikepdf.Dictionary):
        return [value]
    if isinstance(value, pikepdf.Array):
        return [v for v in list(value)[:500] if isinstance(v, pikepdf.Dictionary)]
    return []


def _tree(node: Any, depth: int) -> Iterator[pikepdf.Dictionary]:
    if not isinstance(node, pikepdf.Dictionary) or depth > 20:
        return
    yield from _dictionaries(node.get("/Names"))
    for kid in _dictionaries(node.get("/Kids"))[:100]:
        yield from _tree(kid, depth + 1)


def _stream(spec: pikepdf.Dictionary) -> pikepdf.Stream | None:
    files = spec.get("/EF")
    if isinstance(files, pikepdf.Dictionary):
        for key in ("/UF", "/F", "/DOS", "/Mac", "/Unix"):
            found = files.get(key)
            if isinstance(found, pikepdf.Stream):
                return found
    return None


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
    """What a file in a file says: text, office document, PDF or picture; '' if it is none of them."""
    if b"%PDF-" in data[:1024]:
        return _pdf(data, limits, depth) if depth < MAX_DEPTH else ""
    if data[:4] == b"PK\x03\x04":
        return _office(data)
    if _is_picture(data):
        return _picture(data)
    if b"\x00" in data[:2000] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    return plain(data[:MEMBER_BYTES])[:MAX_TEXT]


def _pdf(data: bytes, limits: Limits, depth: int) -> str:
    parts: list[str] = []
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return ""
    try:
        for i in range(min(PAGES, len(document))):
            page = document[i]
            text = page.get_textpage().get_text_range()
            if not text.strip() and i < READ_PAGES:
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


def _office(data: bytes) -> str:
    parts: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:200]:
                if info.filename.endswith((".xml", ".txt", ".csv")) and info.file_size <= MEMBER_BYTES:
                    with archive.open(info) as member:
                        parts.append(plain(member.read(MEMBER_BYTES)))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return ""
    return joined(parts)


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def _picture(data: bytes) -> str:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > PICTURE_PIXELS:
                return ""
            return see.read(np.asarray(image.convert("L")), page=True)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return ""
