"""The marks on the pages of a document: stamps, wordings about copies, and the lines that belong to each.

An apostille is set apart first, with its stamps: the notary or registrar named in its fields certified
nothing here (domain, section 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from verification import party_terms
from verification.apostilles import apostille_fields, is_apostille_heading
from verification.clerks import of_a_clerk
from verification.copy_ideas import ideas_of
from verification.fuzzy import fold
from verification.issuers import issuer_names
from verification.model import Box, Page, Stamp, Word
from verification.speakers import Speech
from verification.wording import Wording, find_wording, speaks_of_translation

SURE_STAMP = 0.7  # confidence
_LETTERHEAD = 0.17  # share of the page height where emblems stand
_NEAR_MM = 16.0  # lines this close to a stamp or a wording belong to it
_PAGE_MM = 297.0  # height of a page whose size is not known
_APOSTILLE_LINES = 20
_SHORT_LINE = 8  # words
_ABREAST = (0.01, 0.06)  # share of the page height above and below a wording
_OVER = 0.1  # of the width of a stamp
_PARTED = 0.05  # share of the page width between words of different things
_UPRIGHT = 3.0  # height by width of a line that runs up the margin, in shares of the page
_MOST_LINES = 5  # above and below a wording


@dataclass(frozen=True)
class Line:
    """A line of print with its place; `page` counts from 1."""

    page: int
    text: str
    box: Box
    confidence: float

    @cached_property
    def folded(self) -> str:
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or a wording with the lines that belong to it."""

    page: int
    box: Box
    stamp: Stamp | None
    wording: Wording | None
    words: str  # of the wording itself, '' without
    lines: tuple[Line, ...]
    printed: str = ""  # what stands in the stamp, as the page itself was read

    @property
    def text(self) -> str:
        """Everything that belongs to the mark, the stamp first."""
        own = self.stamp.text if self.stamp is not None else ""
        return "\n".join(part for part in (own, *(line.text for line in self.lines)) if part)


@dataclass(frozen=True)
class Marks:
    """All that speaks for or against certification in a document."""

    issuer: tuple[str, ...]
    marks: tuple[Mark, ...]
    apostille: Line | None

    @property
    def stamps(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.stamp is not None)

    @property
    def wordings(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.wording is not None)


def lines_of(page: Page) -> list[Line]:
    """The lines of a page in reading order."""
    out: list[Line] = []
    current: list[int] = []
    for index, word in enumerate(page.words):
        if current and word.line != page.words[current[-1]].line:
            out.append(_line(page, current))
            current = []
        current.append(index)
    if current:
        out.append(_line(page, current))
    return out


def read_marks(pages: Sequence[Page]) -> Marks:
    """The marks of a document, its issuer and its apostille."""
    marks: list[Mark] = []
    names: list[str] = []
    heading: Line | None = None
    for page in pages:
        lines = lines_of(page)
        apostille, rest, area = _apostille(lines)
        heading = heading or apostille
        stamps = [
            stamp
            for stamp in page.stamps
            if (area is None or not _inside(stamp.box, area))
            and not of_a_clerk([stamp.text, _printed_in(stamp.box, page)])
        ]
        found = list(_marks_of(page, rest, stamps))
        marks += found
        if page.number == 1 or not names:
            taken = {
                id(line)
                for mark in found
                if mark.wording is not None
                for line in mark.lines
                if line.box[1] >= mark.box[1] - 0.01  # what stands above is the document's own
            }
            names += [line.text for line in rest if id(line) not in taken and not _begins_certifying(line)]
    return Marks(issuer_names(names), tuple(marks), heading)


def certifier_speaks(mark: Mark) -> bool:
    """Whether the wording of a mark is a certifier's: of a copy, and not of a translation."""
    return (
        mark.wording is not None
        and mark.wording.speech is Speech.CERTIFIER
        and not speaks_of_translation(mark.words)
    )


