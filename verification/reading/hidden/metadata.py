"""What a PDF says about itself: Info, XMP, bookmarks, alternate texts, labels, destinations, private data.

Source: domain, section 4, row "Metadata". Nothing here is "covered" by itself: the identity check looks for a
BSN in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from verification.model import Hidden, Where
from verification.reading.hidden import see
from verification.reading.hidden.everything import all_strings
from verification.reading.hidden.strings import joined, plain, unpacked

MAX_NODES = 20_000  # of any one tree; a number in what lies beyond is found by the sweep over all strings
MAX_DEPTH = 40
XMP_BYTES = 4 * 2**20
_ALTERNATES = ("/ActualText", "/Alt", "/E", "/T", "/Title")
_LABELS = {"/Title": "Title", "/Author": "Author", "/Subject": "Subject", "/Keywords": "Keywords"}


def metadata(pdf: pikepdf.Pdf) -> Iterator[Hidden]:
    """The texts of the file's metadata, one Hidden per source."""
    sources = (
        _info(pdf),
        _xmp(pdf),
        _outline(pdf),
        _structure(pdf),
        _marked(pdf),
        _names(pdf),
        _annotations(pdf),
        all_strings(pdf),
    )
    for source in sources:
        text = joined(source)
        if see.says_something(text):
            yield Hidden(Where.METADATA, None, None, text, 0.95, covered=False)


def _info(pdf: pikepdf.Pdf) -> Iterator[str]:
    information = pdf.trailer.get("/Info")
    if isinstance(information, pikepdf.Dictionary):
        for key, value in list(information.items())[:200]:
            if isinstance(value, pikepdf.String) and not str(key).endswith("Date"):
                yield f"{_LABELS.get(str(key), str(key)[1:])}: {value}"


def _xmp(pdf: pikepdf.Pdf) -> Iterator[str]:
    streams = [pdf.Root.get("/Metadata")]
    streams += [page.obj.get("/Metadata") for page in pdf.pages]
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            data = unpacked(stream, XMP_BYTES)
            if data:
                yield plain(data)
    yield from _private(pdf.Root.get("/PieceInfo"), 0)
    for page in pdf.pages:
        yield from _private(page.obj.get("/PieceInfo"), 0)


def _private(node: Any, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(node, pikepdf.String):
        yield str(node)
    elif isinstance(node, pikepdf.Dictionary):
        for _, value in list(node.items())[:200]:
            yield from _private(value, depth + 1)
    elif isinstance(node, pikepdf.Array):
        for value in list(node)[:200]:
            yield from _private(value, depth + 1)


def _outline(pdf: pikepdf.Pdf) -> Iterator[str]:
    outlines = pdf.Root.get("/Outlines")
    todo = [outlines.get("/First")] if isinstance(outlines, pikepdf.Dictionary) else []
    yield from _tree(todo, ("/Title",), ("/First", "/Next"))


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root.get("/StructTreeRoot")
    todo = [root.get("/K")] if isinstance(root, pikepdf.Dictionary) else []
    yield from _tree(todo, _ALTERNATES, ("/K",))


def _tree(todo: list[Any], texts: tuple[str, ...], links: tuple[str, ...]) -> Iterator[str]:
    """The texts of a tree of dictionaries; each visited once, at most MAX_NODES."""
    seen: set[tuple[int, int]] = set()
    count = 0
    while todo and count < MAX_NODES:
        node = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo += list(node)[:MAX_NODES]
            continue
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        count += 1
        for key in texts:
            if isinstance(node.get(key), pikepdf.String):
                yield str(node.get(key))
        todo += [node.get(key) for key in links if node.get(key) is not None]


def _marked(pdf: pikepdf.Pdf) -> Iterator[str]:
    """ActualText and Alt of marked content, in the page streams and the property lists."""
    for page in pdf.pages:
        properties = page.obj.get("/Resources", pikepdf.Dictionary()).get("/Properties")
        if isinstance(properties, pikepdf.Dictionary):
            for _, entry in list(properties.items()):
                if isinstance(entry, pikepdf.Dictionary):
                    yield from _alternates(entry)
        yield from _in_stream(page)


def _in_stream(page: pikepdf.Page) -> Iterator[str]:
    contents = page.obj.get("/Contents")
    parts = list(contents)[:200] if isinstance(contents, pikepdf.Array) else [contents]
    data = b"\n".join(unpacked(s, 20 * 2**20) or b"" for s in parts if isinstance(s, pikepdf.Stream))
    if not any(word in data for word in (b"/ActualText", b"/Alt", b"/E ", b"/E(")):
        return
    for step in pikepdf.parse_content_stream(page, "BDC DP"):
        operands = list(step.operands)
        marked = str(step.operator) in ("BDC", "DP") and len(operands) > 1
        if marked and isinstance(operands[1], pikepdf.Dictionary):
            yield from _alternates(operands[1])


def _alternates(entry: pikepdf.Dictionary) -> Iterator[str]:
    yield from (str(entry.get(key)) for key in _ALTERNATES if isinstance(entry.get(key), pikepdf.String))


def _names(pdf: pikepdf.Pdf) -> Iterator[str]:
    labels = pdf.Root.get("/PageLabels")
    if isinstance(labels, pikepdf.Dictionary):
        for entry in list(labels.get("/Nums", pikepdf.Array()))[:2000]:
            if isinstance(entry, pikepdf.Dictionary) and isinstance(entry.get("/P"), pikepdf.String):
                yield str(entry.get("/P"))
    old = pdf.Root.get("/Dests")
    if isinstance(old, pikepdf.Dictionary):
        yield from (str(key)[1:] for key in list(old.keys())[:2000])
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _name_tree(names.get("/Dests"), 0)


def _name_tree(node: Any, depth: int) -> Iterator[str]:
    if not isinstance(node, pikepdf.Dictionary) or depth > MAX_DEPTH:
        return
    for entry in list(node.get("/Names", pikepdf.Array()))[:4000:2]:
        if isinstance(entry, pikepdf.String):
            yield str(entry)
    for kid in list(node.get("/Kids", pikepdf.Array()))[:200]:
        yield from _name_tree(kid, depth + 1)


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Contents, subjects and replies of annotations, addresses of links: not drawn on the page."""
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        if not isinstance(notes, pikepdf.Array):
            continue
        for note in list(notes):
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") != pikepdf.Name.Widget:
                for key in ("/Contents", "/RC", "/Subj", "/T", "/OverlayText"):
                    if isinstance(note.get(key), pikepdf.String):
                        yield plain(str(note.get(key)).encode())
                action = note.get("/A")
                if isinstance(action, pikepdf.Dictionary) and isinstance(action.get("/URI"), pikepdf.String):
                    yield str(action.get("/URI"))
