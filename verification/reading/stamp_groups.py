"""Ink of one colour that lies together and has the size of a stamp, and the angle of its lines of text."""

from __future__ import annotations

import cv2
import numpy as np

from verification.reading.ink import Mask

_WIDTH_MM, _HEIGHT_MM = (12.0, 95.0), (7.0, 75.0)  # of a stamp as a whole
_BRIDGE_MM = 2.4  # letters and lines of one stamp lie closer together than this


def ink_groups(mask: Mask, px_per_mm: float) -> list[tuple[int, int, int, int]]:
    """Rectangles (x, y, w, h) around ink of one colour that lies together and has the size of a stamp."""
    size = max(3, int(_BRIDGE_MM * px_per_mm))
    near = cv2.dilate(mask, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, w, h = (int(v) for v in stats[index][:4])
        if not _stamp_sized(w - size, h - size, px_per_mm):
            continue
        ys, xs = np.nonzero((labels[y : y + h, x : x + w] == index) & (mask[y : y + h, x : x + w] > 0))
        if len(xs):
            left, top = int(xs.min()), int(ys.min())
            found.append((x + left, y + top, int(xs.max()) - left + 1, int(ys.max()) - top + 1))
    return found


def _stamp_sized(w: float, h: float, px_per_mm: float) -> bool:
    return (
        _WIDTH_MM[0] <= w / px_per_mm <= _WIDTH_MM[1] and _HEIGHT_MM[0] <= h / px_per_mm <= _HEIGHT_MM[1]
    ) or (_HEIGHT_MM[0] <= w / px_per_mm <= _HEIGHT_MM[1] and _WIDTH_MM[0] <= h / px_per_mm <= _WIDTH_MM[1])


def text_angle(part: Mask) -> float:
    """Angle of the lines of text in degrees, the one whose rows are best told apart."""
    h, w = part.shape
    side = int(np.hypot(h, w)) + 2
    canvas = np.zeros((side, side), dtype=np.uint8)
    canvas[(side - h) // 2 : (side - h) // 2 + h, (side - w) // 2 : (side - w) // 2 + w] = part
    best, best_angle = -1.0, 0.0
    for angle in np.arange(-30, 30.1, 0.75):
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), float(angle), 1.0)
        rows = cv2.warpAffine(canvas, turn, (side, side)).sum(axis=1, dtype=np.float64)
        score = float(np.square(np.diff(rows)).sum())
        if score > best:
            best, best_angle = score, float(angle)
    return best_angle
