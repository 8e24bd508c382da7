"""Finds the strips of a machine-readable zone on a picture: two or three dense lines of equal pitch, one
above the other, as wide as each other (ICAO Doc 9303 part 3: OCR-B, ten to the inch, 44, 36 or 30 to a line).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.percentiles import percentile

_WIDTH = 1600
"""Pixels wide that the picture is looked at; characters are then 10 to 45 pixels high."""
_CLOSE_WIDTH = 800
"""The same for a card that fills the picture, whose letters stand further apart than strokes are joined."""
_LINE_SHAPE = (13.0, 75.0)
"""Width over height of a whole line: 25 to 47 by the standard, with room for masks, blur and other fonts."""
_PITCH = (1.15, 4.2)
"""Distance of two lines over their height: about 1.75 by the standard."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a zone: its box in fractions and its slope in pixels of height per pixel of width."""

    box: Box
    slope: float


def find_strips(grey: NDArray[np.uint8]) -> list[tuple[Strip, ...]]:
    """Groups of two or three lines that could be a zone, the lowest first."""
    small = _at_most(grey, _WIDTH)
    looks = ((small, 11), (small, 23), (_at_most(small, _CLOSE_WIDTH), 19))
    found: list[tuple[Strip, ...]] = []
    for small, kernel in looks:
        strokes = _strokes(small, kernel)
        for level in _levels(strokes):
            groups = _groups(_rows(_lines(strokes, kernel, level), small.shape[1]), small.shape[:2])
            found += groups
            if groups:
                break
    return sorted(_distinct(found), key=lambda g: -g[-1].box[3])


def _at_most(grey: NDArray[np.uint8], wide: int) -> NDArray[np.uint8]:
    scale = min(1.0, wide / grey.shape[1])
    if scale == 1:
        return grey
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


_Line = tuple[float, float, float, float, float]  # x0, y0, x1, y1 in pixels, slope


def _strokes(grey: NDArray[np.uint8], kernel: int) -> NDArray[np.uint8]:
    """How much darker than its surroundings each pixel is, for strokes thinner than `kernel`."""
    box = cv2.getStructuringElement(cv2.MORPH_RECT, (kernel, kernel))
    strokes = cv2.morphologyEx(cv2.GaussianBlur(grey, (3, 3), 0), cv2.MORPH_BLACKHAT, box)
    return np.asarray(strokes, dtype=np.uint8)


def _levels(strokes: NDArray[np.uint8]) -> tuple[float, float]:
    """How dark a stroke must be: half of the darkest, above a watermark across the lines; then any stroke."""
    return (
        max(24.0, percentile(strokes, 99.6) * 0.5),
        max(18.0, percentile(strokes, 97) * 0.45),
    )


def _lines(strokes: NDArray[np.uint8], kernel: int, level: float) -> list[_Line]:
    """Stretches of strokes close together, as boxes with their slope."""
    ink = (strokes > level).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(kernel * 1.3)), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((3, kernel), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lines = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if h < 6 or w < 2 * h:
            continue
        points = contour[:, 0, :].astype(np.float64)
        slope = float(np.polyfit(points[:, 0], points[:, 1], 1)[0]) if w > 6 * h else 0.0
        tall = max(4.0, h - abs(slope) * w)
        centre = y + h / 2
        lines.append((float(x), centre - tall / 2, float(x + w), centre + tall / 2, slope))
    return lines


def _rows(lines: Sequence[_Line], wide: int) -> list[_Line]:
    """Pieces of one line joined again, also across a mask of up to 45 % of its length."""
    rows: list[_Line] = []
    for line in sorted(lines):
        for index, row in enumerate(rows):
            tall = min(row[3] - row[1], line[3] - line[1])
            expected = (row[1] + row[3]) / 2 + row[4] * ((line[0] + line[2]) / 2 - (row[0] + row[2]) / 2)
            beside = abs(expected - (line[1] + line[3]) / 2) < 0.4 * tall and line[0] > row[2] - tall
            similar = max(row[3] - row[1], line[3] - line[1]) < 1.7 * tall
            if beside and similar and line[0] - row[2] < 0.45 * max(row[2] - row[0], 0.25 * wide):
                slope = row[4] if row[2] - row[0] > line[2] - line[0] else line[4]
                rows[index] = (row[0], min(row[1], line[1]), line[2], max(row[3], line[3]), slope)
                break
        else:
            rows.append(line)
    return [
        r
        for r in rows
        if _LINE_SHAPE[0] <= (r[2] - r[0]) / (r[3] - r[1]) <= _LINE_SHAPE[1] and r[2] - r[0] > 0.2 * wide
    ]


def _groups(lines: Sequence[_Line], shape: tuple[int, ...]) -> list[tuple[Strip, ...]]:
    high, wide = shape[:2]
    ordered = sorted(lines, key=lambda r: r[1] + r[3])
    groups = []
    for index, first in enumerate(ordered):
        group = [first]
        for line in ordered[index + 1 :]:
            if len(group) < 3 and _belongs(group[-1], line):
                group.append(line)
        if len(group) >= 2:
            left, right = min(g[0] for g in group), max(g[2] for g in group)
            groups.append(tuple(_strip(g, left, right, wide=wide, high=high) for g in group))
    return groups


def _belongs(above: _Line, below: _Line) -> bool:
    tall = ((above[3] - above[1]) + (below[3] - below[1])) / 2
    middle_above = (above[1] + above[3]) / 2 + above[4] * ((below[0] + below[2]) - (above[0] + above[2])) / 2
    pitch = (below[1] + below[3]) / 2 - middle_above
    overlap = min(above[2], below[2]) - max(above[0], below[0])
    longest = max(above[2] - above[0], below[2] - below[0])
    return _PITCH[0] * tall < pitch < _PITCH[1] * tall and overlap > 0.6 * longest


def _strip(line: _Line, left: float, right: float, *, wide: int, high: int) -> Strip:
    """The line as wide as its group, so that what a mask swallowed at an end is inside."""
    middle = (line[1] + line[3]) / 2 + line[4] * ((left + right) / 2 - (line[0] + line[2]) / 2)
    tall = (line[3] - line[1]) / 2
    return Strip((left / wide, (middle - tall) / high, right / wide, (middle + tall) / high), line[4])


def _distinct(groups: Sequence[tuple[Strip, ...]]) -> list[tuple[Strip, ...]]:
    """Without groups that lie within another one."""
    kept: list[tuple[Strip, ...]] = []
    for group in sorted(groups, key=len, reverse=True):
        if not any(_inside(group, other) for other in kept):
            kept.append(group)
    return kept


def _inside(group: tuple[Strip, ...], other: tuple[Strip, ...]) -> bool:
    top, bottom = other[0].box[1], other[-1].box[3]
    middles = [(s.box[1] + s.box[3]) / 2 for s in group]
    beside = min(group[0].box[2], other[0].box[2]) - max(group[0].box[0], other[0].box[0])
    return all(top <= m <= bottom for m in middles) and beside > 0.8 * (group[0].box[2] - group[0].box[0])
