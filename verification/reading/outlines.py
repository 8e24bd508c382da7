"""Outlines of stamps in a mask of ink: ovals, frames and other closed shapes, by how much carries ink.

The line of a stamp is broken by faint ink and crossed by signatures and print, so an outline counts by its
coverage: the share of its directions in which ink lies on it. Rings stand in `rings`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ink import Mask

_SIDE_MM = (9.0, 95.0)  # sides of oval and oblong ones
DIRECTIONS = 180
TURNED_DEGREES = 1.3  # print is aligned better than this, a stamp by hand seldom is
_TABLE_CELLS, _CELL_SHARE, _CELL_FILL = 3, 0.03, 0.8  # of a table; a hole by the whole, and by its own box
_FRAME_COVERAGE = 0.72
_SHAPE_COVERAGE, _JUST_INSIDE = 0.86, 0.985  # of another closed shape by its hull; where its line is met
_ELLIPSE_SLACK, _ELLIPSE_SHARE = 0.05, 0.85  # of the radius; of the points that keep to it


@dataclass(frozen=True, slots=True)
class Outline:
    """An ellipse or rectangle in working pixels; `angle` is the clockwise turn of its long axis, degrees."""

    shape: str  # "round", "oval", "oblong"
    cx: float
    cy: float
    width: float
    height: float
    angle: float
    coverage: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x, y, width, height of the upright rectangle around it."""
        turn = np.radians(self.angle)
        c, s = abs(np.cos(turn)), abs(np.sin(turn))
        if self.shape == "oblong":
            w, h = self.width * c + self.height * s, self.width * s + self.height * c
        else:
            w = np.hypot(self.width * c, self.height * s)
            h = np.hypot(self.width * s, self.height * c)
        return float(self.cx - w / 2), float(self.cy - h / 2), float(w), float(h)


