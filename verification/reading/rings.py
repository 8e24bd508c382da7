"""Rings of round stamps in a mask of ink, and how far the text around them reaches.

A ring of a stamp is broken by faint ink and crossed by signatures and print, so it counts by its coverage:
the share of its directions in which ink lies on it, with paper just beyond it.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ink import Mask, without_straight
from verification.reading.outlines import DIRECTIONS, UNIT, Outline, coverage_of, inked_at

_RADIUS_MM = (8.0, 29.0)  # of round stamps and seals
_RING_COVERAGE = 0.70
_SMALL_MM, _SMALL_RING_COVERAGE = 11.0, 0.80  # radius below which lines of print can pass for a ring
_RING_MARGIN = 0.28  # the ring carries so much more ink than the circles just outside it
_LARGE_MM = 75.0  # no stamp is wider than this
_STRAIGHT_MM = 11.0  # a ring of 40 mm is straighter than its line is thick over less than this
_WIDEST = 2.3  # a ring around the text by the ring within it
_HINT_COVERAGE = 0.5  # before the circle is moved to where the ink is
_MOST_CIRCLES = 16  # Hough candidates looked into, best first
_HOUGH_SHRINK = 0.6
_BLANK_SHARE, _BLANK_MM = 0.07, 0.7  # of directions with ink, and how deep, from which on a stamp has ended
_STEP_MM = 0.15  # between the circles looked at
_BEYOND_MM, _BEYOND = 8.0, 1.75  # that a stamp may reach beyond its ring; the same by the ring's radius
_GAP_MM = 2.2  # widest paper between a ring and the text around it
_LETTERS_MM = (1.2, 6.5)  # depth of a band of text around a ring
_SECTORS, _FEWEST_SECTORS = 12, 6  # of the circle; with text beyond the ring
_FITTING = 0.55  # share of directions in which the outermost ink lies on one circle
_OVAL_GAIN = 0.12  # by which an ellipse must fit better than a circle
_NEAR_MM = 0.5  # from the line
_ROUNDS, _FEWEST_POINTS = 6, 30
_LEAST, _MOST_OVAL, _MOST_MOVED = 0.75, 2.2, 0.35  # by the ring's width; sides by each other; by the width
_MARGIN_MM = 0.6  # of paper around the outermost ink, so that letters along the rim are whole
_LINE = 0.55  # share of directions with ink, from which on a circle is a line


def rings(ink: Mask, px_per_mm: float) -> list[Outline]:
    """Circles whose line carries ink, best first, without overlaps.

    What is larger than a stamp (borders, tables, lines that cross a stamp) is searched by itself, without its
    straight lines: their many votes would drown a ring.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return []
    large = stats[:, :4][:, 2:].max(axis=1) > _LARGE_MM * px_per_mm
    large[0] = False
    apart = np.asarray(np.where(large[labels], 0, ink), dtype=np.uint8)
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    good = _rings_in(apart, near, px_per_mm)
    if large.any():
        rest = np.asarray(np.where(large[labels], ink, 0), dtype=np.uint8)
        good += _rings_in(without_straight(rest, int(_STRAIGHT_MM * px_per_mm)), near, px_per_mm)
    return _without_overlaps(good)


def _rings_in(ink: Mask, near: NDArray[np.bool_], px_per_mm: float) -> list[Outline]:
    """The circles that Hough's vote finds in a mask and the ink near them bears out."""
    if not ink.any():
        return []
    small = cv2.resize(ink, None, fx=_HOUGH_SHRINK, fy=_HOUGH_SHRINK, interpolation=cv2.INTER_AREA)
    unit = px_per_mm * _HOUGH_SHRINK
    found = cv2.HoughCircles(
        np.asarray(np.minimum(small, 128) * 1.9, dtype=np.uint8),
        cv2.HOUGH_GRADIENT,
        dp=2,
        minDist=2.5 * unit,
        param1=120,
        param2=36,
        minRadius=int(_RADIUS_MM[0] * unit),
        maxRadius=int(_RADIUS_MM[1] * unit),
    )
    if found is None:
        return []
    good = []
    for cx, cy, radius in np.asarray(found).reshape(-1, 3)[:_MOST_CIRCLES] / _HOUGH_SHRINK:
        outline = _fitted_ring(near, float(cx), float(cy), float(radius), px_per_mm=px_per_mm)
        if outline is not None:
            good.append(_outermost(near, outline, px_per_mm=px_per_mm))
    return good


