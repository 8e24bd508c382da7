"""A file in a file: text, mail, archive, PDF, picture; opened and looked into, within bounds.

Source: domain, section 4, row "Attachments". Whatever is not looked into is told: encrypted, broken, of an
unknown kind, too deep or too large. Other programs may open what ours do not.
"""

from __future__ import annotations

import email
import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from verification.reading.hidden import see
from verification.reading.hidden.picture import raw_strings
from verification.reading.hidden.strings import MAX_TEXT, joined, plain

if TYPE_CHECKING:
    from verification.limits import Limits

MAX_DEPTH = 2  # a PDF in a PDF in a PDF
PAGES = 10  # of an attached PDF that are looked at
READ_PAGES = 4  # of an attached PDF or picture that are read from their picture
MEMBER_BYTES = 8 * 2**20  # of an office file, a text
MAX_MEMBERS = 200  # of an archive, parts of a mail
MAIL_HEAD = 20_000  # characters of a mail as it stands; its parts are unpacked
PICTURE_PIXELS = 60_000_000
_MAIL = re.compile(
    rb"^(?:MIME-Version|Content-Transfer-Encoding|Received|From):", re.IGNORECASE | re.MULTILINE
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file in a file says, and whether a part of it was not looked into."""

    text: str = ""
    unread: bool = False


def _together(parts: Iterable[Opened]) -> Opened:
    """Parts as one; what is more than is kept of one source counts as not looked into."""
    all_parts = list(parts)
    size = sum(len(part.text) for part in all_parts)
    return Opened(
        joined(part.text for part in all_parts), size > MAX_TEXT or any(part.unread for part in all_parts)
    )


def opened(data: bytes, limits: Limits, *, depth: int = 0) -> Opened:
    """What the bytes of a file say. `depth` counts the files that it stands in."""
    if not data:
        return Opened()
    if b"%PDF-" in data[:1024]:
        return _pdf(data, limits, depth) if depth < MAX_DEPTH else Opened(unread=True)
    if data[:4] == b"PK\x03\x04":
        return _archive(data, limits, depth)
    if data[:2] == b"\x1f\x8b":
        return _unzipped(data, limits, depth)
    if is_picture(data):
        return _together([_picture(data), *map(Opened, raw_strings(data))])
    return _text(data, limits, depth)


def _text(data: bytes, limits: Limits, depth: int) -> Opened:
    """A text or a mail; a file of an unknown kind is not looked into."""
    text = plain(data[:MEMBER_BYTES])
    if "\x00" in text[:2000]:
        return Opened(unread=True)
    if _MAIL.search(data[:4000]):
        return _together([*_mailed(data, limits, depth), Opened(text[:MAIL_HEAD])])
    return Opened(text[:MAX_TEXT], len(text) > MAX_TEXT or len(data) > MEMBER_BYTES)


def _mailed(data: bytes, limits: Limits, depth: int) -> Iterator[Opened]:
    """The parts of a mail, unpacked."""
    if depth >= MAX_DEPTH or len(data) > MEMBER_BYTES:
        yield Opened(unread=True)
        return
    for number, part in enumerate(email.message_from_bytes(data).walk()):
        if number >= MAX_MEMBERS:
            yield Opened(unread=True)
            return
        inner = part.get_payload(decode=True)
        if isinstance(inner, bytes) and inner != data:
            yield opened(inner, limits, depth=depth + 1)


def _unzipped(data: bytes, limits: Limits, depth: int) -> Opened:
    if depth >= MAX_DEPTH:
        return Opened(unread=True)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        inner = unpacker.decompress(data, MEMBER_BYTES)
    except zlib.error:
        return Opened(unread=True)
    return _together([opened(inner, limits, depth=depth + 1), Opened(unread=not unpacker.eof)])


def _pdf(data: bytes, limits: Limits, depth: int) -> Opened:
    """The words of a PDF, read from its pictures where it has none, and what it hides in its turn."""
    from verification.reading.hidden.look import inside_of_pdf

    try:
        shown = list(_pages(data))
    except pdfium.PdfiumError:
        return Opened(unread=True)
    with tempfile.TemporaryDirectory(prefix="hidden-") as folder:
        path = Path(folder) / "attached.pdf"
        path.write_bytes(data)
        return _together([*shown, inside_of_pdf(path, limits, pages=PAGES, depth=depth + 1)])


def _pages(data: bytes) -> Iterator[Opened]:
    """The words of each page; one that is not looked at is told. Raises PdfiumError."""
    budget = READ_PAGES
    with pdfium.PdfDocument(data) as document:
        for index in range(min(PAGES, len(document))):
            page = document[index]
            text = page.get_textpage().get_text_range()
            if not text.strip():
                budget -= 1
                if budget >= 0:
                    scale = min(200 / 72, 4000 / max(page.get_size()))
                    text = see.read(page.render(scale=scale).to_numpy()[:, :, :3].copy(), page=True)
            page.close()
            yield Opened(text, unread=budget < 0)
        yield Opened(unread=len(document) > PAGES)


def _archive(data: bytes, limits: Limits, depth: int) -> Opened:
    """An archive or office document: its texts, and the files in it looked into in their turn."""
    parts: list[Opened] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            parts.append(Opened(unread=len(members) > MAX_MEMBERS))
            for info in members[:MAX_MEMBERS]:
                parts += [Opened(info.filename), _member(archive, info, limits, depth)]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        parts.append(Opened(unread=True))  # what was read until it broke still counts
    return _together(parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, depth: int) -> Opened:
    if info.file_size > MEMBER_BYTES or info.flag_bits & 1:
        return Opened(unread=True)
    with archive.open(info) as member:
        inner = member.read(MEMBER_BYTES)
    if info.filename.endswith((".xml", ".rels", ".txt", ".csv")):
        return Opened(plain(inner))
    return opened(inner, limits, depth=depth + 1) if depth < MAX_DEPTH else Opened(unread=bool(inner))


def is_picture(data: bytes) -> bool:
    """Whether these bytes begin as a picture file that can be read."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _picture(data: bytes) -> Opened:
    """The words of a picture, and of its further pages."""
    parts: list[Opened] = []
    try:
        with Image.open(io.BytesIO(data)) as image:
            frames = getattr(image, "n_frames", 1)
            parts.append(Opened(unread=frames > READ_PAGES))
            for index in range(min(READ_PAGES, frames)):
                image.seek(index)
                if image.width * image.height > PICTURE_PIXELS:
                    parts.append(Opened(unread=True))
                else:
                    parts.append(Opened(see.read(np.asarray(image.convert("L")), page=True)))
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError, Image.DecompressionBombError):
        parts.append(Opened(unread=True))
    return _together(parts)