def structure(ink: Mask, px_per_mm: float) -> Mask:
    """The ink without letters and words: only components that could be part of an outline."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    fill = stats[:, cv2.CC_STAT_AREA] / np.maximum(1, width * height)
    side = 5.0 * px_per_mm
    keep = (np.maximum(width, height) >= side) & ~((height < side) & (fill > 0.33)) & (fill < 0.6)
    keep[0] = False
    return np.asarray(np.where(keep[labels], 255, 0), dtype=np.uint8) if count > 1 else np.zeros_like(ink)


def holes(ink: Mask, px_per_mm: float) -> list[Outline]:
    """Frames and ovals told by the paper they enclose, so that a signature across the line does no harm.

    Of nested ones the outermost. A frame whose lines also bound other cells is a table, and left out.
    """
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return []
    low, high = _SIDE_MM[0] * px_per_mm, _SIDE_MM[1] * px_per_mm
    sized: dict[int, list[Outline]] = {}
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        if parent < 0:
            continue
        _, _, w, h = cv2.boundingRect(contour)
        if max(w, h) < low or min(w, h) < low * 0.6 or max(w, h) > high * 1.2:
            continue
        outline = _enclosing(np.asarray(contour, dtype=np.int32), low * 0.7, high)
        if outline is not None:
            sized.setdefault(int(parent), []).append(outline)
    return [ones[0] for ones in sized.values() if len(ones) == 1]


def components(ink: Mask, px_per_mm: float) -> list[Outline]:
    """Frames and ovals told by the outer side of their line, where the letters within have run into it."""
    closed = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    contours, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return []
    low, high = _SIDE_MM[0] * px_per_mm, _SIDE_MM[1] * px_per_mm
    found = []
    cells = [0] * len(contours)
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        if parent >= 0 and _is_cell(contour, contours[parent]):
            cells[parent] += 1
    for contour, (_, _, _, parent), own in zip(contours, tree[0], cells, strict=True):
        _, _, w, h = cv2.boundingRect(contour)
        if (
            own >= _TABLE_CELLS
            or parent >= 0
            or max(w, h) < low
            or min(w, h) < low * 0.6
            or max(w, h) > high * 1.2
        ):
            continue
        points = np.asarray(contour, dtype=np.int32)
        outline = component_outline(points, closed, px_per_mm)
        if outline is None or (outline.shape != "oblong" and not _on_ellipse(_hull(points), outline)):
            continue
        found.append(outline)
    return found


def _is_cell(hole: cv2.typing.MatLike, around: cv2.typing.MatLike) -> bool:
    """Whether a hole is a cell of the frame around it: a clean rectangle of some size."""
    _, _, w, h = cv2.boundingRect(hole)
    _, _, all_w, all_h = cv2.boundingRect(around)
    return bool(
        w * h > _CELL_SHARE * all_w * all_h and cv2.contourArea(hole) > _CELL_FILL * max(1, (w - 1) * (h - 1))
    )


def _hull(points: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.asarray(cv2.convexHull(points), dtype=np.int32)


def _enclosing(contour: NDArray[np.int32], low: float, high: float) -> Outline | None:
    """The rectangle or ellipse that the hull of a hole fills."""
    hull = np.asarray(cv2.convexHull(contour), dtype=np.int32)
    if len(hull) < 5:
        return None
    area = cv2.contourArea(hull)
    box, ellipse = _rectangle(hull), _ellipse(hull)
    as_box = area / max(1.0, box.width * box.height)
    as_ellipse = area / max(1.0, np.pi / 4 * ellipse.width * ellipse.height)
    best, fit = (ellipse, as_ellipse) if abs(1 - as_ellipse) < abs(1 - as_box) else (box, as_box)
    filled = cv2.contourArea(contour) / max(1.0, area)
    if abs(1 - fit) > 0.1 or filled < 0.55 or not low <= best.height <= best.width <= high:
        return None
    if best is ellipse and not _on_ellipse(hull, ellipse):
        return None
    return replace(best, width=best.width + 3, height=best.height + 3, coverage=min(1.0, filled))


def _on_ellipse(hull: NDArray[np.int32], ellipse: Outline) -> bool:
    """Whether nearly all of a hull runs along the ellipse: any blob has an ellipse of its size."""
    turn = np.radians(ellipse.angle)
    points = _dense(hull) - np.array([ellipse.cx, ellipse.cy], dtype=np.float32)
    along = points @ np.array([np.cos(turn), np.sin(turn)]) / (ellipse.width / 2)
    across = points @ np.array([-np.sin(turn), np.cos(turn)]) / (ellipse.height / 2)
    return bool((np.abs(np.hypot(along, across) - 1) < _ELLIPSE_SLACK).mean() > _ELLIPSE_SHARE)


def component_outline(points: NDArray[np.int32], ink: Mask, px_per_mm: float) -> Outline | None:
    """The oval or frame that the outer points `(n, 1, 2)` of one component of ink lie on, if they do."""
    hull = np.asarray(cv2.convexHull(points), dtype=np.int32)
    if len(hull) < 5:
        return None
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    best: Outline | None = None
    for candidate in (_ellipse(hull), _rectangle(hull)):
        low, high = _SIDE_MM[0] * px_per_mm, _SIDE_MM[1] * px_per_mm
        if not low <= candidate.height <= candidate.width <= high:
            continue
        coverage = coverage_of(near, _points_on(candidate))
        if coverage >= _FRAME_COVERAGE and (best is None or coverage > best.coverage):
            best = Outline(
                candidate.shape,
                candidate.cx,
                candidate.cy,
                candidate.width,
                candidate.height,
                candidate.angle,
                coverage,
            )
    return best or _closed_shape(hull, near, px_per_mm)


def _closed_shape(hull: NDArray[np.int32], near: NDArray[np.bool_], px_per_mm: float) -> Outline | None:
    """A hexagon, a shield or the like: ink whose hull runs along it all the way round."""
    around = _rectangle(hull)
    low, high = _SIDE_MM[0] * px_per_mm, _SIDE_MM[1] * px_per_mm
    if not low <= around.height <= around.width <= high:
        return None
    points = np.asarray(_dense(hull), dtype=np.float64)
    middle = np.array([around.cx, around.cy])
    covered = coverage_of(near, middle + (points - middle) * _JUST_INSIDE)
    return replace(around, coverage=covered) if covered >= _SHAPE_COVERAGE else None


def is_turned(outline: Outline) -> bool:
    """Whether a frame stands at an angle that print never has."""
    off = min(outline.angle % 90, 90 - outline.angle % 90)
    return off >= TURNED_DEGREES


def inside_of(outline: Outline, shape: tuple[int, ...]) -> Mask:
    """The area within the outline, without its line."""
    area = np.zeros(shape, dtype=np.uint8)
    size = (max(2.0, outline.width * 0.86), max(2.0, outline.height * 0.86))
    centre = (outline.cx, outline.cy)
    if outline.shape == "oblong":
        corners = cv2.boxPoints((centre, size, outline.angle))
        cv2.fillPoly(area, [np.asarray(corners, dtype=np.int32)], (255,))
    else:
        cv2.ellipse(area, (centre, size, outline.angle), (255,), -1)
    return area


ANGLES = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
UNIT = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)


def coverage_of(near: NDArray[np.bool_], points: NDArray[np.float64]) -> float:
    """Share of the points, x and y, that lie on ink; points off the page count as without."""
    return float(inked_at(near, points).mean())


def inked_at(mask: Mask | NDArray[np.bool_], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the points, x and y, lie on ink."""
    x, y = np.rint(points).astype(np.int64).T
    height, width = mask.shape
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    found = np.zeros(len(points), dtype=bool)
    found[inside] = mask[y[inside], x[inside]] > 0
    return found


