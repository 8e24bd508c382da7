"""Optional content: what shows only when a layer is switched on, or off.

Source: domain, section 4, row "Optional content"; ISO 32000-2, 8.11. Variants of the file are made, with
every layer on, every layer off, and each layer switched by itself, and compared with the file as it opens.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray

from verification.errors import OutsideProgramError
from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.covers import merged, one_tone_where, written
from verification.reading.hidden.sheet import Rect, Sheet
from verification.reading.hidden.text import MIN_RUN, TextLook, found, runs

MAX_BYTES = 150 * 2**20  # a larger file with layers is not taken apart
MOST_SWITCHED = 6  # layers that are switched one by one; more are a drawing with many parts
SWITCHED_BYTES = 10 * 2**20  # a larger file is not held in memory once for every layer
CELL = 12  # pixels: side of the squares in which pictures are compared


def variants(pdf: pikepdf.Pdf, path: Path) -> list[pdfium.PdfDocument]:
    """The file `path`, open as `pdf`, with all layers on, with all off, and with each one switched; []
    without layers.
    """
    try:
        if "/OCProperties" not in pdf.Root:
            return []
        if path.stat().st_size > MAX_BYTES:
            raise OutsideProgramError("a file with layers that is too large to compare")
        each = path.stat().st_size <= SWITCHED_BYTES
        with pikepdf.open(path) as copy:
            return [pdfium.PdfDocument(data) for data in _variants(copy, each=each)]
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, TypeError, KeyError, AttributeError) as exc:
        raise OutsideProgramError("the layers could not be looked at") from exc


def _variants(pdf: pikepdf.Pdf, *, each: bool) -> Iterator[bytes]:
    properties = pdf.Root.OCProperties
    groups = [g for g in _items(properties.get("/OCGs")) if isinstance(g, pikepdf.Dictionary)]
    on = _shown(properties.get("/D", pikepdf.Dictionary()), groups)
    for group in groups:
        if "/Usage" in group:
            del group["/Usage"]
    if each and 1 < len(groups) <= MOST_SWITCHED:
        for i, _ in enumerate(groups):
            yield _switched(pdf, groups, [state != (i == k) for k, state in enumerate(on)])
    yield _switched(pdf, groups, [False] * len(groups))
    for item in pdf.objects:
        _simplify(item)
    yield _switched(pdf, groups, [True] * len(groups))


def _items(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _shown(settings: Any, groups: list[pikepdf.Dictionary]) -> list[bool]:
    """Which layers are on when the file opens."""
    named = {key: {g.objgen for g in _items(settings.get(key))} for key in ("/ON", "/OFF")}
    if settings.get("/BaseState") == pikepdf.Name.OFF:
        return [g.objgen in named["/ON"] for g in groups]
    return [g.objgen not in named["/OFF"] for g in groups]


def _simplify(item: Any) -> None:
    """Let content that depends on several layers show when any of them is on: its rule may want some off."""
    if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.OCMD:
        for key in ("/VE", "/P"):
            if key in item:
                del item[key]


def _switched(pdf: pikepdf.Pdf, groups: list[pikepdf.Dictionary], on: list[bool]) -> bytes:
    shown = [group for group, state in zip(groups, on, strict=True) if state]
    pdf.Root.OCProperties.D = pikepdf.Dictionary(
        BaseState=pikepdf.Name.ON if shown and len(shown) == len(groups) else pikepdf.Name.OFF,
        ON=pikepdf.Array(shown),
        OFF=pikepdf.Array(),
    )
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def in_layers(look: TextLook, others: list[pdfium.PdfDocument]) -> tuple[list[Hidden], marks.Ints]:
    """What the variants show and the page does not, and the indexes of the characters concerned."""
    hidden: list[Hidden] = []
    flags = np.zeros(len(look.places), dtype=bool)
    for document in others:
        if look.sheet.number > len(document):
            continue
        other = Sheet(document, look.sheet.number - 1)
        try:
            shown = TextLook(other, other.render())
            if shown.full.shape != look.full.shape:
                continue
            if len(shown.places) == len(flags):
                flags |= _switched_on(look, shown)
            hidden += _pictures(look, shown)
        finally:
            other.close()
    texts = [
        found(look, run, Where.LAYER, covered=bool(look.one_tone[run].all() and look.dark[run].all()))
        for run in runs(flags, look.printable, MIN_RUN)
    ]
    return texts + hidden, np.flatnonzero(flags)


def _switched_on(look: TextLook, shown: TextLook) -> NDArray[np.bool_]:
    """Characters that the variant draws and the page does not, also where they lie across others."""
    change = marks.counts(marks.changed(look.full, shown.full), shown.places)
    drawn = shown.printable & ~shown.hidden & (shown.ink_counts > 0) & (look.ink_counts < shown.ink_counts)
    under = (
        look.hidden & (look.ink_counts == 0) & (shown.ink_counts > 0)
    )  # in a layer, and under a bar as well
    return np.asarray(drawn & (change > 0.3 * shown.ink_counts) | (look.hidden & ~shown.hidden) | under)


def _pictures(look: TextLook, shown: TextLook) -> Iterator[Hidden]:
    """Pictures in a layer: places without text where the variant has writing and the page has none."""
    change = marks.difference(look.full, shown.full) > 40
    for rect in _places(change)[:6]:
        if not one_tone_where(look.full, rect, change) or not written(shown.full, rect):
            continue
        if _holds_text(shown, rect):
            continue
        text = see.read(shown.sheet.render(region=rect, dpi=see.READ_DPI))
        if see.says_something(text):
            box = look.sheet.fraction(rect, look.full.shape)
            yield Hidden(Where.LAYER, look.sheet.number, box, text, 0.85, covered=True)


def _holds_text(shown: TextLook, rect: Rect) -> bool:
    boxes = shown.places
    inside = (
        (boxes[:, 0] >= rect[0] - 2)
        & (boxes[:, 2] <= rect[2] + 2)
        & (boxes[:, 1] >= rect[1] - 2)
        & (boxes[:, 3] <= rect[3] + 2)
    )
    return bool((inside & shown.printable & ~shown.hidden).sum() >= MIN_RUN)


def _places(change: NDArray[np.bool_]) -> list[Rect]:
    import cv2

    closed = cv2.morphologyEx(change.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, CELL), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    rects = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats[1:count] if w > 12 and h > 5]
    return merged(rects)
