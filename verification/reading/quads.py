"""Four-sided things in a picture: a sheet or card that stands out from what it lies on.

Pure functions on pixels. A quadrilateral is `(4, 2)` floats: x, y in pixels, clockwise from top left.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Quad = NDArray[np.float64]

LEAST_FILL = 0.9  # share of the quadrilateral that its component covers; a shadow or a hand cuts pieces out
STRAIGHT_ANGLES = (66.0, 114.0)  # degrees: corners seen at a slant
SIDE_SAMPLES = 40
STEP = 8.0  # Lab units between the inner and the outer side of an edge


def components(mask: Pixels, *, least: float, most: float) -> Iterator[Pixels]:
    """The filled components of a mask with an area between two shares of the picture."""
    contours = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    for contour in contours:
        share = cv2.contourArea(contour) / mask.size
        if least <= share <= most:
            filled = np.zeros_like(mask)
            cv2.drawContours(filled, [contour], -1, 255, cv2.FILLED)
            yield filled


def quad_of(component: Pixels) -> Quad | None:
    """The quadrilateral that a filled component is, corners by its straight sides; None if it is none."""
    contour = max(
        cv2.findContours(component, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea
    )
    rough = _four_corners(cv2.convexHull(contour))
    if rough is None:
        return None
    quad = _refined(contour[:, 0].astype(np.float64), rough)
    if quad is None or not _plausible(quad, component.shape) or filled_share(component, quad) < LEAST_FILL:
        return None
    return quad


def _four_corners(hull: cv2.typing.MatLike) -> Quad | None:
    length = cv2.arcLength(hull, True)
    for share in np.arange(0.01, 0.12, 0.005):
        corners = cv2.approxPolyDP(hull, share * length, True)
        if len(corners) == 4:
            return clockwise(corners[:, 0].astype(np.float64))
        if len(corners) < 4:
            break
    return clockwise(cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64))


def clockwise(corners: Quad) -> Quad:
    """The corners clockwise on the screen, beginning at the one nearest the top left."""
    middle = corners.mean(axis=0)
    order = np.argsort(np.arctan2(*(corners - middle).T[::-1]))
    ordered = corners[order]
    return np.roll(ordered, -int(np.argmin(ordered.sum(axis=1))), axis=0)


def _refined(points: NDArray[np.float64], rough: Quad) -> Quad | None:
    """Corners as crossings of lines fitted to the middle of each side: right for rounded corners too."""
    lines = []
    for start, end in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        along = end - start
        length = float(np.hypot(*along))
        if length < 10:
            return None
        unit = along / length
        offset = points - start
        at = offset @ unit / length
        away = np.abs(offset @ np.array([-unit[1], unit[0]]))
        near = points[(at > 0.12) & (at < 0.88) & (away < 0.04 * length + 3)]
        if len(near) < 8:
            return None
        vx, vy, x, y = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
        lines.append(np.cross([x, y, 1.0], [x + vx, y + vy, 1.0]))
    corners = [np.cross(lines[i - 1], lines[i]) for i in range(4)]
    if any(abs(c[2]) < 1e-9 for c in corners):
        return None
    return np.array([c[:2] / c[2] for c in corners])


def _plausible(quad: Quad, shape: tuple[int, ...]) -> bool:
    height, width = shape[:2]
    slack = 0.015 * max(height, width)
    if (quad < -slack).any() or (quad > np.array([width, height]) + slack).any():
        return False
    return all(STRAIGHT_ANGLES[0] <= angle <= STRAIGHT_ANGLES[1] for angle in angles(quad))


def angles(quad: Quad) -> list[float]:
    """The inner angles, degrees; 0 where two corners are one."""
    before, after = np.roll(quad, 1, axis=0) - quad, np.roll(quad, -1, axis=0) - quad
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    dots = (before * after).sum(axis=1)
    cosines = np.divide(dots, lengths, out=np.ones_like(lengths), where=lengths > 0)
    return [float(angle) for angle in np.degrees(np.arccos(cosines.clip(-1, 1)))]


def sides(quad: Quad) -> tuple[float, float]:
    """Width and height of what it shows, pixels: the means of opposite sides."""
    top, right, bottom, left = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    return float(top + bottom) / 2, float(left + right) / 2


def filled_share(component: Pixels, quad: Quad) -> float:
    """How well the component and the quadrilateral agree: intersection over union."""
    drawn = inside(quad, component.shape)
    both, either = (drawn & component) > 0, (drawn | component) > 0
    return float(both.sum()) / max(1.0, float(either.sum()))


def inside(quad: Quad, shape: tuple[int, ...]) -> Pixels:
    """A mask (0 or 255) of the quadrilateral."""
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(quad).astype(np.int32), 255)
    return mask


def edge_support(lab: NDArray[np.float32], quad: Quad) -> list[float]:
    """Per side, the share of places where the colours differ across it."""
    middle = quad.mean(axis=0)
    height, width = lab.shape[:2]
    reach = 0.012 * max(height, width) + 2
    shares = []
    for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True):
        places = start + np.linspace(0.06, 0.94, SIDE_SAMPLES)[:, None] * (end - start)
        normal = np.array([end[1] - start[1], start[0] - end[0]])
        normal = normal / np.linalg.norm(normal)
        if normal @ (middle - start) > 0:
            normal = -normal
        inner, outer = (_at(lab, places + sign * reach * normal) for sign in (-1, 1))
        shares.append(float((np.linalg.norm(inner - outer, axis=1) > STEP).mean()))
    return shares


def _at(lab: NDArray[np.float32], places: NDArray[np.float64]) -> NDArray[np.float32]:
    height, width = lab.shape[:2]
    x = places[:, 0].round().astype(int).clip(0, width - 1)
    y = places[:, 1].round().astype(int).clip(0, height - 1)
    return np.asarray(lab[y, x], np.float32)
