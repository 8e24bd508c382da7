"""A BSN whose label ends one page and whose number begins the next.

Pages are looked at one by one, and the ranges of a long document even in processes of their own; so each page
keeps whether it ends in a label without its number, and where a number that could be that begins it. Neither
tells a digit. Only a label that nothing but a few words of its sentence follow, and a number at the very
start that passes the elfproef, are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from verification.bsn import elfproef
from verification.bsn_labels import LabelKind
from verification.bsn_layout import Row, rows_of
from verification.bsn_links import Table
from verification.bsn_numbers import candidates_of, is_number
from verification.model import Box, Sight, Word

_WORDS_AFTER = 2  # behind the label in its line: "is:", "luidt"
_RUNNING = re.compile(
    r"(?:pagina|page|pag|blz|bladzijde|p|seite|van|of|von)?[\W_]*\d{0,4}[\W_]*", re.IGNORECASE
)
"""A word of a page number at the foot or head ("Pagina 10 van 40")."""
_FEWER_DIGITS = 8
"""In a line of page numbers; a number in groups has more."""


def ends_in_label(words: Sequence[Word]) -> bool:
    """Whether the last line of a page is the label of a BSN, its number to follow."""
    rows = _text_rows(words)[-2:]
    for label in Table(rows).labels if rows else ():
        if label.kind is LabelKind.BSN and label.row == len(rows) - 1:
            after = rows[-1].pieces[label.last + 1 :]
            if len(after) <= _WORDS_AFTER and not any(is_number(piece.text) for piece in after):
                return True
    return False


def number_at_start(words: Sequence[Word]) -> Box | None:
    """The place of a number that could be a BSN, where a page begins with one."""
    for candidate in candidates_of(_text_rows(words)[:1]):
        if candidate.first == 0 and candidate.alone and candidate.exact and elfproef(candidate.digits):
            return candidate.box
    return None


def across(sight: Sight) -> Sight:
    """With the numbers that a label on the page before calls a BSN."""
    seen = {(place.page, place.box) for place in sight.readable}
    new = [
        place
        for place in sight.leading
        if place.page is not None
        and place.page - 1 in sight.open_labels
        and (place.page, place.box) not in seen
    ]
    return replace(sight, readable=(*sight.readable, *new)) if new else sight


def _text_rows(words: Sequence[Word]) -> list[Row]:
    """The lines of a page without its page number."""
    return [row for row in rows_of(words) if not _is_running(row)]


def _is_running(row: Row) -> bool:
    digits = sum(char.isdigit() for word in row.words for char in word.text)
    return digits < _FEWER_DIGITS and all(_RUNNING.fullmatch(word.text) for word in row.words)
