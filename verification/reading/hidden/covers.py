"""Pictures under a box, and text or pictures under something see-through.

Source: domain, section 4, rows "Image under a box" and "See-through marker". A picture object is rendered by
itself and compared with what the page shows in its place: one tone on the page and writing beneath it is a
redaction that failed. What is beneath is read; without words in it nothing is reported (background pictures
under panels, drop shadows).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.sheet import Pixels, Rect, Sheet, Thing, clip
from verification.reading.hidden.stored import half_clear
from verification.reading.hidden.text import MIN_RUN, TextLook, found, runs
from verification.reading.hidden.unread import unread

MAX_COVERS = 1_000  # looked at per page; a drawing with more is told
MAX_READ = 12  # places read per page
MIN_WIDE, MIN_HIGH = 8, 5  # pixels: smaller things cover nothing that can be read
MAX_SHARE = 0.6  # of the page: larger things are grounds, not bars
WRITING = 14.0  # standard deviation of luminance where there is writing
VEILED = 0.72  # contrast that is left under a veil; a highlighter leaves one channel whole (1.0)
FAINT = 0.4  # of the contrast: less is no highlighter, whatever its colour
DARKENED = 0.85  # of the brightness of the ground, in its brightest channel
OPAQUE = 255
MOSTLY = 0.8  # of the pixels that changed: the others are the rim

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cover:
    """An object that lies over others, and where."""

    thing: Thing
    rect: Rect


def find_covers(sheet: Sheet, shape: tuple[int, ...]) -> tuple[list[Cover], list[Cover]]:
    """Objects that could hide what was drawn before them: opaque ones, and see-through ones."""
    bases = (c.FPDF_PAGEOBJ_TEXT, c.FPDF_PAGEOBJ_IMAGE)
    first = next((t.order for t in sheet.things if t.kind in bases), None)
    opaque: list[Cover] = []
    veils: list[Cover] = []
    if first is None:
        return opaque, veils
    for thing in sheet.things[first + 1 :]:
        if thing.kind == c.FPDF_PAGEOBJ_TEXT or not _paints(thing):
            continue
        rect = _place(sheet, thing, shape)
        wide, high = rect[2] - rect[0], rect[3] - rect[1]
        if wide < MIN_WIDE or high < MIN_HIGH or wide * high > MAX_SHARE * shape[0] * shape[1]:
            continue
        if _see_through(sheet, thing):
            veils.append(Cover(thing, rect))
        elif thing.kind != c.FPDF_PAGEOBJ_FORM:
            opaque.append(Cover(thing, rect))
    return opaque, veils


def _strokes(thing: Thing) -> tuple[bool, float]:
    """Whether a path is filled, and the width of its stroke in its own units; 0 without stroke."""
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    c.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    c.FPDFPageObj_GetStrokeWidth(thing.raw, width)
    return bool(fill.value), width.value if stroke.value else 0.0


def _paints(thing: Thing) -> bool:
    """Whether a path has a fill or a stroke broad enough to hide writing."""
    if thing.kind != c.FPDF_PAGEOBJ_PATH:
        return True
    filled, width = _strokes(thing)
    return filled or width >= 4


def _place(sheet: Sheet, thing: Thing, shape: tuple[int, ...]) -> Rect:
    """Where an object paints. pdfium's bounds of a mere stroke reach too far: by its whole width at its ends,
    by half of it at its sides.
    """
    bounds = sheet.bounds(thing)
    if bounds is None:
        return (0, 0, 0, 0)
    x0, y0, x1, y1 = bounds
    filled, width = _strokes(thing) if thing.kind == c.FPDF_PAGEOBJ_PATH else (True, 0.0)
    if not filled:
        half = width / 2 * sheet.dpi / 72
        ends, sides = 2 * half + 1, half + 1
        dx, dy = (ends, sides) if x1 - x0 > y1 - y0 else (sides, ends)
        x0, y0, x1, y1 = x0 + dx, y0 + dy, x1 - dx, y1 - dy
    return clip((x0, y0, x1, y1), shape)


def _see_through(sheet: Sheet, thing: Thing) -> bool:
    if thing.kind == c.FPDF_PAGEOBJ_FORM:
        inside = (t for t in sheet.texts if thing.order in t.forms)
        return bool(c.FPDFPageObj_HasTransparency(thing.raw)) and next(inside, None) is None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if thing.kind == c.FPDF_PAGEOBJ_PATH:
        read = c.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha)
        if read and alpha.value < OPAQUE:
            return True
    if thing.kind == c.FPDF_PAGEOBJ_IMAGE and half_clear(sheet, thing):
        return True
    return bool(c.FPDFPageObj_HasTransparency(thing.raw))


def covered_pictures(sheet: Sheet, full: Pixels, covers: list[Cover]) -> Iterator[Hidden]:
    """Words in picture objects where the page shows one tone over them."""
    images = [(t, sheet.bounds(t)) for t in sheet.of_kind(c.FPDF_PAGEOBJ_IMAGE)]
    near = [cover for cover in covers if _lies_over(cover, images)]
    over = [cover for cover in near[:MAX_COVERS] if one_tone(full, cover.rect)]
    if len(near) > MAX_COVERS:
        yield unread(Where.IMAGE, sheet.number)
    if not over:
        return
    bars = {cover.thing.order for cover in over}
    without = [
        t
        for t in sheet.things
        if t.kind not in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM) or t.order in bars
    ]
    beneath = sheet.render(without=without)
    rects = merged([cover.rect for cover in over if written(beneath, cover.rect)])
    if len(rects) > MAX_READ:
        yield unread(Where.IMAGE, sheet.number)
    for rect in rects[:MAX_READ]:
        picture = sheet.render(without=without, region=rect, dpi=see.READ_DPI)
        text = see.read_upright(picture)
        if text or see.looks_written(picture):
            yield Hidden(Where.IMAGE, sheet.number, sheet.fraction(rect, full.shape), text, 0.9, covered=True)


def _lies_over(cover: Cover, images: list[tuple[Thing, tuple[float, float, float, float] | None]]) -> bool:
    x0, y0, x1, y1 = cover.rect
    return any(
        bounds
        and thing.order < cover.thing.order
        and bounds[0] < x1
        and bounds[2] > x0
        and bounds[1] < y1
        and bounds[3] > y0
        for thing, bounds in images
    )


def one_tone(pixels: Pixels, rect: Rect) -> bool:
    """Whether this part of a page shows one tone; its rim is left out."""
    inner = part_of(pixels, (rect[0] + 1, rect[1] + 1, rect[2] - 1, rect[3] - 1))
    return bool(inner.size) and float(marks.luminance(inner).std()) < marks.UNIFORM


def one_tone_where(pixels: Pixels, rect: Rect, change: Flags) -> bool:
    """Whether this part of a page shows one tone, at least where it changed: the place that a change takes up
    reaches a little beyond the bar itself, over its rim.
    """
    if one_tone(pixels, rect):
        return True
    x0, y0, x1, y1 = rect
    changed = marks.luminance(part_of(pixels, rect))[change[y0:y1, x0:x1]]
    if not changed.size:
        return False
    return float((np.abs(changed - np.median(changed)) < 2 * marks.UNIFORM).mean()) > MOSTLY


def written(pixels: Pixels, rect: Rect) -> bool:
    """Whether this part has the contrast of writing."""
    part = part_of(pixels, rect)
    return bool(part.size) and float(marks.luminance(part).std()) > WRITING


def merged(rects: list[Rect]) -> list[Rect]:
    """Rectangles that touch, as one: a bar is often drawn in pieces."""
    out: list[Rect] = []
    for rect in sorted(rects):
        for i, other in enumerate(out):
            beside = rect[0] <= other[2] + 3 and rect[2] >= other[0] - 3
            if beside and rect[1] < other[3] and rect[3] > other[1]:
                out[i] = (
                    min(rect[0], other[0]),
                    min(rect[1], other[1]),
                    max(rect[2], other[2]),
                    max(rect[3], other[3]),
                )
                break
        else:
            out.append(rect)
    return out


def under_veils(look: TextLook, veils: list[Cover]) -> tuple[list[Hidden], marks.Ints]:
    """What can be read through see-through objects, and the indexes of the characters concerned."""
    sheet, full = look.sheet, look.full
    none = np.empty(0, dtype=np.int64)
    if not veils:
        return [], none
    hidden = [unread(Where.TRANSLUCENT, sheet.number)] if len(veils) > MAX_COVERS else []
    veils = veils[:MAX_COVERS]
    things = [cover.thing for cover in veils]
    inside = {t.order for t in sheet.things for veil in things if veil.order in t.forms}
    things += [sheet.things[order] for order in inside]
    clear = sheet.render(without=things)
    dimmed = [cover.rect for cover in veils if _is_veil(full, clear, cover.rect)]
    if not dimmed:
        return hidden, none
    dim = _dimmed_chars(look, clear, things, dimmed)
    indexes = np.flatnonzero(dim)
    for run in runs(dim, look.printable, MIN_RUN):
        hidden.append(found(look, run, Where.TRANSLUCENT, covered=True))
    bare = [rect for rect in merged(dimmed) if written(clear, rect) and not _holds_chars(look, rect)]
    if len(bare) > MAX_READ:
        hidden.append(unread(Where.TRANSLUCENT, sheet.number))
    for rect in bare[:MAX_READ]:
        text = see.read(sheet.render(without=things, region=rect, dpi=see.READ_DPI))
        if see.says_something(text):
            box = sheet.fraction(rect, full.shape)
            hidden.append(Hidden(Where.TRANSLUCENT, sheet.number, box, text, 0.85, covered=True))
    return hidden, indexes


def _is_veil(full: Pixels, clear: Pixels, rect: Rect) -> bool:
    """Whether something lies over this whole rectangle and takes away from what is read in it.

    Not lettering, not a shadow, and not a highlighter: that leaves its ground bright and the words distinct.
    """
    after, before = part_of(full, rect), part_of(clear, rect)
    change = marks.difference(after, before)
    ink = before.min(axis=2) < 160
    whole = float((change > 4).mean()) > 0.55 or (bool(ink.any()) and float((change[ink] > 4).mean()) > 0.85)
    return whole and dims(after, before)


def dims(after: Pixels, before: Pixels) -> bool:
    """Whether the ground became dark, or the contrast faint, in the channel that keeps most of it."""
    rim = 2 if min(after.shape[:2]) > 8 else 0  # the rim of a veil is half on the page beside it
    if rim:
        after, before = after[rim:-rim, rim:-rim], before[rim:-rim, rim:-rim]
    ground = _ground(after) / max(1.0, _ground(before))
    contrast = _contrast(after) / max(1.0, _contrast(before))
    return contrast < FAINT or (ground < DARKENED and contrast < VEILED)


def _ground(pixels: Pixels) -> float:
    return float(np.percentile(pixels.max(axis=2), 90))


def _contrast(pixels: Pixels) -> float:
    low, top = np.percentile(pixels.reshape(-1, 3), (2, 98), axis=0)
    return float((top - low).max())


def part_of(pixels: Pixels, rect: Rect) -> Pixels:
    """A rectangle cut out."""
    x0, y0, x1, y1 = rect
    return np.ascontiguousarray(pixels[y0:y1, x0:x1])


def _dimmed_chars(look: TextLook, clear: Pixels, things: list[Thing], rects: list[Rect]) -> Flags:
    """Characters whose contrast the veil takes away for a good part."""
    places = look.places
    x, y = (places[:, 0] + places[:, 2]) / 2, (places[:, 1] + places[:, 3]) / 2
    inside = np.zeros(len(places), dtype=bool)
    for x0, y0, x1, y1 in rects:
        inside |= (x > x0) & (x < x1) & (y > y0) & (y < y1)
    inside &= look.printable
    out = np.zeros(len(places), dtype=bool)
    indexes = np.flatnonzero(inside)
    if not len(indexes):
        return out
    bare_clear = look.sheet.render(without=[*things, *look.sheet.texts])
    before = marks.strongest(marks.difference(clear, bare_clear), places[indexes])
    after = marks.strongest(marks.difference(look.full, look.bare), places[indexes])
    out[indexes] = (before >= 48) & (after >= 2) & (after <= VEILED * before)
    return out


def _holds_chars(look: TextLook, rect: Rect) -> bool:
    if not len(look.places):
        return False
    x, y = look.sheet.chars.boxes[:, [0, 2]].mean(axis=1), look.sheet.chars.boxes[:, [1, 3]].mean(axis=1)
    here = look.printable & (x > rect[0]) & (x < rect[2]) & (y > rect[1]) & (y < rect[3])
    return bool(here.sum() >= MIN_RUN)
