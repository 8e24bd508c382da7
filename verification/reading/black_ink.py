"""Black ink apart from coloured pens and from the long lines of a page, healed where they crossed it."""

from __future__ import annotations

import cv2
import numpy as np

from verification.reading.ink import Ink, Mask

_STRAIGHT_MM, _LONGEST_MM = 12.0, 110.0  # of lines that belong to the page or to the scanner


def without_colour(ink: Ink) -> Mask:
    """Black ink, healed where a coloured pen crossed it."""
    black = ink.dark
    for coloured in ink.coloured.values():
        black = np.asarray(cv2.subtract(black, coloured), dtype=np.uint8)
    if not ink.coloured:
        return black
    return np.asarray(cv2.morphologyEx(black, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), dtype=np.uint8)


def without_lines(mask: Mask, lines: Mask) -> Mask:
    """The mask without these lines, healed where they crossed something."""
    rest = cv2.morphologyEx(cv2.subtract(mask, lines), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(rest, dtype=np.uint8)


def long_lines(mask: Mask, px_per_mm: float) -> Mask:
    """Lines longer than any stamp: streaks of a scanner, rules."""
    step = max(3, int(_STRAIGHT_MM * px_per_mm))
    gone = np.zeros_like(mask)
    for kernel in (np.ones((step, 1), np.uint8), np.ones((1, step), np.uint8)):
        lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
        joined = cv2.dilate(lines, np.ones((3, 3), np.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        sides = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
        long = sides > _LONGEST_MM * px_per_mm
        long[0] = False
        if count > 1 and long.any():
            gone |= np.asarray(np.where(long[labels], 255, 0), dtype=np.uint8)
    return gone
