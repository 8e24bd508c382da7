"""Numbers that begin at the end of one line and end at the start of the next ("BSN 1234 | 56782").

Only next to a label of a BSN, only nine digits together, and only if they pass the elfproef: two pieces that
merely stand near each other must not make a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from verification.bsn_label_places import Label
from verification.bsn_layout import Piece, Row, union
from verification.model import Box

_DIGITS = re.compile(r"\d(?:[\d.\-–·]*\d)?[.\-–,;]?")
_LENGTH = 9
_BETWEEN = 7
"""Most words between a label and its number in a sentence."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Nine digits of two lines. `box` goes around both."""

    digits: str = field(repr=False)
    box: Box


def broken_numbers(
    rows: Sequence[Row], labels: Sequence[Label], passes: Callable[[str], bool]
) -> Iterator[Broken]:
    """The numbers that these labels name and that go on in the next line; `passes` is the elfproef."""
    for label in labels:
        if label.row + 1 >= len(rows):
            continue
        row, below = rows[label.row], rows[label.row + 1]
        head = _head(row, label)
        if not head or not below.pieces or below.pieces[0].box[1] - row.pieces[-1].box[3] > 1.5 * row.height:
            continue
        for tail in _tails(below, head[0]):
            digits = _digits(head) + _digits(tail)
            if len(digits) == _LENGTH and passes(digits):
                yield Broken(digits, union(p.box for p in (*head, *tail)))
                break


def may_break(rows: Sequence[Row], passes: Callable[[str], bool]) -> bool:
    """Whether a number goes on in the next line, if a label names it: labels are looked for only then."""
    for row, below in pairwise(rows):
        if not row.digits or not below.digits:
            continue
        ends = list(takewhile(lambda piece: _DIGITS.fullmatch(piece.text), reversed(row.pieces)))[::-1]
        for start in range(len(ends)):
            head = ends[start:]
            if len(_digits(head)) < _LENGTH - 1 and any(
                len(digits := _digits(head) + _digits(tail)) == _LENGTH and passes(digits)
                for tail in _tails(below, head[0])
            ):
                return True
    return False


def _head(row: Row, label: Label) -> list[Piece]:
    """The digits that end a label's row; empty if other words follow them or they could be a number alone."""
    head: list[Piece] = []
    for piece in reversed(row.pieces[label.last + 1 :]):
        if not _DIGITS.fullmatch(piece.text):
            break
        head.insert(0, piece)
    between = len(row.pieces) - len(head) - label.last - 1
    return head if head and between <= _BETWEEN and len(_digits(head)) < _LENGTH - 1 else []


def _tails(row: Row, head: Piece) -> Iterator[list[Piece]]:
    """The runs of digits that start the next row, or stand right under the first part in a narrow cell."""
    starts = [0, *(i for i, p in enumerate(row.pieces) if i and abs(p.box[0] - head.box[0]) < row.unit)]
    for start in starts:
        tail: list[Piece] = []
        for piece in row.pieces[start:]:
            if not _DIGITS.fullmatch(piece.text) or len(_digits([*tail, piece])) >= _LENGTH:
                break
            tail.append(piece)
            yield list(tail)


def _digits(pieces: Sequence[Piece]) -> str:
    return "".join(c for piece in pieces for c in piece.text if c.isdigit())