def is_emblem(mark: Mark) -> bool:
    """Whether a mark is the emblem of a letterhead: it names the issuer and certifies nothing."""
    return mark.stamp is not None and mark.wording is None and mark.box[1] < _LETTERHEAD


def surely_stamped(mark: Mark) -> bool:
    """Whether a mark holds what surely is a stamp, and not handwriting or a printed frame."""
    return mark.stamp is not None and mark.stamp.confidence >= SURE_STAMP


def _marks_of(page: Page, lines: list[Line], stamps: Sequence[Stamp]) -> Iterator[Mark]:
    """The marks of one page: each stamp with what is near it, each wording with its neighbours."""
    height = page.height_mm or _PAGE_MM
    wordings = list(_wordings(lines))
    for stamp in stamps:
        near = tuple(line for line in lines if _gap(stamp.box, line.box) * height <= _NEAR_MM)
        own = [
            (first, last, w)
            for first, last, w in wordings
            if any(line in near for line in lines[first : last + 1])
        ]
        inside = find_wording(stamp.text.split())
        wording = inside[0] if inside else own[0][2] if own else None
        extra = tuple(
            line for first, last, _ in own for line in _neighbours(lines, first, last) if line not in near
        )
        words = (
            stamp.text
            if inside
            else " ".join(line.text for first, last, _ in own[:1] for line in lines[first : last + 1])
        )
        beside = _abreast(lines, stamp.box, (*near, *extra)) if wording is not None else ()
        printed = _printed_in(stamp.box, page)
        yield Mark(page.number, stamp.box, stamp, wording, words, (*near, *extra, *beside), printed)
    yield from _notary_lines(page, lines, stamps)
    for first, last, wording in wordings:
        box = union([line.box for line in lines[first : last + 1]])
        words = " ".join(line.text for line in lines[first : last + 1])
        near = tuple(_neighbours(lines, first, last))
        yield Mark(page.number, box, None, wording, words, (*near, *_abreast(lines, box, near)))


def _notary_lines(page: Page, lines: list[Line], stamps: Sequence[Stamp]) -> Iterator[Mark]:
    """Lines that name a notary away from any stamp: nobody names one on a document for another reason."""
    for index, line in enumerate(lines):
        if stamps and _names_notary(line.folded):
            near = tuple(_neighbours(lines, index, index))
            yield Mark(page.number, line.box, None, None, "", near)


def _begins_certifying(line: Line) -> bool:
    """Whether a short line begins with a certifier's word ("Beglaubigt: ..."): it names no issuer."""
    words = line.folded.split()
    return len(words) <= _SHORT_LINE and any("sure" in ideas_of(word) for word in words[:2])


def _names_notary(folded: str) -> bool:
    titles = (party_terms.NOTARY_NL_ONLY, party_terms.NOTARY_BEYOND_ONLY, party_terms.NOTARY_EEA_ONLY)
    return party_terms.first_term(party_terms.NOTARY, folded, least=7) is not None or any(
        party_terms.first_term(terms, folded, least=99) is not None for terms in titles
    )


def _wordings(lines: list[Line]) -> Iterator[tuple[int, int, Wording]]:
    """The wordings of a page with the indices of their first and last lines."""
    words: list[str] = []
    owner: list[int] = []
    for index, line in enumerate(lines):
        for word in line.text.split():
            words.append(word)
            owner.append(index)
    for wording in find_wording(words):
        first, last = owner[wording.first], owner[wording.last]
        if last - first <= 3:
            yield first, last, wording


def _neighbours(lines: list[Line], first: int, last: int) -> list[Line]:
    """The lines of a wording and those close above and below it; one that runs up the margin has none."""
    top, bottom = lines[first].box, lines[last].box
    if any(_stands(line.box) for line in lines[first : last + 1]):
        return lines[first : last + 1]
    out = []
    for line in lines[max(0, first - _MOST_LINES) : last + 1 + _MOST_LINES]:
        reach = 4.5 * max(top[3] - top[1], 0.008)
        if line.box[3] >= top[1] - reach / 2 and line.box[1] <= bottom[3] + reach * 1.6:
            out.append(line)
    return out


