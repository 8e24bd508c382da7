"""Which way up a page is, and whether its script is one that the models know.

A few lines from all over the page are read first. Measured (docs/decisions/0002): the right way up and in
Latin script their mean confidence is 83 and more, upside down below 55, in another script below 62; a page on
its side has no lines. Only a page whose lines are not sure is shown to Tesseract's orientation detection,
straightened and at 200 dpi, where it is right from 100 dpi on; what it says is believed once lines turned
that way are sure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from verification.reading.ocr.model import MODELS, Grey, GreyPage, Layout
from verification.reading.ocr.prepare import Prepared, prepare
from verification.reading.ocr.reader import reader
from verification.reading.ocr.rows import sample
from verification.reading.ocr.script import foreign_script, unknown_script
from verification.reading.ocr.tokens import Osd, Token, mean_confidence

SURE = 75.0  # mean confidence of lines that are the right way up
MARGIN = 10.0  # points by which another way up must win over the page as it came
LEAST_LETTERS = 10  # fewer say nothing


@dataclass(frozen=True, slots=True)
class Upright:
    """A page turned by `rotation` and prepared; `words` of a sample of it with their mean `confidence`.

    `script` is the ISO 15924 code of a script that the models cannot read, else None.
    """

    rotation: int
    prepared: Prepared
    words: tuple[Token, ...]
    confidence: float
    script: str | None = None

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE and sum(len(t.text) for t in self.words) >= LEAST_LETTERS


def upright(page: GreyPage, *, scale: float, seconds: float) -> Upright:
    """The page the right way up, as it came where nothing speaks clearly for another way.

    Raises OutsideProgramError.
    """
    ways = _Ways(page, scale, seconds)
    first = ways.sampled(0)
    if first.sure:
        return first
    osd = reader().detect(first.prepared.pixels, seconds=seconds)
    for rotation in _order(osd):
        way = ways.sampled(rotation)
        if way.sure:
            return way
        if osd is not None and rotation == osd.rotation:
            script = foreign_script(osd, way.words)
            if script is not None:
                return replace(way, script=script)
    if osd is not None:
        level = [ways.sampled(osd.rotation), ways.sampled((osd.rotation + 180) % 360)]
        script = unknown_script(osd, [way.words for way in level])
        if script is not None:
            return replace(first, script=script)
    best = max(ways.seen.values(), key=lambda way: way.confidence)
    return best if best.confidence > first.confidence + MARGIN else first


def _order(osd: Osd | None) -> list[int]:
    """The ways up to be tried, the detected one first."""
    detected = [] if osd is None else [osd.rotation]
    return list(dict.fromkeys([*detected, 180, 90, 270]))


class _Ways:
    """A page turned every way, with a sample of it read: worked out as it is asked for."""

    def __init__(self, page: GreyPage, scale: float, seconds: float) -> None:
        self._page, self._scale, self._seconds = page, scale, seconds
        self._sides: dict[int, Prepared] = {}
        self.seen: dict[int, Upright] = {}

    def sampled(self, rotation: int) -> Upright:
        if rotation not in self.seen:
            self.seen[rotation] = self._sample(rotation)
        return self.seen[rotation]

    def _sample(self, rotation: int) -> Upright:
        prepared = self._prepared(rotation)
        lines = sample(prepared.pixels)
        words = reader().read_words(
            [prepared.pixels if lines is None else lines],
            models=MODELS,
            psm=Layout.SCATTERED if lines is None else Layout.BLOCK,
            seconds=self._seconds,
        )[0]
        return Upright(rotation, prepared, words, mean_confidence(words))

    def _prepared(self, rotation: int) -> Prepared:
        side = rotation % 180
        if side not in self._sides:
            self._sides[side] = prepare(turned(self._page.pixels, side), scale=self._scale)
        return self._sides[side] if rotation == side else self._sides[side].upside_down()


def turned(pixels: Grey, degrees: int) -> Grey:
    """The picture turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -(degrees // 90)))
