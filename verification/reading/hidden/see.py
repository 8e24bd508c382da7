"""Reading a small picture, for what was found hidden in it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ocr.reader import reader
from verification.reading.ocr.tokens import Token

READ_DPI = 250.0
SECONDS = 20.0  # time limit of one reading
MAX_PIXELS = 12_000_000  # larger pictures are made smaller first
DENSE, SPARSE = (1.0, 99.0), (0.02, 99.98)  # percentiles taken for black and white
FLAT = 6  # tones (0..255) between the darkest and the brightest: less is no writing
SURE = 45  # word confidence (0..100) below which a word is taken for noise
SPACED_DIGITS = 7  # in one line: a birth date has eight
EVEN, STROKE = 16.0, 48.0  # tones (0..255) away from the ground: still ground, and surely a stroke
GROUND = 0.5  # share of the ground at least
ROW = 4  # strokes that stand apart: fewer are a mark or a logo
MODELS = ("nld", "eng")


def read(picture: NDArray[np.uint8], *, page: bool = False, scattered: bool = False) -> str:
    """The words in a picture (grey, or BGR), '' if there are none: a block of lines, a page, or words
    scattered over it as on a card.

    Contrast is stretched first, so that what a dark veil lets through is read as well.
    Raises OutsideProgramError if Tesseract fails or takes too long.
    """
    grey = _prepared(picture, sparse=page or scattered)
    if grey is None:
        return ""
    (tokens,) = reader().read_words(
        [grey], models=MODELS, psm=11 if scattered else 3 if page else 6, seconds=SECONDS
    )
    return _words(tokens)


def read_all(picture: NDArray[np.uint8]) -> str:
    """The words of a whole picture of unknown layout, read as a page and as words scattered over it."""
    return "\n".join((read(picture, page=True), read(picture, scattered=True)))


def read_upright(picture: NDArray[np.uint8]) -> str:
    """The words of a line or block that may stand on its side or its head, as on a page turned by /Rotate."""
    high, wide = picture.shape[:2]
    turns = (0, 2) if wide > high else (1, 3, 0)
    for turn in turns:
        text = read(np.ascontiguousarray(np.rot90(picture, turn)))
        if says_something(text):
            return text
    return ""


def _prepared(picture: NDArray[np.uint8], *, sparse: bool) -> NDArray[np.uint8] | None:
    """Grey, with contrast stretched. On a page ink is `sparse`: one line is less than a hundredth of it, and
    to stretch what is left between two hundredths would raise the noise of the paper to black and white.
    """
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    if high < 6 or wide < 6:
        return None
    if high * wide > MAX_PIXELS:
        scale = (MAX_PIXELS / (high * wide)) ** 0.5
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    low, top = np.percentile(grey, SPARSE if sparse else DENSE)
    if top - low < FLAT:  # nothing, or one line in a large part
        low, top = np.percentile(grey, SPARSE)
    if top - low < FLAT:
        return None
    stretched = ((grey.astype(np.float32) - low) * (255 / (top - low))).clip(0, 255).astype(np.uint8)
    if np.median(stretched) < 100:
        stretched = 255 - stretched
    return np.asarray(
        cv2.copyMakeBorder(stretched, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=int(np.median(stretched))),
        dtype=np.uint8,
    )


def _words(tokens: Sequence[Token]) -> str:
    lines: dict[int, list[str]] = {}
    for token in tokens:
        if token.confidence >= SURE:
            lines.setdefault(token.line, []).append(token.text)
    return "\n".join(" ".join(words) for words in lines.values())


def looks_written(picture: NDArray[np.uint8]) -> bool:
    """Whether a picture shows a row of strokes on an even ground, read or not: handwriting, digits in boxes.

    A photograph has no even ground, and a rule or a rim of a panel is no row.
    """
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ground = float(np.median(grey))
    if float((np.abs(grey - ground) < EVEN).mean()) < GROUND:
        return False
    ink = (np.abs(grey - ground) > STROKE).astype(np.uint8)
    high, wide = ink.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    letters = [
        1 for _, _, w, h, area in stats[1:count] if 0.2 * high < h < high and w < 0.3 * wide and area > 12
    ]
    return len(letters) >= ROW and 0.02 < float(ink.mean()) < 0.45


def letters(text: str) -> str:
    """Only the letters and digits, lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def alike(one: str, other: str) -> bool:
    """Whether two readings are of the same words, recognition errors allowed."""
    one, other = letters(one), letters(other)
    if not one or not other:
        return False
    if other in one:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.6


def says_something(text: str) -> bool:
    """Whether a reading holds a word or number rather than specks: four letters or digits in a row, or a
    number written with gaps, as in the boxes of a form.
    """
    words = any(len(letters(word)) >= 4 for word in text.split())
    return words or any(sum(map(str.isdigit, line)) >= SPACED_DIGITS for line in text.splitlines())
