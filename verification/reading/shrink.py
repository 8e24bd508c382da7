"""Pictures made smaller to be looked at, quickly.

OpenCV's averaging takes 30 to 140 ms for a page at a factor such as 0.45, and 1 to 3 ms at exactly a half: so
pictures are halved as often as can be, and only the rest is averaged at odd places. (Weighing neighbours
takes 6 ms, and was tried: the pattern of a card beats with the pixels, and a zone on it was lost.)
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def shrunk(picture: Pixels, factor: float) -> Pixels:
    """The picture, grey or colour, at `factor` (up to 1) times its size; the picture itself at 1."""
    high, wide = picture.shape[:2]
    return shrunk_to(picture, (max(1, round(wide * factor)), max(1, round(high * factor))))


def shrunk_to(picture: Pixels, size: tuple[int, int]) -> Pixels:
    """The picture, grey or colour, at `size`: width and height in pixels, no larger than it is."""
    wide, high = size
    while picture.shape[1] >= 2 * wide and picture.shape[0] >= 2 * high:
        picture = _half(picture)
    if picture.shape[1::-1] == (wide, high):
        return picture
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _half(picture: Pixels) -> Pixels:
    """Each two by two pixels made one; of an odd side the last pixel is left out."""
    high, wide = picture.shape[0] // 2, picture.shape[1] // 2
    even = picture[: 2 * high, : 2 * wide]
    return np.asarray(cv2.resize(even, (wide, high), interpolation=cv2.INTER_AREA), dtype=np.uint8)
