"""Words laid out in rows, cut into the pieces that labels and numbers are made of.

Horizontal distances are counted in widths of a character and vertical ones in heights of a line, both taken
from the words themselves, so that nothing here needs to know the shape or scale of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from verification.model import Box, Word, WordSource

_PIECE = re.compile(r"(?:[^\s/|():;,=\[\]{}]|,(?=\d))+")
_GLUED = re.compile(r"^([^\W\d][^\d]{1,24}?)[.:#-]*((?:\d[ .-]?){6,}.*)$")
_TIE = re.compile(r"[/(]")
_EDGE = "'‘’‚`\"“”„«»*~_°•·<>"
"""Marks that stick to a word and are no part of it."""
_LEADING = _EDGE + ".…"
"""Those before a word; a row of dots leads from a label to its number."""
_ENOUGH_PAIRS = 12
"""Neighbouring words from which the slope of a page can be told."""
COLUMN_GAP = 2.2
"""A gap of more character widths than this separates columns."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a part of one, with its place."""

    text: str
    box: Box
    confidence: float
    ocr: bool
    glued: bool = False  # follows a letter without a space
    tied: bool = False  # a slash or an opening bracket stands before it


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces that stand beside each other, left to right; `unit` is the width of a character."""

    pieces: tuple[Piece, ...]
    unit: float
    height: float

    def gap_before(self, index: int) -> float:
        """Space left of a piece, in character widths."""
        return (self.pieces[index].box[0] - self.pieces[index - 1].box[2]) / self.unit


def rows_of(words: Iterable[Word]) -> tuple[Row, ...]:
    """The words as rows from top to bottom, whatever order and lines they were read in."""
    open_rows: list[_OpenRow] = []
    for word in sorted((w for w in words if w.text.strip()), key=lambda w: w.box[0]):
        row = _row_for(word, open_rows)
        if row is None:
            open_rows.append(_OpenRow(word))
        else:
            row.add(word)
    open_rows.sort(key=lambda r: r.words[0].box[1] + r.words[0].box[3])
    return tuple(_row(r.words) for r in open_rows)


def words_of(text: str) -> tuple[Word, ...]:
    """Plain text as words on a grid, a line of text to a row."""
    words = []
    for number, line in enumerate(re.split(r"[\n\r\f]+", text)):
        for match in re.finditer(r"\S+", line.expandtabs(8)):
            box = (match.start() / 1000, number / 1000, match.end() / 1000, (number + 0.8) / 1000)
            words.append(Word(match.group(), box, 1.0, WordSource.TEXT_LAYER, number, 0))
    return tuple(words)


def slope_of(words: Sequence[Word]) -> float:
    """How much lines sink per page width (boxes stand askew on a skewed scan): the usual one within lines."""
    slopes = []
    for left, right in pairwise(words):
        across = _centre(right) - _centre(left)
        if left.line == right.line and across > 0.02:
            slopes.append((_middle(right) - _middle(left)) / across)
    return median(slopes) if len(slopes) >= _ENOUGH_PAIRS else 0.0


def tilted(box: Box, slope: float) -> Box:
    """A box moved down by the slope at its middle; with the opposite slope, back."""
    shift = slope * (box[0] + box[2]) / 2
    return box[0], box[1] + shift, box[2], box[3] + shift


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them (at least one)."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _centre(word: Word) -> float:
    return (word.box[0] + word.box[2]) / 2


class _OpenRow:
    """A row to which words may be added: of its last word the right edge, middle and height."""

    __slots__ = ("height", "middle", "right", "words")

    def __init__(self, word: Word) -> None:
        self.words: list[Word] = []
        self.add(word)

    def add(self, word: Word) -> None:
        self.words.append(word)
        self.right, self.middle, self.height = word.box[2], _middle(word), _height(word)


def _row_for(word: Word, rows: list[_OpenRow]) -> _OpenRow | None:
    """The row whose last word stands beside this one: centres within half a height."""
    best, best_distance = None, 0.5
    middle, height = _middle(word), _height(word)
    within = word.box[0] + 0.5 * (word.box[2] - word.box[0])
    for row in rows:
        apart = abs(row.middle - middle)
        if row.right > within or apart > 0.5 * max(height, 2e-6):
            continue
        distance = apart / max(min(row.height, height), 1e-6)
        if distance < best_distance:
            best, best_distance = row, distance
    return best


def _height(word: Word) -> float:
    return word.box[3] - word.box[1]


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _row(words: Sequence[Word]) -> Row:
    pieces: list[Piece] = []
    tied = False
    for word in words:
        own = list(_pieces(word))
        if own and tied:
            own[0] = replace(own[0], tied=True)
        pieces += own
        tied = word.text.rstrip()[-1] in "/("
    unit = median((w.box[2] - w.box[0]) / max(1, len(w.text)) for w in words)
    return Row(tuple(pieces), max(unit, 1e-6), max(median(_height(w) for w in words), 1e-6))


def _pieces(word: Word) -> Iterable[Piece]:
    """A word cut at slashes, colons and brackets, and between a label and the number glued to it."""
    end = 0
    for match in _PIECE.finditer(word.text.rstrip(_EDGE)):
        tied = _TIE.search(word.text[end : match.start()]) is not None
        end = match.end()
        start = match.end() - len(match.group().lstrip(_LEADING))
        if start == match.end():
            continue
        glued = _GLUED.match(word.text[start : match.end()])
        if glued is None:
            yield replace(_piece(word, start, match.end()), tied=tied)
            continue
        cut = start + glued.start(2)
        yield replace(_piece(word, start, cut), tied=tied)
        yield _piece(word, cut, match.end(), glued=True)


def _piece(word: Word, start: int, end: int, *, glued: bool = False) -> Piece:
    x0, y0, x1, y1 = word.box
    step = (x1 - x0) / max(1, len(word.text))
    box = (x0 + start * step, y0, x0 + end * step, y1)
    return Piece(word.text[start:end], box, word.confidence, word.source is WordSource.OCR, glued)