def _fitted_ring(
    near: NDArray[np.bool_], cx: float, cy: float, radius: float, *, px_per_mm: float
) -> Outline | None:
    """The circle moved a little to where it carries the most ink; None if that is not a ring."""
    best = _covered(near, cx, cy, radius)
    for step in (3.0, 1.5, 0.75):
        moved = True
        while moved:
            moved = False
            for dx, dy, dr in (
                (step, 0, 0),
                (-step, 0, 0),
                (0, step, 0),
                (0, -step, 0),
                (0, 0, step),
                (0, 0, -step),
            ):
                coverage = _covered(near, cx + dx, cy + dy, radius + dr)
                if coverage > best + 1e-6:
                    best, cx, cy, radius, moved = coverage, cx + dx, cy + dy, radius + dr, True
    beyond = _covered(near, cx, cy, radius * 1.09 + 2)
    within = min(_covered(near, cx, cy, radius * part) for part in (0.95, 0.92, 0.89, 0.85))
    least = _RING_COVERAGE if radius > _SMALL_MM * px_per_mm else _SMALL_RING_COVERAGE
    if best < least or best - max(beyond, within) < _RING_MARGIN:
        return None
    return Outline("round", cx, cy, 2 * radius, 2 * radius, 0.0, best)


def _outermost(near: NDArray[np.bool_], ring: Outline, *, px_per_mm: float) -> Outline:
    """The largest ring around the same middle: a stamp often has a second line within its text."""
    radius = ring.width / 2
    best = ring
    top = min(_RADIUS_MM[1] * px_per_mm, radius * _WIDEST)
    for wider in np.arange(radius * 1.12, top, 1.0):
        if _covered(near, ring.cx, ring.cy, float(wider)) < _HINT_COVERAGE:
            continue
        outer = _fitted_ring(near, ring.cx, ring.cy, float(wider), px_per_mm=px_per_mm)
        moved = np.hypot(outer.cx - ring.cx, outer.cy - ring.cy) if outer is not None else np.inf
        if outer is not None and outer.width > best.width and moved < 0.12 * outer.width:
            best = outer
    return best


def _covered(near: NDArray[np.bool_], cx: float, cy: float, radius: float) -> float:
    return coverage_of(near, UNIT * radius + (cx, cy))


def _without_overlaps(outlines: list[Outline]) -> list[Outline]:
    """Of circles that share a middle, the outermost; of those that merely overlap, the best covered."""
    kept: list[Outline] = []
    for one in sorted(outlines, key=lambda o: -o.coverage * o.width):
        if all(np.hypot(one.cx - k.cx, one.cy - k.cy) > 0.35 * (one.width + k.width) / 2 * 1.6 for k in kept):
            kept.append(one)
    return kept


def with_rim(mask: Mask, ring: Outline, px_per_mm: float) -> Outline:
    """The whole stamp by a ring of it: with the text and the line around it, and centred on those."""
    grown = _grown(mask, ring, px_per_mm)
    return _recentred(mask, grown, px_per_mm) or grown


def _recentred(mask: Mask, ring: Outline, px_per_mm: float) -> Outline | None:
    """The circle or ellipse through the outermost ink around a ring; None where that is neither.

    A ring may have been found half on a line and half on letters, with its middle some millimetres off.
    """
    points = _outermost_ink(mask, ring, px_per_mm)
    if len(points) < _FITTING * DIRECTIONS:
        return None
    fits = [_fitted(points, circle, px_per_mm) for circle in (True, False)]
    (round_, fitting), (oval, oval_fitting) = fits
    outline = oval if oval_fitting > fitting + _OVAL_GAIN else round_
    if outline is None or max(fitting, oval_fitting) < _FITTING:
        return None
    moved = float(np.hypot(outline.cx - ring.cx, outline.cy - ring.cy))
    low, high = _RADIUS_MM[0] * px_per_mm, _RADIUS_MM[1] * px_per_mm
    sized = low <= outline.height / 2 and outline.width / 2 <= high and outline.height > _LEAST * ring.width
    if not sized or outline.width > _MOST_OVAL * outline.height or moved > _MOST_MOVED * ring.width:
        return None
    margin = 2 * _MARGIN_MM * px_per_mm
    return replace(
        outline, width=outline.width + margin, height=outline.height + margin, coverage=ring.coverage
    )


