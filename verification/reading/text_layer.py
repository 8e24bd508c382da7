"""The words of a PDF page's text layer: those that show, and whether they can be believed."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from verification.model import Box, Word
from verification.reading.geometry import turn_box
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
        characters, unseen = _characters(textpage.raw, frame, content)
    finally:
        textpage.close()
    rotation = _rotation(characters)
    pieces = _pieces(characters, rotation)
    return TextLayer(in_reading_order(pieces), rotation, _is_sensible(characters), unseen)


@dataclass(frozen=True, slots=True)
class _Character:
    text: str  # "" for a break between words
    box: Box
    base: tuple[float, float]  # where it stands on the page as shown
    line: Box  # as high as its font's lines
    angle: int  # clockwise degrees in steps of 90 that the character leans on the page as shown
    unmapped: bool


_BREAK = _Character("", (0, 0, 0, 0), (0, 0), (0, 0, 0, 0), 0, unmapped=False)


def _characters(textpage: raw.FPDF_TEXTPAGE, frame: Frame, content: Content) -> tuple[list[_Character], int]:
    out: list[_Character] = []
    unseen = 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = raw.FS_RECTF()
    high = 0
    for index in range(min(raw.FPDFText_CountChars(textpage), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if text.isspace():
            out.append(_BREAK)
            continue
        if content.unseen and text_object_of(textpage, index) in content.unseen:
            unseen += 1
            out.append(_BREAK)
            continue
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        box = frame.box(left.value, bottom.value, right.value, top.value)
        if box[2] <= 0 or box[3] <= 0 or box[0] >= 1 or box[1] >= 1:
            unseen += 1
            out.append(_BREAK)
            continue
        angle = round(raw.FPDFText_GetCharAngle(textpage, index) / 1.5708) * 90
        unmapped = _has_no_meaning(text) or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        raw.FPDFText_GetCharOrigin(textpage, index, left, bottom)
        base = frame.point(left.value, bottom.value)
        raw.FPDFText_GetLooseCharBox(textpage, index, loose)
        line = frame.box(loose.left, loose.bottom, loose.right, loose.top)
        out.append(_Character(text, box, base, line, (angle + frame.rotation) % 360, unmapped))
    return out, unseen


def _has_no_meaning(text: str) -> bool:
    return text == "\ufffd" or unicodedata.category(text) in (PRIVATE_USE, "Cc", "Cn")


def _rotation(characters: list[_Character]) -> int:
    """Clockwise degrees that make most of the text upright."""
    angles = Counter(c.angle for c in characters if c.text)
    return (360 - angles.most_common(1)[0][0]) % 360 if angles else 0


def _pieces(characters: list[_Character], rotation: int) -> list[Piece]:
    """Characters between breaks, also broken where a line wraps or a gap is wide without a space."""
    pieces: list[Piece] = []
    letters: list[str] = []
    box: Box | None = None
    base = size = 0.0
    for character in [*characters, _BREAK]:
        place = _clipped(turn_box(character.box, rotation)) if character.text else None
        if box is not None and (place is None or not _continues(box, place, size)):
            pieces.append(Piece(unicodedata.normalize("NFC", "".join(letters)), box, base, size))
            letters, box = [], None
        if place is not None:
            if not letters:
                base = turn_box((*character.base, *character.base), rotation)[1]
                line = turn_box(character.line, rotation)
                size = max(line[3] - line[1], 1e-4)
            letters.append(character.text)
            box = place if box is None else _union(box, place)
    return [piece for piece in pieces if piece.text.strip("\u00ad\u200b\ufeff\x02")]


def _continues(word: Box, place: Box, size: float) -> bool:
    # Widths are fractions of the width, heights of the height: on any usual page within a factor of two.
    same_row = min(word[3], place[3]) - max(word[1], place[1]) > -0.6 * size
    return same_row and -2 * size < place[0] - word[2] < size


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _clipped(box: Box) -> Box:
    return max(0.0, box[0]), max(0.0, box[1]), min(1.0, box[2]), min(1.0, box[3])


def _is_sensible(characters: list[_Character]) -> bool:
    """Whether the characters mean something: fonts without a Unicode map give private or shifted codes."""
    shown = [c for c in characters if c.text]
    if not shown:
        return True
    if sum(c.unmapped for c in shown) / len(shown) > UNMAPPED_SHARE:
        return False
    letters = [
        unicodedata.normalize("NFD", c.text)[0].lower()
        for c in shown
        if c.text.isalpha() and ord(c.text) < 0x250
    ]
    if any(c.text.isalpha() and ord(c.text) >= 0x370 for c in shown) and len(letters) < 0.5 * len(shown):
        return True  # another script
    if len(letters) < LETTERS_NEEDED:
        # Glyph numbers read as characters are mostly punctuation; a form of figures has digits.
        odd = sum(not c.text.isalnum() for c in shown)
        return len(shown) < LETTERS_NEEDED or odd / len(shown) < 0.6
    vowels = sum(letter in "aeiouy" for letter in letters) / len(letters)
    usual = sum(letter in USUAL_LETTERS for letter in letters) / len(letters)
    return VOWEL_SHARE[0] <= vowels <= VOWEL_SHARE[1] and usual >= USUAL_SHARE
