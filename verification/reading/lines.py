"""Words of a text layer in lines and paragraphs, in the order a person reads them.

A file may draw its text in any order. Words on one baseline make a row; a row is one line, as text
recognition reads it too, except where prose stands in two columns: then the left column comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from verification.model import Box, Word, WordSource

SAME_BASE = 0.3  # line heights that base lines of one row may lie apart
COLUMN_GAP = 1.2  # line heights between words that can belong to two columns
COLUMN_ROWS = 4  # rows in a sequence that make columns
COLUMN_WORDS = 3.0  # words per row on each side that make it prose, not a form
PARAGRAPH_GAP = 0.75  # line heights between lines that begin a new paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with its box, before its place in the reading order is known.

    `base` is the height that its letters stand at, `size` that of a line in its font; both fractions.
    """

    text: str
    box: Box
    base: float
    size: float


Row = list[Piece]


def in_reading_order(pieces: Sequence[Piece]) -> tuple[Word, ...]:
    """The words with line and paragraph, counted from 0 over the page."""
    if not pieces:
        return ()
    words: list[Word] = []
    paragraph = -1
    above: Row | None = None
    for number, row in enumerate(_unfold_columns(_rows(pieces))):
        if above is None or _begins_paragraph(above, row):
            paragraph += 1
        words += [Word(piece.text, piece.box, 1.0, WordSource.TEXT_LAYER, number, paragraph) for piece in row]
        above = row
    return tuple(words)


def after(words: Sequence[Word], more: Sequence[Word]) -> tuple[Word, ...]:
    """All words of both, the lines and paragraphs of `more` counted on from those of `words`."""
    if not words:
        return tuple(more)
    line = max(word.line for word in words) + 1
    paragraph = max(word.paragraph for word in words) + 1
    return (
        *words,
        *(replace(w, line=w.line + line, paragraph=w.paragraph + paragraph) for w in more),
    )


def _rows(pieces: Sequence[Piece]) -> list[Row]:
    """Words that stand on one base line, top to bottom, each left to right."""
    usual = median(piece.size for piece in pieces) or 0.01
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.box[0])):
        if rows and piece.base - _base(rows[-1]) < SAME_BASE * usual:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.box[0]) for row in rows]


def _base(row: Row) -> float:
    return sum(piece.base for piece in row) / len(row)


def _unfold_columns(rows: list[Row]) -> list[Row]:
    """Sequences of rows that leave one gutter free are read as two columns, if both sides are prose."""
    out: list[Row] = []
    start = 0
    while start < len(rows):
        gutter, stop = _gutter_from(rows, start)
        if gutter is not None and _is_prose(rows[start:stop], gutter):
            sides = [_side(row, gutter, left=True) for row in rows[start:stop]]
            sides += [_side(row, gutter, left=False) for row in rows[start:stop]]
            out += [side for side in sides if side]
            start = stop
        else:
            out.append(rows[start])
            start += 1
    return out


def _gutter_from(rows: list[Row], start: int) -> tuple[float | None, int]:
    """A horizontal place that rows from `start` on leave free, words on both sides, and where that ends."""
    common: tuple[float, float] | None = None
    stop = start
    for row in rows[start:]:
        shared = _narrowed(common, row)
        if shared is None:
            break
        common, stop = shared, stop + 1
    if common is None or stop - start < COLUMN_ROWS:
        return None, start
    return (common[0] + common[1]) / 2, stop


def _narrowed(common: tuple[float, float] | None, row: Row) -> tuple[float, float] | None:
    """The widest part of `common` that this row leaves free too; None where there is none.

    A row may lie on one side only (a short last line), but the first one must show the gap.
    """
    gaps = [
        (left.box[2], right.box[0])
        for left, right in pairwise(row)
        if right.box[0] - left.box[2] > COLUMN_GAP * max(left.size, right.size) / 1.4
    ]
    if common is None:
        return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)
    gaps += [(0.0, row[0].box[0]), (row[-1].box[2], 1.0)]
    shared = [(max(common[0], a), min(common[1], b)) for a, b in gaps]
    least = COLUMN_GAP * row[0].size / 2
    return max((s for s in shared if s[1] - s[0] > least), key=lambda s: s[1] - s[0], default=None)


def _side(row: Row, gutter: float, *, left: bool) -> Row:
    return [piece for piece in row if (piece.box[0] < gutter) is left]


def _is_prose(rows: list[Row], gutter: float) -> bool:
    for left in (True, False):
        counts = [len(_side(row, gutter, left=left)) for row in rows]
        if sum(counts) / len(counts) < COLUMN_WORDS:
            return False
    return True


def _begins_paragraph(above: Row, row: Row) -> bool:
    top, bottom = min(p.box[1] for p in row), max(p.box[3] for p in above)
    size = max(p.size for p in above)
    return top - bottom > PARAGRAPH_GAP * size or top < min(p.box[1] for p in above) - size
