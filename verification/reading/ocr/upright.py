"""Which way up a page is: a few of its lines, read, tell it better and sooner than Tesseract's own detection.

Measured on scans of 100 to 300 dpi (docs/decisions/0002): lines the right way up are read with a mean confidence
of 90 and more, upside down below 55, and a page on its side has no lines at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from verification.reading.ocr.model import MODELS, Grey, GreyPage
from verification.reading.ocr.prepare import Prepared, prepare
from verification.reading.ocr.reader import read_page, reader
from verification.reading.ocr.rows import sample
from verification.reading.ocr.tokens import Token, mean_confidence

SURE = 75.0  # mean confidence of a sample that is the right way up, whatever the language
MARGIN = 10.0  # points by which another way up must win over the page as it came
SPARSE = 10  # letters below which a reading says nothing
BLOCK = 6  # Tesseract's page segmentation: one block of lines
SCATTERED = 11  # and: words anywhere


@dataclass(frozen=True, slots=True)
class Upright:
    """A page turned by `rotation` and prepared; `words` of a sample of it with their mean `confidence`."""

    rotation: int
    prepared: Prepared
    words: tuple[Token, ...]
    confidence: float

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE and sum(len(t.text) for t in self.words) >= SPARSE


def upright(page: GreyPage, *, scale: float, seconds: float) -> Upright:
    """The page the right way up, as it came where nothing speaks clearly for another way.

    Raises OutsideProgramError.
    """
    tried: list[Upright] = []
    for attempt in _attempts(page, scale=scale, seconds=seconds):
        if attempt.sure:
            return attempt
        tried.append(attempt)
    best = max(tried, key=lambda attempt: attempt.confidence)
    return best if best.confidence > tried[0].confidence + MARGIN else tried[0]


def _attempts(page: GreyPage, *, scale: float, seconds: float) -> Iterator[Upright]:
    """The page as it came, upside down, and on either side; read only as far as they are asked for."""
    for side in (0, 90):
        prepared = prepare(turned(page.pixels, side), scale=scale)
        lines = sample(prepared.pixels)
        psm = SCATTERED if lines is None else BLOCK
        for more in (0, 180):
            shown = turned(prepared.pixels if lines is None else lines, more)
            words = reader().read_words([shown], models=MODELS, psm=psm, seconds=seconds)[0]
            flipped = prepared if not more else prepared.upside_down()
            yield Upright(side + more, flipped, words, mean_confidence(words))


def turned(pixels: Grey, degrees: int) -> Grey:
    """The picture turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -degrees // 90))


__all__ = ["BLOCK", "SCATTERED", "Upright", "read_page", "turned", "upright"]
