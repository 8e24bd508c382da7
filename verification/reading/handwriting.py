"""Handwritten signatures and initials on a page: where they stand.

Pen strokes hang together over more than a word's height, are thin and fill little of the area they span.
Print, ruling lines, frames and stamps are taken away first. Script fonts that are printed as connected text
cannot be told from handwriting; a reviewer sees the place.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box, Handwriting, Stamp, Word
from verification.reading.ink import Ink, Mask, without_straight
from verification.reading.view import PageView

_STROKE_MM = (0.1, 1.4)  # width of a pen stroke, blurred ones included
_LEAST_STROKE_MM = 16.0  # length of the longest connected stroke
_SPAN_MM = (6.0, 110.0)  # larger side of a signature
_HEIGHT_MM = (4.0, 60.0)
_THICKNESS_MM = 3.2  # smaller side of the turned rectangle around it: straight lines have less
_MOST_FILL = 0.5  # of the hull of its longest stroke
_BRIDGE_MM = 1.6
_RULE_MM = 16.0  # straight runs from here on are ruling lines
_READ = 0.60  # confidence from which on a word is print
_LOOP_GAIN = 2.2  # length of stroke by diagonal; a mere line or bracket has less
_MOST = 8


def find_signatures(view: PageView, *, stamps: Sequence[Stamp]) -> tuple[Handwriting, ...]:
    """The signatures of a page, surest first. Boxes are fractions of the view."""
    if view.born_digital:
        return ()
    ink = view.ink
    found: list[Handwriting] = []
    for mask in (ink.pen, ink.dark):  # a firm pen at its own width; a faint or thin one
        mask = _without_words(
            without_straight(mask, int(_RULE_MM * ink.px_per_mm)), view.words, ink.px_per_mm
        )
        for stamp in stamps:
            mask = _without_stamp(mask, ink, stamp)
        found += _in(ink, mask)
    for stamp in stamps:
        found += _over_stamp(ink, stamp)
    return tuple(sorted(_merged(found), key=lambda one: -one.confidence)[:_MOST])


def _merged(found: Sequence[Handwriting]) -> list[Handwriting]:
    """Finds that lie over each other as one, over the area of all."""
    kept: list[Handwriting] = []
    for one in found:
        meeting = [other for other in kept if _meet(one, other)]
        kept = [other for other in kept if other not in meeting]
        parts = [one, *meeting]
        box = (
            min(part.box[0] for part in parts),
            min(part.box[1] for part in parts),
            max(part.box[2] for part in parts),
            max(part.box[3] for part in parts),
        )
        kept.append(Handwriting(box=box, confidence=max(part.confidence for part in parts)))
    return kept


def _in(ink: Ink, mask: Mask, *, least: float = 1.0) -> list[Handwriting]:
    """Signatures in a mask; `least` scales the demanded length of stroke."""
    size = max(3, int(_BRIDGE_MM * ink.px_per_mm))
    near = cv2.dilate(mask, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h = (int(v) for v in stats[index][:4])
        if not _sized(w - size, h - size, ink.px_per_mm):
            continue
        part = np.asarray(
            ((labels[y : y + h, x : x + w] == index) & (mask[y : y + h, x : x + w] > 0)) * 255, dtype=np.uint8
        )
        confidence = _stroke_confidence(part, ink.px_per_mm, least=least)
        if confidence > 0:
            if any((m[y : y + h, x : x + w][part > 0] > 0).mean() > 0.5 for m in ink.coloured.values()):
                confidence = min(0.97, confidence + 0.15)
            found.append(Handwriting(box=_tight(ink, part, x, y), confidence=round(confidence, 2)))
    return found


def _stroke_confidence(part: Mask, px_per_mm: float, *, least: float) -> float:
    """How much a group of strokes looks like a signature, 0 if it does not."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    if count < 2:
        return 0.0
    spans = stats[1:, cv2.CC_STAT_WIDTH] + stats[1:, cv2.CC_STAT_HEIGHT]
    index = 1 + int(np.argmax(spans))
    stroke = np.asarray((labels == index) * 255, dtype=np.uint8)
    length, width = _length_and_width(stroke)
    length, width = length / px_per_mm, width / px_per_mm
    points = np.asarray(cv2.findNonZero(stroke), dtype=np.int32)
    (_, (side_a, side_b), _) = cv2.minAreaRect(points)
    thickness, span = min(side_a, side_b) / px_per_mm, max(side_a, side_b) / px_per_mm
    fill = float((stroke > 0).sum()) / max(1.0, cv2.contourArea(cv2.convexHull(points)))
    small = int((stats[1:, cv2.CC_STAT_HEIGHT] < 5.0 * px_per_mm).sum())
    if length < _LEAST_STROKE_MM * least or not _STROKE_MM[0] <= width <= _STROKE_MM[1]:
        return 0.0
    if thickness < _THICKNESS_MM or fill > _MOST_FILL or small > 14:
        return 0.0
    loops = length / max(1.0, float(np.hypot(thickness, span)))
    if loops < _LOOP_GAIN / 2 or _is_frame(points, stroke):
        return 0.0
    return min(0.9, 0.45 + 0.12 * min(loops, 2.5) + 0.1 * (fill < 0.25))


