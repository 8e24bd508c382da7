"""Who certified a copy: the marks on the pages, the words that belong to each, and the party they name.

A mark is a stamp, or a wording about a copy, with the lines around it. What a mark says is judged by titles
of office, by place, and by the names of the document's issuer (domain, sections 1 and 3). An apostille is set
apart first: the notary or registrar named in its fields certified nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from verification import party_terms
from verification.fuzzy import find, fold
from verification.issuers import Match, issuer_names, match_issuer, names_institution
from verification.model import Box, Page, Stamp
from verification.party_terms import Office
from verification.places import Place, Region, region_near
from verification.wording import (
    Speech,
    Wording,
    apostille_fields,
    find_wording,
    is_apostille_heading,
    speaks_of_translation,
)

_NEAR_MM = 16.0  # lines this close to a stamp or a wording belong to it
_PAGE_MM = 297.0  # height of a page whose size is not known
_APOSTILLE_LINES = 20
_MOST_LINES = 5  # above and below a wording
_SURE_OFFICES = (Office.NOTARY, Office.TRANSLATOR, Office.CONSULATE, Office.POLICE)


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
class Party:
    """Who a mark names. `region` is where it is established, None if no place could be read."""

    office: Office
    region: Region | None
    evidence: str
    confidence: float
    page: int
    box: Box | None
    by_stamp: bool  # named in a stamp, not only in print beside it


@dataclass(frozen=True, slots=True)
class Mark:
    """A stamp or a wording with the lines that belong to it."""

    page: int
    box: Box
    stamp: Stamp | None
    wording: Wording | None
    words: str  # of the wording itself, '' without
    lines: tuple[Line, ...]

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
    apostille_stamps: int

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
    dropped = 0
    for page in pages:
        lines = lines_of(page)
        apostille, rest, area = _apostille(lines)
        heading = heading or apostille
        stamps = [stamp for stamp in page.stamps if area is None or not _inside(stamp.box, area)]
        dropped += len(page.stamps) - len(stamps)
        found = list(_marks_of(page, rest, stamps))
        marks += found
        if page.number == 1 or not names:
            taken = {id(line) for mark in found for line in mark.lines if mark.wording is not None}
            names += [line.text for line in rest if id(line) not in taken]
    return Marks(issuer_names(names), tuple(marks), heading, dropped)


def parties_of(mark: Mark, issuer: Sequence[str]) -> list[Party]:
    """The parties that a mark names, the weightiest first."""
    stamp_text = fold(mark.stamp.text) if mark.stamp is not None else ""
    beside = fold("\n".join(line.text for line in mark.lines))
    found: list[Party] = []
    for text, by_stamp in ((stamp_text, True), (beside, False)):
        if text:
            found += _named(text, beside if by_stamp else stamp_text, mark, issuer, by_stamp=by_stamp)
    return sorted(found, key=_weight)


def _weight(party: Party) -> tuple[int, int, float]:
    """Titles that nobody else bears come first, then the issuer, then offices; stamps before print."""
    rank = 0 if party.office in _SURE_OFFICES else 1 if party.office is Office.ISSUER else 2
    return rank, 0 if party.by_stamp else 1, -party.confidence


def _named(text: str, other: str, mark: Mark, issuer: Sequence[str], *, by_stamp: bool) -> Iterator[Party]:
    """The parties named in one folded text of a mark; `other` is the rest of the mark, for the place."""
    box = mark.stamp.box if mark.stamp is not None else mark.box

    def party(office: Office, evidence: str, confidence: float, region: Region | None = None) -> Party:
        return Party(office, region, evidence, round(confidence, 2), mark.page, box, by_stamp)

    notary = _notary(text, other)
    if notary is not None:
        yield party(Office.NOTARY, *notary)
    named = by_stamp or mark.wording is not None
    match = match_issuer(text, issuer) if named else Match(0.0, 0.0, "")
    if match.good:
        yield party(Office.ISSUER, match.name, 0.6 + 0.35 * match.share)
    for office, terms in party_terms.TERMS.items():
        hit = _first(terms, text) if named else None
        if hit is not None:
            confidence = 0.9 - 0.1 * hit[1] - (0.0 if by_stamp else 0.1)
            yield party(office, _words_around(text, hit[2], hit[3]), confidence)
    if by_stamp and names_institution(text) and not match.good:
        yield party(Office.COMPANY, text, 0.4)


def _notary(text: str, other: str) -> tuple[str, float, Region | None] | None:
    """A notary's title in a folded text: the words around it, how sure, and where the office is."""
    for terms, region in (
        (party_terms.NOTARY_NL_ONLY, Region.NETHERLANDS),
        (party_terms.NOTARY_BEYOND_ONLY, Region.BEYOND),
        (party_terms.NOTARY_EEA_ONLY, Region.EEA),
        (party_terms.NOTARY, None),
    ):
        hit = _first(terms, text, least=7 if region is None else 99)
        if hit is None:
            continue
        term, errors, start, end = hit
        place = _notary_place(text, start, other)
        if place is not None and (region is None or place.errors == 0):
            region = place.region
        evidence, confidence = _words_around(text, start, end), 0.95 - 0.08 * errors
        if region is None:
            guess = next((g for title, g in party_terms.TITLE_GUESS if term.startswith(title)), None)
            return evidence, 0.5, Region(guess) if guess else None
        return evidence, confidence, region
    return None


