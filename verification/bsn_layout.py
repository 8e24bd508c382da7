"""Words laid out in rows, cut into the pieces that labels and numbers are made of.

Horizontal distances are counted in widths of a character and vertical ones in heights of a line, both taken
from the words themselves, so that nothing here needs to know the shape or scale of the page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from verification.bsn_labels import fold
from verification.model import Box, Word, WordSource

_PIECE = re.compile(r"(?:[^\s/|():;,=\[\]{}]|,(?=\d))+")
_GLUED = re.compile(r"^([^\W\d][^\d]{1,24}?)[.:#-]*((?:\d[ .-]?){6,}.*)$")
_STRUCK = re.compile(r"^([^\W\d_]{3,25})([^\w\s.'’]+(?=.*\d).{4,})$")
"""A word and a struck number after it that were read as one, the line as a dash or other sign."""
_TIE = re.compile(r"[/(]")
DIGIT = re.compile(r"\d")
_EDGE = "'‘’‚`\"“”„«»*~_°•·<>"
"""Marks that stick to a word and are no part of it."""
_LEADING = _EDGE + ".…"
"""Those before a word; a row of dots leads from a label to its number."""
_SHELF = 0.01
"""Share of the page's height on which the rows that a word may belong to are looked up together."""
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


class Row:
    """Words that stand beside each other, left to right, and the pieces they are made of.

    The pieces are cut on first use: on most pages only a row or two hold anything that asks for them.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words cut at slashes, colons, brackets and between letters and digits."""
        pieces: list[Piece] = []
        tied = False
        for word in self.words:
            pieces += _pieces(word, tied=tied)
            tied = word.text.rstrip()[-1] in "/("
        return tuple(pieces)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The text of each piece, its letters and digits only."""
        return tuple(fold(piece.text) for piece in self.pieces)

    @cached_property
    def unit(self) -> float:
        """The width of a character, a share of the page's."""
        return max(median((w.box[2] - w.box[0]) / max(1, len(w.text)) for w in self.words), 1e-6)

    @cached_property
    def height(self) -> float:
        """The height of the words, a share of the page's."""
        return max(median(_height(w) for w in self.words), 1e-6)

    @cached_property
    def digits(self) -> int:
        """How many digits stand in the row."""
        return len(DIGIT.findall(" ".join([word.text for word in self.words])))

    def gap_before(self, index: int) -> float:
        """Space left of a piece, in character widths."""
        return (self.pieces[index].box[0] - self.pieces[index - 1].box[2]) / self.unit


def rows_of(words: Iterable[Word]) -> tuple[Row, ...]:
    """The words as rows from top to bottom, whatever order and lines they were read in."""
    rows = _OpenRows()
    for word in sorted((w for w in words if w.text.strip()), key=lambda w: w.box[0]):
        rows.add(word)
    return tuple(Row(row.words) for row in rows.sorted())


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

    __slots__ = ("height", "middle", "number", "right", "words")

    def __init__(self, number: int) -> None:
        self.number = number
        self.words: list[Word] = []

    def add(self, word: Word) -> None:
        self.words.append(word)
        self.right, self.middle, self.height = word.box[2], _middle(word), _height(word)


class _OpenRows:
    """All rows of a page, also by the height they stand at: a page has fifty, and a word fits one or two."""

    def __init__(self) -> None:
        self._rows: list[_OpenRow] = []
        self._shelves: dict[int, list[_OpenRow]] = defaultdict(list)

    def add(self, word: Word) -> None:
        """Put the word in the row that it continues, or in a new one."""
        row = self._row_for(word)
        if row is None:
            row = _OpenRow(len(self._rows))
            self._rows.append(row)
        else:
            self._shelves[_shelf(row.middle)].remove(row)
        row.add(word)
        self._shelves[_shelf(row.middle)].append(row)

    def sorted(self) -> list[_OpenRow]:
        """The rows from top to bottom."""
        return sorted(self._rows, key=lambda row: row.words[0].box[1] + row.words[0].box[3])

    def _row_for(self, word: Word) -> _OpenRow | None:
        """The row, of equals the oldest, whose last word stands beside this one: within half a height."""
        best, best_distance = None, 0.5
        middle, height = _middle(word), _height(word)
        reach = 0.5 * max(height, 2e-6)
        within = word.box[0] + 0.5 * (word.box[2] - word.box[0])
        for row in self._near(middle, reach):
            apart = abs(row.middle - middle)
            if row.right > within or apart > reach:
                continue
            distance = apart / max(min(row.height, height), 1e-6)
            if distance < best_distance or (
                distance == best_distance and best is not None and row.number < best.number
            ):
                best, best_distance = row, distance
        return best

    def _near(self, middle: float, reach: float) -> Iterable[_OpenRow]:
        """The rows at most `reach` away, and some more."""
        first, last = _shelf(middle - reach), _shelf(middle + reach)
        if last - first > len(self._shelves):
            return self._rows
        return [row for shelf in range(first, last + 1) for row in self._shelves.get(shelf, ())]


def _shelf(middle: float) -> int:
    return int(middle // _SHELF)


def _height(word: Word) -> float:
    return word.box[3] - word.box[1]


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _pieces(word: Word, *, tied: bool) -> Iterable[Piece]:
    """A word cut at slashes, colons and brackets, and between a label and the number glued to it.

    `tied`: the word before ends with a slash or an opening bracket.
    """
    text, end = word.text, 0
    for match in _PIECE.finditer(text.rstrip(_EDGE)):
        joined = tied or _TIE.search(text, end, match.start()) is not None
        end = match.end()
        start = end - len(match.group().lstrip(_LEADING))
        if start == end:
            continue
        glued = _GLUED.match(text[start:end]) or _STRUCK.match(text[start:end])
        cut = end if glued is None else start + glued.start(2)
        yield _piece(word, start, cut, tied=joined)
        if glued is not None:
            yield _piece(word, cut, end, glued=True)
        tied = False


def _piece(word: Word, start: int, end: int, *, glued: bool = False, tied: bool = False) -> Piece:
    x0, y0, x1, y1 = word.box
    step = (x1 - x0) / max(1, len(word.text))
    box = (x0 + start * step, y0, x0 + end * step, y1)
    return Piece(word.text[start:end], box, word.confidence, word.source is WordSource.OCR, glued, tied)
