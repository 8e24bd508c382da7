"""Takes thin lines off a strip of text, so that struck-through or underlined digits can be read again."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_THIN = 0.34
"""A stroke thinner than this share of the text's height can be a line through digits; thicker ones hide
them.
"""


ANGLES = (0, -4, 4, -9, 9, -14, 14)
"""Degrees at which lines of a pen are looked for."""


def line_mask(grey: Grey, tall: float, *, angles: tuple[int, ...] = (0,), wavering: bool = False) -> Grey:
    """Pixels (255) of thin dark lines at least three text heights long, at these angles in degrees.

    `wavering`: as a pen draws them, a pixel off the straight line here and there.
    """
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    length = max(9, round(3.0 * tall))
    # Beyond the picture there is no ink: without this rim the opening would find lines at its borders.
    framed = cv2.copyMakeBorder(ink, length, length, length, length, cv2.BORDER_CONSTANT, value=(0,))
    strokes = cv2.dilate(framed, np.ones((3, 1), np.uint8)) if wavering else framed
    lines = np.zeros(framed.shape, np.uint8)
    for angle in angles:
        found = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, _line_kernel(length, angle))
        lines = np.maximum(lines, np.asarray(found, dtype=np.uint8))
    lines[framed == 0] = 0
    lines = lines[length:-length, length:-length].copy()
    if not lines.any():
        return np.asarray(lines, dtype=np.uint8)
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, round(_THIN * tall)),) * 2, np.uint8))
    solid = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    lines[cv2.dilate(solid, np.ones((3, 3), np.uint8)) > 0] = 0
    return np.asarray(lines, dtype=np.uint8)


def without_lines(grey: Grey, tall: float, *, angles: tuple[int, ...] = ANGLES) -> Grey | None:
    """The strip with thin lines taken off and the strokes they crossed mended; None if there are no lines."""
    lines = line_mask(grey, tall, angles=angles)
    if not lines.any():
        return None
    grown = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    clean = cv2.inpaint(grey, grown, 2, cv2.INPAINT_TELEA)
    white = float(np.percentile(grey, 90))
    ink = grey < white * 0.62
    ink[grown > 0] = False
    mended = _mended(ink.astype(np.uint8), _thickness(np.asarray(grown, dtype=np.uint8)))
    out = clean.copy()
    out[(grown > 0) & (mended > 0)] = np.uint8(np.percentile(grey, 3))
    out[(grown > 0) & (mended == 0)] = np.uint8(white)
    return np.asarray(out, dtype=np.uint8)


def _mended(ink: Grey, thickness: int) -> Grey:
    """Strokes closed across a line that was taken off: upright ones and both diagonals."""
    size = thickness + 3
    slant = np.eye(size, dtype=np.uint8)
    closed = [
        cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel)
        for kernel in (np.ones((size, 1), np.uint8), slant, np.ascontiguousarray(slant[::-1]))
    ]
    return np.asarray(np.max(np.stack(closed), axis=0), dtype=np.uint8)


def _thickness(lines: Grey) -> int:
    """The usual height in pixels of the lines of a mask."""
    heights = (lines > 0).sum(axis=0)
    return int(np.median(heights[heights > 0]))


def crossed(grey: Grey, tall: float) -> float:
    """Share of the columns of the longest thin line where strokes go on both above and below it, 0..1.

    An underline or ruling line has ink on one side or none; a line struck through text has it on both.
    """
    lines = line_mask(grey, tall, angles=ANGLES)
    if not lines.any():
        return 0.0
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1] > 0
    grown = cv2.dilate(lines, np.ones((3, 1), np.uint8)) > 0
    columns = np.flatnonzero(grown.any(axis=0))
    top = grown.argmax(axis=0)
    bottom = grown.shape[0] - 1 - grown[::-1].argmax(axis=0)
    reach = max(2, round(0.18 * tall))
    both = 0
    for x in columns:
        above = ink[max(0, top[x] - reach) : top[x], x].any()
        below = ink[bottom[x] + 1 : bottom[x] + 1 + reach, x].any()
        both += bool(above and below)
    return both / max(1, len(columns))


def _line_kernel(length: int, angle: int) -> Grey:
    if angle == 0:
        return np.ones((1, length), np.uint8)
    rise = round(length * np.tan(np.radians(abs(angle))))
    kernel = np.zeros((rise + 1, length), np.uint8)
    start, end = ((0, rise), (length - 1, 0)) if angle > 0 else ((0, 0), (length - 1, rise))
    cv2.line(kernel, start, end, (1,), 1)
    return kernel