def _notary_place(text: str, start: int, other: str) -> Place | None:
    """Where the notary named in `text` sits: a place beside the title there, else in the rest of the mark."""
    place = region_near(text, start)
    if place is not None:
        return place
    hit = _first(party_terms.NOTARY, other)
    return region_near(other, hit[2]) if hit is not None else region_near(other, 0, reach=(0, 90))


def _first(terms: Sequence[str], text: str, *, least: int = 8) -> tuple[str, int, int, int] | None:
    """The term that stands best in the text: the term, its wrong characters, where it starts and ends.

    Terms shorter than `least` must be right in every letter; those of up to six letters must be whole words.
    """
    best: tuple[str, int, int, int] | None = None
    for term in terms:
        hit = find(term, text, errors=None if len(term) >= least else 0)
        if hit is None:
            continue
        if len(term) <= 6 and hit[1] < len(text) and text[hit[1]] != " ":
            continue
        if best is None or (hit[2], -len(term)) < (best[1], -len(best[0])):
            best = (term, hit[2], hit[0], hit[1])
    return best


def _words_around(text: str, start: int, end: int) -> str:
    left = text[:start].split()[-3:]
    right = text[end:].split()[:4]
    return " ".join([*left, text[start:end], *right])


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
        yield Mark(page.number, stamp.box, stamp, wording, words, (*near, *extra))
    yield from _notary_lines(page, lines, stamps)
    for first, last, wording in wordings:
        box = _union([line.box for line in lines[first : last + 1]])
        words = " ".join(line.text for line in lines[first : last + 1])
        yield Mark(page.number, box, None, wording, words, tuple(_neighbours(lines, first, last)))


def _notary_lines(page: Page, lines: list[Line], stamps: Sequence[Stamp]) -> Iterator[Mark]:
    """Lines that name a notary away from any stamp: nobody names one on a document for another reason."""
    for index, line in enumerate(lines):
        if stamps and _first(party_terms.NOTARY, line.folded, least=7) is not None:
            near = tuple(_neighbours(lines, index, index))
            yield Mark(page.number, line.box, None, None, "", near)


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
    """The lines of a wording and those close above and below it."""
    top, bottom = lines[first].box, lines[last].box
    out = []
    for line in lines[max(0, first - _MOST_LINES) : last + 1 + _MOST_LINES]:
        reach = 4.5 * max(top[3] - top[1], 0.008)
        if line.box[3] >= top[1] - reach / 2 and line.box[1] <= bottom[3] + reach * 1.6:
            out.append(line)
    return out


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
        area = _union([top, *(part.box for part in inside)])
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
        box=_union([word.box for word in words]),
        confidence=sum(word.confidence for word in words) / len(words),
    )


def _union(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _inside(box: Box, area: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _gap(a: Box, b: Box) -> float:
    """The larger of the gaps between two boxes along either side; 0 where they meet."""
    dx = max(0.0, a[0] - b[2], b[0] - a[2]) * 0.7
    dy = max(0.0, a[1] - b[3], b[1] - a[3])
    return max(dx, dy)


def certifier_speaks(mark: Mark) -> bool:
    """Whether the wording of a mark is a certifier's: of a copy, and not of a translation."""
    return (
        mark.wording is not None
        and mark.wording.speech is Speech.CERTIFIER
        and not speaks_of_translation(mark.words)
    )
