"""Frames, hexagons and shields of which only pieces came through: told by their straight sides.

The outermost ink of such a stamp lies on a few straight lines with nothing beyond them, and just within each
line there is paper. The outside of a block of print lies on lines too, but its letters reach inward.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ink import Mask
from verification.reading.outlines import DIRECTIONS, Outline, inked_at

_NEAR_MM = 0.35  # from the line, for ink that lies on it
_BEYOND_MM, _BEYOND = 0.7, 0.12  # ink further out than this; in at most this share of directions: a pen
_APART = (5, 40)  # directions between the two pieces that a side is laid through
_FEWEST_ON_SIDE, _MOST_SIDES, _FEWEST_SIDES = 8, 8, 3  # directions; sides
_ALONG = 0.45  # share of directions whose outermost ink lies on a side
_WITHIN_MM, _EMPTY = (1.5, 1.8, 2.1), 0.6  # where paper follows; in this share of what lies on a side
_SIDE_MM = (9.0, 75.0)
_SLANTED, _FEW_SLANTED = 12.0, 0.25  # degrees off a rectangle's sides; share of what lies on the sides


@dataclass(frozen=True, slots=True)
class _Sides:
    """Which points lie on a side, and per point the direction outward from it, x and y."""

    on: NDArray[np.bool_]
    outward: NDArray[np.float64]
    count: int


def frame_of(part: Mask, points: NDArray[np.float32], px_per_mm: float) -> Outline | None:
    """The frame that the outermost ink `points` (x, y, in order around) of a group lies on, if it does."""
    sides = _sides(points.astype(np.float64), px_per_mm)
    if sides.count < _FEWEST_SIDES or sides.on.sum() < _ALONG * DIRECTIONS:
        return None
    on, outward = points[sides.on], sides.outward[sides.on]
    ink = part > 0
    within = np.zeros(len(on), dtype=bool)
    for depth in _WITHIN_MM:
        within |= inked_at(ink, on - outward * depth * px_per_mm)
    if 1 - within.mean() < _EMPTY:
        return None
    (cx, cy), (width, height), angle = cv2.minAreaRect(on)
    if height > width:
        width, height, angle = height, width, angle + 90
    low, high = (v * px_per_mm for v in _SIDE_MM)
    if not low <= height <= width <= high:
        return None
    covered = float(sides.on.sum()) / DIRECTIONS
    shape = "oblong" if _square(outward, angle) else "irregular"
    return Outline(shape, cx, cy, width, height, angle % 180, covered)


def _square(outward: NDArray[np.float64], angle: float) -> bool:
    """Whether nearly all sides stand along a rectangle at this angle, and not round a hexagon or shield."""
    turns = np.degrees(np.arctan2(outward[:, 1], outward[:, 0])) - angle
    off = np.minimum(turns % 90, 90 - turns % 90)
    return bool((off > _SLANTED).mean() < _FEW_SLANTED)


def _sides(points: NDArray[np.float64], px_per_mm: float) -> _Sides:
    """The straight lines on which most of the points lie, with few points beyond; the longest first."""
    on = np.zeros(len(points), dtype=bool)
    outward = np.zeros_like(points)
    starts, normals = _lines(points)
    if not len(starts):
        return _Sides(on, outward, 0)
    off = normals @ points.T - (normals * starts).sum(axis=1)[:, None]  # outward is positive
    near = np.abs(off) <= _NEAR_MM * px_per_mm
    free = (off > _BEYOND_MM * px_per_mm).sum(axis=1) <= _BEYOND * len(points)
    near, normals = near[free], normals[free]
    for count in range(_MOST_SIDES):
        left = near & ~on
        number = left.sum(axis=1)
        if not len(number) or number.max() < _FEWEST_ON_SIDE:
            return _Sides(on, outward, count)
        best = int(np.argmax(number))
        outward[left[best]] = normals[best]
        on |= left[best]
    return _Sides(on, outward, _MOST_SIDES)


def _lines(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lines through pairs of points some way apart: a point of each, and its direction outward."""
    steps = np.arange(*_APART, 5)
    first = np.repeat(np.arange(len(points)), len(steps))
    second = (first + np.tile(steps, len(points))) % len(points)
    along = points[second] - points[first]
    length = np.hypot(along[:, 0], along[:, 1])
    far = length > 0
    along, starts = along[far] / length[far][:, None], points[first][far]
    normals = np.column_stack([-along[:, 1], along[:, 0]])
    inward = ((points.mean(axis=0) - starts) * normals).sum(axis=1) > 0
    normals[inward] *= -1
    return starts, normals
