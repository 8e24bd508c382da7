"""Text that is not among the objects of a page: in letters of size 0, and in the cells of tiling patterns.

Source: domain, section 4, first row; ISO 32000-2, 8.7.3 and 9.3. Both are drawn on pages of their own, text
in size 1. Nothing here is "covered", so only a BSN in it matters.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from verification.model import Hidden, Where
from verification.reading.hidden import see
from verification.reading.hidden.strings import unpacked
from verification.reading.hidden.unread import unread

STREAM_BYTES = 20 * 2**20
MAX_CELLS = 40  # patterns with text or pictures in them
MAX_READ = 4  # pages and patterns read from their picture
MAX_PAGES = 50  # with text of size 0
LARGEST = 2400  # pixels: side of a picture that is read
_NO_SIZE = re.compile(rb"(/[^\s/<>\[\](){}%]+\s+)[-+]?(?:0+\.?0*|\.0+)(\s+Tf\b)")
_CARRIES = re.compile(rb"\bT[jJ]\b|\bDo\b|\bBI\b|\)\s*'")
_LONG = re.compile(r"\d(?:[ .\-]?\d){7,}")


def without_size(pdf: pikepdf.Pdf, data: bytes) -> Iterator[Hidden]:
    """The words that a PDF draws in size 0. `data` is the file."""
    numbers = [
        index
        for index, page in enumerate(pdf.pages)
        if any(_NO_SIZE.search(unpacked(stream, STREAM_BYTES) or b"") for stream in _streams(page))
    ]
    if not numbers:
        return
    if len(numbers) > MAX_PAGES:
        yield unread(Where.TEXT)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as copy:
        for index in numbers:
            for stream in _streams(copy.pages[index]):
                _enlarge(stream)
        copy.save(out)
    with pdfium.PdfDocument(data) as before, pdfium.PdfDocument(out.getvalue()) as after:
        for index in numbers[:MAX_PAGES]:
            known = set(_text(before, index).splitlines())
            lines = [line for line in _text(after, index).splitlines() if line not in known]
            if see.says_something("\n".join(lines)):
                yield Hidden(Where.TEXT, index + 1, None, "\n".join(lines), 0.9, covered=False)


def _streams(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """The content of a page and of the forms among its resources."""
    value = page.obj.get("/Contents")
    parts = [value] if isinstance(value, pikepdf.Stream) else list(value or [])
    yield from (part for part in parts if isinstance(part, pikepdf.Stream))
    yield from _forms(page.obj.get("/Resources"), 0)


def _forms(resources: Any, depth: int) -> Iterator[pikepdf.Stream]:
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for _, found in list(objects.items()) if isinstance(objects, pikepdf.Dictionary) and depth < 4 else []:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == pikepdf.Name.Form:
            yield found
            yield from _forms(found.get("/Resources"), depth + 1)


def _enlarge(stream: pikepdf.Stream) -> None:
    """Give the letters of size 0 of a stream a size."""
    data = unpacked(stream, STREAM_BYTES) or b""
    if _NO_SIZE.search(data):
        stream.write(_NO_SIZE.sub(rb"\g<1>1\g<2>", data))


def in_patterns(pdf: pikepdf.Pdf, document: pdfium.PdfDocument) -> Iterator[Hidden]:
    """Numbers in tiling patterns that no page shows: its own picture is read to know that."""
    cells = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and _is_cell(item)]
    if not cells:
        return
    if len(cells) > MAX_CELLS:
        yield unread(Where.TEXT)
    with pikepdf.new() as new:
        for cell in cells[:MAX_CELLS]:
            new.pages.append(pikepdf.Page(new.copy_foreign(_as_page(pdf, cell))))
        out = io.BytesIO()
        new.save(out)
    shown: str | None = None
    budget = MAX_READ
    with pdfium.PdfDocument(out.getvalue()) as drawn:
        for index in range(len(drawn)):
            text, where = _text(drawn, index), Where.TEXT
            if not text.strip() and budget > 0:
                budget -= 1
                text, where = _read(drawn, index), Where.IMAGE
            numbers = _numbers(text)
            if not numbers:
                continue
            if shown is None:
                shown = "\n".join(_read(document, i) for i in range(min(MAX_READ, len(document))))
            if not numbers <= _numbers(shown):
                yield Hidden(where, None, None, text, 0.85, covered=False)


def _is_cell(stream: pikepdf.Stream) -> bool:
    """Whether a stream is the cell of a tiling pattern, with text or a picture in it."""
    tiling = stream.get("/PatternType") == 1
    return tiling and bool(_CARRIES.search(unpacked(stream, STREAM_BYTES) or b""))


def _as_page(pdf: pikepdf.Pdf, cell: pikepdf.Stream) -> pikepdf.Object:
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=cell.get("/BBox", pikepdf.Array([0, 0, 595, 842]))
    )
    page.Resources = cell.get("/Resources", pikepdf.Dictionary())
    page.Contents = pdf.make_stream(unpacked(cell, STREAM_BYTES) or b"")
    return pdf.make_indirect(page)


def _numbers(text: str) -> set[str]:
    return {"".join(filter(str.isdigit, found)) for found in _LONG.findall(text)}


def _text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        return str(page.get_textpage().get_text_range())
    finally:
        page.close()


def _read(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        scale = min(200 / 72, LARGEST / max(1.0, *page.get_size()))
        return see.read_all(page.render(scale=scale).to_numpy()[:, :, :3].copy())
    finally:
        page.close()
