"""How much to enlarge or shrink a page so that its text has the size Tesseract reads best and fastest."""

from __future__ import annotations

import math

import cv2
import numpy as np

from verification.reading.ocr.model import Grey, GreyPage

GOOD_X_HEIGHT = (11.0, 19.0)  # pixels: 8 to 14 point text at 200 dpi
MOST_PIXELS = 16e6
MOST_ENLARGED = 3.0
LOOK = 2400  # pixels; larger pictures are measured at this size
MOST_MARKS = 30_000  # pieces of ink; a dense page of print at 300 dpi has a third of it


def scale_for(page: GreyPage, *, dpi: int) -> float:
    """The factor to `dpi`; where the resolution is unknown or the text very small or large, by its height."""
    scale = dpi / page.dpi if page.dpi else 1.0
    height = letter_height(page.pixels)
    if height is not None:
        low, high = GOOD_X_HEIGHT
        if page.dpi is None or height * scale < low:
            scale = min(max(scale, low / height), MOST_ENLARGED)
        if page.dpi is None and height * scale > high:
            scale = high / height
    return min(scale, math.sqrt(MOST_PIXELS / page.pixels.size))


def letter_height(pixels: Grey) -> float | None:
    """Usual height of what looks like small letters, pixels; None with fewer than 30 or for mere grain."""
    shrink = min(1.0, LOOK / max(pixels.shape))
    if shrink < 1:
        pixels = np.asarray(
            cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8
        )
    ground = cv2.medianBlur(cv2.resize(pixels, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA), 5)
    ground = cv2.resize(ground, pixels.shape[::-1])
    ink = (cv2.subtract(ground, pixels) > 50).astype(np.uint8)
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    letters = (
        (height >= 5)
        & (height < 120)
        & (width < 3 * height)
        & (height < 5 * width)
        & (area > 0.15 * width * height)
    )
    few, grainy = letters.sum() < 30, len(height) > MOST_MARKS
    return None if few or grainy else float(np.percentile(height[letters], 40)) / shrink
