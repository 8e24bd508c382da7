"""Comparing a picture with its thumbnail, or with an earlier picture of the same.

Source: domain, section 4, row "Thumbnails". Only places count where the large picture shows one tone and the
small one does not show that tone: there the page was covered and the thumbnail was not made anew.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box

Grey = NDArray[np.uint8]

SAME_SHAPE = 0.06  # relative difference of aspect up to which both show the same cut
OTHER_PICTURE = 0.25  # share of pixels that differ: then it is a thumbnail of something else
MIN_WIDE, MIN_HIGH = 0.02, 0.004  # of the picture: a bar over nine small digits on A4 is 0.05 by 0.007
DIFFERENT = 34  # tone (0..255), after blurring


def uncovered_by(large: Grey, small: Grey) -> list[Box]:
    """Places (fractions) that the large picture covers and the small one shows."""
    small = np.ascontiguousarray(_unboxed(small, large.shape[1] / large.shape[0]))
    if min(small.shape) < 16:
        return []
    aspect = (small.shape[1] / small.shape[0]) / (large.shape[1] / large.shape[0])
    if abs(aspect - 1) > SAME_SHAPE:
        return []
    wide, high = small.shape[1], small.shape[0]
    if wide > large.shape[1]:
        high, wide = large.shape
        small = _resized(small, wide, high)
    shrunk = _resized(large, wide, high)
    apart = cv2.absdiff(cv2.blur(shrunk, (3, 3)), cv2.blur(small, (3, 3)))
    mask: Grey = (apart > DIFFERENT).astype(np.uint8)
    if mask.mean() > OTHER_PICTURE:
        return []
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    found: list[Box] = []
    for x, y, w, h, area in stats[1:count]:
        if area < 8 or area < 0.4 * w * h or w < MIN_WIDE * wide or h < MIN_HIGH * high:
            continue
        box = (float(x / wide), float(y / high), float((x + w) / wide), float((y + h) / high))
        if _covered(large, box) and _shows(small, shrunk, (int(x), int(y), int(x + w), int(y + h))):
            found.append(box)
    return found


def _resized(picture: Grey, wide: int, high: int) -> Grey:
    return np.asarray(cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _unboxed(small: Grey, aspect: float) -> Grey:
    """A thumbnail without the black bars that cameras put around it (160 x 120 for every picture)."""
    high, wide = small.shape
    if wide / high > aspect * (1 + SAME_SHAPE):
        cut = round((wide - high * aspect) / 2)
        if cut > 2 and small[:, : cut - 2].std() < 8:
            return small[:, cut : wide - cut]
    elif wide / high < aspect * (1 - SAME_SHAPE):
        cut = round((high - wide / aspect) / 2)
        if cut > 2 and small[: cut - 2].std() < 8:
            return small[cut : high - cut]
    return small


def _covered(large: Grey, box: Box) -> bool:
    """Whether the large picture shows one tone in the middle of this place."""
    high, wide = large.shape
    dx, dy = 0.2 * (box[2] - box[0]), 0.25 * (box[3] - box[1])
    part = large[
        int((box[1] + dy) * high) : int((box[3] - dy) * high) + 1,
        int((box[0] + dx) * wide) : int((box[2] - dx) * wide) + 1,
    ]
    return bool(part.size) and float(part.std()) < 14


def _shows(small: Grey, shrunk: Grey, place: tuple[int, int, int, int]) -> bool:
    x0, y0, x1, y1 = place
    return abs(float(small[y0:y1, x0:x1].mean()) - float(shrunk[y0:y1, x0:x1].mean())) > DIFFERENT / 2
