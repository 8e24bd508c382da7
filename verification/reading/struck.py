"""Numbers with a thin line through them that text recognition cannot read and a person can.

A line through digits that can still be read is no redaction (domain, section 4). What tells it from a
scribble: the lines are thin, strokes go on above and below them to a common height, and they stand apart from
each other as digits do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.lines_off import ANGLES, line_mask

Grey = NDArray[np.uint8]

_SHAPE = (4.6, 12.0)
"""Width over height of nine digits, from narrow print to a typewriter's in groups."""
_LONGEST = 16.0
"""Longest line in heights of text; it reaches beyond the number at both ends."""
_HEIGHT = (0.4, 1.25)
"""Height of digits over the height of the text's words, which have letters that go higher and lower."""
_RUNS = (5, 13)
"""Pieces that stand apart; neighbouring digits may touch."""
_STROKE = 0.1
"""Ink in a column, in heights of text, from which there is a stroke and not a rest of the line."""
_LEVEL = 0.16
"""Share of their height by which digits may miss the common line at their top or foot."""
_ALIKE = 0.7
"""Share of the pieces that end on the common line, and that the lines cross."""
_RISING = 1.2
"""Height over the usual one from which a piece is a letter that rises above small ones."""
_BESIDE = 0.22
"""Share of their height by which pieces go on above and below the middle of the lines."""
_INK = 0.6
"""Share of ink above and below the lines, within the height of the digits; a scribble leaves less paper."""
_COVERED = 0.5
"""Share of the digits' height that all lines together may take."""


def struck_numbers(flat: Grey, *, tall: float) -> list[Box]:
    """Places of numbers under thin lines in a levelled strip, in fractions of it. `tall`: height in pixels of
    its text.
    """
    ink = cv2.threshold(flat, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1] > 0
    high, wide = flat.shape
    found: list[Box] = []
    for wavering in (False, True):
        lines = line_mask(flat, tall, angles=ANGLES, wavering=wavering)
        for line in _across(lines, tall):
            number = _Struck.under(line, ink, tall)
            if number is not None and number.like_digits(tall):
                x0, y0, x1, y1 = number.place
                found.append((x0 / wide, y0 / high, x1 / wide, y1 / high))
        if found:
            break
    return found


def _across(lines: Grey, tall: float) -> Iterable[Grey]:
    """Each line with those close above and below it, as a mask."""
    reach = np.ones((max(3, round(0.4 * tall)), max(3, round(0.5 * tall))), np.uint8)
    joined = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, reach)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for index in range(1, count):
        w, h = int(stats[index][2]), int(stats[index][3])
        if 3 * tall <= w <= _LONGEST * tall and h < 2 * tall:
            yield np.where(labels == index, lines, 0).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Struck:
    """What stands under a line. `runs`: left, right, top, foot of the pieces that stand apart and the middle
    of the line there, in pixels; `lines`: pixels of line to a column, `ink`: share of ink beside the lines in
    the height of the runs.
    """

    runs: NDArray[np.float64]
    lines: float
    ink: float

    @classmethod
    def under(cls, line: Grey, ink: NDArray[np.bool_], tall: float) -> _Struck | None:
        grown = cv2.dilate(line, np.ones((3, 3), np.uint8)) > 0
        rest = ink & ~grown
        touching = _touching(rest, grown)
        columns = touching.sum(axis=0) >= _STROKE * tall
        runs = []
        for left, right in _stretches(columns):
            rows = np.flatnonzero(touching[:, left:right].any(axis=1))
            if right - left >= 0.06 * tall and rows[-1] - rows[0] > 0.3 * tall:
                runs.append((left, right, rows[0], rows[-1] + 1, _middle(grown[:, left:right])))
        if len(runs) < _RUNS[0]:
            return None
        across = grown[:, runs[0][0] : runs[-1][1]]
        thick = float(across.sum(axis=0).mean())
        table = np.array(runs, dtype=np.float64)
        high = float(np.median(table[:, 3] - table[:, 2]))
        width = table[-1, 1] - table[0, 0]
        share = float(touching[:, runs[0][0] : runs[-1][1]].sum()) / max(1.0, width * (high - thick))
        return cls(table, thick, share)

    @property
    def place(self) -> tuple[float, float, float, float]:
        return (
            float(self.runs[0, 0]),
            float(self.runs[:, 2].min()),
            float(self.runs[-1, 1]),
            float(self.runs[:, 3].max()),
        )

    def like_digits(self, tall: float) -> bool:
        """Whether the pieces are as high as each other, and together as wide as nine digits."""
        middles = self.runs[:, :2].mean(axis=1)
        high = float(np.median(self.runs[:, 3] - self.runs[:, 2]))
        width = float(self.runs[-1, 1] - self.runs[0, 0])
        return (
            _HEIGHT[0] * tall <= high <= _HEIGHT[1] * tall
            and _SHAPE[0] <= width / high <= _SHAPE[1]
            and len(self.runs) <= _RUNS[1]
            and self.lines <= _COVERED * high
            and self.ink <= _INK
            and self._crossed(high) >= _ALIKE
            and self._rising(high) <= 1
            and all(_level(middles, self.runs[:, side], high) >= _ALIKE for side in (2, 3))
        )

    def _rising(self, high: float) -> int:
        """How many pieces are higher than the others, as letters among small ones are."""
        return int((self.runs[:, 3] - self.runs[:, 2] > _RISING * high).sum())

    def _crossed(self, high: float) -> float:
        """Share of the pieces that go on both above and below the lines."""
        above, below = self.runs[:, 4] - self.runs[:, 2], self.runs[:, 3] - self.runs[:, 4]
        return float((np.minimum(above, below) >= _BESIDE * high).mean())


def _touching(rest: NDArray[np.bool_], lines: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The strokes that go on from a line."""
    near = cv2.dilate(lines.astype(np.uint8), np.ones((5, 3), np.uint8)) > 0
    count, labels = cv2.connectedComponents(rest.astype(np.uint8), connectivity=8)
    keep = np.zeros(count, bool)
    keep[np.unique(labels[near & rest])] = True
    keep[0] = False
    return np.asarray(keep[labels], dtype=np.bool_)


def _middle(lines: NDArray[np.bool_]) -> float:
    """The middle height of the lines in a stretch; 0 where there are none."""
    rows = np.flatnonzero(lines.any(axis=1))
    return float(rows.mean()) if len(rows) else 0.0


def _stretches(columns: NDArray[np.bool_]) -> Iterable[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], columns, [False])).astype(np.int8)))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _level(x: NDArray[np.float64], y: NDArray[np.float64], high: float) -> float:
    """Share of the pieces whose end lies on the straight line through most of them."""
    best = 0.0
    for slope in np.linspace(-0.06, 0.06, 13):
        off = y - slope * x
        best = max(best, float((np.abs(off - np.median(off)) <= _LEVEL * high).mean()))
    return best
