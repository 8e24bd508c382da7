"""The words of a PDF page's text layer: those that show, and whether they can be believed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from verification.model import Box, Word
from verification.reading import characters
from verification.reading.geometry import turn_boxes
from verification.reading.lines import Piece, in_reading_order
from verification.reading.pdf_content import Content, Frame, text_object_of

MOST_CHARACTERS = 100_000  # a page of print has 5,000
UNMAPPED_SHARE = 0.15  # of characters without a meaning, from which on the layer is not believed
LETTERS_NEEDED = 40  # fewer do not tell sense from nonsense
# Of the letters of 24 European languages in Latin script, 35 to 52 % are vowels, and 49 % or more are among
# these ten; text shifted by a missing Unicode map, or glyph numbers read as letters, has far fewer.
VOWEL_SHARE = (0.22, 0.70)
VOWELS, USUAL_LETTERS = "aeiouy", "aeinorstld"
USUAL_SHARE = 0.42
PRIVATE_USE = "Co"


@dataclass(frozen=True, slots=True)
class TextLayer:
    """Words in fractions of the page turned clockwise by `rotation` (0, 90, 180, 270), upright."""

    words: tuple[Word, ...]
    rotation: int
    sensible: bool  # False: characters without meaning, to be read from the picture instead
    unseen: int  # characters left out because they leave no ink or lie off the page


def read_text_layer(page: pdfium.PdfPage, frame: Frame, content: Content) -> TextLayer:
    """Words that show, in reading order."""
    textpage = page.get_textpage()
    try:
        shown = _shown(textpage.raw, frame, content)
        rotation = _rotation(textpage.raw, shown, frame)
        pieces = _pieces(textpage.raw, shown, frame, rotation)
    finally:
        textpage.close()
    return TextLayer(in_reading_order(pieces), rotation, _is_sensible(shown), shown.unseen)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The characters that show, in the order of the file; columns, for a page has thousands.

    `texts` holds "" for a break between words, where the other columns mean nothing. `indexes` are pdfium's,
    `boxes` (n, 4) are fractions of the page as shown. `runs` are first and next place of each stretch of
    characters without a break.
    """

    texts: list[str]
    indexes: NDArray[np.int64]
    boxes: NDArray[np.float64]
    runs: tuple[NDArray[np.int64], NDArray[np.int64]]
    unmapped: int
    unseen: int


def _shown(textpage: raw.FPDF_TEXTPAGE, frame: Frame, content: Content) -> _Shown:
    codes, indexes = _codes(textpage)
    kinds, kind = np.unique(codes, return_inverse=True)
    letters = [_text(code) for code in kinds.tolist()]
    shown = np.array([bool(text) for text in letters], dtype=bool)[kind]
    unseen = _left_no_ink(textpage, indexes, shown, content)
    shown &= ~unseen
    boxes = np.zeros((len(codes), 4))
    boxes[shown] = frame.boxes(characters.boxes(textpage, indexes[shown]))
    off = shown & ((boxes[:, 2:] <= 0).any(axis=1) | (boxes[:, :2] >= 1).any(axis=1))
    shown &= ~off
    lost = np.array([_has_no_meaning(text) for text in letters], dtype=bool)[kind[shown]]
    lost |= characters.unmapped(textpage, indexes[shown])
    texts = [
        letters[place] if seen else "" for place, seen in zip(kind.tolist(), shown.tolist(), strict=True)
    ]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]])))
    return _Shown(
        texts, indexes, boxes, (edges[::2], edges[1::2]), int(lost.sum()), int(unseen.sum() + off.sum())
    )


def _codes(textpage: raw.FPDF_TEXTPAGE) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Code points with pdfium's index of each; the halves of a pair become one, at the second."""
    codes = characters.codes(textpage, min(raw.FPDFText_CountChars(textpage), MOST_CHARACTERS))
    indexes = np.arange(len(codes))
    high = (codes >= 0xD800) & (codes < 0xDC00)
    if not high.any():
        return codes, indexes
    second = np.concatenate([[False], high[:-1]]) & ~high
    codes[second] += ((codes[np.flatnonzero(second) - 1] - 0xD800) << 10) + 0x10000 - 0xDC00
    return codes[~high], indexes[~high]


def _text(code: int) -> str:
    """The character; "" for white space, which only parts words."""
    text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return "" if text.isspace() else text


def _left_no_ink(
    textpage: raw.FPDF_TEXTPAGE, indexes: NDArray[np.int64], shown: NDArray[np.bool_], content: Content
) -> NDArray[np.bool_]:
    """Which of the characters stand in text objects that leave no ink."""
    unseen = np.zeros(len(indexes), dtype=bool)
    if content.unseen:
        owners = [text_object_of(textpage, index) in content.unseen for index in indexes[shown].tolist()]
        unseen[shown] = owners
    return unseen


