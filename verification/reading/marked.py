"""Print on a darker or coloured strip, as a marker leaves it, that text recognition could not read: read
again with the strip's colour taken off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box, Word
from verification.reading.strips import crop, for_a_look, lightest, lowest, upscale, words_in

Grey = NDArray[np.uint8]

_LOOK = 12
"""Height in pixels of a page's text at which strips are looked for."""
_READ = 32
"""Height in pixels that a strip's text is read at."""
_DARKER = 28
"""Steps of the darkest channel between paper and a strip."""
_HEIGHTS, _LENGTHS = (0.8, 4.0), (3.0, 45.0)
"""Height and length of a strip in heights of text."""
_MOST = 4
_BEFORE, _AFTER, _ABOVE = 22.0, 6.0, 2.0
"""Heights of text before, after, above and below a strip that are read with it: its label stands there."""
_SURE = 0.6


def read_marked(rgb: NDArray[np.uint8], words: Sequence[Word], *, tall: float) -> Iterator[list[Word]]:
    """What stands on each strip where no word was surely read; boxes in fractions of the picture.

    `tall`: height in pixels of the page's text. Raises OutsideProgramError if Tesseract fails.
    """
    high, wide = rgb.shape[:2]
    for strip in _strips(rgb, tall)[:_MOST]:
        if any(_read(word, strip) for word in words):
            continue
        around = (
            max(0.0, strip[0] - _BEFORE * tall / wide),
            max(0.0, strip[1] - _ABOVE * tall / high),
            min(1.0, strip[2] + _AFTER * tall / wide),
            min(1.0, strip[3] + _ABOVE * tall / high),
        )
        place, box = crop(rgb, around)
        large = upscale(lightest(place), float(np.clip(_READ / tall, 0.5, 4.0)))
        # Not blurred as in `level`: a ground that is soft at the strip's rim would draw a line along it.
        flat = cv2.divide(large, np.maximum(_closed(large, _READ), 1), scale=255)
        yield words_in(np.asarray(flat, dtype=np.uint8), box, charset="", psm=6)


def _strips(rgb: NDArray[np.uint8], tall: float) -> list[Box]:
    """Oblong places whose ground is darker in some channel than the page around them."""
    ground = _closed(lowest(for_a_look(rgb, _LOOK / tall)), _LOOK)
    paper = _closed(cv2.resize(ground, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), 2 * _LOOK)
    paper = np.asarray(cv2.resize(paper, ground.shape[::-1], interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    darker = (cv2.subtract(paper, ground) > _DARKER).astype(np.uint8)
    oblong = np.ones((round(0.6 * _LOOK), 2 * _LOOK), np.uint8)
    strips = cv2.morphologyEx(darker, cv2.MORPH_OPEN, oblong)
    high, wide = strips.shape[:2]
    found = []
    for contour in cv2.findContours(strips, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(contour)
        if _HEIGHTS[0] <= h / _LOOK <= _HEIGHTS[1] and _LENGTHS[0] <= w / _LOOK <= _LENGTHS[1]:
            found.append((x / wide, y / high, (x + w) / wide, (y + h) / high))
    return found


def _closed(grey: cv2.typing.MatLike, size: int) -> Grey:
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size | 1, size | 1), np.uint8))
    return np.asarray(closed, dtype=np.uint8)


def _read(word: Word, strip: Box) -> bool:
    """Whether a word of some length was surely read on a strip."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    inside = strip[0] <= x <= strip[2] and strip[1] <= y <= strip[3]
    return inside and word.confidence > _SURE and sum(map(str.isalnum, word.text)) >= 4
