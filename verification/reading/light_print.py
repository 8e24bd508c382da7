"""Light print on dark strips, as in the head of a table, where text recognition lost words of it: read again
dark on light.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box, Word
from verification.reading.geometry import overlap
from verification.reading.strips import crop, for_a_look, upscale, words_in

Grey = NDArray[np.uint8]

_LOOK = 12
"""Height in pixels of a page's text at which strips are looked for."""
_READ = 34
"""Height in pixels that a strip's text is read at."""
_DARK, _LIGHTER = 140, 50
"""Lightness below which a ground is dark, and steps by which light print stands out from it."""
_HEIGHTS, _LEAST_LENGTH = (1.0, 5.0), 3.0
"""Height of a strip, and least length, in heights of text."""
_MOST = 4
_SURE = 0.6
_LOST = 0.12
"""Share of a strip's columns with print in no surely read word, from which on it is read again."""
_LEAST_PRINT = 1.5
"""Width of print, in heights of text, below which it is dirt."""


def read_light_print(grey: Grey, words: Sequence[Word], *, tall: float) -> Iterator[list[Word]]:
    """What stands on each dark strip of which recognition lost a part; boxes in fractions of the picture.

    `tall`: height in pixels of the page's text. Raises OutsideProgramError if Tesseract fails.
    """
    small = for_a_look(grey, _LOOK / tall)
    lost = [strip for strip in _strips(small) if _lost(small, strip, words)]
    for strip in lost[:_MOST]:
        place, box = crop(grey, strip)
        light = np.asarray(255 - upscale(place, float(np.clip(_READ / tall, 0.5, 4.0))), dtype=np.uint8)
        low, high = np.percentile(light, (1, 60))
        even = np.clip((light.astype(np.float32) - low) * 255 / max(1.0, float(high - low)), 0, 255)
        yield words_in(even.astype(np.uint8), box, charset="", psm=6)


def _strips(small: Grey) -> list[Box]:
    """Dark strips as high as a line or two; print itself is never as wide and high without a gap."""
    size = _LOOK // 2 | 1
    ground = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    dark = (np.asarray(ground) < _DARK).astype(np.uint8)
    # The rules of a table run through the strip of its head, and are lighter than it.
    whole = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, size), np.uint8))
    strips = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((_LOOK, 2 * _LOOK), np.uint8))
    high, wide = strips.shape[:2]
    found = []
    for contour in cv2.findContours(strips, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(contour)
        if _HEIGHTS[0] <= h / _LOOK <= _HEIGHTS[1] and w >= _LEAST_LENGTH * _LOOK:
            found.append((x / wide, y / high, (x + w) / wide, (y + h) / high))
    return found


def _lost(small: Grey, strip: Box, words: Sequence[Word]) -> bool:
    """Whether a strip has print that stands in no word that was surely read."""
    place, box = crop(small, strip)
    ground = float(np.median(place))
    rim = max(1, place.shape[0] // 8)
    light = (place[rim:-rim].max(axis=0, keepdims=True) > ground + _LIGHTER).astype(np.uint8)
    # Letters of a word make one stretch; a table's rule of a pixel or two makes none.
    joined = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, 4), np.uint8))
    columns = np.asarray(joined[0] > 0, dtype=np.bool_)
    printed = int(columns.sum())
    if printed < _LEAST_PRINT * _LOOK:
        return False
    for word in words:
        if word.confidence > _SURE and overlap(word.box, strip) > 0.4:
            step = place.shape[1] / max(1e-9, box[2] - box[0])
            left, right = ((x - box[0]) * step for x in (word.box[0], word.box[2]))
            columns[max(0, int(left) - 2) : max(0, int(right) + 3)] = False
    return int(columns.sum()) > max(_LOST * printed, _LEAST_PRINT * _LOOK)
