"""The holder's own statement about a copy: by its words, by the name under it, or written by hand.

It certifies nothing (domain, section 3: the trap of "que je détiens").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verification.fuzzy import fold
from verification.holders import holder_name, signed_by
from verification.marks import SURE_STAMP, Mark, Marks, certifier_speaks, is_emblem, surely_stamped, union
from verification.model import Box, Page
from verification.party_terms import names_office
from verification.scrawl import find_statement
from verification.speakers import Speech

_SIGNATURE_WITHIN = 40  # words from the first of a statement on
_BY_WORDS, _BY_NAME, _BY_HAND = 0.85, 0.75, 0.65  # confidence


@dataclass(frozen=True, slots=True)
class Own:
    """A statement of the holder: its words, and where it stands."""

    words: str
    confidence: float
    page: int
    box: Box


def surely_own(marks: Marks) -> Own | None:
    """A wording that calls the paper the speaker's own, whatever stamp stands beside it."""
    found = (m for m in marks.wordings if m.wording is not None and m.wording.speech is Speech.HOLDER)
    return next((_of_mark(mark, _BY_WORDS) for mark in found), None)


def find_own(pages: Sequence[Page], marks: Marks) -> Own | None:
    """What else is a statement of the holder, on a page without a stamp."""
    spoken = _person_speaks(marks)
    if spoken is not None:
        return _of_mark(spoken, _BY_WORDS)
    signed = _holder_signs(pages, marks)
    return _of_mark(signed, _BY_NAME) if signed is not None else _by_hand(pages, marks)


def _of_mark(mark: Mark, confidence: float) -> Own:
    return Own(mark.words, confidence, mark.page, mark.box)


def _person_speaks(marks: Marks) -> Mark | None:
    """A declaration in the first person without any stamp on its page, and without an office."""
    for mark in marks.wordings:
        spoken = mark.wording is not None and mark.wording.speech is Speech.PERSON
        if spoken and not _stamped(mark.page, marks):
            return mark
    return None


def _holder_signs(pages: Sequence[Page], marks: Marks) -> Mark | None:
    """A wording on a page without a stamp, under which the holder's own name stands."""
    worded = [m for m in marks.wordings if certifier_speaks(m) and not _stamped(m.page, marks)]
    if not worded:
        return None
    name = holder_name(pages, [(m.page, m.box[1]) for m in worded])
    return next((m for m in worded if name and signed_by(fold(m.text), name)), None)


def _by_hand(pages: Sequence[Page], marks: Marks) -> Own | None:
    """The holder's statement in handwriting, on a page without a stamp; it may be taken for a faint stamp."""
    for page in pages:
        if _stamped(page.number, marks):
            continue
        words = [(word.text, word.confidence, word.box) for word in page.words]
        for stamp in page.stamps:
            if stamp.confidence < SURE_STAMP:
                words += [(text, stamp.confidence, stamp.box) for text in stamp.text.split()]
        told_by = [(text, confidence) for text, confidence, _ in words]
        span = find_statement(told_by)
        if span is None:
            span = find_statement(told_by, signed=True)
            if span is None or not _named_below(pages, page, words[span[0] :]):
                continue
        told = words[span[0] : span[1] + 1]
        text = " ".join(text for text, _, _ in told)
        if names_office(fold(text)):
            continue
        return Own(text, _BY_HAND, page.number, union([box for _, _, box in told]))
    return None


def _named_below(pages: Sequence[Page], page: Page, words: Sequence[tuple[str, float, Box]]) -> bool:
    """Whether the holder's name stands among the words from a statement on, as of who signs."""
    name = holder_name(pages, [(page.number, words[0][2][1])])
    return bool(name) and signed_by(fold(" ".join(text for text, _, _ in words[:_SIGNATURE_WITHIN])), name)


def _stamped(page: int, marks: Marks) -> bool:
    """Whether what surely is a stamp, and no emblem of a letterhead, stands on a page."""
    return any(m.page == page and surely_stamped(m) and not is_emblem(m) for m in marks.stamps)
