"""Strings of a PDF or picture, bounded in number and length, for the search for numbers in them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

from verification.model import Hidden, Where

MAX_TEXT = 200_000  # characters kept of one source
BSN_DIGITS = 9
_TAG = re.compile(r"<[^<>]{0,4000}>")


def file_name(path: Path) -> Iterator[Hidden]:
    """A file name that could hold a number (domain, section 4, row "Metadata"): memory only, never shown."""
    if sum(map(str.isdigit, path.stem)) >= BSN_DIGITS:
        yield Hidden(Where.METADATA, None, None, path.stem.replace("_", " "), 0.9, covered=False)


def joined(parts: Iterable[str]) -> str:
    """Non-empty parts, each once, on lines of their own; cut at MAX_TEXT."""
    seen: dict[str, None] = {}
    size = 0
    for part in parts:
        text = part.replace("\x00", "").strip()
        if text and text not in seen and size < MAX_TEXT:
            seen[text[:MAX_TEXT]] = None
            size += len(text)
    return "\n".join(seen)[:MAX_TEXT]


def is_text(data: bytes) -> bool:
    """Whether these bytes are words: hardly any control characters among them."""
    control = sum(byte < 32 and byte not in b"\t\r\n\f\0" for byte in data)
    return control <= len(data) // 50


def plain(data: bytes) -> str:
    """The characters of a text or XML file of unknown encoding, tags taken out."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    elif wide := _wide(data):
        text = data.decode(wide, "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return without_tags(text) if text.lstrip("\ufeff \r\n\t").startswith("<") else text


def _wide(data: bytes) -> str:
    """The encoding of text in two bytes a letter without a mark at its start, '' if it is none."""
    half = len(data[:400]) // 2
    if half < 4:
        return ""
    for name, zeros in (("utf-16-be", data[:400:2]), ("utf-16-le", data[1:400:2])):
        if zeros.count(0) > 0.7 * half:
            return name
    return ""


def without_tags(text: str) -> str:
    """The text between tags, and the values of attributes that hold several digits (XMP writes them so)."""
    values = re.findall(r"=\s*[\"']([^\"'<>]*\d{4}[^\"'<>]*)[\"']", text)
    return " ".join([*_TAG.sub(" ", text).split(), *values])


def unpacked(stream: pikepdf.Stream, limit: int) -> bytes | None:
    """The decoded bytes of a stream, None if it unpacks to more than `limit` bytes or not at all."""
    raw = stream.read_raw_bytes()
    filters = stream.get("/Filter")
    if filters is None:
        return raw if len(raw) <= limit else None
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        inflater = zlib.decompressobj()
        try:
            data = inflater.decompress(raw, limit)
        except zlib.error:
            return None
        return None if inflater.unconsumed_tail else data
    if len(raw) * 1100 ** max(1, len(names)) > limit and len(raw) > limit // 20:
        return None
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return None
    return data if len(data) <= limit else None
