"""Every string and every small text of a PDF, wherever it hangs: scripts, private data of programs, names of
layers, attributes of the structure, data of fonts and pictures, objects that nothing refers to; and what
stands before and behind the file.

A sweep without a list of places: a BSN can stand in a key that nobody thought of. Only a BSN in it matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from verification.reading.hidden.strings import is_text, plain, unpacked

DEEPEST = 12  # levels of direct objects within one object
TEXT_BYTES = 1 << 20  # unpacked, of a stream that may be text
OUTSIDE_BYTES = 1 << 20  # looked at before the header and behind the end
DIGITS = 8  # a shorter string holds no BSN
_SKIPPED = {  # keys that never hold words, or are told elsewhere: identifiers, dates, checksums, field values
    *("/ID", "/NM", "/DA", "/CheckSum", "/Lang", "/M", "/CreationDate", "/ModDate", "/LastModified", "/V"),
    *("/DV", "/Cert", "/ByteRange", "/Panose", "/CharSet", "/Lookup", "/Registry", "/Ordering"),
}
_DRAWING = (b"begincmap", b"%!PS", b"%!FontType")
_PAINTED = re.compile(rb"\bBT\b.*\bET\b", re.DOTALL)
_NO_TEXT = {"/XObject", "/ObjStm", "/XRef", "/Pattern", "/EmbeddedFile"}
_PARTS = ("/Length1", "/N", "/FunctionType", "/PatternType", "/ShadingType", "/CMapName", "/Width")


def containers(item: Any) -> Iterator[Any]:
    """An object and the direct dictionaries and arrays in it."""
    todo = [(item, 0)]
    while todo:
        node, depth = todo.pop()
        yield node
        if depth >= DEEPEST:
            continue
        children: Iterable[Any] = ()
        if isinstance(node, pikepdf.Array):
            children = list(node)
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            children = [value for _, value in node.items()]
        todo += [
            (child, depth + 1)
            for child in children
            if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect
        ]


def all_strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Strings with enough digits for a BSN, each with the key that it stands under."""
    contents = {part.objgen for page in pdf.pages for part in _contents(page.obj)}
    for item in pdf.objects:
        for node in containers(item):
            yield from _in_container(node)
        if isinstance(item, pikepdf.Stream) and item.objgen not in contents:
            yield from _in_stream(item)


def _in_container(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        yield from (str(v) for v in node if isinstance(v, pikepdf.String) and _may_hold(v))
    elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream) and "/Registry" not in node:
        signed = "/ByteRange" in node
        for key, value in node.items():
            told = key in _SKIPPED or (signed and key == "/Contents")
            if isinstance(value, pikepdf.String) and not told and _may_hold(value):
                yield f"{key[1:]}: {plain(str(value).encode())}"


def _may_hold(value: pikepdf.String) -> bool:
    return sum(char.isdigit() for char in str(value)) >= DIGITS


def _contents(page: Any) -> list[pikepdf.Stream]:
    value = page.get("/Contents")
    parts = [value] if isinstance(value, pikepdf.Stream) else list(value or [])
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _in_stream(stream: pikepdf.Stream) -> Iterator[str]:
    """The text of a stream that is neither a drawing nor a picture, font or table."""
    if str(stream.get("/Type", "")) in _NO_TEXT or any(key in stream for key in _PARTS):
        return
    if stream.get("/Subtype") in (pikepdf.Name.Form, pikepdf.Name.Image):
        return
    data = unpacked(stream, TEXT_BYTES)
    if not data or not is_text(data[:4096]) or any(mark in data for mark in _DRAWING):
        return
    if not _PAINTED.search(data):
        yield plain(data)


def around(data: bytes) -> Iterator[str]:
    """Text before the header of a PDF and behind its end."""
    head = data[: data.find(b"%PDF-")] if b"%PDF-" in data[:1024] else b""
    end = data.rfind(b"%%EOF")
    tail = data[end + 5 : end + 5 + OUTSIDE_BYTES] if end >= 0 else b""
    for part in (head, tail):
        if sum(48 <= byte <= 57 for byte in part[:OUTSIDE_BYTES]) >= DIGITS and is_text(part):
            yield plain(part.strip())
