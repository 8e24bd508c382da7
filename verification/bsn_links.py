"""Which label a number belongs to: left of it, above it (a form or a table's header), below it, right of it,
or at the end of the line before. The nearest label decides, whether it speaks of a BSN or of another number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from verification.bsn_labels import LONGEST, LabelKind, label_kind
from verification.bsn_layout import COLUMN_GAP, Row, union
from verification.bsn_numbers import Candidate
from verification.model import Box

_WORDS_BETWEEN = 7
"""Most words between a label and its number in a sentence ("het burgerservicenummer van mevrouw J. de Vries
is").
"""
_NEAR_LINES = 2.6
"""A label above stands at most so many heights over its number; further only through a table's other cells.
"""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that name a number. `row`, `first` and `last` say where in the rows they stand."""

    kind: LabelKind
    box: Box
    row: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Link:
    """A number's label. `organisation`: the words around it speak of an organisation's numbers."""

    kind: LabelKind
    box: Box
    near: bool
    organisation: bool = False


class Table:
    """The rows of a page with the labels in them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels of the page; found on first use, for most pages hold no number that asks for one."""
        return tuple(label for i, row in enumerate(self.rows) for label in _labels(i, row))

    def link(self, number: Candidate) -> Link | None:
        """The label that this number belongs to, None if none is near."""
        left = self._left(number)
        above = self._above(number)
        if (
            left
            and above
            and not self._touches(left, number)
            and _gap(above, number) < 1.2 * self._height(number)
        ):
            left = None if self._has_own_value(left, number) else left
        label = left or self._right(number) or above or self._wrapped(number) or self._below(number)
        if label is None:
            return None
        near = label is left or label is above
        return Link(label.kind, label.box, near, self._organisation(label))

    def _left(self, number: Candidate) -> Label | None:
        row = self.rows[number.row]
        best = None
        for label in self.labels:
            if label.row != number.row or label.last >= number.first:
                continue
            between = row.pieces[label.last + 1 : number.first]
            if len(between) <= _WORDS_BETWEEN and not any(_is_number(p.text) for p in between):
                best = label if best is None or label.last > best.last else best
        if best is not None and best.kind is LabelKind.GENERIC:
            return self._qualified(best, number)
        return best

    def _qualified(self, generic: Label, number: Candidate) -> Label:
        """A bare "nr." after a real label means what that label says ("BSN nr.", "Studenten nr.")."""
        for label in self.labels:
            if (
                label.row == generic.row
                and label.kind is not LabelKind.GENERIC
                and label.last + 1 == generic.first
            ):
                return label
        return generic

    def _right(self, number: Candidate) -> Label | None:
        row = self.rows[number.row]
        for label in self.labels:
            if (
                label.row == number.row
                and label.first == number.last + 1
                and label.kind is not LabelKind.GENERIC
            ):
                follows = label.last + 1 < len(row.pieces) and _is_number(row.pieces[label.last + 1].text)
                if row.gap_before(label.first) <= COLUMN_GAP + 1 and not follows:
                    return label
        return None

    def _above(self, number: Candidate) -> Label | None:
        best = None
        for label in self.labels:
            gap = _gap(label, number)
            if (
                label.row == number.row
                or gap < -0.5 * self._height(number)
                or not self._same_column(label, number)
            ):
                continue
            if gap > _NEAR_LINES * self._height(number) and not self._cells_only(label, number):
                continue
            if label.kind is LabelKind.GENERIC or self._has_own_value(label, number):
                continue
            best = label if best is None or label.box[3] > best.box[3] else best
        return best

    def _below(self, number: Candidate) -> Label | None:
        for label in self.labels:
            gap = label.box[1] - number.box[3]
            near = -0.3 * self._height(number) <= gap <= 1.2 * self._height(number)
            meant = label.row != number.row and label.kind > LabelKind.GENERIC
            if meant and near and self._same_column(label, number) and not self._has_own_value(label, number):
                return label
        return None

    def _wrapped(self, number: Candidate) -> Label | None:
        """A label that ends the row before, when the number starts its row."""
        if number.first > 0 or number.row == 0:
            return None
        for label in self.labels:
            row = self.rows[label.row]
            if (
                label.row == number.row - 1
                and label.last >= len(row.pieces) - 2
                and label.kind > LabelKind.GENERIC
            ):
                gap = number.box[1] - label.box[3]
                if gap <= _NEAR_LINES * self._height(number):
                    return label
        return None

    def _touches(self, label: Label, number: Candidate) -> bool:
        row = self.rows[number.row]
        return label.last + 1 == number.first and row.gap_before(number.first) <= 2 * COLUMN_GAP

    def _has_own_value(self, label: Label, number: Candidate) -> bool:
        """Whether a label has another number beside or under it, which is then the one it names."""
        row = self.rows[label.row]
        for index in range(label.last + 1, min(label.last + 3, len(row.pieces))):
            if label.row == number.row and index >= number.first:
                break
            if _is_number(row.pieces[index].text):
                return True
        if label.row != number.row:
            return False
        return any(
            _is_number(p.text) and p.box[0] < label.box[2] and label.box[0] < p.box[2]
            for r in self.rows[label.row + 1 : label.row + 2]
            for p in r.pieces
        )

    def _same_column(self, label: Label, number: Candidate) -> bool:
        unit = self.rows[number.row].unit
        overlaps = label.box[0] < number.box[2] and number.box[0] < label.box[2]
        return (
            overlaps
            or abs(label.box[0] - number.box[0]) < 2 * unit
            or abs(label.box[2] - number.box[2]) < 2 * unit
        )

    def _cells_only(self, label: Label, number: Candidate) -> bool:
        """Whether only numbers stand between a table's header and this cell."""
        between = [
            p
            for row in self.rows[label.row + 1 : number.row]
            for p in row.pieces
            if p.box[0] < number.box[2] and number.box[0] < p.box[2] and p.box[1] > label.box[1]
        ]
        return bool(between) and all(_is_number(p.text) for p in between)

    def _height(self, number: Candidate) -> float:
        return number.box[3] - number.box[1]

    def _organisation(self, label: Label) -> bool:
        """An RSIN or trade-register number in the same or a neighbouring row: these are an organisation's
        numbers.
        """
        return any(
            other is not label and other.kind is LabelKind.OTHER and abs(other.row - label.row) <= 1
            for other in self.labels
        )


def _gap(label: Label, number: Candidate) -> float:
    """How far a label ends above the number."""
    return number.box[1] - label.box[3]


def _is_number(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 5


def _labels(index: int, row: Row) -> Iterator[Label]:
    """The labels of a row, the longest at each place."""
    start = 0
    while start < len(row.pieces):
        label = next(_labels_at(index, row, start), None)
        if label is not None:
            yield label
            start = label.last + 1
        else:
            start += 1


def _labels_at(index: int, row: Row, start: int) -> Iterator[Label]:
    longest = min(LONGEST, len(row.pieces) - start)
    for count in range(1, longest):
        if row.gap_before(start + count) > COLUMN_GAP:
            longest = count
            break
    for count in range(longest, 0, -1):
        pieces = row.pieces[start : start + count]
        kind = label_kind(" ".join(p.text for p in pieces))
        if kind is not None:
            yield Label(kind, union(p.box for p in pieces), index, start, start + count - 1)
            return
