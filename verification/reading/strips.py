"""Small strips of a page made ready for text recognition: level ground, dark on light, upscaled; and read."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box, Word, WordSource
from verification.reading.ocr.reader import reader
from verification.reading.shrink import shrunk

Grey = NDArray[np.uint8]

MRZ_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
DIGITS = "0123456789"
MODEL = "eng"
_SECONDS = 20.0
"""Time limit of one strip; a strip takes 0.1 to 0.4 s."""


def crop(grey: Grey, box: Box, *, margin: tuple[float, float] = (0.0, 0.0)) -> tuple[Grey, Box]:
    """The part of a picture in a box of fractions, widened by `margin` (x, y) times its height in pixels.

    Returns the pixels and the box that they really cover. Never empty: at least one pixel.
    """
    high, wide = grey.shape[:2]
    tall = (box[3] - box[1]) * high
    x0 = int(max(0, box[0] * wide - margin[0] * tall))
    y0 = int(max(0, box[1] * high - margin[1] * tall))
    x1 = int(min(wide, box[2] * wide + margin[0] * tall + 1))
    y1 = int(min(high, box[3] * high + margin[1] * tall + 1))
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
    return grey[y0:y1, x0:x1], (x0 / wide, y0 / high, x1 / wide, y1 / high)


def lightest(rgb: Grey) -> Grey:
    """The lightest channel at each place: colours turn light, black stays."""
    # Far faster than `max(axis=2)`.
    return np.maximum(np.maximum(rgb[:, :, 0], rgb[:, :, 1]), rgb[:, :, 2])


def lowest(rgb: Grey) -> Grey:
    """The darkest channel at each place: colours turn dark, white stays."""
    return np.minimum(np.minimum(rgb[:, :, 0], rgb[:, :, 1]), rgb[:, :, 2])


def upscale(grey: Grey, factor: float) -> Grey:
    """The picture resized by a factor, cubic when it grows."""
    if abs(factor - 1) < 0.05:
        return grey
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)


def for_a_look(picture: Grey, factor: float) -> Grey:
    """The picture resized by a factor to be looked at, not to be read: faster where it shrinks."""
    return shrunk(picture, factor) if factor < 1 else upscale(picture, factor)


def pad(grey: Grey, pixels: int, *, white: int = 255) -> Grey:
    """The picture with a light border, which Tesseract needs around a line."""
    return np.asarray(
        cv2.copyMakeBorder(grey, pixels, pixels, pixels, pixels, cv2.BORDER_CONSTANT, value=(white,)),
        dtype=np.uint8,
    )


def read_block(grey: Grey, *, charset: str, psm: int) -> list[str]:
    """The lines that Tesseract reads in a strip, with only the characters allowed ('' : all).

    Raises OutsideProgramError if Tesseract fails or runs over its time.
    """
    text = reader().read_text(grey, model=MODEL, charset=charset, psm=psm, seconds=_SECONDS)
    return [line for line in text.splitlines() if line.strip()]


def read_words(grey: Grey, *, charset: str, psm: int) -> tuple[Word, ...]:
    """The words that Tesseract reads in a strip; boxes in fractions of the strip."""
    high, wide = grey.shape[:2]
    (tokens,) = reader().read_words([grey], models=(MODEL,), psm=psm, seconds=_SECONDS, charset=charset)
    return tuple(
        Word(
            token.text,
            (token.left / wide, token.top / high, token.right / wide, token.bottom / high),
            max(0.0, token.confidence) / 100,
            WordSource.OCR,
            token.line,
            token.paragraph,
        )
        for token in tokens
    )


def words_in(grey: Grey, box: Box, *, charset: str, psm: int) -> list[Word]:
    """The words that Tesseract reads in a strip cut out at `box`; boxes in fractions of the page."""
    edge = 12
    framed = pad(grey, edge)
    high, wide = framed.shape[:2]
    inner_w, inner_h = wide - 2 * edge, high - 2 * edge
    w, h = box[2] - box[0], box[3] - box[1]

    def place(b: Box) -> Box:
        x0, y0, x1, y1 = (b[0] * wide - edge, b[1] * high - edge, b[2] * wide - edge, b[3] * high - edge)
        return (
            box[0] + x0 / inner_w * w,
            box[1] + y0 / inner_h * h,
            box[0] + x1 / inner_w * w,
            box[1] + y1 / inner_h * h,
        )

    return [
        Word(word.text, place(word.box), word.confidence, word.source, word.line, word.paragraph)
        for word in read_words(framed, charset=charset, psm=psm)
    ]
