"""Numbers in rows of words that could be a BSN by their shape: groups of digits that make eight to ten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from verification.bsn_layout import COLUMN_GAP, DIGIT, Piece, Row, union
from verification.model import Box, Word

_LOOSE = re.compile(r"[0-9OoQDIl|!iSs$BZzGbgqAT?&\]\[]+(?:[.\-–·_,'’][0-9OoQDIl|!iSs$BZzGbgqAT?&]+)*[.,;'’]?")
_GROUP = re.compile(r"[^.\-–·_,;'’]+")
_DATE = re.compile(
    r"(?:\d{1,2}[.\-–,]\d{1,2}[.\-–,](?:19|20)\d\d"
    r"|(?:19|20)\d\d[.\-–](?:0?[1-9]|1[0-2])[.\-–](?:0?[1-9]|[12]\d|3[01]))(?!\d)"
)
"""A date, as far as a number "2012.11.305" is not one."""
_BOX_GAP = 8.0
"""Character widths between digits that stand one to a box."""
UNREAD = "0" * 9
"""Stands for nine digits that show and could not be read: no BSN is all zeros, so it counts only beside a
label, as doubtful.
"""
_LEAST_DIGITS = 5
"""Fewer real digits among the characters is a word, not a number."""


@dataclass(frozen=True, slots=True)
class Group:
    """Characters without a separator between them; `tied` if a dot or dash joins it to the one before."""

    text: str = field(repr=False)
    piece: int
    box: Box
    tied: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Eight to ten characters that may be the digits of one number."""

    raw: str = field(repr=False)
    box: Box
    row: int
    first: int  # index of its first piece in the row
    last: int
    alone: bool  # no other digits or letters touch it
    ocr: bool
    whole: bool  # a few groups of two or more digits, as people print a number

    @property
    def exact(self) -> bool:
        return self.raw.isdigit()

    @property
    def digits(self) -> str:
        """The characters that were read as digits."""
        return "".join(c for c in self.raw if c.isdigit())


def holds_number(words: Sequence[Word]) -> bool:
    """Whether there are digits enough for a number among the words; without, no row need be looked at."""
    return len(DIGIT.findall(" ".join([word.text for word in words]))) >= _LEAST_DIGITS


def looks_like_date(text: str) -> bool:
    """Whether a word is a date written in figures, with marks between them."""
    return _DATE.match(text) is not None


def is_number(text: str) -> bool:
    """Whether a word is a number of some length."""
    return sum(c.isdigit() for c in text) >= _LEAST_DIGITS


def is_value(text: str) -> bool:
    """Whether a word can be what a label of a number names; a date cannot."""
    return is_number(text) and not looks_like_date(text)


def candidates_of(rows: Sequence[Row]) -> Iterable[Candidate]:
    """Every number of the right length, also as part of a longer run of groups (then not `alone`)."""
    for index, row in enumerate(rows):
        if row.digits >= _LEAST_DIGITS:
            for run in _runs(row):
                yield from _windows(run, row, index)


def _runs(row: Row) -> Iterable[list[Group]]:
    """Groups of digits that follow each other without a column gap or a word in between."""
    run: list[Group] = []
    for index, piece in enumerate(row.pieces):
        number = _LOOSE.fullmatch(piece.text) and any(c.isdigit() for c in piece.text)
        number = number and not looks_like_date(piece.text)
        if run and (not number or row.gap_before(index) > _widest_gap(row, index)):
            yield run
            run = []
        if number:
            run.extend(_groups(piece, index))
    if run:
        yield run


def _widest_gap(row: Row, index: int) -> float:
    """The gap before a piece that still joins it to the one before; single digits may stand one to a box."""
    single = len(row.pieces[index].text) == len(row.pieces[index - 1].text) == 1
    return _BOX_GAP if single else COLUMN_GAP


def _groups(piece: Piece, index: int) -> Iterable[Group]:
    x0, y0, x1, y1 = piece.box
    step = (x1 - x0) / len(piece.text)
    for count, match in enumerate(_GROUP.finditer(piece.text)):
        box = (x0 + match.start() * step, y0, x0 + match.end() * step, y1)
        yield Group(match.group(), index, box, tied=count > 0)


def _windows(run: list[Group], row: Row, row_index: int) -> Iterable[Candidate]:
    for start in range(len(run)):
        length = 0
        for end in range(start, len(run)):
            length += len(run[end].text)
            if length > 10:
                break
            if length >= 7 and not _torn(run, start, end):
                candidate = _candidate(run, start, end, row, row_index)
                if len(candidate.digits) >= _LEAST_DIGITS:
                    yield candidate


def _torn(run: list[Group], start: int, end: int) -> bool:
    """Whether the window would cut through a number that dots or dashes hold together (a date, say)."""
    return run[start].tied or (end + 1 < len(run) and run[end + 1].tied)


def _candidate(run: list[Group], start: int, end: int, row: Row, row_index: int) -> Candidate:
    first, last = run[start].piece, run[end].piece
    before = row.pieces[first - 1].text if first else ""
    alone = start == 0 and end == len(run) - 1 and not row.pieces[first].glued and not before.endswith("+")
    return Candidate(
        raw="".join(g.text for g in run[start : end + 1]),
        box=union(g.box for g in run[start : end + 1]),
        row=row_index,
        first=first,
        last=last,
        alone=alone,
        whole=end - start <= 3 and all(len(g.text) >= 2 for g in run[start : end + 1]),
        ocr=any(row.pieces[i].ocr for i in range(first, last + 1)),
    )