def _outermost_ink(mask: Mask, ring: Outline, px_per_mm: float) -> NDArray[np.float32]:
    """In each direction the last ink, x and y, before paper that is wider than any within a stamp."""
    step, start = _STEP_MM * px_per_mm, ring.width / 2
    end = min(_RADIUS_MM[1] * px_per_mm, _BEYOND * start) + (_GAP_MM + 1) * px_per_mm
    radii = np.arange(0.6 * start, end, step)
    inked = np.stack([inked_at(mask, UNIT * radius + (ring.cx, ring.cy)) for radius in radii])
    gap = round(_GAP_MM / _STEP_MM)
    total = np.concatenate([np.zeros((1, DIRECTIONS), np.int64), inked.cumsum(axis=0)])
    blank = total[gap:] == total[:-gap]
    blank[radii[: len(blank)] < 0.85 * start] = False
    found = []
    for direction in np.flatnonzero(blank.any(axis=0)):
        before = np.flatnonzero(inked[: int(blank[:, direction].argmax()), direction])
        if len(before):
            found.append(UNIT[direction] * radii[before[-1]] + (ring.cx, ring.cy))
    return np.asarray(found, dtype=np.float32).reshape(-1, 2)


def _fitted(points: NDArray[np.float32], circle: bool, px_per_mm: float) -> tuple[Outline | None, float]:
    """The circle or ellipse that most points lie on, and the share of all directions in which they do."""
    kept = np.ones(len(points), dtype=bool)
    outline = None
    for _ in range(_ROUNDS):
        if kept.sum() < _FEWEST_POINTS:
            return None, 0.0
        outline = _circle(points[kept]) if circle else _ellipse(points[kept])
        turn = np.radians(outline.angle)
        off = points - np.array([outline.cx, outline.cy], dtype=np.float32)
        along = off @ np.array([np.cos(turn), np.sin(turn)]) / max(1.0, outline.width / 2)
        across = off @ np.array([-np.sin(turn), np.cos(turn)]) / max(1.0, outline.height / 2)
        far = np.abs(np.hypot(along, across) - 1) * outline.height / 2
        kept = far <= max(_NEAR_MM * px_per_mm, 1.2 * float(np.median(far)))
    on = far <= _NEAR_MM * px_per_mm
    return outline, float(on.sum()) / DIRECTIONS


def _circle(points: NDArray[np.float32]) -> Outline:
    columns = np.column_stack([points, np.ones(len(points))]).astype(np.float64)
    (a, b, c), *_ = np.linalg.lstsq(columns, np.square(points, dtype=np.float64).sum(axis=1), rcond=None)
    size = 2 * float(np.sqrt(max(0.0, c + a * a / 4 + b * b / 4)))
    return Outline("round", float(a / 2), float(b / 2), size, size, 0.0, 0.0)


def _ellipse(points: NDArray[np.float32]) -> Outline:
    (cx, cy), (minor, major), angle = cv2.fitEllipseDirect(points)
    if minor > major:
        minor, major, angle = major, minor, angle + 90
    return Outline("oval", cx, cy, major, minor, (angle + 90) % 180, 0.0)


def _grown(mask: Mask, ring: Outline, px_per_mm: float) -> Outline:
    """The ring grown over the text and the line around it, where paper follows; else the ring itself."""
    step = _STEP_MM * px_per_mm
    start = ring.width / 2
    end = min(_RADIUS_MM[1] * px_per_mm, start * _BEYOND, start + _BEYOND_MM * px_per_mm)
    radii = np.arange(start - step, end, step)
    if len(radii) < 3:
        return ring
    inked = np.stack([inked_at(mask, UNIT * radius + (ring.cx, ring.cy)) for radius in radii])
    outer = _last_band(inked)
    if outer is None:
        return ring
    size = 2 * float(radii[outer] + step)
    return replace(ring, width=size, height=size)


def _last_band(inked: NDArray[np.bool_]) -> int | None:
    """The row where text or a line around a ring ends; rows lie `_STEP_MM` apart, the ring in the first."""
    share = inked.mean(axis=1)
    needed = round(_BLANK_MM / _STEP_MM)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (share >= _BLANK_SHARE).astype(np.int8), [0]])))
    bands = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    last, found = 0, None
    for top, bottom in bands:
        if (top - last) * _STEP_MM > _GAP_MM or bottom + needed > len(inked):
            break
        last = bottom
        line = float(share[top:bottom].max()) >= _LINE  # of the ring itself too, to its outer edge
        letters = _LETTERS_MM[0] <= (bottom - top) * _STEP_MM <= _LETTERS_MM[1]
        if (line or letters) and _sectors(inked[top:bottom]) >= _FEWEST_SECTORS:
            found = bottom
    return found


def _sectors(band: NDArray[np.bool_]) -> int:
    """In how many equal parts of the circle a band carries ink in several directions."""
    parts = band.any(axis=0).reshape(_SECTORS, -1)
    return int((parts.mean(axis=1) > 0.25).sum())
