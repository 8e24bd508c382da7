"""Comparing a picture with its thumbnail, or with an earlier picture of the same.

Source: domain, section 4, row "Thumbnails". Only places count where the large picture shows one tone and the
small one does not show that tone: there the page was covered and the thumbnail was not made anew.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.hidden import see
from verification.reading.hidden.aligned import Aligned, aligned

Grey = NDArray[np.uint8]

OTHER_PICTURE = 0.25  # share of pixels that differ: then it is a thumbnail of something else
MIN_WIDE = 0.02  # of the picture: a bar over nine small digits on A4 is 0.05 by 0.007
MIN_HIGH = 0.008  # of the width of the picture: a thinner thing is a ruling line and covers no digits
MIN_PIXELS = 3  # of the thumbnail, across
LINE = 16  # times as wide as high: a ruling line that the thumbnail has and the picture lost, or the reverse
DIFFERENT = 26.0  # tone (0..255)
NOISY = 6.0  # times the noise between both pictures
UNSURE = 0.35  # of the contrast around a pixel: what a third of a pixel of shift can change
READ_HIGH = 70  # pixels: a line in a place that a bar covered is read at this height
LEAST_HIGH = 8  # pixels of a thumbnail: lower writing cannot be read
ONE_TONE = 14.0  # standard deviation of luminance
FLAT, FLAT_WINDOW = 5.0, 5  # standard deviation of luminance in a window of so many pixels within a bar
FILLED = 0.8  # share of its box that a bar fills
MOST_OF_PAGE = 0.2  # share of the picture: a larger even place is ground
SHOWN = 0.4  # share of a bar that differs in the small picture


def uncovered_by(large: Grey, small: Grey) -> list[Box]:
    """Places (fractions of the large picture) that it covers and the small one shows."""
    both = aligned(large, small)
    if both is None:
        return []
    mask = _different(both)
    if mask[both.valid].mean() > OTHER_PICTURE:
        return []
    high, wide = mask.shape
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    found: list[Box] = []
    for x, y, w, h, area in stats[1:count]:
        line = h <= 2 and w > LINE * h
        if line or w < max(MIN_PIXELS, MIN_WIDE * wide) or area < 0.4 * w * h:
            continue
        box = (float(x / wide), float(y / high), float((x + w) / wide), float((y + h) / high))
        if _covered(large, box):
            found.append(box)
    return found + [bar for bar in _bars(large) if _differs_in(mask, bar) and not _meets_any(bar, found)]


def _bars(large: Grey) -> list[Box]:
    """Even rectangles in the large picture, of any tone: what may be a cover (fractions).

    Where the small picture is rough all over, the differences under a bar run together with those around it.
    """
    high, wide = large.shape
    tones = large.astype(np.float32)
    window = (FLAT_WINDOW, FLAT_WINDOW)
    mean = cv2.blur(tones, window)
    even = cv2.blur(tones * tones, window) - mean * mean < FLAT * FLAT
    even &= (
        cv2.erode(large, np.ones(window, np.uint8)) > cv2.dilate(large, np.ones(window, np.uint8)) - 6 * FLAT
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(even.astype(np.uint8), connectivity=4)
    grown = FLAT_WINDOW // 2
    return [
        ((x - grown) / wide, (y - grown) / high, (x + w + grown) / wide, (y + h + grown) / high)
        for x, y, w, h, area in stats[1:count].tolist()
        if w >= MIN_WIDE * wide
        and h + 2 * grown >= MIN_HIGH * wide
        and area >= FILLED * w * h
        and w * h <= MOST_OF_PAGE * high * wide
    ]


def _differs_in(mask: NDArray[np.bool_], box: Box) -> bool:
    """Whether much of a place differs; a place of less than a few pixels of the thumbnail tells nothing."""
    high, wide = mask.shape
    x0, x1 = round(box[0] * wide), round(box[2] * wide)
    y0, y1 = int(box[1] * high), max(int(box[1] * high) + 1, round(box[3] * high))
    part = mask[y0:y1, x0:x1]
    return part.shape[1] >= MIN_PIXELS and part.size > 0 and float(part.mean()) >= SHOWN


def _meets_any(box: Box, others: list[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )


def _different(both: Aligned) -> NDArray[np.bool_]:
    """Pixels whose tones differ by more than noise and a small shift explain."""
    square = np.ones((3, 3), np.uint8)
    contrast = cv2.dilate(both.large, square) - cv2.erode(both.large, square)
    apart = np.min([np.abs(both.large - small) for small in both.smalls], axis=0)
    noise = 1.48 * float(np.median(apart[both.valid]))
    return np.asarray((apart > max(DIFFERENT, NOISY * noise) + UNSURE * contrast) & both.valid)


def _covered(large: Grey, box: Box) -> bool:
    """Whether the large picture shows one tone in the middle of this place."""
    high, wide = large.shape
    middle, tall = (box[1] + box[3]) / 2 * high, max((box[3] - box[1]) * high, MIN_HIGH * wide, 6.0)
    dx = 0.2 * (box[2] - box[0])
    part = large[
        max(0, int(middle - tall / 4)) : int(middle + tall / 4) + 1,
        int((box[0] + dx) * wide) : int((box[2] - dx) * wide) + 1,
    ]
    return bool(part.size) and float(part.std()) < ONE_TONE


def read_at(grey: Grey, box: Box) -> str:
    """What a picture says in a place of the page that it fills, and just around that place."""
    high, wide = grey.shape
    tall = box[3] - box[1]
    x0, x1 = (round(min(max(x, 0.0), 1.0) * wide) for x in (box[0] - tall, box[2] + tall))
    y0, y1 = (round(min(max(y, 0.0), 1.0) * high) for y in (box[1] - tall / 3, box[3] + tall / 3))
    part = grey[y0:y1, x0:x1]
    if min(part.shape) < LEAST_HIGH:
        return ""
    scale = max(1.0, READ_HIGH / part.shape[0])
    text = see.read(np.asarray(cv2.resize(part, None, fx=scale, fy=scale), dtype=np.uint8))
    return text if see.says_something(text) else ""
