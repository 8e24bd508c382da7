"""Pictures of which a clip shows only a part: the file keeps the rest.

Source: domain, section 4, first row ("clipped"). As with pictures that reach beyond the page, nothing here is
"covered": frames crop their pictures everywhere, so only a BSN in the rest matters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import cv2
import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.beyond import MAX_PICTURES, MIN_STRIP, OUTSIDE, stored
from verification.reading.hidden.sheet import Sheet, Thing
from verification.reading.hidden.text import MAGENTA
from verification.reading.hidden.unread import unread

KEPT = 0.97  # share of its bounds that a clip leaves: then only its rim is cut


def clipped_pictures(sheet: Sheet) -> Iterator[Hidden]:
    """What pictures of this page say where a clip cuts them off."""
    budget = MAX_PICTURES
    for thing in sheet.of_kind(c.FPDF_PAGEOBJ_IMAGE):
        if not _is_cut(sheet, thing):
            continue
        picture = stored(thing)
        if picture is None:
            continue
        budget -= 1
        if budget < 0:
            yield unread(Where.IMAGE, sheet.number)
            return
        rest = _rest(sheet, thing, picture)
        if rest is None:
            continue
        text = "\n".join((see.read(rest, page=True), see.read(rest, scattered=True)))
        if see.says_something(text):
            yield Hidden(Where.IMAGE, sheet.number, None, text, 0.85, covered=False)


def _is_cut(sheet: Sheet, thing: Thing) -> bool:
    """Whether a clip on this picture leaves less than all of it, by the bounds of its paths."""
    clip = c.FPDFPageObj_GetClipPath(thing.raw)
    count = c.FPDFClipPath_CountPaths(clip) if clip else 0
    bounds = sheet.bounds(thing)
    if count <= 0 or bounds is None:
        return False
    area = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
    for index in range(count):
        box = _path_bounds(sheet, clip, index)
        if box is None:
            return True  # not a plain rectangle: look
        wide = min(box[2], bounds[2]) - max(box[0], bounds[0])
        high = min(box[3], bounds[3]) - max(box[1], bounds[1])
        if max(0.0, wide) * max(0.0, high) < KEPT * area:
            return True
    return False


def _path_bounds(sheet: Sheet, clip: object, index: int) -> tuple[float, float, float, float] | None:
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


def _rest(sheet: Sheet, thing: Thing, picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The stored picture with the part that shows whitened out; None if that is (nearly) all."""
    others = [t for t in sheet.things if t is not thing and t.kind != c.FPDF_PAGEOBJ_FORM]
    alone = sheet.render(without=others, ground=MAGENTA)
    shown = marks.difference(alone, np.full_like(alone, MAGENTA)) > 0
    high, wide = picture.shape[:2]
    there = cv2.warpAffine(
        shown.astype(np.uint8),
        (sheet.to_page_pixels(thing) @ _from_pixels(wide, high))[:2].astype(np.float64),
        (wide, high),
        flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
    )
    gone = there == 0
    if gone.mean() < OUTSIDE or min(gone.any(axis=0).sum(), gone.any(axis=1).sum()) < MIN_STRIP:
        return None
    rest = picture.copy()
    rest[~gone] = np.median(picture[gone].reshape(-1, *picture.shape[2:]), axis=0)
    return rest


def _from_pixels(wide: int, high: int) -> NDArray[np.float64]:
    """From pixels of a picture to its unit square, whose origin is bottom left."""
    return np.array([[1 / wide, 0, 0], [0, -1 / high, 1], [0, 0, 1]])
