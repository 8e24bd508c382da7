"""The words of a PDF page's text layer: those that show, and whether they can be believed."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from verification.model import Box, Word
from verification.reading.geometry import turn_box, turn_boxes
from verification.reading.lines import Piece, in_reading_order
from verification.reading.pdf_content import Content, Frame, text_object_of

MOST_CHARACTERS = 100_000  # a page of print has 5,000
UNMAPPED_SHARE = 0.15  # of characters without a meaning, from which on the layer is not believed
LETTERS_NEEDED = 40  # fewer do not tell sense from nonsense
# Of the letters of 24 European languages in Latin script, 35 to 52 % are vowels, and 49 % or more are among
# these ten; text shifted by a missing Unicode map, or glyph numbers read as letters, has far fewer.
VOWEL_SHARE = (0.22, 0.70)
USUAL_LETTERS = frozenset("aeinorstld")
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
        characters = _characters(textpage.raw, frame, content)
        rotation = _rotation(textpage.raw, characters, frame)
        pieces = _pieces(textpage.raw, characters, frame, rotation)
    finally:
        textpage.close()
    return TextLayer(in_reading_order(pieces), rotation, _is_sensible(characters), characters.unseen)


@dataclass(frozen=True, slots=True)
class _Characters:
    """The characters that show, in the order of the file; columns, for a page has thousands.

    `texts` holds "" for a break between words, where the other columns mean nothing. `indexes` are pdfium's,
    `boxes` (n, 4) are fractions of the page as shown.
    """

    texts: list[str]
    indexes: list[int]
    boxes: NDArray[np.float64]
    unmapped: int
    unseen: int


def _characters(textpage: raw.FPDF_TEXTPAGE, frame: Frame, content: Content) -> _Characters:
    texts, unseen = _texts(textpage, content)
    points = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places = [ctypes.byref(value) for value in (left, right, bottom, top)]
    for index, text in texts:
        if text:
            raw.FPDFText_GetCharBox(textpage, index, *places)
        points.append((left.value, bottom.value, right.value, top.value))
    boxes = frame.boxes(np.array(points).reshape(-1, 4))
    shown = np.array([bool(text) for _, text in texts], dtype=bool)
    off = shown & ((boxes[:, 2:] <= 0).any(axis=1) | (boxes[:, :2] >= 1).any(axis=1))
    kept = [(index, "" if away else text) for (index, text), away in zip(texts, off.tolist(), strict=True)]
    unmapped = sum(
        _has_no_meaning(text) or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        for index, text in kept
        if text
    )
    return _Characters(
        [text for _, text in kept], [index for index, _ in kept], boxes, unmapped, unseen + int(off.sum())
    )


def _texts(textpage: raw.FPDF_TEXTPAGE, content: Content) -> tuple[list[tuple[int, str]], int]:
    """Index and character, "" for a break or one that leaves no ink; and how many of the latter."""
    out: list[tuple[int, str]] = []
    high = unseen = 0
    for index in range(min(raw.FPDFText_CountChars(textpage), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if text.isspace():
            text = ""
        elif content.unseen and text_object_of(textpage, index) in content.unseen:
            unseen += 1
            text = ""
        out.append((index, text))
    return out, unseen


def _has_no_meaning(text: str) -> bool:
    return text == "\ufffd" or unicodedata.category(text) in (PRIVATE_USE, "Cc", "Cn")


def _rotation(textpage: raw.FPDF_TEXTPAGE, characters: _Characters, frame: Frame) -> int:
    """Clockwise degrees that make most of the text upright; the letters of a word lean as its first one."""
    angles: Counter[int] = Counter()
    angle = None
    for index, text in zip(characters.indexes, characters.texts, strict=True):
        if not text:
            angle = None
            continue
        if angle is None:
            angle = (round(raw.FPDFText_GetCharAngle(textpage, index) / 1.5708) * 90 + frame.rotation) % 360
        angles[angle] += 1
    return (360 - angles.most_common(1)[0][0]) % 360 if angles else 0


def _pieces(textpage: raw.FPDF_TEXTPAGE, characters: _Characters, frame: Frame, rotation: int) -> list[Piece]:
    """Characters between breaks, also broken where a line wraps or a gap is wide without a space."""
    pieces: list[Piece] = []
    letters: list[str] = []
    box: Box | None = None
    base = size = 0.0
    places = turn_boxes(characters.boxes, rotation).clip(0.0, 1.0).tolist()
    for text, index, place in zip(
        [*characters.texts, ""], [*characters.indexes, -1], [*places, None], strict=True
    ):
        if box is not None and (not text or not _continues(box, place, size)):
            pieces.append(Piece(unicodedata.normalize("NFC", "".join(letters)), box, base, size))
            letters, box = [], None
        if text:
            if box is None:
                base, size = _line_of(textpage, index, frame, rotation)
                box = (place[0], place[1], place[2], place[3])
            else:
                box = _union(box, place)
            letters.append(text)
    return [piece for piece in pieces if piece.text.strip("\u00ad\u200b\ufeff\x02")]


def _line_of(textpage: raw.FPDF_TEXTPAGE, index: int, frame: Frame, rotation: int) -> tuple[float, float]:
    """The height that a character stands at, and that of a line in its font; fractions, upright."""
    x, y, loose = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(textpage, index, x, y)
    point = frame.point(x.value, y.value)
    raw.FPDFText_GetLooseCharBox(textpage, index, loose)
    line = turn_box(frame.box(loose.left, loose.bottom, loose.right, loose.top), rotation)
    return turn_box((*point, *point), rotation)[1], max(line[3] - line[1], 1e-4)


def _continues(word: Box, place: Sequence[float], size: float) -> bool:
    # Widths are fractions of the width, heights of the height: on any usual page within a factor of two.
    same_row = min(word[3], place[3]) - max(word[1], place[1]) > -0.6 * size
    return same_row and -2 * size < place[0] - word[2] < size


def _union(a: Box, b: Sequence[float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _is_sensible(characters: _Characters) -> bool:
    """Whether the characters mean something: fonts without a Unicode map give private or shifted codes."""
    shown = [text for text in characters.texts if text]
    if not shown:
        return True
    if characters.unmapped / len(shown) > UNMAPPED_SHARE:
        return False
    letters = [unicodedata.normalize("NFD", c)[0].lower() for c in shown if c.isalpha() and ord(c) < 0x250]
    if any(c.isalpha() and ord(c) >= 0x370 for c in shown) and len(letters) < 0.5 * len(shown):
        return True  # another script
    if len(letters) < LETTERS_NEEDED:
        # Glyph numbers read as characters are mostly punctuation; a form of figures has digits.
        odd = sum(not c.isalnum() for c in shown)
        return len(shown) < LETTERS_NEEDED or odd / len(shown) < 0.6
    vowels = sum(letter in "aeiouy" for letter in letters) / len(letters)
    usual = sum(letter in USUAL_LETTERS for letter in letters) / len(letters)
    return VOWEL_SHARE[0] <= vowels <= VOWEL_SHARE[1] and usual >= USUAL_SHARE