def _abreast(lines: Sequence[Line], box: Box, near: Sequence[Line]) -> tuple[Line, ...]:
    """Further lines at the height of a wording: who certifies often stands across the page from it."""
    if _stands(box):
        return ()
    top, bottom = box[1] - _ABREAST[0], box[3] + _ABREAST[1]
    return tuple(
        line for line in lines if line not in near and top < (line.box[1] + line.box[3]) / 2 < bottom
    )


def _stands(box: Box) -> bool:
    """Whether a line runs up the page: a tall and narrow box."""
    return box[3] - box[1] > _UPRIGHT * (box[2] - box[0])


def _apostille(lines: list[Line]) -> tuple[Line | None, list[Line], Box | None]:
    """The heading of an apostille, the lines outside it, and the area it covers."""
    for index, line in enumerate(lines):
        if not is_apostille_heading(line.text):
            continue
        block = lines[index : index + _APOSTILLE_LINES]
        text = "\n".join(part.text for part in block)
        numbered = sum(bool(re.match(r"\W*(?:10|[1-9])\W", part.text)) for part in block)
        if apostille_fields(text) < 2 and numbered < 4:
            continue
        first, last = max(0, index - 1), _last_field(lines, index)
        top = lines[first].box if is_apostille_heading(lines[first].text) else line.box
        inside = lines[index : last + 1]
        area = union([top, *(part.box for part in inside)])
        area = (area[0] - 0.15, area[1] - 0.02, area[2] + 0.25, area[3] + 0.09)
        rest = [part for part in lines if part not in inside]
        return line, rest, area
    return None, lines, None


def _last_field(lines: list[Line], index: int) -> int:
    """The last line of the numbered fields that follow the heading."""
    last = index
    for offset, part in enumerate(lines[index : index + _APOSTILLE_LINES]):
        folded = part.folded
        if (
            re.match(r"\W*(?:10|[1-9])\s*[.,:)]", part.text)
            or re.search(
                r"seal|stamp|sceau|timbre|siegel|sello|zegel|piecz|sigil|signature|unterschrift|handtekening|firma|podpis|semnatura",
                folded,
            )
            or apostille_fields(part.text)
            or is_apostille_heading(part.text)
        ):
            last = index + offset
    return last


def _line(page: Page, indices: list[int]) -> Line:
    words = [page.words[index] for index in indices]
    return Line(
        page=page.number,
        text=" ".join(word.text for word in words),
        box=union([word.box for word in words]),
        confidence=sum(word.confidence for word in words) / len(words),
    )


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around others."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _inside(box: Box, area: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _printed_in(box: Box, page: Page) -> str:
    """What stands within a stamp, as the page itself was read; print that runs through it is left out.

    A little over is allowed at the ends, where a frame is read as a letter, and above and below, where a
    stamp was found only in part.
    """
    over = _OVER * (box[2] - box[0])
    return " ".join(
        " ".join(word.text for word in run)
        for run in _runs(page)
        if run[0].box[0] > box[0] - over
        and run[-1].box[2] < box[2] + over
        and all(word.box[1] < box[3] and word.box[3] > box[1] for word in run)
    )


def _runs(page: Page) -> Iterator[list[Word]]:
    """The words of each line of a page, parted where they stand far from each other."""
    run: list[Word] = []
    for word in page.words:
        if run and (word.line != run[-1].line or word.box[0] - run[-1].box[2] > _PARTED):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _gap(a: Box, b: Box) -> float:
    """The larger of the gaps between two boxes along either side; 0 where they meet."""
    dx = max(0.0, a[0] - b[2], b[0] - a[2]) * 0.7
    dy = max(0.0, a[1] - b[3], b[1] - a[3])
    return max(dx, dy)