def _ellipse(hull: NDArray[np.int32]) -> Outline:
    (cx, cy), (minor, major), angle = cv2.fitEllipseDirect(_dense(hull))
    if minor > major:
        minor, major, angle = major, minor, angle + 90
    return Outline("oval" if major > 1.12 * minor else "round", cx, cy, major, minor, (angle + 90) % 180, 0.0)


def _dense(hull: NDArray[np.int32]) -> NDArray[np.float32]:
    """Points along the hull at even distances, so that long edges weigh as much as they are long."""
    corners = hull.reshape(-1, 2).astype(np.float64)
    edges = np.diff(np.vstack([corners, corners[:1]]), axis=0)
    parts = np.maximum(1, np.hypot(edges[:, 0], edges[:, 1]).astype(int) // 2)
    points = [
        corner + edge * np.arange(n).reshape(-1, 1) / n
        for corner, edge, n in zip(corners, edges, parts, strict=True)
    ]
    return np.concatenate(points).astype(np.float32)


def _rectangle(hull: NDArray[np.int32]) -> Outline:
    (cx, cy), (width, height), angle = cv2.minAreaRect(hull)
    if height > width:
        width, height, angle = height, width, angle + 90
    return Outline("oblong", cx, cy, width, height, angle % 180, 0.0)


def _points_on(outline: Outline) -> NDArray[np.float64]:
    """Evenly spread points on the line of an ellipse or rectangle."""
    if outline.shape == "oblong":
        along = np.linspace(-1, 1, DIRECTIONS // 4)
        edge = np.ones_like(along)
        flat = np.concatenate(
            [
                np.stack(pair, axis=1)
                for pair in ((along, edge), (along, -edge), (edge, along), (-edge, along))
            ]
        )
    else:
        flat = UNIT
    flat = flat * ((outline.width - 2) / 2, (outline.height - 2) / 2)
    turn = np.radians(outline.angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return np.asarray(flat @ rotation + (outline.cx, outline.cy), dtype=np.float64)
