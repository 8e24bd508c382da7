"""What a file is: its content decides, never its name.

Two opinions are asked, libmagic's and the structure's own, because a file can be two things at once: a JPEG
whose comment holds a PDF shows one page to a viewer and another to a printer.
"""

from __future__ import annotations

import mimetypes
import zipfile
from dataclasses import dataclass
from pathlib import Path

import magic

from verification.model import Problem
from verification.reading.found import Family

PDF = "application/pdf"
HEAD_BYTES = 4096
PDF_HEADER_WITHIN = 1024  # bytes; readers accept the header anywhere in the first kilobyte
TAIL_BYTES = 2048


@dataclass(frozen=True, slots=True)
class FileType:
    """`media_type` by content; `problems` tell of disagreement with the name or within the file."""

    family: Family
    media_type: str
    problems: tuple[Problem, ...] = ()


_PICTURES = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif", "jif"),
    "image/png": ("png",),
    "image/tiff": ("tif", "tiff"),
    "image/heic": ("heic", "heif", "hif"),
    "image/webp": ("webp",),
}
_OFFICE_NAMES = [
    "doc",
    "docx",
    "docm",
    "dot",
    "dotx",
    "odt",
    "ott",
    "fodt",
    "rtf",
    "pages",
    "xls",
    "xlsx",
    "xlsm",
    "ods",
    "ppt",
    "pptx",
    "odp",
    "key",
    "numbers",
]
_OFFICE_TYPES = (
    "application/vnd.openxmlformats",
    "application/vnd.oasis.opendocument",
    "application/vnd.ms-",
    "application/msword",
    "application/x-ole-storage",
    "application/CDFV2",
    "application/rtf",
    "text/rtf",
    "application/vnd.apple.",
)
_OFFICE_PARTS = ("word/", "xl/", "ppt/", "Index/", "content.xml")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")

# What names a type other than ours; read from Python's own table, so it is the same on every machine.
_KNOWN = mimetypes.MimeTypes(filenames=())


def detect(path: Path) -> FileType:
    """The type of a file that exists, can be read and is not empty.

    `safety.type-mismatch` has the variants `name` (readable, but not what the name says), `not-a-pdf`
    (called .pdf and not one) and `polyglot` (two types at once).
    """
    head, tail = _ends(path)
    media_type = _media_type(path, head)
    family = _family(media_type)
    problems = []
    if _is_polyglot(path, family, head, tail):
        problems.append(_mismatch("polyglot", path, media_type))
    elif _named(path) not in (None, media_type):
        unread_pdf = _named(path) == PDF and family in (Family.TEXT, Family.OTHER)
        problems.append(_mismatch("not-a-pdf" if unread_pdf else "name", path, media_type))
    return FileType(family, media_type, tuple(problems))


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - TAIL_BYTES))
        return head, file.read(TAIL_BYTES)


def _media_type(path: Path, head: bytes) -> str:
    """Signatures of what we read come first: libmagic is misled by what stands before a PDF header."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "image/tiff"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/heic"
    if b"%PDF-" in head[:PDF_HEADER_WITHIN] and not head.startswith((b"MZ", b"PK", b"\x7fELF", b"GIF8")):
        return PDF
    try:
        found = str(magic.from_file(str(path), mime=True))
    except magic.MagicException:
        return "application/octet-stream"
    return _zip_type(path) if found == "application/zip" else found


def _zip_type(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return "application/zip"
    office = any(name.startswith(_OFFICE_PARTS) for name in names)
    return "application/vnd.openxmlformats-officedocument" if office else "application/zip"


def _family(media_type: str) -> Family:
    if media_type == PDF:
        return Family.PDF
    if media_type in _PICTURES:
        return Family.PICTURE
    if media_type.startswith(_OFFICE_TYPES):
        return Family.OFFICE
    return Family.TEXT if media_type.startswith("text/") else Family.OTHER


def _named(path: Path) -> str | None:
    """The media type that the file's name promises; None where it promises nothing."""
    suffix = path.suffix.lower().lstrip(".")
    if suffix == "pdf":
        return PDF
    for media_type, suffixes in _PICTURES.items():
        if suffix in suffixes:
            return media_type
    if not suffix or suffix in _OFFICE_NAMES:
        return None  # an office document is told to be sent as a PDF; its exact type does not matter
    return _KNOWN.guess_type(f"file.{suffix}")[0]


def _is_polyglot(path: Path, family: Family, head: bytes, tail: bytes) -> bool:
    """Whether the file also opens as something else than its first bytes say."""
    if family is Family.PICTURE:
        has_pdf = b"%PDF-" in head[:PDF_HEADER_WITHIN] or (b"startxref" in tail and b"%%EOF" in tail)
        return has_pdf or _ends_as_zip(path)
    if family is Family.PDF:
        return _ends_as_zip(path) or _page_of_script(head)
    return b"%PDF-" in head[:PDF_HEADER_WITHIN] and family is not Family.TEXT


def _page_of_script(head: bytes) -> bool:
    before = head[: head.find(b"%PDF-")].lower()
    return b"<html" in before or b"<script" in before or before.startswith(b"#!")


def _ends_as_zip(path: Path) -> bool:
    """Whether the last bytes are exactly the end of a ZIP archive (not one embedded in the middle)."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_557))  # the record with its longest comment
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < 22:
        return False
    comment = int.from_bytes(end[at + 20 : at + 22], "little")
    return at + 22 + comment == len(end) and zipfile.is_zipfile(path)


def _mismatch(variant: str, path: Path, media_type: str) -> Problem:
    params = {
        "variant": variant,
        "extension": path.suffix.lower().lstrip("."),
        "found": short_name(media_type),
    }
    return Problem("safety.type-mismatch", params)


def short_name(media_type: str) -> str:
    """A media type in the word that people use: PDF, JPEG, DOCX ..."""
    family = _family(media_type)
    if family is Family.OFFICE:
        return "Office"
    if family is Family.TEXT:
        return "text"
    return media_type.rpartition("/")[2].removeprefix("x-").upper()
