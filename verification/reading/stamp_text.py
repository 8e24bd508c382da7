"""What stands in a stamp: along the rim (unrolled to a strip) and straight across the middle.

outline ─► cut upright, ink apart from print ─► rim: unrolled, cut in pieces, read both ways
                                            └─► inside: turned level, read; upside down; once more if poor
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ink import Ink
from verification.reading.outlines import Outline
from verification.reading.stamp_ink import cut, evened, without_rules, without_strokes
from verification.reading.stamp_rim import read_rim
from verification.reading.stamp_words import BLOCK, POOR, SCATTERED, Reading, merged, read
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_UPRIGHT = 0.75  # quality from which on a text surely stands upright
_COARSE, _FINE = (40.0, 2.0), (1.5, 0.5)  # degrees either way and steps, of the search for level lines
_FRAMED_TURN = 8.0  # degrees that lines may be off their own frame
_LEAST_INK = 0.015


def read_outline(view: PageView, ink: Ink, outline: Outline, *, colour: str) -> str:
    """The text of a stamp with an outline: rim first, then the inside, one text a line.

    Raises OutsideProgramError as recognition does.
    """
    if outline.shape == "oblong":
        part = without_rules(cut(view, ink, outline, colour=colour, shrink=0.97))
        return _joined([_read_inside(part, reach=_FRAMED_TURN)])
    disc = cut(view, ink, outline, colour=colour, shrink=1.0)
    rim, inner = read_rim(evened(disc))
    readings = [*rim, _read_inside(_masked_middle(disc, inner))]
    if outline.shape != "round" or not _good(rim):  # straight lines may fill all of it
        whole = [_read_inside(_masked_middle(disc, 1.0))]
        readings = max(readings, whole, key=lambda them: sum(one.worth for one in them))
    return _joined(readings)


def read_region(view: PageView, ink: Ink, bounds: tuple[float, float, float, float], *, colour: str) -> str:
    """The text of a stamp without an outline; `bounds` are x, y, w, h of the working picture.

    Raises OutsideProgramError as recognition does.
    """
    x, y, w, h = bounds
    frame = Outline("oblong", x + w / 2, y + h / 2, w, h, 0.0, 1.0)
    return _joined([_read_inside(cut(view, ink, frame, colour=colour, shrink=1.06))])


def _good(rim: Sequence[Reading]) -> bool:
    return sum(one.worth for one in rim) >= POOR * max(1, sum(one.letters for one in rim))


def _masked_middle(disc: Grey, inner: float) -> Grey:
    """The inside of the stamp alone, cut out and the rest made paper."""
    height, width = disc.shape
    share = min(inner if inner < 1.0 else 0.86, 0.9)
    half_w, half_h = max(3, int(width / 2 * share)), max(3, int(height / 2 * share))
    area = np.zeros_like(disc)
    cv2.ellipse(area, (width // 2, height // 2), (half_w - 2, half_h - 2), 0, 0, 360, (255,), -1)
    rows = slice(height // 2 - half_h, height // 2 + half_h)
    columns = slice(width // 2 - half_w, width // 2 + half_w)
    return np.asarray(np.where(area > 0, disc, 255)[rows, columns], dtype=np.uint8)


def _read_inside(part: Grey, *, reach: float = _COARSE[0]) -> Reading:
    """The straight lines of text within a stamp, turned level by at most `reach` degrees."""
    if min(part.shape) < 20 or (part < 150).mean() < _LEAST_INK:
        return Reading()
    level = _level(part, reach=reach)
    lifted = without_strokes(evened(level))
    first, way = read(lifted, psm=BLOCK), False
    if first.quality < _UPRIGHT:
        over = read(_upside_down(lifted), psm=BLOCK)
        first, way = (over, True) if over.worth > first.worth else (first, False)
    if first.quality < POOR:
        plain = _upside_down(level) if way else level
        first = merged(first, read(plain, psm=SCATTERED))
    return first


def _upside_down(grey: Grey) -> Grey:
    return np.asarray(cv2.rotate(grey, cv2.ROTATE_180), dtype=np.uint8)


def _level(part: Grey, *, reach: float) -> Grey:
    """The part turned so that its lines of text lie level."""
    h, w = part.shape
    side = int(np.hypot(h, w)) + 4
    top, left = (side - h) // 2, (side - w) // 2
    canvas = cv2.copyMakeBorder(
        part, top, side - h - top, left, side - w - left, cv2.BORDER_CONSTANT, value=(255,)
    )
    small = np.asarray(cv2.resize(255 - canvas, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA), np.uint8)
    angle = _steepest(small, 0.0, reach, _COARSE[1])
    angle = _steepest(small, angle, *_FINE)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1.0)
    turned = cv2.warpAffine(canvas, turn, (side, side), flags=cv2.INTER_CUBIC, borderValue=(255,))
    return _trimmed(np.asarray(turned, dtype=np.uint8))


def _steepest(small: Grey, middle: float, reach: float, step: float) -> float:
    """The angle around `middle` at which rows of ink and of paper are best told apart."""
    centre = (small.shape[1] / 2, small.shape[0] / 2)
    scores = []
    for angle in np.arange(middle - reach, middle + reach + step / 2, step):
        turn = cv2.getRotationMatrix2D(centre, float(angle), 1.0)
        rows = cv2.warpAffine(small, turn, (small.shape[1], small.shape[0])).sum(axis=1, dtype=np.float64)
        straight = 1.06 if abs(angle) < 1 else 1.0
        scores.append((float(np.square(np.diff(rows)).sum()) * straight, float(angle)))
    return max(scores)[1]


def _trimmed(grey: Grey) -> Grey:
    """The picture without the paper around its ink."""
    points = cv2.findNonZero(np.asarray(grey < 150, dtype=np.uint8))
    if points is None:
        return grey
    x, y, w, h = cv2.boundingRect(points)
    return np.ascontiguousarray(grey[y : y + h, x : x + w])


def _joined(readings: Sequence[Reading]) -> str:
    return "\n".join(line for reading in readings for line in reading.lines)
