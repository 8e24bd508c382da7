"""What stands beside the label of a BSN, read again: larger, with level ground, without colours and without
thin lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.bsn_numbers import UNREAD, looks_like_date
from verification.model import Box, Word, WordSource
from verification.reading.comb import read_combs
from verification.reading.geometry import within
from verification.reading.ground import darkest, level
from verification.reading.lines_off import without_lines
from verification.reading.strips import DIGITS, crop, lightest, lowest, upscale, words_in
from verification.reading.struck import struck_numbers
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_TALL = 32
"""Height in pixels that the characters of a neighbourhood are read at."""
_COLOURED, _COLOURED_SHARE = 40, 0.01
"""Difference of channels above the usual one that is a colour, and the share of a place that must have it."""
_RIGHT, _LEFT = 22.0, 30.0
"""Heights of a label that its number can stand after it, and before it."""
_LEAST_BEFORE = 12.0
"""Heights of a label that a number before it takes, with the label."""
_SURE = 0.5
_UNSURE = 0.6
"""Confidence of a number that shows and was not read."""


def around_label(view: PageView, label: Box, read: Sequence[Word]) -> Iterable[list[Word]]:
    """What stands at, right of, under and above a label: as it is, then without the colour of a marker, a pen
    or a watermark, then with thin lines taken off; and last before it.
    """
    grey = view.grey
    place, box = crop(grey, _neighbourhood(label, grey.shape))
    tall = max(6.0, (label[3] - label[1]) * grey.shape[0])
    factor = float(np.clip(_TALL / tall, 0.5, 4.0))
    flat = level(upscale(place, factor), kernel=round(_TALL * 1.2))
    yield words_in(flat, box, charset="", psm=6)
    yield not_letters(words_in(darkest(flat), box, charset=DIGITS, psm=11), read)
    bleached = _bleached(crop(view.rgb, _neighbourhood(label, grey.shape))[0])
    if bleached is not None:
        flat = level(upscale(bleached, factor), kernel=round(_TALL * 1.2))
        yield words_in(darkest(flat), box, charset="", psm=6)
    wider, around = crop(grey, _neighbourhood(label, grey.shape, reach=2.2))
    wider = upscale(wider, factor)
    yield [replace(w, box=within(around, w.box)) for w in read_combs(wider, tall=_TALL)]
    bare = without_lines(flat, _TALL)
    if bare is not None:
        yield words_in(bare, box, charset="", psm=6)
        yield not_letters(words_in(bare, box, charset=DIGITS, psm=6), read)
    struck = struck_numbers(level(wider, kernel=round(_TALL * 1.2)), tall=_TALL)
    yield [Word(UNREAD, within(around, place), _UNSURE, WordSource.OCR, 0, 0) for place in struck]
    place, box = crop(grey, _before(label, grey.shape))
    if place.shape[1] > _LEAST_BEFORE * tall:
        flat = level(upscale(place, factor), kernel=round(_TALL * 1.2))
        bare = without_lines(flat, _TALL)
        yield words_in(flat if bare is None else bare, box, charset="", psm=6)


def _bleached(rgb: NDArray[np.uint8]) -> Grey | None:
    """A coloured picture with its colours made light and black left black; None if there is no colour."""
    bright = lightest(rgb)
    colour = cv2.subtract(bright, lowest(rgb))
    if float((colour > np.median(colour) + _COLOURED).mean()) < _COLOURED_SHARE:
        return None
    return bright


def _neighbourhood(label: Box, shape: tuple[int, ...], *, reach: float = 1.0) -> Box:
    """Where the number of a label can stand; `reach` widens it to the right and downwards."""
    high, wide = shape[:2]
    tall = label[3] - label[1]
    across = tall * high / wide
    return (
        max(0.0, label[0] - 3 * across),
        max(0.0, label[1] - 2.2 * tall),
        min(1.0, label[2] + _RIGHT * reach * across),
        min(1.0, label[3] + 3.2 * reach * tall),
    )


def _before(label: Box, shape: tuple[int, ...]) -> Box:
    """Where a number can stand that comes before its label; the label is in it."""
    tall = label[3] - label[1]
    left = max(0.0, label[0] - _LEFT * tall * shape[0] / shape[1])
    return left, max(0.0, label[1] - 0.8 * tall), label[2], min(1.0, label[3] + 0.8 * tall)


def not_letters(digits: Sequence[Word], read: Sequence[Word]) -> list[Word]:
    """Digits without those that a reader who knows nothing else made of letters or a date surely read."""
    known = [w.box for w in read if w.confidence > _SURE and (_letters(w) or looks_like_date(w.text))]
    return [w for w in digits if not any(covers(box, w.box) or covers(w.box, box) for box in known)]


def _letters(word: Word) -> bool:
    return sum(c.isalpha() for c in word.text) >= 2


def covers(box: Box, other: Box) -> bool:
    """Whether the middle of `other` lies in a box: digits that were read where letters are surely read."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
