"""Words of a stamp: recognising a strip or a block, what a reading is worth, two readings as one.

A stamp is inked badly, turned and crossed by pens, so one reading often fails in some of its words. Readings
of the same picture in other ways are laid over each other by place; of two words there the surer one stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ocr.reader import reader
from verification.reading.ocr.tokens import Token

Grey = NDArray[np.uint8]

LINE, BLOCK, SCATTERED = 7, 6, 11  # Tesseract's page segmentation modes
POOR = 0.85  # quality below which a reading is looked at again in another way
_MODELS = ("eng",)  # capitals and names; one small model is loaded once and quick
_SECONDS = 60.0  # time limit of one picture; it takes up to a second
_FRAME = 12  # pixels of white that Tesseract wants around a picture
_LEAST_WORDINESS = 3  # of a line that is kept
_HOPELESS = 12.0  # confidence of a word below which it is noise
_SURE_WORD = 60.0  # confidence from which a word may be added to a reading that has none in its place
_SURER = 1.15  # a word by the confidence of the one in its place
_SAME_PLACE = 0.4  # shared width of two words by the narrower, shared height by the lower
_LIKENESS_WEIGHT = 0.5  # of likeness beside confidence, each by letter
# The 150 pairs that make up four fifths of the letter pairs in names of offices, institutions and places.
_FREQUENT_PAIRS_WORDS = """
aa ac ad ag ai ak al am an ar as at au ba be bl bo br bu ca ce ch ci co da de di do du ec ed ee eg ei ek
el em en er es et eu ga ge gi go gr ha he hi ho ht hu ia ic id ie ij il in io ir is it iv jk ka ke ko la
ld le li ll lo ls lt lu ma me mi mo na nc nd ne ng ni no ns nt oe ol om on oo or os ot ou ov pa pe po pr
pu ra rd re rg ri rl rm rn ro rs rt ru sa sc se si sl ss st ta te th ti to tr ts tu ub ui ul um un ur us
ut va ve vi vo wa we wi za ze
"""
_FREQUENT_PAIRS = frozenset(_FREQUENT_PAIRS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Reading:
    """Words in pixels of the picture that was read, in reading order."""

    tokens: tuple[Token, ...] = ()

    @property
    def letters(self) -> int:
        """Letters in words of two letters and more."""
        return sum(_letters(token.text) for token in self.tokens)

    @property
    def worth(self) -> float:
        """Letters, each by the confidence of its word and by how much the words are like words."""
        sure = sum(_letters(token.text) * max(0.0, token.confidence) / 100 for token in self.tokens)
        return sure + _LIKENESS_WEIGHT * likeness(" ".join(token.text for token in self.tokens))

    @property
    def quality(self) -> float:
        """Worth by letter: about 1.3 where all was read well, below 0.4 for text upside down."""
        return self.worth / max(1, self.letters)

    @property
    def lines(self) -> list[str]:
        """The lines that hold words, from top to bottom."""
        sure = (token for token in self.tokens if token.confidence >= _HOPELESS)
        texts = (" ".join(token.text for token in line) for _, line in groupby(sure, lambda t: t.line))
        return [text for text in texts if wordiness(text) >= _LEAST_WORDINESS]


def read(grey: Grey, *, psm: int) -> Reading:
    """The words of a picture, dark on white.

    Raises OutsideProgramError when Tesseract is missing, fails or runs over its time.
    """
    framed = cv2.copyMakeBorder(grey, *(_FRAME,) * 4, cv2.BORDER_CONSTANT, value=(255,))
    picture = np.asarray(framed, dtype=np.uint8)
    (tokens,) = reader().read_words([picture], models=_MODELS, psm=psm, seconds=_SECONDS)
    return Reading(tokens)


def merged(first: Reading, other: Reading) -> Reading:
    """The first reading with the words of the other where those are surer or stand where it has none.

    Both are of one picture, or of two of the same size and place.
    """
    kept = list(first.tokens)
    for token in other.tokens:
        met = [one for one in kept if _one_place(one, token)]
        if not met:
            if token.confidence >= _SURE_WORD and _letters(token.text) >= _LEAST_WORDINESS:
                kept.append(replace(token, line=_line_at(kept, token)))
        elif _weight([token]) > _SURER * _weight(met):
            kept = [one for one in kept if one not in met]
            kept.append(replace(token, line=met[0].line))
    kept.sort(key=lambda token: (token.line, token.left))
    tops: dict[int, float] = {}
    for token in kept:
        tops[token.line] = min(token.top, tops.get(token.line, token.top))
    return Reading(tuple(sorted(kept, key=lambda token: (tops[token.line], token.line, token.left))))


def wordiness(text: str) -> int:
    """Letters in runs of three and more, less the changes of case and stray signs that misreadings bring."""
    runs: list[str] = re.findall(r"[^\W\d_]{3,}", text)
    letters = sum(len(run) for run in runs)
    flips = sum(a.islower() and b.isupper() for run in runs for a, b in pairwise(run))
    stray = len(re.findall(r"[^\w\s.,&'’\-/()•*+:]", text))
    return letters - 2 * flips - stray


def likeness(text: str) -> float:
    """How much a text is like words: pairs of letters that are frequent in names, less the others."""
    runs: list[str] = re.findall(r"[^\W\d_]{2,}", text)
    pairs = [a + b for run in runs for a, b in pairwise(run.lower())]
    flips = sum(a.islower() and b.isupper() for run in runs for a, b in pairwise(run))
    usual = sum(pair in _FREQUENT_PAIRS or not pair.isascii() for pair in pairs)
    return usual - 1.5 * (len(pairs) - usual) - 2 * flips


def _letters(text: str) -> int:
    runs: list[str] = re.findall(r"[^\W\d_]{2,}", text)
    return sum(len(run) for run in runs)


def _weight(tokens: Sequence[Token]) -> float:
    """Letters by confidence."""
    return sum(_letters(token.text) * max(0.0, token.confidence) for token in tokens)


def _one_place(a: Token, b: Token) -> bool:
    wide = min(a.right, b.right) - max(a.left, b.left)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    narrower = min(a.right - a.left, b.right - b.left)
    lower = min(a.bottom - a.top, b.bottom - b.top)
    return wide > _SAME_PLACE * narrower and high > _SAME_PLACE * lower


def _line_at(tokens: Sequence[Token], new: Token) -> int:
    """The line at the height of a word; a line of its own where there is none."""
    middle = (new.top + new.bottom) / 2
    at = [token.line for token in tokens if token.top <= middle <= token.bottom]
    return at[0] if at else 1 + max((token.line for token in tokens), default=-1)
