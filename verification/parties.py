"""The party that a mark names: by titles of office, by place, and by the names of the document's issuer.

Source: domain, sections 1 and 3. What each party is worth under a procedure is judged in
`verification.certifying`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verification import party_terms
from verification.fuzzy import fold
from verification.issuers import Match, match_issuer, names_institution
from verification.marks import Line, Mark
from verification.model import Box
from verification.party_terms import Office, compound, first_term
from verification.places import Place, Region, contact_region, home_region, is_place, region_near

# Named in print beside a stamp only from the wording on: the body of a document speaks of them too.
EVERYDAY = frozenset({Office.PHYSICIAN, Office.TRADE, Office.COLLEAGUE})
_GUESSED, _BY_ADDRESS = 0.5, 0.7  # confidence in the place of a notary
_MISREAD_PRINT = 8  # letters per wrong character in a title that stands in print; a stamp is read worse
_BROKEN_FROM = 7  # letters
_WHOLE = 0.85  # of the weight of the issuer's name: then it is the issuer's, whatever else is named
_PLAIN_FROM = 6  # letters of a term that is no part of another word
_BEGUN_ABOVE = 2  # lines of a sentence above the one where its wording shows
_PARAGRAPH = 0.8  # of the height of a line, between two of a paragraph
_ABOVE = 0.01  # share of the page height
_SURE_OFFICES = (Office.NOTARY, Office.TRANSLATOR, Office.CONSULATE, Office.POLICE)


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


def parties_of(mark: Mark, issuer: Sequence[str]) -> list[Party]:
    """The parties that a mark names, the weightiest first."""
    stamp_text = fold(mark.stamp.text) if mark.stamp is not None else ""
    beside = fold("\n".join(line.text for line in mark.lines))
    found: list[Party] = []
    # What stands in a stamp was read twice, with the stamp by itself and with the page.
    for text, by_stamp in ((stamp_text, True), (fold(mark.printed), True), (beside, False)):
        if text:
            found += _named(text, beside if by_stamp else stamp_text, mark, issuer, by_stamp=by_stamp)
    return sorted(found, key=_weight)


def _below(mark: Mark) -> list[Line]:
    """The lines of a mark that do not stand above it: those are the document's own and name its issuer."""
    return [line for line in mark.lines if line.box[1] >= mark.box[1] - _ABOVE]


def _from_wording(mark: Mark) -> str:
    """What stands beside a mark from the sentence of its wording on, folded; '' without one."""
    starts = (index for index, line in enumerate(mark.lines) if line.text and line.text in mark.words)
    first = next(starts, None)
    if first is None:
        return ""
    for _ in range(_BEGUN_ABOVE):
        if first == 0 or not _next_to(mark.lines[first - 1], mark.lines[first]):
            break
        first -= 1
    return fold("\n".join(line.text for line in mark.lines[first:]))


