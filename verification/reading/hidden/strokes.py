"""Annotations that are drawn by whoever shows the file: lines, polygons and pen strokes without appearance.

Source: ISO 32000-2, 12.5.6.7 to 12.5.6.13: readers make the appearance of these themselves, and pdfium does
not, or not as wide as they say. A bar drawn so would leave the number visible for us alone. Such annotations
get their appearance here, in a copy of the file.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

MAX_BYTES = 150 * 2**20  # a larger file is not held in memory; its pages with such strokes are told
MAX_POINTS = 5_000  # of one line
MAX_LINES = 500  # of one annotation
HIDDEN_FLAGS = 0b100010  # Hidden, NoView (ISO 32000-2, table 167)
_COLOURS = {1: ("G", "g"), 3: ("RG", "rg"), 4: ("K", "k")}
Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Strokes:
    """The file with appearances for its strokes, None if it is shown as it is; and the pages (from 0) with
    strokes that nothing shows.
    """

    data: bytes | None = None
    missed: frozenset[int] = frozenset()


def with_strokes(pdf: pikepdf.Pdf, path: Path) -> Strokes:
    """The file `path`, open as `pdf`, as readers show it. Raises PdfError."""
    bare = frozenset(index for index, page in enumerate(pdf.pages) if any(_bare(page.obj)))
    if not bare:
        return Strokes()
    if path.stat().st_size > MAX_BYTES:
        return Strokes(None, bare)
    with pikepdf.open(path) as copy:
        missed = {index for index in bare if not _all_drawn(copy, copy.pages[index].obj)}
        out = io.BytesIO()
        copy.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return Strokes(out.getvalue(), frozenset(missed))


def _all_drawn(pdf: pikepdf.Pdf, page: Any) -> bool:
    """Draw the strokes of a page; False if one of them could not be drawn whole."""
    whole = True
    for note in list(_bare(page)):
        try:
            whole &= _drawn(pdf, note)
        except (pikepdf.PdfError, ValueError, TypeError):
            whole = False  # numbers that are none
    return whole


def _bare(page: Any) -> Iterator[pikepdf.Dictionary]:
    notes = page.get("/Annots")
    for note in list(notes) if isinstance(notes, pikepdf.Array) else []:
        if not isinstance(note, pikepdf.Dictionary) or "/AP" in note:
            continue
        flags = note.get("/F", 0)
        hidden = isinstance(flags, int) and flags & HIDDEN_FLAGS
        if str(note.get("/Subtype", "")) in _PATHS and not hidden:
            yield note


def _drawn(pdf: pikepdf.Pdf, note: pikepdf.Dictionary) -> bool:
    """Give a note its appearance; False if it has more to draw than is drawn."""
    paths = _PATHS[str(note.Subtype)](note)
    lines = [line[:MAX_POINTS] for line in paths[:MAX_LINES] if len(line) > 1]
    whole = len(paths) <= MAX_LINES and all(len(line) <= MAX_POINTS for line in paths)
    if not lines:
        return whole
    width = _width(note)
    rims = [point for line in lines for point in _rims(line, width / 2)]
    xs, ys = [x for x, _ in rims], [y for _, y in rims]
    note.Rect = box = Array([min(xs), min(ys), max(xs), max(ys)])
    data = f"/GS gs {width:.3f} w {_colour(note, '/C', 0) or '0 G'} {_colour(note, '/IC', 1)} "
    closed = note.Subtype == Name.Polygon
    filled = closed and "/IC" in note
    for line in lines:
        moves = [f"{x:.3f} {y:.3f} {'l' if i else 'm'}" for i, (x, y) in enumerate(line)]
        data += " ".join(moves) + (" b " if filled else " s " if closed else " S ")
    state = Dictionary(CA=note.get("/CA", 1), ca=note.get("/CA", 1))
    form = pikepdf.Stream(pdf, data.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=box)
    form.Resources = Dictionary(ExtGState=Dictionary(GS=state))
    note.AP = Dictionary(N=pdf.make_indirect(form))
    return whole


def _rims(line: Points, half: float) -> Iterator[tuple[float, float]]:
    """The corners of what a pen of this half width leaves along a line; its ends are cut off straight."""
    for (x0, y0), (x1, y1) in pairwise(line):
        long = math.hypot(x1 - x0, y1 - y0) or 1.0
        dx, dy = half * (y1 - y0) / long, half * (x1 - x0) / long
        for x, y in ((x0, y0), (x1, y1)):
            yield x - dx, y + dy
            yield x + dx, y - dy


def _colour(note: pikepdf.Dictionary, key: str, kind: int) -> str:
    """The operator that sets the colour of a stroke (0) or fill (1); '' without colour."""
    value = note.get(key)
    parts = [float(v) for v in value] if isinstance(value, pikepdf.Array) else []
    return (
        f"{' '.join(f'{v:.3f}' for v in parts)} {_COLOURS[len(parts)][kind]}"
        if len(parts) in _COLOURS
        else ""
    )


def _width(note: pikepdf.Dictionary) -> float:
    style, border = note.get("/BS"), note.get("/Border")
    if isinstance(style, pikepdf.Dictionary) and "/W" in style:
        return max(0.0, float(style.W))
    return max(0.0, float(border[2])) if isinstance(border, pikepdf.Array) and len(border) > 2 else 1.0


def _pairs(value: Any) -> Points:
    numbers = [float(v) for v in value] if isinstance(value, pikepdf.Array) else []
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    return pairs if all(math.isfinite(v) and abs(v) < 1e6 for pair in pairs for v in pair) else []


def _line(note: pikepdf.Dictionary) -> list[Points]:
    return [_pairs(note.get("/L"))]


def _corners(note: pikepdf.Dictionary) -> list[Points]:
    return [_pairs(note.get("/Vertices"))]


def _pen(note: pikepdf.Dictionary) -> list[Points]:
    strokes = note.get("/InkList")
    return [_pairs(stroke) for stroke in list(strokes)] if isinstance(strokes, pikepdf.Array) else []


_PATHS = {"/Line": _line, "/PolyLine": _corners, "/Polygon": _corners, "/Ink": _pen}