def _length_and_width(stroke: Mask) -> tuple[float, float]:
    """Length and width in pixels of a connected stroke: its outline runs along both of its sides."""
    contours, _ = cv2.findContours(stroke, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    around = sum(cv2.arcLength(contour, True) for contour in contours)
    area = float((stroke > 0).sum())
    return around / 2, 2 * area / max(1.0, around)


def _is_frame(points: NDArray[np.int32], stroke: Mask) -> bool:
    """Whether a stroke runs along its own hull: a ring or box that was not taken for a stamp."""
    outline = np.zeros_like(stroke)
    cv2.polylines(outline, [cv2.convexHull(points)], True, (255,), 3)
    on = outline > 0
    return bool((stroke[on] > 0).mean() > 0.45)


def _over_stamp(ink: Ink, stamp: Stamp) -> list[Handwriting]:
    """A signature in another colour than the stamp that it crosses."""
    height, width = ink.shape
    x0, y0, x1, y1 = stamp.box
    pad = 0.02
    where = (
        slice(max(0, int((y0 - pad) * height)), int((y1 + pad) * height)),
        slice(max(0, int((x0 - pad) * width)), int((x1 + pad) * width)),
    )
    own = {"blue": "cool", "violet": "cool", "red": "red", "orange": "red", "green": "green"}.get(
        stamp.colour
    )
    other = np.zeros_like(ink.pen)
    for hue, coloured in ink.coloured.items():
        if hue != own:
            other[where] |= coloured[where]
    if own is not None and own in ink.coloured:
        pen = (ink.strong[where] > 0) & (ink.coloured[own][where] == 0)
        other[where] |= np.asarray(pen * 255, dtype=np.uint8) & ink.pen[where]
    other = np.asarray(cv2.morphologyEx(other, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return [one for one in _in(ink, other, least=0.8) if not _is_whole(one.box, stamp.box)]


def _is_whole(box: Box, stamp: Box) -> bool:
    """Whether a find spans its stamp in both directions: remains of the stamp itself."""
    wide = min(box[2], stamp[2]) - max(box[0], stamp[0]) > 0.85 * (stamp[2] - stamp[0])
    high = min(box[3], stamp[3]) - max(box[1], stamp[1]) > 0.85 * (stamp[3] - stamp[1])
    return wide and high


def _without_stamp(mask: Mask, ink: Ink, stamp: Stamp) -> Mask:
    height, width = ink.shape
    x0, y0, x1, y1 = (
        stamp.box[0] * width,
        stamp.box[1] * height,
        stamp.box[2] * width,
        stamp.box[3] * height,
    )
    mask = mask.copy()
    if stamp.shape == "round":
        centre = (int((x0 + x1) / 2), int((y0 + y1) / 2))
        cv2.ellipse(mask, centre, (int((x1 - x0) / 2) + 3, int((y1 - y0) / 2) + 3), 0, 0, 360, (0,), -1)
    else:
        mask[max(0, int(y0) - 2) : int(y1) + 3, max(0, int(x0) - 2) : int(x1) + 3] = 0
    return mask


def _without_words(mask: Mask, words: Sequence[Word], px_per_mm: float) -> Mask:
    """The mask without print: components that lie within words, and letter-sized ones near them."""
    height, width = mask.shape
    area = np.zeros_like(mask)
    for word in words:
        x0, y0, x1, y1 = word.box
        tall = (y1 - y0) * height / px_per_mm
        if word.confidence >= _READ and len(word.text) >= 2 and tall < 14:
            area[
                max(0, int(y0 * height) - 2) : int(y1 * height) + 3,
                max(0, int(x0 * width) - 2) : int(x1 * width) + 3,
            ] = 1
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    total = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    within = np.bincount(labels.ravel(), weights=area.ravel(), minlength=count)
    flat = (stats[:, cv2.CC_STAT_HEIGHT] < 4.2 * px_per_mm) & (stats[:, cv2.CC_STAT_WIDTH] < 4.2 * px_per_mm)
    gone = (within > 0.7 * total) | flat
    gone[0] = True
    return np.asarray(np.where(gone[labels], 0, 255), dtype=np.uint8)


def _sized(w: float, h: float, px_per_mm: float) -> bool:
    w, h = w / px_per_mm, h / px_per_mm
    return _SPAN_MM[0] <= max(w, h) <= _SPAN_MM[1] and _HEIGHT_MM[0] <= h <= _HEIGHT_MM[1]


def _tight(ink: Ink, part: Mask, x: int, y: int) -> tuple[float, float, float, float]:
    left, top, w, h = cv2.boundingRect(part)
    return ink.box(x + left, y + top, w, h)


def _meet(a: Handwriting, b: Handwriting) -> bool:
    """Whether two finds lie over each other."""
    return min(a.box[2], b.box[2]) > max(a.box[0], b.box[0]) and min(a.box[3], b.box[3]) > max(
        a.box[1], b.box[1]
    )