def _has_no_meaning(text: str) -> bool:
    return text == "\ufffd" or (text != "" and unicodedata.category(text) in (PRIVATE_USE, "Cc", "Cn"))


def _rotation(textpage: raw.FPDF_TEXTPAGE, shown: _Shown, frame: Frame) -> int:
    """Clockwise degrees that make most of the text upright; the letters of a word lean as its first one."""
    angles: Counter[int] = Counter()
    starts, ends = shown.runs
    for index, length in zip(shown.indexes[starts].tolist(), (ends - starts).tolist(), strict=True):
        angle = (round(raw.FPDFText_GetCharAngle(textpage, index) / 1.5708) * 90 + frame.rotation) % 360
        angles[angle] += length
    return (360 - angles.most_common(1)[0][0]) % 360 if angles else 0


def _pieces(textpage: raw.FPDF_TEXTPAGE, shown: _Shown, frame: Frame, rotation: int) -> list[Piece]:
    """Characters between breaks, also broken where a line wraps or a gap is wide without a space."""
    if not len(shown.runs[0]):
        return []
    places = turn_boxes(shown.boxes, rotation).clip(0.0, 1.0)
    of_runs = _lines(textpage, shown.indexes[shown.runs[0]], frame, rotation)
    pieces: list[Piece] = []
    for start, end, line in zip(*(edges.tolist() for edges in shown.runs), of_runs, strict=True):
        first, left = start, end
        while first < end:
            if first > start:
                (line,) = _lines(textpage, shown.indexes[first : first + 1], frame, rotation)
            left, box = _word(places[first:end].tolist(), line[1])
            text = unicodedata.normalize("NFC", "".join(shown.texts[first : first + left]))
            pieces.append(Piece(text, box, *line))
            first += left
    return [piece for piece in pieces if piece.text.strip("\u00ad\u200b\ufeff\x02")]


def _lines(
    textpage: raw.FPDF_TEXTPAGE, indexes: NDArray[np.int64], frame: Frame, rotation: int
) -> list[tuple[float, float]]:
    """The height that each character stands at, and that of a line in its font; fractions, upright."""
    points = np.column_stack(frame.point(*characters.origins(textpage, indexes).T))
    bases = turn_boxes(np.concatenate([points, points], axis=1), rotation)[:, 1]
    lines = turn_boxes(frame.boxes(characters.line_boxes(textpage, indexes)), rotation)
    sizes = np.maximum(lines[:, 3] - lines[:, 1], 1e-4)
    return list(zip(bases.tolist(), sizes.tolist(), strict=True))


def _word(places: Sequence[Sequence[float]], size: float) -> tuple[int, Box]:
    """How many of these characters make one word, and the box around them; `size` is the height of a line.

    Widths are fractions of the width, heights of the height: on any usual page within a factor of two.
    """
    x0, y0, x1, y1 = places[0]
    count = 1
    for a, b, c, d in places[1:]:
        same_row = (y1 if y1 < d else d) - (y0 if y0 > b else b) > -0.6 * size
        if not (same_row and -2 * size < a - x1 < size):
            break
        x0, y0 = (a if a < x0 else x0), (b if b < y0 else y0)
        x1, y1 = (c if c > x1 else x1), (d if d > y1 else y1)
        count += 1
    return count, (x0, y0, x1, y1)


def _is_sensible(shown: _Shown) -> bool:
    """Whether the characters mean something: fonts without a Unicode map give private or shifted codes."""
    counts = Counter(shown.texts)
    del counts[""]
    total = counts.total()
    if not total:
        return True
    if shown.unmapped / total > UNMAPPED_SHARE:
        return False
    letters: Counter[str] = Counter()
    for text, count in counts.items():
        if text.isalpha() and ord(text) < 0x250:
            letters[unicodedata.normalize("NFD", text)[0].lower()] += count
    known = letters.total()
    if any(text.isalpha() and ord(text) >= 0x370 for text in counts) and known < 0.5 * total:
        return True  # another script
    if known < LETTERS_NEEDED:
        # Glyph numbers read as characters are mostly punctuation; a form of figures has digits.
        odd = sum(count for text, count in counts.items() if not text.isalnum())
        return total < LETTERS_NEEDED or odd / total < 0.6
    vowels = sum(letters[letter] for letter in VOWELS) / known
    usual = sum(letters[letter] for letter in USUAL_LETTERS) / known
    return VOWEL_SHARE[0] <= vowels <= VOWEL_SHARE[1] and usual >= USUAL_SHARE
