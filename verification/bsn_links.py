"""Which label a number belongs to: left of it, above it (a form or a table's header), below it, right of it,
or at the end of the line before. The nearest label decides, whether it speaks of a BSN or of another number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from verification.bsn_label_places import Label, labels_of
from verification.bsn_labels import LabelKind, fold
from verification.bsn_layout import COLUMN_GAP, Row
from verification.bsn_numbers import Candidate, is_number, is_value
from verification.model import Box

_WORDS_BETWEEN = 7
"""Most words between a label and its number in a sentence ("het burgerservicenummer van mevrouw J. de Vries
is").
"""
_NEAR_LINES = 2.6
"""Most heights between a label above and its number; further only through a table's other cells."""
_WIDEST_GAP = 30.0
"""Widest gap, in characters, between a number and a label that stands after it."""
_ORGANISATION = ("rsin", "kvk", "btw", "vat", "handelsreg", "chamberof", "kamervan")
"""How labels of an organisation's numbers begin."""
_INDENT = 14.0
"""Most characters that a number may start further right than the label over it."""
_MOST_IN_CELL = 4
"""Most words in the cell of a label; more are running text."""
_LEVEL = 0.12
"""Least share of their heights at which a label and its number stand beside each other."""


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
        return labels_of(self.rows)

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
        indented = self._indented(number)
        if above and indented and _gap(indented, number) < _gap(above, number) - self._height(number):
            above = None
        label = (
            left
            or self._right(number, widest=COLUMN_GAP + 1)
            or above
            or self._right(number, widest=_WIDEST_GAP)
            or self._wrapped(number)
            or self._beside(number)
            or indented
            or self._below(number)
        )
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
            if len(between) <= _WORDS_BETWEEN and not any(is_number(p.text) for p in between):
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

    def _right(self, number: Candidate, *, widest: float) -> Label | None:
        """The label that follows, at most `widest` characters away, unless a number of its own follows it."""
        row = self.rows[number.row]
        for label in self.labels:
            if (
                label.row == number.row
                and label.first == number.last + 1
                and label.kind is not LabelKind.GENERIC
                and row.gap_before(label.first) <= widest
                and not self._has_own_value(label, number)
            ):
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
            if label.kind is LabelKind.GENERIC or self._has_own_value(label, number) or self._in_text(label):
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

    def _indented(self, number: Candidate) -> Label | None:
        """A label close above that starts further left, as in a form's cell; the nearest one."""
        best = None
        for label in self.labels:
            gap, row = _gap(label, number), self.rows[label.row]
            if label.row == number.row or label.kind is LabelKind.GENERIC:
                continue
            if not -0.3 * self._height(number) <= gap <= _NEAR_LINES * self._height(number):
                continue
            aside = number.box[0] - label.box[0]
            follows = [p.box[0] for p in row.pieces[label.last + 1 :]]
            if not 0 <= aside <= _INDENT * row.unit or any(x <= number.box[0] for x in follows):
                continue
            if not self._has_own_value(label, number):
                best = label if best is None or label.box[3] > best.box[3] else best
        return best

    def _beside(self, number: Candidate) -> Label | None:
        """A label left of the number in a neighbouring row: values set a little higher or lower than their
        labels, or a label that goes on over a second line.
        """
        best, most = None, 0.0
        for label in self.labels:
            if label.row == number.row or label.kind is LabelKind.GENERIC or label.box[2] > number.box[0]:
                continue
            if self._number_between(label, number) or self._has_own_value(label, number):
                continue
            share = self._level(label, number)
            if share > most:
                best, most = label, share
        return best

    def _level(self, label: Label, number: Candidate) -> float:
        """Share of the smaller height at which label and number stand beside each other, 0 if too little.

        A label whose cell goes on over the line that the number stands in counts as beside it.
        """
        shared = min(label.box[3], number.box[3]) - max(label.box[1], number.box[1])
        share = shared / max(1e-9, min(label.box[3] - label.box[1], self._height(number)))
        if share >= _LEVEL:
            return share
        row = self.rows[number.row]
        for start in range(number.first):
            text = row.pieces[start]
            aligned = abs(text.box[0] - label.box[0]) < 1.5 * row.unit
            close = 0 <= text.box[1] - label.box[3] + 0.3 * row.height < row.height
            if aligned and close and not any(o.row == number.row and o.first == start for o in self.labels):
                return 0.01
        return 0.0

    def _number_between(self, label: Label, number: Candidate) -> bool:
        """Whether another number stands between a label and this one, in either's row."""
        return any(
            is_number(piece.text) and label.box[2] <= piece.box[0] and piece.box[2] <= number.box[0]
            for index in (label.row, number.row)
            for piece in self.rows[index].pieces
        )

    def _in_text(self, label: Label) -> bool:
        """Whether a label of another number is a word of a line of text, which names nothing under it."""
        row = self.rows[label.row]
        follows = len(row.pieces) - 1 - label.last
        inside = label.first > 0 and row.gap_before(label.first) <= COLUMN_GAP
        long = label.first + follows > _MOST_IN_CELL and self._cell(label) == (label.box[0], label.box[2])
        return label.kind is LabelKind.OTHER and inside and long

    def _touches(self, label: Label, number: Candidate) -> bool:
        row = self.rows[number.row]
        return label.last + 1 == number.first and row.gap_before(number.first) <= 2 * COLUMN_GAP

    def _has_own_value(self, label: Label, number: Candidate) -> bool:
        """Whether a label has another number beside or under it, which is then the one it names."""
        row = self.rows[label.row]
        for index in range(label.last + 1, min(label.last + 3, len(row.pieces))):
            if label.row == number.row and index >= number.first:
                break
            if is_value(row.pieces[index].text):
                return True
        if label.row != number.row:
            return False
        return any(
            is_value(p.text) and p.box[0] < label.box[2] and label.box[0] < p.box[2]
            for r in self.rows[label.row + 1 : label.row + 2]
            for p in r.pieces
        )

    def _same_column(self, label: Label, number: Candidate) -> bool:
        unit = self.rows[number.row].unit
        left, right = self._cell(label)
        overlaps = left < number.box[2] and number.box[0] < right
        return overlaps or abs(left - number.box[0]) < 2 * unit or abs(right - number.box[2]) < 2 * unit

    def _cell(self, label: Label) -> tuple[float, float]:
        """Left and right end of the cell that a label stands in ("BSN werknemer"); of the label in a text."""
        row = self.rows[label.row]
        first, last = label.first, label.last
        while first > 0 and row.gap_before(first) <= COLUMN_GAP:
            first -= 1
        while last + 1 < len(row.pieces) and row.gap_before(last + 1) <= COLUMN_GAP:
            last += 1
        pieces = row.pieces[first : last + 1]
        if len(pieces) > _MOST_IN_CELL or any(is_number(p.text) for p in pieces):
            return label.box[0], label.box[2]
        return min(label.box[0], pieces[0].box[0]), max(label.box[2], pieces[-1].box[2])

    def _cells_only(self, label: Label, number: Candidate) -> bool:
        """Whether only numbers stand between a table's header and this cell."""
        between = [
            p
            for row in self.rows[label.row + 1 : number.row]
            for p in row.pieces
            if p.box[0] < number.box[2] and number.box[0] < p.box[2] and p.box[1] > label.box[1]
        ]
        return bool(between) and all(is_number(p.text) for p in between)

    def _height(self, number: Candidate) -> float:
        return number.box[3] - number.box[1]

    def _organisation(self, label: Label) -> bool:
        """An RSIN, VAT or trade-register number in the same or a neighbouring row: these are an
        organisation's numbers.
        """
        return any(
            abs(other.row - label.row) <= 1 and self._names_organisation(other)
            for other in self.labels
            if other is not label and other.kind is LabelKind.OTHER
        )

    def _names_organisation(self, label: Label) -> bool:
        pieces = self.rows[label.row].pieces[label.first : label.last + 1]
        return fold("".join(p.text for p in pieces)).startswith(_ORGANISATION)


def _gap(label: Label, number: Candidate) -> float:
    """How far a label ends above the number."""
    return number.box[1] - label.box[3]
