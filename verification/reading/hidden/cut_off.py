"""Pictures of which the page shows only a part: they reach beyond its edges, a clip cuts them off, or they
are drawn too small to be seen. The file keeps the rest.

Source: domain, section 4, first row ("clipped", "off page"). The stored picture is read without the part that
shows. Nothing here is "covered": margins of scans and bleeds of designs lie off the page, and frames crop
their pictures everywhere, so only a BSN in the rest matters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import cv2
import numpy as np
import pypdfium2.raw as c

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.sheet import Pixels, Sheet, Thing
from verification.reading.hidden.stored import on_picture, stored, stored_size, too_large
from verification.reading.hidden.text import MAGENTA
from verification.reading.hidden.unread import unread
from verification.reading.mrz import find_mrz
from verification.reading.view import PageView

SHOWN = 0.99  # of its bounds within the page, or within a clip: then only the rim is cut
LINE_WIDE, LINE_HIGH = 40, 10  # pixels of the stored picture: less holds no number
RIM = 3  # pixels of the stored picture: how far the edge of what shows may be off
MAX_PICTURES = 6  # read per page
LETTER = 6.0  # pixels (at 100 dpi): a picture drawn lower or narrower than a letter is not seen
NUMBER_WIDE = 90  # pixels: nine digits need as many; an icon need not have them

Bounds = tuple[float, float, float, float]


def cut_off_pictures(sheet: Sheet) -> Iterator[Hidden]:
    """What pictures of this page say where it does not show them."""
    budget = MAX_PICTURES
    said: set[int] = set()
    for thing in sheet.of_kind(c.FPDF_PAGEOBJ_IMAGE):
        where = _cut_by(sheet, thing)
        if where is not None and too_large(thing):
            yield unread(where, sheet.number)
            continue
        picture = stored(thing) if where is not None else None
        if where is None or picture is None:
            continue
        known = hash(picture.tobytes())
        if known in said and where is Where.IMAGE:
            continue  # an icon drawn many times
        said.add(known)
        rest = _rest(sheet, thing, picture)
        if rest is None:
            continue
        budget -= 1
        if budget < 0:
            yield unread(where, sheet.number)
            return
        text = "\n".join((see.read_all(rest), *_zones(rest)))
        if see.says_something(text):
            yield Hidden(where, sheet.number, None, text, 0.85, covered=False)


def _zones(rest: Pixels) -> Iterator[str]:
    """The lines of machine-readable zones, whose filler signs the models of languages do not read."""
    for zone in find_mrz(PageView(np.ascontiguousarray(rest[:, :, ::-1]), None, ())):
        if zone.format != "unknown":
            yield from zone.lines


def _cut_by(sheet: Sheet, thing: Thing) -> Where | None:
    """Where the rest of a picture is out of sight: off the page, or under a clip; None if it shows."""
    bounds = sheet.bounds(thing)
    if bounds is None:
        return None
    if _within(bounds, (0.0, 0.0, sheet.size[1], sheet.size[0])) < SHOWN:
        return Where.OFF_PAGE
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    too_small = min(wide, high) < LETTER and min(stored_size(thing)) >= NUMBER_WIDE
    return Where.IMAGE if too_small or _is_clipped(sheet, thing, bounds) else None


def _within(bounds: Bounds, frame: Bounds) -> float:
    """Share of these bounds that lies in a frame."""
    wide = max(0.0, min(bounds[2], frame[2]) - max(bounds[0], frame[0]))
    high = max(0.0, min(bounds[3], frame[3]) - max(bounds[1], frame[1]))
    area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    return wide * high / area if area > 1e-9 else 1.0


def _is_clipped(sheet: Sheet, thing: Thing, bounds: Bounds) -> bool:
    """Whether a clip on this picture leaves less than all of it, by the bounds of its paths."""
    clip = c.FPDFPageObj_GetClipPath(thing.raw)
    count = c.FPDFClipPath_CountPaths(clip) if clip else 0
    boxes = (_path_bounds(sheet, clip, index) for index in range(max(0, count)))
    return any(box is None or _within(bounds, box) < SHOWN for box in boxes)


def _path_bounds(sheet: Sheet, clip: object, index: int) -> Bounds | None:
    """The box of a clip path in pixels; None unless it is one rectangle."""
    count = c.FPDFClipPath_CountPathSegments(clip, index)
    if not 4 <= count <= 6:
        return None
    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = c.FPDFClipPath_GetPathSegment(clip, index, i)
        if not segment or not c.FPDFPathSegment_GetPoint(segment, x, y):
            return None
        points.append((x.value, y.value, 1.0))
    corners = np.array(points)
    if any(len(np.unique(corners[:, axis].round(2))) > 2 for axis in (0, 1)):
        return None
    px, py = sheet.to_pixels @ corners.T
    return float(px.min()), float(py.min()), float(px.max()), float(py.max())


def _rest(sheet: Sheet, thing: Thing, picture: Pixels) -> Pixels | None:
    """The stored picture with the part that shows blotted out; None if no line of writing can be left."""
    others = [t for t in sheet.things if t is not thing and t.kind != c.FPDF_PAGEOBJ_FORM]
    alone = sheet.render(without=others, ground=MAGENTA)
    shown = (marks.difference(alone, np.full_like(alone, MAGENTA)) > 0).astype(np.uint8)
    bounds = sheet.bounds(thing)
    if bounds is not None and min(bounds[2] - bounds[0], bounds[3] - bounds[1]) < LETTER:
        shown[:] = 0
    there = on_picture(sheet, thing, shown, (picture.shape[1], picture.shape[0]))
    inner = cv2.erode((there == 0).astype(np.uint8), np.ones((RIM, RIM), np.uint8))
    gone = cv2.morphologyEx(inner, cv2.MORPH_OPEN, np.ones((LINE_HIGH, LINE_HIGH), np.uint8))
    if not gone.any() or int(gone.any(axis=0).sum()) < LINE_WIDE:
        return None
    rest = picture.copy()
    rest[there > 0] = np.median(picture[there == 0].reshape(-1, picture.shape[2])[::7], axis=0)
    return rest
