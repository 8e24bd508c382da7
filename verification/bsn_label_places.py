"""Where on a page words stand that name a number: in one row, joined by a slash or a bracket
("BSN / sofi-nr.", "Klantnummer (BSN)"), or broken over two lines of a narrow cell ("Burgerservice-" over
"nummer").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verification.bsn_labels import LONGEST, LabelKind, fold, kind_of_folded, label_kind
from verification.bsn_layout import COLUMN_GAP, Row, union
from verification.model import Box

_JOINING = frozenset(("of", "or", "en", "and", "ou", "oder", "cq", "resp", "voorheen", "formerly"))
"""Words between two names of one number."""
_DENYING = frozenset(("geen", "zonder", "without", "niet", "kein", "keine", "ohne", "sans"))
"""Words before a label that say there is no such number."""
_PERSONS = frozenset(
    ("student", "patient", "medewerker", "werknemer", "client", "deelnemer", "klant", "leerling", "kaart")
)
"""Words that name a number of their own, but after a label only say whose number it is."""
_BEGINNINGS = frozenset(("bur", "bsn", "sof", "soc", "cit", "per", "fis"))
"""First letters of labels that may be broken over two lines."""
_NEXT_LINE = 1.1
"""Least room, in heights of a line, between a line and what does not continue it."""

_LINE_GAP = 2.0
"""Most room, in heights of words, between two lines of a text."""
_WRAPPED = 3
"""Most words of a label at the end of a line, and at the start of the next."""
_HYPHENS = "-\u00ad"
_WHOLE = (LabelKind.BSN, LabelKind.FOREIGN)


@dataclass(frozen=True, slots=True)
class Label:
    """Words that name a number. `row`, `first` and `last` say where in the rows they stand."""

    kind: LabelKind
    box: Box
    row: int
    first: int
    last: int


def labels_of(rows: Sequence[Row]) -> tuple[Label, ...]:
    """The labels of a page, row by row, each as long as its words allow."""
    found: list[Label] = []
    for index, row in enumerate(rows):
        own = [label for label in _joined(list(_labels(index, row)), row) if not _denied(label, row)]
        found += own
        found += _over_two_lines(index, rows, own)
        if index and (label := _wrapped(index, rows)):
            found = [old for old in found if old.row != index or old.first > label.last] + [label]
    return tuple(found)


def _wrapped(index: int, rows: Sequence[Row]) -> Label | None:
    """The label of a BSN that ends a line of a text and goes on in this one ("burgerservice-" | "nummer")."""
    row, above = rows[index], rows[index - 1]
    if not row.pieces or not above.pieces:
        return None
    if row.pieces[0].box[1] - above.pieces[-1].box[3] > _LINE_GAP * above.height:
        return None
    for count in range(1, min(_WRAPPED, len(above.pieces)) + 1):
        head = "".join(piece.text for piece in above.pieces[-count:]).rstrip(_HYPHENS)
        if fold(head)[:3] not in _BEGINNINGS:
            continue
        whole = label_kind(head) in _WHOLE and not _hyphened(above)
        for more in range(1, min(_WRAPPED, len(row.pieces)) + 1):
            tail = "".join(piece.text for piece in row.pieces[:more])
            part = label_kind(tail)
            continues = part is LabelKind.GENERIC or (part is None and not whole)
            if continues and label_kind(head + tail) is LabelKind.BSN:
                return Label(LabelKind.BSN, union(p.box for p in row.pieces[:more]), index, 0, more - 1)
    return None


def _hyphened(row: Row) -> bool:
    return row.pieces[-1].text.endswith(tuple(_HYPHENS))


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
        # A number after a label is no part of it, however much like a misread letter it looks, and what
        # a slash or bracket parts from it has a name of its own.
        number = row.folded[start + count].isdigit()
        if number or row.pieces[start + count].tied or row.gap_before(start + count) > COLUMN_GAP:
            longest = count
            break
    for count in range(longest, 0, -1):
        kind = kind_of_folded("".join(row.folded[start : start + count]), single=count == 1)
        if kind is not None:
            box = union(piece.box for piece in row.pieces[start : start + count])
            yield Label(kind, box, index, start, start + count - 1)
            return


def _joined(labels: list[Label], row: Row) -> Iterator[Label]:
    """Neighbours that name one number made one label; with a BSN's name among them it is a BSN's."""
    while labels:
        label = labels.pop(0)
        while labels and LabelKind.BSN in (label.kind, labels[0].kind) and _one_number(label, labels[0], row):
            other = labels.pop(0)
            box = union((label.box, other.box))
            label = Label(LabelKind.BSN, box, label.row, label.first, other.last)
        yield label


def _one_number(label: Label, other: Label, row: Row) -> bool:
    between = row.pieces[label.last + 1 : other.first]
    if any(row.gap_before(i) > _tied_gap(row, i) for i in range(label.last + 1, other.first + 1)):
        return False
    if any(fold(piece.text) not in _JOINING for piece in between):
        return False
    begins = fold(row.pieces[other.first].text)
    whose = label.kind is LabelKind.BSN and begins in _PERSONS and other.first == other.last
    return bool(between) or row.pieces[other.first].tied or begins in _JOINING or whose


def _tied_gap(row: Row, index: int) -> float:
    """The gap before a piece that still joins it to the one before; a slash takes room of its own."""
    return COLUMN_GAP + 1.5 if row.pieces[index].tied else COLUMN_GAP


def _denied(label: Label, row: Row) -> bool:
    """Whether the word before says that there is none ("geen BSN")."""
    if not label.first or row.gap_before(label.first) > COLUMN_GAP:
        return False
    return fold(row.pieces[label.first - 1].text) in _DENYING


def _over_two_lines(index: int, rows: Sequence[Row], own: Sequence[Label]) -> Iterator[Label]:
    """Labels of a BSN of which only both lines together make sense; one for each line, both with one box."""
    upper = rows[index]
    for first, last in _cells(upper):
        text = " ".join(p.text for p in upper.pieces[first : last + 1])
        parts = [label for label in own if label.first <= last and first <= label.last]
        if fold(text)[:3] not in _BEGINNINGS or any(p.kind < LabelKind.FOREIGN for p in parts):
            continue
        for below, start, end in _cells_under(index, first, rows):
            pieces = rows[below].pieces[start : end + 1]
            more = " ".join(p.text for p in pieces)
            if parts and label_kind(more) is LabelKind.OTHER:
                continue  # a whole label, and the next row's own
            whole = text.rstrip("-") + " " + more
            if label_kind(whole) in (LabelKind.BSN, LabelKind.FOREIGN):
                box = union(p.box for p in (*upper.pieces[first : last + 1], *pieces))
                label = Label(LabelKind.BSN, box, index, first, last)
                if not parts:
                    yield label
                yield replace(label, row=below, first=start, last=end)
                break


def _cells_under(index: int, first: int, rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Row, first and last piece of the cells that continue one; its value may stand in a row between them."""
    for below in range(index + 1, min(index + 3, len(rows))):
        for start, end in _cells(rows[below]):
            if _continues(rows[index], first, rows[below], start):
                yield below, start, end


def _cells(row: Row) -> Iterator[tuple[int, int]]:
    """First and last piece of each run of words without a column's gap or a number in it, at most LONGEST."""
    start = 0
    for index in range(1, len(row.pieces) + 1):
        ends = index == len(row.pieces)
        if ends or row.gap_before(index) > COLUMN_GAP or row.pieces[index].text[:1].isdigit():
            if index - start <= LONGEST:
                yield start, index - 1
            start = index


def _continues(upper: Row, first: int, lower: Row, start: int) -> bool:
    """Whether a cell of the next row stands right under one, at the same left edge."""
    above, below = upper.pieces[first].box, lower.pieces[start].box
    gap = below[1] - above[3]
    return abs(above[0] - below[0]) < 1.5 * upper.unit and gap < _NEXT_LINE * upper.height
