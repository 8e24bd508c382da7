"""Quadrilaterals from long straight edges: where a shadow or glare across the sheet splits it by colour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.quads import Quad, angles, clockwise, edge_support

LEAST_LENGTH = 0.22  # of the long side of the picture: a shorter edge is print or the grain of a table
MOST_LINES = 7  # per direction
SAME_ANGLE, SAME_PLACE = 4.0, 9.0  # degrees, pixels: pieces of one edge
ANGLES = (66.0, 114.0)  # degrees, at the corners of a sheet seen at a slant
LEAST_SUPPORT, MEAN_SUPPORT = 0.7, 0.85
LEAST_AREA = 0.15  # share of the picture


def quads_of_lines(lab: NDArray[np.float32]) -> Iterator[Quad]:
    """Quadrilaterals that long edges make, with colours that differ across every side."""
    lines = _lines(lab)
    level = [line for line in lines if abs(line[0]) <= 45]
    upright = [line for line in lines if abs(line[0]) > 45]
    for pair, other in product(combinations(level[:MOST_LINES], 2), combinations(upright[:MOST_LINES], 2)):
        quad = _quad(pair, other)
        if quad is not None and _sheet_like(quad, lab):
            yield quad


Line = tuple[float, NDArray[np.float64]]  # degrees from level (-90..90], homogeneous coordinates


def _lines(lab: NDArray[np.float32]) -> list[Line]:
    """The long straight edges, longest first, pieces of one edge once."""
    smooth = cv2.bilateralFilter(lab, 7, 18, 4)
    edges = np.max([cv2.Canny(smooth[:, :, i].astype(np.uint8), 12, 36) for i in range(3)], axis=0)
    least = LEAST_LENGTH * max(lab.shape[:2])
    found = cv2.HoughLinesP(edges, 1, np.pi / 360, 45, minLineLength=least, maxLineGap=least / 6)
    if found is None:
        return []
    pieces = np.asarray(found, np.float64).reshape(-1, 4)
    pieces = pieces[np.argsort(-np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]))]
    kept: list[tuple[float, NDArray[np.float64], NDArray[np.float64]]] = []
    for piece in pieces:
        angle = float(np.degrees(np.arctan2(piece[3] - piece[1], piece[2] - piece[0])))
        angle = (angle + 90) % 180 - 90
        line = np.cross([*piece[:2], 1.0], [*piece[2:], 1.0])
        line = line / np.hypot(*line[:2])
        if not any(_same(angle, piece, other) for other in kept):
            kept.append((angle, line, piece))
    return [(angle, line) for angle, line, _ in kept]


def _same(
    angle: float, piece: NDArray[np.float64], other: tuple[float, NDArray[np.float64], NDArray[np.float64]]
) -> bool:
    apart = abs(angle - other[0])
    ends = np.array([[*piece[:2], 1.0], [*piece[2:], 1.0]])
    return bool(min(apart, 180 - apart) < SAME_ANGLE and np.abs(ends @ other[1]).max() < SAME_PLACE)


def _quad(level: tuple[Line, Line], upright: tuple[Line, Line]) -> Quad | None:
    corners = [np.cross(a[1], b[1]) for a in level for b in upright]
    if any(abs(corner[2]) < 1e-9 for corner in corners):
        return None
    return clockwise(np.array([corner[:2] / corner[2] for corner in corners]))


def _sheet_like(quad: Quad, lab: NDArray[np.float32]) -> bool:
    height, width = lab.shape[:2]
    slack = 0.02 * max(height, width)
    if (quad < -slack).any() or (quad > np.array([width, height]) + slack).any():
        return False
    if cv2.contourArea(quad.astype(np.float32)) < LEAST_AREA * height * width:
        return False
    if not all(ANGLES[0] <= angle <= ANGLES[1] for angle in angles(quad)):
        return False
    support = edge_support(lab, quad)
    return min(support) >= LEAST_SUPPORT and float(np.mean(support)) >= MEAN_SUPPORT
