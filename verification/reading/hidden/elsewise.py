"""Pictures in whose place the page shows something else: a pattern, a colour gradient, another picture; or
that are drawn so that nothing of them shows.

Source: domain, section 4, row "Image under a box": read every image object by itself, compare with the page.
`covers.py` finds what lies under one tone; here the tones of picture and page are brought together first, and
what differs then is read. A place counts where the picture has words and the page shows none: text typed on a
scanned form, a stamp or a signature put on it show words or leave those of the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.covers import MIN_HIGH, MIN_WIDE, WRITING, Cover, merged, one_tone
from verification.reading.hidden.sheet import Pixels, Rect, Sheet, Thing, clip
from verification.reading.hidden.stored import MIN_SIDE, from_pixels, stored, stored_size, too_large
from verification.reading.hidden.text import TextLook, shown_in
from verification.reading.hidden.unread import unread

MAX_PICTURES = 24  # compared per page, the largest first; a page with more is told
MAX_READ = 12  # places and pictures read per page; a page with more is told
OTHER = 40  # tones (0..255) between what the picture gives and what the page shows
SOLID = 0.5  # of a place that differs: less is writing upon it
SAME = 0.3  # correlation of picture and page below which nothing of the picture shows
SAME_HERE = 0.8  # correlation in one place above which the page shows what the picture has there
SAME_LETTERS = 0.5  # the same, in a place too small for a number: half a pixel aside costs as much
NUMBER_WIDE = 40  # pixels: nine digits of the smallest print
RIM = 3  # pixels around a place that are read with it
LEVELS = 16  # steps in which tones are brought together

Flags = NDArray[np.bool_]


def pictures_not_as_stored(look: TextLook, covers: Sequence[Cover]) -> Iterator[Hidden]:
    """Words of pictures in whose place the page shows none. Where `covers` show one tone, bars were found
    already.
    """
    sheet, full = look.sheet, look.full
    doubtful = _doubtful(sheet)
    known = [cover.rect for cover in covers if one_tone(full, cover.rect)] if doubtful else []
    if len(doubtful) > MAX_PICTURES:
        yield unread(Where.IMAGE, sheet.number)
    budget = MAX_READ
    for thing in doubtful[:MAX_PICTURES]:
        if too_large(thing):
            yield unread(Where.IMAGE, sheet.number)
            continue
        picture = stored(thing)
        if picture is None or float(marks.luminance(picture).std()) < WRITING / 2:
            continue
        laid, there = _laid(sheet, thing, picture, full.shape, 1.0)
        if there.sum() < MIN_WIDE * MIN_HIGH:
            continue
        shown = marks.luminance(full)
        if _correlation(laid[there], shown[there]) < SAME:
            budget -= 1
            if budget >= 0:
                yield from _all_of_it(sheet, picture)
            continue
        for rect in _differing(laid, shown, there):
            if _meets_any(rect, known) or not _is_written(laid, rect) or _is_same(laid, shown, rect):
                continue
            if see.says_something(shown_in(look, rect)):
                continue  # the page shows words there
            budget -= 1
            if budget < 0:
                break
            text = _words_beneath(sheet, thing, picture, full.shape, rect)
            if text:
                box = sheet.fraction(rect, full.shape)
                yield Hidden(Where.IMAGE, sheet.number, box, text, 0.85, covered=True)
    if budget < 0:
        yield unread(Where.IMAGE, sheet.number)


def _doubtful(sheet: Sheet) -> list[Thing]:
    """Pictures with something over them, or drawn in a way that lets other things through; largest first."""
    pictures = [t for t in sheet.of_kind(c.FPDF_PAGEOBJ_IMAGE) if min(stored_size(t)) >= MIN_SIDE]
    if not pictures:
        return []
    over = [(t.order, sheet.bounds(t)) for t in sheet.things if t.kind not in (c.FPDF_PAGEOBJ_TEXT,)]
    found: list[tuple[float, Thing]] = []
    for thing in pictures:
        bounds = sheet.bounds(thing)
        if bounds is None or _clipped(thing):
            continue
        later = (b for order, b in over if order > thing.order and b is not None)
        if c.FPDFPageObj_HasTransparency(thing.raw) or any(_meet(bounds, other) for other in later):
            found.append(((bounds[2] - bounds[0]) * (bounds[3] - bounds[1]), thing))
    found.sort(key=lambda item: -item[0])
    return [thing for _, thing in found]


def _clipped(thing: Thing) -> bool:
    """Whether a clip lies on a picture: what it cuts off is read in `cut_off.py`."""
    path = c.FPDFPageObj_GetClipPath(thing.raw)
    return bool(path) and c.FPDFClipPath_CountPaths(path) > 0


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide >= MIN_WIDE and high >= MIN_HIGH


def _laid(
    sheet: Sheet, thing: Thing, picture: Pixels, shape: tuple[int, ...], scale: float
) -> tuple[NDArray[np.uint8], Flags]:
    """The picture in the place where the page has it, grey, at `scale` times the page's pixels."""
    grey = marks.luminance(picture)
    high, wide = grey.shape
    matrix = np.diag([scale, scale, 1.0]) @ sheet.to_page_pixels(thing) @ from_pixels(wide, high)
    shrink = abs(float(np.linalg.det(matrix[:2, :2]))) ** 0.5
    if shrink < 0.7:  # pixels of the page that stand for several of the picture
        small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        matrix = matrix @ np.diag([wide / small.shape[1], high / small.shape[0], 1.0])
        grey = np.asarray(small, dtype=np.uint8)
    size = (round(shape[1] * scale), round(shape[0] * scale))
    laid = cv2.warpAffine(grey, matrix[:2].astype(np.float64), size, flags=cv2.INTER_LINEAR)
    there = cv2.warpAffine(np.ones_like(grey), matrix[:2].astype(np.float64), size, flags=cv2.INTER_NEAREST)
    return np.asarray(laid, np.uint8), np.asarray(there > 0)


