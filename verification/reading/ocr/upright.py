"""Which way up a page is, and whether its script is one that the models know.

A few lines from all over the page are read first, with one model: it tells this better than four, and three
times sooner. Measured (docs/decisions/0002): the right way up and in Latin script, of whatever language,
their mean confidence is 66 and more, upside down below 40, in another script below 45; a page on its side
has no lines. Only a page whose lines are not sure is shown to Tesseract's orientation detection, straightened
and at 200 dpi, where it is right from 100 dpi on; it is believed once lines turned that way are sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verification.reading.geometry import turn_picture
from verification.reading.ocr.model import GreyPage, Layout
from verification.reading.ocr.prepare import Prepared, prepare, without_watermark
from verification.reading.ocr.reader import reader
from verification.reading.ocr.rows import sample, text_rows
from verification.reading.ocr.script import foreign_script, unknown_script
from verification.reading.ocr.tokens import Osd, Token, mean_confidence, sure_letters

SURE = 62.0  # mean confidence of lines that are the right way up
WRONG_WAY = 40.0  # ... below which lines stand upside down, or are in another script
HOPELESS, MANY_WORDS = 25.0, 60  # mean confidence of that many words which are grain, pictures or writing
WORSE = 8.0  # points by which another script may read worse turned as detected than as it came ...
TURNED = 8.0  # ... or more, with this confidence in the detected rotation
CLEARLY = 2  # times as much must be readable one way up as any other
READABLE = 0.3  # share of letters in words read with confidence, from which on the script is Latin
MANY_LINES = 8
LEAST_LETTERS = 10  # fewer say nothing
PROBE = "nld"  # of the four models the one that reads the other three languages with the most confidence


@dataclass(frozen=True, slots=True)
class Upright:
    """A page turned by `rotation` and prepared; `words` of a sample of it with their mean `confidence`.

    `script` is the ISO 15924 code of a script that the models cannot read, else None.
    """

    rotation: int
    prepared: Prepared
    words: tuple[Token, ...]
    confidence: float
    lines: bool  # the sample is made of whole lines; else all of the page was read
    script: str | None = None

    @property
    def hopeless(self) -> bool:
        """Whether more models are wasted on it: another script, or nothing that reads like words."""
        garbage = self.confidence < HOPELESS and (self.lines or len(self.words) > MANY_WORDS)
        return self.script is not None or garbage

    @property
    def sure(self) -> bool:
        letters, telling = sum(len(t.text) for t in self.words), telling_letters(self.words)
        return self.confidence >= SURE and telling >= max(LEAST_LETTERS, letters / 2)


def upright(page: GreyPage, *, scale: float, seconds: float) -> Upright:
    """The page the right way up, as it came where nothing speaks clearly for another way.

    Raises OutsideProgramError.
    """
    ways = _Ways(page, scale, seconds)
    if ways.on_its_side():
        for rotation in (90, 270):
            side = ways.sampled(rotation)
            if side.sure:
                return side
    first = ways.sampled(0)
    if first.sure:
        return first
    if first.lines and first.confidence < WRONG_WAY and ways.sampled(180).sure:
        return ways.sampled(180)
    cleared = ways.cleared()
    if cleared.sure:
        return cleared
    osd = reader().detect(first.prepared.pixels, seconds=seconds)
    for rotation in _order(osd):
        way = ways.sampled(rotation)
        if way.sure:
            return way
        if osd is not None and rotation == osd.rotation:
            script = foreign_script(osd, way.words)
            likely = osd.rotation_confidence >= TURNED or way.confidence > first.confidence - WORSE
            if script is not None and likely:
                return replace(way, script=script)
    best, readable = ways.best()
    if readable:
        return best
    script = unknown_script(osd, [way.words for way in ways.seen.values() if way.lines], page.pixels)
    if script is not None:
        detected = first if osd is None else ways.sampled(osd.rotation)
        return replace(detected, script=script)
    return best


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

    def on_its_side(self) -> bool:
        """Whether there are many lines across the page and none along it: print that was laid sideways."""
        if sample(self._prepared(0).pixels) is not None:
            return False
        return len(text_rows(self._prepared(90).pixels)) >= MANY_LINES

    def sampled(self, rotation: int) -> Upright:
        if rotation not in self.seen:
            self.seen[rotation] = _sample(self._prepared(rotation), rotation, self._seconds)
        return self.seen[rotation]

    def cleared(self) -> Upright:
        """The page as it came, without a watermark."""
        return _sample(without_watermark(self._prepared(0)), 0, self._seconds)

    def best(self) -> tuple[Upright, bool]:
        """The way up in which most can be read from all over the page; as it came where none stands out.

        And whether that is readable: a good part of it words, and far more than any other way up.

        Few words, or lines under a pattern, make a poor sample: a sideways card gives single letters with
        confidence, and only the right way up gives words.
        """
        read = {rotation: self._whole(rotation) for rotation in (0, 90, 180, 270)}
        telling = {rotation: telling_letters(words) for rotation, words in read.items()}
        best = max(telling, key=lambda rotation: telling[rotation])
        others = max(count for rotation, count in telling.items() if rotation != best)
        if telling[best] < CLEARLY * others + LEAST_LETTERS:
            return self.sampled(0), False
        letters = sum(len(word.text) for word in read[best])
        return self.sampled(best), telling[best] >= letters * READABLE

    def _whole(self, rotation: int) -> tuple[Token, ...]:
        if rotation in self.seen and not self.seen[rotation].lines:
            return self.seen[rotation].words
        pixels = self._prepared(rotation).pixels
        return reader().read_words([pixels], models=[PROBE], psm=Layout.SCATTERED, seconds=self._seconds)[0]

    def _prepared(self, rotation: int) -> Prepared:
        side = rotation % 180
        if side not in self._sides:
            self._sides[side] = prepare(turn_picture(self._page.pixels, side), scale=self._scale)
        return self._sides[side] if rotation == side else self._sides[side].upside_down()


def _sample(prepared: Prepared, rotation: int, seconds: float) -> Upright:
    lines = sample(prepared.pixels)
    words = reader().read_words(
        [prepared.pixels if lines is None else lines],
        models=[PROBE],
        psm=Layout.SCATTERED if lines is None else Layout.BLOCK,
        seconds=seconds,
    )[0]
    return Upright(rotation, prepared, words, mean_confidence(words), lines is not None)


def telling_letters(words: Sequence[Token]) -> int:
    """How many letters and digits stand in words of three and more that were read with confidence."""
    return sure_letters([word for word in words if len(word.text) >= 3])
