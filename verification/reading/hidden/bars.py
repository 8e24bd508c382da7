"""Bars that a born-digital page draws over nothing: what they covered was taken out, or stands elsewhere.

A bar is dark, of one tone, about as high as a line of text, and stands in or under one. What the file still
holds of its content (metadata, attachments, fields, text off the page) is judged by the identity check.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from verification.model import Box
from verification.reading.hidden import marks
from verification.reading.hidden.covers import Cover, one_tone, part_of
from verification.reading.hidden.sheet import Rect
from verification.reading.hidden.text import TextLook

DARK = 100  # tones (0..255) between the bar and the paper
LONG = 1.5  # times its height: a bar is longer; bullets and check boxes are not
WIDEST = 0.7  # of the page: bands of a design are wider
HIGHEST = 4.0  # times the height of the letters
BESIDE, ABOVE = 8.0, 3.0  # times the height of the letters: how far the words that it stands with may be
MOST_BARS = 100  # per page


def bars(look: TextLook, covers: list[Cover]) -> tuple[Box, ...]:
    """The bars over nothing on a page with text, in fractions of it."""
    if not look.sheet.texts or not covers:
        return ()
    found = (look.sheet.fraction(rect, look.full.shape) for rect in _bars(look, covers))
    return tuple(box for box, _ in zip(found, range(MOST_BARS), strict=False))


def _bars(look: TextLook, covers: list[Cover]) -> Iterator[Rect]:
    boxes = look.sheet.chars.boxes[look.printable & ~look.hidden & ~look.outside]
    if not len(boxes):
        return
    tall = float(np.median(boxes[:, 3] - boxes[:, 1]))
    grey = marks.luminance(look.full)
    paper = marks.paper_tone(grey)
    for cover in covers:
        x0, y0, x1, y1 = cover.rect
        wide, high = x1 - x0, y1 - y0
        if not (0.8 * tall < high < HIGHEST * tall and LONG * high < wide < WIDEST * grey.shape[1]):
            continue
        if paper - float(np.median(part_of(grey, cover.rect))) < DARK or not one_tone(look.full, cover.rect):
            continue
        if _among_words(boxes, cover.rect, tall):
            yield cover.rect


def _among_words(boxes: marks.Floats, rect: Rect, tall: float) -> bool:
    """Whether visible letters stand on the line of this bar or just above it, and none in it."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    x0, y0, x1, y1 = rect
    if ((x > x0) & (x < x1) & (y > y0) & (y < y1)).any():
        return False
    beside = (y > y0) & (y < y1) & (x > x0 - BESIDE * tall) & (x < x1 + BESIDE * tall)
    above = (y > y0 - ABOVE * tall) & (y < y1) & (x > x0 - tall) & (x < x1)
    return bool((beside | above).any())
