"""Stamps that were smudged or badly inked: soft patches on a page whose print is sharp.

Nothing can be read of them and no line of their outline stands, but a person sees that somebody stamped. What
tells them from print is how slowly ink turns into paper there, compared with the rest of the same page; from
shadows and folds, that they are patterned and the size of a stamp.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Bounds = tuple[int, int, int, int]

_SIDE_MM = (14.0, 55.0)
_LONGEST = 2.2  # sides of the patch by each other
_GRAIN_PX = 1.2  # of the noise that is smoothed away first
_WINDOW_MM = 3.2  # over which contrast and steepness are compared
_CONTRAST = 16  # of 255, least between ink and paper
_SOFT = 0.7  # steepness by that of the page's own print
_FILLED = (0.25, 0.97)  # share of the patch's ellipse that is soft
_BLACK, _MOST_BLACK = (
    0.35,
    0.12,
)  # a pixel darker than this share of the paper is ink; most of them in a patch
_EDGE = 0.03  # of the page, where scanners leave shadows


def smudges(grey: NDArray[np.uint8], px_per_mm: float) -> list[Bounds]:
    """Rectangles x, y, w, h of soft patches in a picture of a page, in its pixels."""
    grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), _GRAIN_PX), dtype=np.uint8)
    side = max(3, int(_WINDOW_MM * px_per_mm) | 1)
    window = np.ones((side, side), np.uint8)
    high, low = cv2.dilate(grey, window), cv2.erode(grey, window)
    contrast = np.asarray(cv2.subtract(high, low), dtype=np.float32)
    steep = cv2.dilate(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), window)
    ratio = np.asarray(steep, dtype=np.float32) / np.maximum(contrast, 1)
    inked = contrast > _CONTRAST
    if inked.mean() < 0.002:
        return []
    print_ = float(np.median(ratio[contrast > 3 * _CONTRAST])) if (contrast > 3 * _CONTRAST).any() else 1.0
    soft = np.asarray((inked & (ratio < _SOFT * print_)) * 255, dtype=np.uint8)
    soft = np.asarray(cv2.morphologyEx(soft, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)), dtype=np.uint8)
    near = cv2.morphologyEx(soft, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    paper = float(np.percentile(grey, 90))
    found = []
    for index in range(1, count):
        x, y, w, h = (int(v) for v in stats[index][:4])
        area = slice(y, y + h), slice(x, x + w)
        share = float((labels[area] == index).sum()) / (np.pi / 4 * w * h)
        black = float((grey[area] < _BLACK * paper).mean())
        placed = _sized(w / px_per_mm, h / px_per_mm) and _inner((x, y, w, h), grey.shape)
        if placed and black < _MOST_BLACK and _FILLED[0] <= share <= _FILLED[1] * 4 / np.pi:
            found.append((x, y, w, h))
    return found


def _sized(width: float, height: float) -> bool:
    sides = sorted((width, height))
    return _SIDE_MM[0] <= sides[0] and sides[1] <= _SIDE_MM[1] and sides[1] <= _LONGEST * sides[0]


def _inner(bounds: Bounds, shape: tuple[int, ...]) -> bool:
    x, y, w, h = bounds
    across, down = _EDGE * shape[1], _EDGE * shape[0]
    return across < x and x + w < shape[1] - across and down < y and y + h < shape[0] - down
