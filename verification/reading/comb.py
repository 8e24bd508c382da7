"""Digits written one to a box, as on forms: the boxes found, and what stands in them read as one number.

Text recognition takes the boxes for letters; their insides side by side are a plain line of digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.bsn_numbers import UNREAD
from verification.model import Box, Word, WordSource
from verification.reading.ground import level
from verification.reading.strips import DIGITS, crop, pad, read_block, upscale, words_in

Grey = NDArray[np.uint8]
_Cell = tuple[int, int, int, int]  # x, y, width, height in pixels

_FEWEST = 7
"""Boxes in a row from which it is a number; a BSN has nine."""
_LENGTH = 9
"""Digits of a BSN."""
_BEFORE, _ABOVE = 32.0, 3.0
"""Heights of text that a label can stand before or above its boxes."""
_RIM = 0.45
"""Heights of text around the boxes that their lines reach into."""
_READ_TALL = 32
"""Height in pixels that the words beside the boxes are read at."""
_INSIDE = 48
"""Height in pixels that a box's inside is read at."""
_STROKE = 128
"""Lightness below which there is a stroke, on level ground."""
_WRITTEN = 0.3
"""Share of a box's height that a digit takes, also a small one in a hand."""


def read_combs(grey: Grey, *, tall: float) -> tuple[Word, ...]:
    """The numbers in rows of boxes; boxes in fractions of the picture. `tall`: height of its text in pixels.

    Nine boxes that are filled in, by hand say, and could not be read, give `UNREAD`.

    Raises OutsideProgramError if Tesseract fails.
    """
    high, wide = grey.shape[:2]
    words = []
    for line, cells in enumerate(_rows(_cells(grey, tall))):
        strip = np.hstack([_inside(grey, cell) for cell in cells]).astype(np.uint8)
        text = "".join("".join(read_block(pad(strip, 16), charset=DIGITS, psm=7)).split())
        if len(text) != _LENGTH and len(cells) == _LENGTH and _filled(grey, cells) >= _LENGTH - 1:
            text = UNREAD
        if text:
            x0, y0 = min(c[0] for c in cells), min(c[1] for c in cells)
            x1, y1 = max(c[0] + c[2] for c in cells), max(c[1] + c[3] for c in cells)
            box: Box = (x0 / wide, y0 / high, x1 / wide, y1 / high)
            words.append(Word(text, box, 0.8, WordSource.OCR, line, 0))
    return tuple(words)


def has_combs(grey: Grey, *, tall: float) -> bool:
    """Whether there are rows of boxes; `tall`: height of the picture's text in pixels, 10 are enough."""
    return next(iter(_rows(_cells(grey, tall))), None) is not None


def read_form(grey: Grey, *, tall: float) -> tuple[Word, ...]:
    """The numbers in rows of boxes that are as long as a BSN, with the words before and above each row.

    Boxes in fractions of the picture; `tall`: height of its text in pixels. Raises OutsideProgramError if
    Tesseract fails.
    """
    high, wide = grey.shape
    words: list[Word] = []
    for number in read_combs(grey, tall=tall):
        if len(number.text) != _LENGTH:
            continue
        across, down = tall / wide, tall / high
        x0, y0, x1, y1 = number.box
        blank = grey.copy()
        rim = round(_RIM * tall)
        top, left = max(0, round(y0 * high) - rim), max(0, round(x0 * wide) - rim)
        blank[top : round(y1 * high) + rim, left : round(x1 * wide) + rim] = 255
        around = (x0 - _BEFORE * across, y0 - _ABOVE * down, x1, y1 + 0.5 * down)
        place, box = crop(blank, (max(0.0, around[0]), max(0.0, around[1]), *around[2:]))
        large = upscale(place, _READ_TALL / tall)
        words += [*words_in(level(large, kernel=2 * _READ_TALL), box, charset="", psm=11), number]
    return tuple(words)


def _cells(grey: Grey, tall: float) -> list[_Cell]:
    """The insides of boxes: holes in the ink, about as wide as high, and larger than a letter's own holes."""
    block = max(11, round(1.3 * tall)) | 1  # what ink is told from: a little more than a letter, odd
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 10)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    cells = []
    for contour, (_, _, _, parent) in zip(contours, tree[0] if tree is not None else (), strict=True):
        x, y, w, h = cv2.boundingRect(contour)
        sized = 0.9 * tall <= h <= 4.5 * tall and 0.45 * h <= w <= 2 * h
        if parent >= 0 and sized and cv2.contourArea(contour) > 0.6 * w * h:
            cells.append((x, y, w, h))
    return cells


def _rows(cells: Sequence[_Cell]) -> Iterable[list[_Cell]]:
    """Cells of one size that follow each other closely, each about level with the one before."""
    left = sorted(cells)
    while left:
        row = [left.pop(0)]
        for cell in list(left):
            x, y, w, h = row[-1]
            follows = -0.15 * w < cell[0] - x - w < 0.8 * w  # a hole's box takes in a line of one pixel
            alike = abs(cell[3] - h) < 0.25 * h and abs(cell[2] - w) < 0.35 * w
            if follows and alike and abs(cell[1] - y) < 0.3 * h:
                row.append(cell)
                left.remove(cell)
        if len(row) >= _FEWEST:
            yield row


def _inside(grey: Grey, cell: _Cell) -> Grey:
    """What stands in a box: cut inside its lines, its ground level, empty margins taken off at the sides."""
    x, y, w, h = cell
    rim_x, rim_y = max(1, round(0.08 * w)), max(1, round(0.06 * h))
    part = grey[y + rim_y : y + h - rim_y, x + rim_x : x + w - rim_x]
    factor = _INSIDE / max(1, part.shape[0])
    size = (max(4, round(part.shape[1] * factor)), _INSIDE)
    large = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    flat = (
        level(large, kernel=_INSIDE) if int(large.max()) - int(large.min()) > 40 else np.full_like(large, 255)
    )
    dark = np.flatnonzero((flat < _STROKE).any(axis=0))
    if len(dark):
        flat = flat[:, max(0, int(dark[0]) - 6) : int(dark[-1]) + 7]
    return _with_sides(np.ascontiguousarray(flat))


def _filled(grey: Grey, cells: Sequence[_Cell]) -> int:
    """How many boxes something is written in: strokes over a third of their height."""
    count = 0
    for cell in cells:
        flat = _inside(grey, cell)
        rows = np.flatnonzero((flat < _STROKE).any(axis=1))
        count += len(rows) > 0 and bool(rows[-1] - rows[0] > _WRITTEN * flat.shape[0])
    return count


def _with_sides(grey: Grey) -> Grey:
    """A little white at both sides, as between printed digits."""
    return np.asarray(cv2.copyMakeBorder(grey, 0, 0, 2, 2, cv2.BORDER_CONSTANT, value=(255,)), dtype=np.uint8)
