"""What a picture file carries beside its picture: metadata, thumbnails, further frames, colour under alpha.

Source: domain, section 4, rows "Thumbnails", "Metadata", "Soft mask, alpha".
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from verification.model import Hidden, Where
from verification.reading.hidden.alpha import beneath
from verification.reading.hidden.heic import with_thumbnails_first
from verification.reading.hidden.smaller import read_at, uncovered_by
from verification.reading.hidden.strings import MAX_TEXT, file_name, is_text, joined, plain
from verification.reading.pictures import opened

if TYPE_CHECKING:
    from verification.limits import Limits

MAX_FRAMES = 4  # further pictures in a JPEG (MPF) or an animation
COMPARE_SIDE = 1600  # pixels: the large picture is compared at this size
_READABLE = re.compile(rb"[\x20-\x7e]{8,}")
MAX_RUNS = 2_000
FEWEST_LETTERS = 3
_ALL_DIGITS = "0123456789"
_RUNS = (
    (re.compile(rb"[\x20-\x7e\t\r\n]{0,80}[0-9][0-9 .\-]{6,14}[0-9][\x20-\x7e\t\r\n]{0,80}"), "ascii"),
    (re.compile(rb"(?:[\x20-\x7e]\x00){0,80}(?:[0-9 .\-]\x00){8,14}(?:[\x20-\x7e]\x00){0,80}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e]){0,80}(?:\x00[0-9 .\-]){8,14}(?:\x00[\x20-\x7e]){0,80}"), "utf-16-be"),
)
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, ZeroDivisionError, EOFError)
_TEXT_TAGS = {  # EXIF and TIFF tags that hold words
    0x010D,
    0x010E,
    0x010F,
    0x0110,
    0x011D,
    0x0131,
    0x013B,
    0x013C,
    0x02BC,
    0x8298,
    0x83BB,
    0x8649,
    0x9286,
    0x927C,
    0x9C9B,
    0x9C9C,
    0x9C9D,
    0x9C9E,
    0x9C9F,
    0xA420,
    0xA430,
    0xA431,
    0xA435,
    0xC634,
}


def hidden_in_picture(path: Path, limits: Limits) -> tuple[Hidden, ...]:
    """What a JPEG, PNG, TIFF, WebP or HEIC file carries and does not show.

    Raises UnreadableFile if it cannot be opened as a picture, or is larger than the limits allow.
    """
    with opened(path, limits) as image:
        return (*file_name(Path(path)), *_in_image(image, Path(path)))


def hidden_in_jpeg(data: bytes) -> Iterator[Hidden]:
    """What a JPEG inside another file carries: its metadata and thumbnails; nothing if it cannot be opened.

    Whoever makes a PDF of a photograph often puts the camera's file in as it was.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "MPO")) as image:
            yield from _beside(image, data)
    except (*_BROKEN, Image.DecompressionBombError):
        return


def _in_image(image: Image.Image, path: Path) -> Iterator[Hidden]:
    data = path.read_bytes()
    yield from _beside(image, data if image.format in ("JPEG", "MPO", "HEIF") else b"")
    text = joined(raw_strings(data))
    if text:
        yield Hidden(Where.METADATA, None, None, text, 0.9, covered=False)
    yield from _other_pictures(image, data)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        yield from _under_alpha(image)


def _beside(image: Image.Image, data: bytes) -> Iterator[Hidden]:
    """Metadata, and what a thumbnail shows and the picture covers. `data` is the file of a JPEG or HEIC."""
    text = joined(_strings(image))
    if any(char.isdigit() for char in text):
        yield Hidden(Where.METADATA, None, None, text, 0.95, covered=False)
    smalls = list(_thumbnails(image, data))
    if smalls:
        large = _comparable(image)
        for small in smalls:
            for box in uncovered_by(large, small):
                yield Hidden(Where.THUMBNAIL, 1, box, read_at(small, box), 0.8, covered=True)


def raw_strings(data: bytes) -> Iterator[str]:
    """Runs of letters in the bytes of a picture file with enough digits for a BSN: tags and blocks of any
    program, and what stands behind the picture. Packed pixels hold none by chance.
    """
    for pattern, encoding in _RUNS:
        for found in islice(pattern.finditer(data), MAX_RUNS):
            text = found.group().decode(encoding, "replace")
            digits = "".join(char for char in text if char.isdigit())
            # Tables of a JPEG count through all bytes; without letters around it a number means nothing here.
            if _ALL_DIGITS not in digits and sum(map(str.isalpha, text)) >= FEWEST_LETTERS:
                yield plain(text.encode())


def _other_pictures(image: Image.Image, data: bytes) -> Iterator[Hidden]:
    """Further frames of an animation, and whole pictures behind the first: nobody sees them at once."""
    others = [*_frames(image), *(p for raw in _behind(image, data) for p in _decoded(raw))]
    if not others:
        return
    image.seek(0)
    large = _comparable(image)
    for other in others:
        for box in uncovered_by(large, other):
            yield Hidden(Where.IMAGE, 1, box, read_at(other, box), 0.8, covered=True)


def _frames(image: Image.Image) -> Iterator[NDArray[np.uint8]]:
    """The frames of an animation; the pages of a TIFF are pages, and the MPF pictures of a JPEG are told."""
    if image.format not in ("PNG", "WEBP", "GIF"):
        return
    for index in range(1, min(MAX_FRAMES + 1, getattr(image, "n_frames", 1))):
        image.seek(index)
        yield _comparable(image)


