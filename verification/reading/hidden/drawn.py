"""Which pictures and forms of a PDF are drawn by some page: by name, from the content streams.

Names are taken from the bytes of the streams, not by parsing them: a stray `/X Do` in a string or an inline
picture only counts something as drawn that is not. What its drawing brings along (masks) counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from verification.reading.hidden.strings import unpacked

STREAM_BYTES = 20 * 2**20
HIDDEN_FLAGS = 0b100010  # Hidden, NoView (ISO 32000-2, table 167)
_DO = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
Key = tuple[int, int]


def drawn(pdf: pikepdf.Pdf) -> set[Key]:
    """The object numbers of pictures, masks, forms and thumbnails that the pages make use of."""
    seen: set[Key] = set()
    for page in pdf.pages:
        node = page.obj
        resources = _inherited(node)
        for stream in _streams(node.get("/Contents")):
            _content(stream, resources, seen)
        _use(node.get("/Thumb"), resources, seen)
        for note in _items(node.get("/Annots")):
            _use(_shown_state(note), resources, seen)
    return seen


def _inherited(node: Any) -> Any:
    for _ in range(64):
        if not isinstance(node, pikepdf.Dictionary) or "/Resources" in node:
            break
        node = node.get("/Parent")
    return node.get("/Resources") if isinstance(node, pikepdf.Dictionary) else None


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _streams(value: Any) -> list[pikepdf.Stream]:
    parts = [value] if isinstance(value, pikepdf.Stream) else _items(value)
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def appearances(page: Any) -> Iterator[pikepdf.Stream]:
    """Every appearance of the annotations of a page, in every state, drawn or not."""
    for note in _items(page.get("/Annots")):
        for _, value in _entries(note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None):
            states = [value] if isinstance(value, pikepdf.Stream) else [v for _, v in _entries(value)]
            yield from (state for state in states if isinstance(state, pikepdf.Stream))


def _shown_state(note: Any) -> Any:
    """The appearance of an annotation in the state that it has; its other states are not drawn."""
    if not isinstance(note, pikepdf.Dictionary) or int(note.get("/F", 0)) & HIDDEN_FLAGS:
        return None
    appearance = note.get("/AP")
    normal = appearance.get("/N") if isinstance(appearance, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        return normal.get(str(note.get("/AS", "/Off")))
    return normal


def _use(stream: Any, resources: Any, seen: set[Key]) -> None:
    """Count a picture or form as drawn, and what it draws in its turn."""
    if not isinstance(stream, pikepdf.Stream) or stream.objgen in seen:
        return
    seen.add(stream.objgen)
    if stream.get("/Subtype") == pikepdf.Name.Image or "/Width" in stream:
        seen |= {
            m.objgen for m in (stream.get("/SMask"), stream.get("/Mask")) if isinstance(m, pikepdf.Stream)
        }
    else:
        _content(stream, stream.get("/Resources", resources), seen)


def _content(stream: pikepdf.Stream, resources: Any, seen: set[Key]) -> None:
    if not isinstance(resources, pikepdf.Dictionary):
        return
    data = unpacked(stream, STREAM_BYTES) or b""
    objects = resources.get("/XObject")
    if isinstance(objects, pikepdf.Dictionary):
        for name in set(_DO.findall(data)):
            plain = _HEX.sub(lambda m: bytes([int(m.group(1), 16)]), name)
            _use(objects.get("/" + plain.decode("utf-8", "replace")), resources, seen)
    for inner in _painters(resources):
        if inner.objgen not in seen:
            _use(inner, resources, seen)


def _painters(resources: pikepdf.Dictionary) -> Iterator[pikepdf.Stream]:
    """Streams that draw without being called by name: tiling patterns, glyphs of Type 3, soft mask groups."""
    for _, pattern in _entries(resources.get("/Pattern")):
        if isinstance(pattern, pikepdf.Stream):
            yield pattern
    for _, font in _entries(resources.get("/Font")):
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == pikepdf.Name.Type3:
            yield from (glyph for _, glyph in _entries(font.get("/CharProcs")) if _is_stream(glyph))
    for _, state in _entries(resources.get("/ExtGState")):
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        group = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else None
        if isinstance(group, pikepdf.Stream):
            yield group


def _is_stream(value: Any) -> bool:
    return isinstance(value, pikepdf.Stream)


def _entries(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, pikepdf.Dictionary) else []