def _correlation(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    a, b = one.astype(np.float64), other.astype(np.float64)
    a, b = a - a.mean(), b - b.mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return abs(float(a @ b)) / size if size > 0 else 0.0


def _all_of_it(sheet: Sheet, picture: Pixels) -> Iterator[Hidden]:
    """A picture of which nothing shows: grounds of designs lie below others too, so only a BSN matters."""
    text = see.read_all(picture)
    if see.says_something(text):
        yield Hidden(Where.IMAGE, sheet.number, None, text, 0.8, covered=False)


def _differing(laid: NDArray[np.uint8], shown: NDArray[np.uint8], there: Flags) -> list[Rect]:
    """Solid places where the page has other tones than the picture gives elsewhere."""
    step = 256 // LEVELS
    table = np.arange(256, dtype=np.float32)
    for level in range(0, 256, step):
        here = shown[there & (laid >= level) & (laid < level + step)]
        if here.size > 50:
            table[level : level + step] = float(np.median(here))
    apart = cv2.absdiff(table[laid], shown.astype(np.float32))
    mask = ((apart > OTHER) & there).astype(np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    rects = [
        clip((x, y, x + w, y + h), shown.shape)
        for x, y, w, h, area in ([int(v) for v in row] for row in stats[1:count])
        if w >= MIN_WIDE and h >= MIN_HIGH and area > SOLID * w * h
    ]
    return merged(rects)


def _is_written(grey: NDArray[np.uint8], rect: Rect) -> bool:
    return float(grey[rect[1] : rect[3], rect[0] : rect[2]].std()) > WRITING


def _is_same(laid: NDArray[np.uint8], shown: NDArray[np.uint8], rect: Rect) -> bool:
    """Whether the page shows in a place what the picture has there: letters made smaller in another way."""
    place = np.s_[rect[1] : rect[3], rect[0] : rect[2]]
    small = max(rect[2] - rect[0], rect[3] - rect[1]) < NUMBER_WIDE
    enough = SAME_LETTERS if small else SAME_HERE
    return _correlation(laid[place].ravel(), shown[place].ravel()) > enough


def _meets_any(rect: Rect, others: Sequence[Rect]) -> bool:
    return any(
        max(rect[0], o[0]) < min(rect[2], o[2]) and max(rect[1], o[1]) < min(rect[3], o[3]) for o in others
    )


def _words_beneath(sheet: Sheet, thing: Thing, picture: Pixels, shape: tuple[int, ...], rect: Rect) -> str:
    """The words of the picture in a place where the page shows none; '' else."""
    scale = see.READ_DPI / sheet.dpi
    laid, _ = _laid(sheet, thing, picture, shape, scale)
    wider = clip((rect[0] - RIM, rect[1] - RIM, rect[2] + RIM, rect[3] + RIM), shape)
    x0, y0, x1, y1 = (round(v * scale) for v in wider)
    text = see.read_upright(np.ascontiguousarray(laid[y0:y1, x0:x1]))
    if not see.says_something(text):
        return ""
    page = sheet.render(region=rect, dpi=see.READ_DPI)
    return "" if see.says_something(see.read_upright(page)) else text