def _behind(image: Image.Image, data: bytes) -> Iterator[bytes]:
    """Whole pictures that begin behind the end of the first, whatever lies between."""
    end = _end_of(image, data)
    for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        at = data.find(start, end) if end else -1
        if at > end or (at == end and start[:1] == b"\x89"):  # a JPEG right behind is told as a thumbnail
            yield data[at:]


def _end_of(image: Image.Image, data: bytes) -> int:
    """Where the first picture ends; 0 if that is not known."""
    if image.format in ("JPEG", "MPO"):
        return data.find(b"\xff\xd9", data.find(b"\xff\xda")) + 2
    if image.format == "PNG":
        return data.find(b"IEND") + 8
    if image.format == "WEBP":
        return int.from_bytes(data[4:8], "little") + 8
    return 0


def _comparable(image: Image.Image) -> NDArray[np.uint8]:
    copy = image.convert("L")
    copy.thumbnail((COMPARE_SIDE, COMPARE_SIDE))
    return np.asarray(copy, dtype=np.uint8)


def _under_alpha(image: Image.Image) -> Iterator[Hidden]:
    pixels = np.asarray(image.convert("RGBA"), dtype=np.uint8)
    alpha = np.ascontiguousarray(pixels[:, :, 3])
    if alpha.min() > 250:
        return
    grey = np.asarray(Image.fromarray(pixels[:, :, :3]).convert("L"), dtype=np.uint8)
    for box, text in beneath(grey, alpha):
        yield Hidden(Where.IMAGE, 1, box, text, 0.9, covered=True)


def _strings(image: Image.Image) -> Iterator[str]:
    for key, value in image.info.items():
        if key not in ("exif", "icc_profile", "thumbnail", "thumbnails", "depth_images", "aux", "primary"):
            yield from _as_text(str(key), value)
    exif = image.getexif()
    yield from _tags(exif)
    for folder in (ExifTags.IFD.Exif, ExifTags.IFD.IFD1):
        yield from _tags(exif.get_ifd(folder))
    for kind, content in getattr(image, "applist", []):
        if kind != "COM" and not content.startswith((b"Exif", b"ICC_PROFILE", b"MPF", b"JFIF", b"Adobe")):
            yield plain(content[:MAX_TEXT])


def _as_text(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, bytes):
        if key in ("comment", "xmp") and is_text(value[:MAX_TEXT]):
            yield f"{key}: {plain(value[:MAX_TEXT])}"
    elif isinstance(value, str):
        yield f"{key}: {plain(value.encode())}"
    elif isinstance(value, list | tuple) and len(value) < 50:
        yield from (plain(v.encode()) for v in value if isinstance(v, str))


def _tags(tags: Any) -> Iterator[str]:
    for tag, value in dict(tags).items():
        if isinstance(value, str):
            yield f"{ExifTags.TAGS.get(tag, tag)}: {plain(value.encode('utf-8', 'replace'))}"
        elif isinstance(value, bytes | tuple) and tag in _TEXT_TAGS:
            yield f"{ExifTags.TAGS.get(tag, tag)}: {_from_bytes(tag, bytes(value))}"


def _from_bytes(tag: int, data: bytes) -> str:
    """EXIF text in bytes: UserComment with its code word, Windows' UTF-16 tags, strings in maker notes."""
    if 0x9C9B <= tag <= 0x9C9F:
        return data.decode("utf-16-le", "replace")
    if tag == 0x9286:
        body = data[8:]
        if data[:7] == b"UNICODE":
            little = body[1::2].count(0) > body[::2].count(0)
            return body.decode("utf-16-le" if little else "utf-16-be", "replace")
        return body.decode("utf-8", "replace")
    if tag == 0x927C:
        return " ".join(m.decode() for m in _READABLE.findall(data[:MAX_TEXT]))
    return data.decode("utf-8", "replace")


def _thumbnails(image: Image.Image, data: bytes) -> Iterator[NDArray[np.uint8]]:
    """The EXIF thumbnail, small pictures of a TIFF or HEIC, and further pictures in and behind a JPEG."""
    blocks = [image.info.get("exif") or b"", *_segments(image)]  # a HEIC without it says None
    for raw in [*(_first_jpeg(block) for block in blocks), *_appended(data)]:
        if raw:
            yield from _decoded(raw)
    if image.format == "HEIF":
        for raw in with_thumbnails_first(data):
            yield from _decoded(raw)


def _segments(image: Image.Image) -> Iterator[bytes]:
    """Application data of a JPEG in which image programs keep a small copy: JFXX, and Photoshop's."""
    for _, content in getattr(image, "applist", []):
        if content.startswith((b"JFXX", b"Photoshop")):
            yield content


def _first_jpeg(block: bytes) -> bytes:
    """The JPEG in a block of EXIF or other data: from its own start mark."""
    start = block.find(b"\xff\xd8\xff")
    return block[start:] if start >= 0 else b""


def _appended(data: bytes) -> Iterator[bytes]:
    """Further JPEG pictures behind the first (multi-picture format, or simply appended)."""
    at = 2
    for _ in range(MAX_FRAMES):
        at = data.find(b"\xff\xd9\xff\xd8\xff", at)
        if at < 0:
            return
        at += 2
        if b"\xff\xd9" in data[at:]:
            yield data[at:]


def _decoded(data: bytes) -> Iterator[NDArray[np.uint8]]:
    try:
        with Image.open(io.BytesIO(data)) as small:
            if small.width * small.height <= 40_000_000:
                yield _comparable(small)
    except _BROKEN:
        return  # bytes that only look like a picture
