"""Stamps of which only patches came through: told by the circle or oval that the patches lie on.

A stamp that was badly inked leaves no line that hangs together: neither a ring nor a frame, only pieces. But
the outermost of its pieces still lie on one circle or oval, on nearly all sides, with paper beyond. Print is
level and its outside is straight; a signature hangs together and is not made of many pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Word
from verification.reading.ink import Mask
from verification.reading.outlines import UNIT, Outline, inked_at
from verification.reading.patchy_frames import frame_of

_SIDE_MM = (9.0, 85.0)  # of the group of patches; a pen across it makes it larger
_BRIDGES_MM = (
    4.0,
    5.2,
    6.7,
    8.5,
)  # between pieces of one stamp; little first
_AXES_MM, _MOST_OVAL = (15.0, 58.0), 2.0  # axes of the outline; the long one by the short one
_FEWEST_PIECES, _PIECE_MM = 5, 0.8  # a signature is of one or two; smaller ones are dust
_SHRINK = 3  # the mask by that in which groups are told
_DENSE = 0.4  # share of ink from which on it is a picture
_TRIES = 120  # ellipses looked at in a group
_SAMPLE, _FEWEST_POINTS = 6, 24  # points through which one is laid; least there must be
_NEAR_MM = 0.45  # from the line, for a point that lies on it
_BAND_MM = (-0.9, -0.6, -0.3, 0.0, 0.3)  # across the line: ink on any of them covers it
_BEYOND_MM = (1.1, 1.6, 2.2, 3.0)  # where paper must follow, but for a pen
_COVERED, _CLEAR = 0.45, 0.33  # share of directions with ink; by how much more than just beyond
_FEWEST_ON, _ALONG = 0.3, 0.55  # share of directions whose outermost ink is on the line; by those with ink
_SECTORS, _FEWEST_SECTORS, _IN_SECTOR = 12, 9, 0.2  # of the circle; that carry ink; in a share of directions
_READ, _PAD = 0.6, 2  # confidence of words that are print; pixels around them
_SEED = 20170  # the same picture gives the same answer


def patchy(mask: Mask, px_per_mm: float) -> list[Outline]:
    """The circles and ovals that patches of ink of one colour lie on; `mask` without print and long lines."""
    found: list[Outline] = []
    tried: set[int] = set()
    small = _small(mask)
    for bridge in _BRIDGES_MM:
        for x, y, part in _groups(mask, small, bridge, px_per_mm):
            seen = hash(part[np.any(part, axis=1)][:, np.any(part, axis=0)].tobytes())
            outline = None if seen in tried else _outline_of(part, px_per_mm)
            tried.add(seen)
            if outline is not None:
                outline = replace(outline, cx=outline.cx + x, cy=outline.cy + y)
                if all(_apart(outline, other) for other in found):
                    found.append(outline)
    return found


def _apart(one: Outline, other: Outline) -> bool:
    return bool(np.hypot(one.cx - other.cx, one.cy - other.cy) > (one.height + other.height) / 4)


def without_print(mask: Mask, words: Sequence[Word]) -> Mask:
    """The mask without the words that were read well; boxes are fractions of the page."""
    height, width = mask.shape
    out = mask.copy()
    for word in words:
        if word.confidence >= _READ and len(word.text) >= 2:
            x0, y0, x1, y1 = word.box
            rows = slice(max(0, int(y0 * height) - _PAD), int(y1 * height) + _PAD + 1)
            out[rows, max(0, int(x0 * width) - _PAD) : int(x1 * width) + _PAD + 1] = 0
    return out


def _small(mask: Mask) -> Mask:
    """The mask made smaller by a whole number, with every pixel of ink kept."""
    height, width = (side // _SHRINK for side in mask.shape)
    whole = mask[: height * _SHRINK, : width * _SHRINK]
    less = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.threshold(less, 0, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _groups(mask: Mask, small: Mask, bridge: float, px_per_mm: float) -> Iterator[tuple[int, int, Mask]]:
    """Left, top and ink of each group of many pieces, at most `bridge` mm apart, of the size of a stamp."""
    size = max(1, round(bridge * px_per_mm / _SHRINK))
    near = cv2.dilate(small, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    low, high = (v * px_per_mm / _SHRINK + size for v in _SIDE_MM)
    for index in range(1, count):
        x, y, w, h = (int(v) for v in stats[index][:4])
        if not (low <= w <= high and low <= h <= high):
            continue
        own = np.asarray(labels[y : y + h, x : x + w] == index, dtype=np.uint8)
        x, y, w, h = (v * _SHRINK for v in (x, y, w, h))
        own = np.asarray(cv2.resize(own, (w, h), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
        part = np.asarray(mask[y : y + h, x : x + w] * own, dtype=np.uint8)
        if (part > 0).mean() < _DENSE:
            yield x, y, part


def _pieces(part: Mask, px_per_mm: float) -> int:
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    sides = np.maximum(stats[1:count, cv2.CC_STAT_WIDTH], stats[1:count, cv2.CC_STAT_HEIGHT])
    return int((sides >= _PIECE_MM * px_per_mm).sum())


def _outline_of(part: Mask, px_per_mm: float) -> Outline | None:
    """The ellipse or the frame that the outermost ink of a group lies on; None where there is none."""
    points = _outermost(part)
    if len(points) < _FEWEST_POINTS:
        return None
    if _pieces(part, px_per_mm) < _FEWEST_PIECES:
        return None
    return _around(part, points, px_per_mm) or frame_of(part, points, px_per_mm)


def _around(part: Mask, points: NDArray[np.float32], px_per_mm: float) -> Outline | None:
    tried = list(_through(points, px_per_mm))
    if not tried:
        return None
    on = (_distance(points, tried) <= _NEAR_MM * px_per_mm).sum(axis=1)
    best = tried[int(np.argmax(on))]
    near = points[_distance(points, [best])[0] <= 1.5 * _NEAR_MM * px_per_mm]
    if len(near) >= _FEWEST_POINTS:
        best = _sized(near, px_per_mm) or best
    found = _borne_out(part, best, px_per_mm)
    if found is None or _on(points, found, px_per_mm) < max(_FEWEST_ON, _ALONG * found.coverage):
        return None
    return found


def _on(points: NDArray[np.float32], outline: Outline, px_per_mm: float) -> float:
    """In what share of all directions the outermost ink lies on the line: lines of print only cross it."""
    return float((_distance(points, [outline])[0] <= _NEAR_MM * px_per_mm).sum()) / len(UNIT)


def _outermost(part: Mask) -> NDArray[np.float32]:
    """The ink furthest out in each direction from the middle of the group, as x and y."""
    ys, xs = np.nonzero(part)
    (cx, cy), _ = cv2.minEnclosingCircle(np.column_stack([xs, ys]).astype(np.float32))
    distance = np.hypot(xs - cx, ys - cy)
    sector = ((np.arctan2(ys - cy, xs - cx) + np.pi) / (2 * np.pi) * len(UNIT)).astype(int) % len(UNIT)
    order = np.argsort(distance)
    last = np.full(len(UNIT), -1)
    last[sector[order]] = order  # the furthest is written last
    chosen = last[last >= 0]
    return np.column_stack([xs[chosen], ys[chosen]]).astype(np.float32)


def _through(points: NDArray[np.float32], px_per_mm: float) -> Iterator[Outline]:
    """Ellipses through points that lie on all sides, chosen by lot."""
    lot = np.random.default_rng(_SEED)
    share = len(points) / _SAMPLE
    for start in lot.random((_TRIES, _SAMPLE)):
        chosen = ((np.arange(_SAMPLE) + start) * share).astype(int)
        outline = _sized(points[chosen], px_per_mm)
        if outline is not None:
            yield outline


def _sized(points: NDArray[np.float32], px_per_mm: float) -> Outline | None:
    (cx, cy), (minor, major), angle = cv2.fitEllipseDirect(points)
    if minor > major:
        minor, major, angle = major, minor, angle + 90
    low, high = (v * px_per_mm for v in _AXES_MM)
    if not (low <= minor <= major <= high and major <= _MOST_OVAL * minor):
        return None
    return Outline("oval" if major > 1.12 * minor else "round", cx, cy, major, minor, (angle + 90) % 180, 0.0)


def _distance(points: NDArray[np.float32], outlines: Sequence[Outline]) -> NDArray[np.float64]:
    """How far points lie from ellipses, about, in pixels: a row for each ellipse."""
    shape = np.array([(o.cx, o.cy, o.width / 2, o.height / 2, np.radians(o.angle)) for o in outlines])
    cx, cy, width, height, turn = (column[:, None] for column in shape.T)
    right, down = points[:, 0] - cx, points[:, 1] - cy
    along = (right * np.cos(turn) + down * np.sin(turn)) / width
    across = (down * np.cos(turn) - right * np.sin(turn)) / height
    radius = np.hypot(along, across)
    return np.asarray(np.abs(radius - 1) * np.hypot(right, down) / np.maximum(radius, 1e-6))


def _borne_out(part: Mask, outline: Outline, px_per_mm: float) -> Outline | None:
    """The outline with its coverage, where ink lies on it on nearly all sides and paper beyond."""
    near = part > 0
    on = _inked(near, outline, [d * px_per_mm for d in _BAND_MM])
    beyond = _inked(near, outline, [d * px_per_mm for d in _BEYOND_MM])
    covered = float(on.mean())
    sectors = int((on.reshape(_SECTORS, -1).mean(axis=1) >= _IN_SECTOR).sum())
    if covered < _COVERED or covered - float(beyond.mean()) < _CLEAR or sectors < _FEWEST_SECTORS:
        return None
    return replace(outline, coverage=covered)


def _inked(near: NDArray[np.bool_], outline: Outline, offsets: Sequence[float]) -> NDArray[np.bool_]:
    """In which directions ink lies on the ellipse, made larger by any of so many pixels."""
    turn = np.radians(outline.angle)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    found = np.zeros(len(UNIT), dtype=bool)
    for offset in offsets:
        axes = (outline.width / 2 + offset, outline.height / 2 + offset)
        found |= inked_at(near, UNIT * axes @ rotation + (outline.cx, outline.cy))
    return found
