"""How far lines of text lean, from the sharpness of their row profile."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ocr.model import Grey

WIDTH = 1000  # pixels; the skew is measured on a picture about this wide
MOST_POINTS = 30_000
COARSE = np.arange(-12.0, 12.01, 0.5)  # degrees
STEPS = (0.1, 0.025)


def skew_of(pixels: Grey) -> float:
    """Clockwise degrees that the text leans by (0.0 where there is nothing to go by).

    `pixels` has an even light ground. Turning the page counter-clockwise by the result makes lines level.
    """
    points = ink_points(pixels)
    if len(points) < 200:
        return 0.0
    best = float(max(COARSE, key=lambda a: (sharpness(points, a), -abs(a))))
    for step in STEPS:
        around = best + step * np.arange(-5, 6)
        best = float(max(around, key=lambda a: sharpness(points, a)))
    return best if sharpness(points, best) > 1.02 * sharpness(points, 0.0) else 0.0


def ink_points(pixels: Grey) -> NDArray[np.float32]:
    """`(n, 2)` x and y of ink edges on a picture about WIDTH wide; evenly thinned to MOST_POINTS."""
    shrink = min(1.0, WIDTH / max(pixels.shape))
    small = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    edge = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8)) > 60
    ys, xs = np.nonzero(edge)
    every = max(1, len(xs) // MOST_POINTS)
    return np.stack([xs[::every], ys[::every]], axis=1).astype(np.float32)


def sharpness(points: NDArray[np.float32], degrees: float) -> float:
    """Sum of squares of the row profile after undoing a lean of `degrees`; highest where rows are level."""
    rows = points[:, 1] - points[:, 0] * np.float32(np.tan(np.radians(degrees)))
    counts = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
    return float((counts * counts).sum())