def _next_to(above: Line, below: Line) -> bool:
    """Whether two lines follow each other as those of one paragraph."""
    gap = below.box[1] - above.box[3]
    return gap < _PARAGRAPH * (below.box[3] - below.box[1]) and above.box[1] < below.box[1]


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
        evidence, confidence, region = notary
        if confidence <= _GUESSED:
            confidence, region = _guessed(mark, issuer, evidence, region)
        yield party(Office.NOTARY, evidence, confidence, region)
    named = by_stamp or mark.wording is not None
    own = text if by_stamp else fold("\n".join(line.text for line in _below(mark)))
    match = match_issuer(own, issuer) if named and own else Match(0.0, 0.0, "")
    if match.good and (match.share >= _WHOLE or not _names_other_office(own, match.name)):
        yield party(Office.ISSUER, match.name, 0.6 + 0.35 * match.share)
    for office, terms in party_terms.TERMS.items():
        where = _from_wording(mark) if office in EVERYDAY and not by_stamp else text
        hit = (
            (first_term(terms, where) or compound(office, where) or _broken(terms, where)) if named else None
        )
        if hit is not None and (by_stamp or hit[1] <= len(hit[0]) // _MISREAD_PRINT):
            confidence = 0.9 - 0.1 * hit[1] - (0.0 if by_stamp else 0.1)
            yield party(office, _words_around(where, hit[2], hit[3]), confidence)
    if by_stamp and names_institution(text) and not match.good:
        yield party(Office.COMPANY, text, 0.4)


def _names_other_office(text: str, issuer: str) -> bool:
    """Whether a mark that has only some words of the issuer plainly names an office that the issuer lacks."""
    for terms in party_terms.TERMS.values():
        hit = first_term([term for term in terms if len(term) >= _PLAIN_FROM], text, least=99)
        if hit is not None and hit[0] not in issuer:
            return True
    return False


def _broken(terms: Sequence[str], text: str) -> tuple[str, int, int, int] | None:
    """A long term that recognition broke in two: "embas sy"."""
    words = text.split()
    joined = " ".join(a + b for a, b in pairwise(words) if len(a) > 1 and len(b) > 1)
    hit = first_term([term for term in terms if len(term) >= _BROKEN_FROM], joined, least=99)
    return None if hit is None or hit[1] else (hit[0], 0, 0, len(text))


def _notary(text: str, other: str) -> tuple[str, float, Region | None] | None:
    """A notary's title in a folded text: the words around it, how sure, and where the office is."""
    for terms, region in (
        (party_terms.NOTARY_NL_ONLY, Region.NETHERLANDS),
        (party_terms.NOTARY_BEYOND_ONLY, Region.BEYOND),
        (party_terms.NOTARY_EEA_ONLY, Region.EEA),
        (party_terms.NOTARY, None),
    ):
        hit = first_term(terms, text, least=7 if region is None else 99)
        if hit is None:
            continue
        term, errors, start, end = hit
        if errors and is_place(text[start:end]):
            continue
        place = _notary_place(_blanked(text, start, end), start, other)
        if place is not None and (region is None or place.errors == 0):
            region = place.region
            errors += place.errors
        evidence, confidence = _words_around(text, start, end), 0.95 - 0.08 * errors
        if region is None:
            guess = next((g for title, g in party_terms.TITLE_GUESS if term.startswith(title)), None)
            return evidence, _GUESSED, Region(guess) if guess else None
        return evidence, confidence, region
    return None


def _guessed(
    mark: Mark, issuer: Sequence[str], evidence: str, guess: Region | None
) -> tuple[float, Region | None]:
    """Where a notary sits whose place nobody could read, and how sure: by the address, else by the document.

    A document says where its holder was, so a title that is not Dutch (`Notar`) makes no Dutch notary of it.
    """
    told = contact_region(mark.text)
    if told is not None:
        return _BY_ADDRESS, told
    home = home_region(issuer)
    if guess is Region.NETHERLANDS or home is None:
        return _GUESSED, guess
    foreign = party_terms.first_term(party_terms.NOTARY_ENGLISH, evidence) is None
    return _GUESSED, guess if home is Region.NETHERLANDS and foreign else home


def _notary_place(text: str, start: int, other: str) -> Place | None:
    """Where the notary named in `text` sits: a place beside the title there, else in the rest of the mark."""
    here = region_near(text, start)
    if here is not None and here.errors == 0:
        return here
    hit = first_term(party_terms.NOTARY, other)
    if hit is None:
        there = region_near(other, 0, reach=(0, 90))
    else:
        there = region_near(_blanked(other, hit[2], hit[3]), hit[2])
    places = [place for place in (here, there) if place is not None]
    return min(places, key=lambda place: place.errors, default=None)


def _blanked(text: str, start: int, end: int) -> str:
    """The text with the title struck out: `notario` is one letter from `Ontario`."""
    return f"{text[:start]}{'-' * (end - start)}{text[end:]}"


def _words_around(text: str, start: int, end: int) -> str:
    left = text[:start].split()[-3:]
    right = text[end:].split()[:4]
    return " ".join([*left, text[start:end], *right])
