"""The holder's own statement about a copy: by its words, by the name under it, or written by hand.

It certifies nothing (domain, section 3: the trap of "que je détiens").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verification.fuzzy import fold
from verification.holders import holder_name, scrawled_at, signed_by
from verification.marks import SURE_STAMP, Mark, Marks, certifier_speaks, is_emblem, surely_stamped, union
from verification.model import Box, Page, Word
from verification.parties import parties_of
from verification.party_terms import Office, names_office
from verification.scrawl import find_statement
from verification.speakers import Speech

_PAPER = 0.12  # share of the page height between two words
_SIGNATURE_WITHIN = 40  # words from the first of a statement on
_Read = tuple[str, float, Box]  # a word, its confidence, its place
_BY_WORDS, _BY_NAME, _BY_HAND, _UNREAD = 0.85, 0.75, 0.65, 0.5  # confidence
_READ = 0.8  # confidence of a word of print
_ROWS, _ROW = 2, 0.5  # lines of handwriting above a name, and what two boxes of one share of their height
_WRITTEN_MM = 75.0  # width of them together
_ABOVE_NAME = 0.25  # share of the page height
_WIDTH_MM = 210.0  # of a page whose size is not known


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
    if signed is not None:
        return _of_mark(signed, _BY_NAME)
    return _by_hand(pages, marks) or _unread_above_name(pages, marks)


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
        for block in _blocks(words):
            found = _written(pages, page, block)
            if found is not None:
                return found
    return None


def _written(pages: Sequence[Page], page: Page, words: list[_Read]) -> Own | None:
    """The holder's statement by hand in words that stand together on a page."""
    told_by = [(text, confidence) for text, confidence, _ in words]
    span = find_statement(told_by)
    if span is None:
        span = find_statement(told_by, signed=True)
        if span is None or not _named_below(pages, page, words[span[0] :]):
            return None
    told = words[span[0] : span[1] + 1]
    text = " ".join(text for text, _, _ in told)
    if names_office(fold(text)):
        return None
    return Own(text, _BY_HAND, page.number, union([box for _, _, box in told]))


def _blocks(words: Sequence[_Read]) -> Iterator[list[_Read]]:
    """Words in runs: where much paper lies between two, they belong to no statement together."""
    block: list[_Read] = []
    for word in words:
        if block and max(word[2][1] - block[-1][2][3], block[-1][2][1] - word[2][3]) > _PAPER:
            yield block
            block = []
        block.append(word)
    if block:
        yield block


def _named_below(pages: Sequence[Page], page: Page, words: Sequence[tuple[str, float, Box]]) -> bool:
    """Whether the holder's name stands among the words from a statement on, as of who signs."""
    name = holder_name(pages, [(page.number, words[0][2][1])])
    folded = fold(" ".join(text for text, _, _ in words[:_SIGNATURE_WITHIN]))
    return bool(name) and (signed_by(folded, name) or scrawled_at(folded.split(), name) is not None)


def _unread_above_name(pages: Sequence[Page], marks: Marks) -> Own | None:
    """Lines of handwriting that nobody here can read, the last of which is the holder's name.

    On a page that no third party stamped nobody but the holder writes so; a signature alone is one line.
    """
    for page in pages:
        lines = [] if _stamped(page.number, marks) else _scrawled_lines(page)
        name = holder_name(pages, [(page.number, min(box[1] for _, box in lines))]) if lines else ()
        for text, box in lines:
            if not name or scrawled_at(fold(text).split(), name) is None:
                continue
            rows = _rows_above(page, box)
            width = sum(row[2] - row[0] for row in rows) * (page.width_mm or _WIDTH_MM)
            if len(rows) >= _ROWS and width >= _WRITTEN_MM:
                return Own("", _UNREAD, page.number, union([*rows, box]))
    return None


def _scrawled_lines(page: Page) -> list[tuple[str, Box]]:
    """The lines of a page that were read with doubt, each with its box."""
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word)
    return [
        (" ".join(word.text for word in words), union([word.box for word in words]))
        for words in lines.values()
        if all(word.confidence < _READ for word in words)
    ]


def _rows_above(page: Page, name: Box) -> list[Box]:
    """The lines of handwriting above a name, the nearest first, down to the print above them."""
    print_ends = max(
        (w.box[3] for w in page.words if w.confidence >= _READ and len(w.text) > 3 and w.box[1] < name[1]),
        default=0.0,
    )
    top = max(name[1] - _ABOVE_NAME, print_ends - 0.01)
    rows: list[Box] = []
    for box in sorted((hand.box for hand in page.handwriting), key=lambda box: -box[1]):
        if box[1] < top or box[3] > name[3] or _share(box, name) > _ROW:
            continue
        if rows and _share(box, rows[-1]) > _ROW:
            rows[-1] = union([rows[-1], box])
        else:
            rows.append(box)
    return rows


def _share(a: Box, b: Box) -> float:
    """How much of the lower of two boxes lies at the height of the other (0..1)."""
    common = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, common) / max(1e-6, min(a[3] - a[1], b[3] - b[1]))


def _stamped(page: int, marks: Marks) -> bool:
    """Whether a third party surely stamped a page: no emblem of a letterhead, no seal of the original."""
    return any(
        m.page == page and surely_stamped(m) and not is_emblem(m) and not _is_seal(m, marks)
        for m in marks.stamps
    )


def _is_seal(mark: Mark, marks: Marks) -> bool:
    """Whether a stamp is the issuer's and no wording stands by it: the original carried it already."""
    return mark.wording is None and any(
        party.office is Office.ISSUER for party in parties_of(mark, marks.issuer)
    )
