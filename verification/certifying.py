"""The verdict on certification: which of the codes a scanned document earns, by its kind and the rules.

What counts, and why, stands in docs/decisions/0007-certification.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from verification.issuers import copy_desk
from verification.marks import Line, Mark, Marks, certifier_speaks, lines_of, read_marks, union
from verification.model import Box, Document, Kind, Page
from verification.parties import Party, parties_of
from verification.party_terms import Office
from verification.places import Region
from verification.rulebook.rules import Certifier, Rules
from verification.scrawl import find_statement
from verification.speakers import Speech
from verification.wording import speaks_of_translation

# Papers that carry their issuer's stamp and signature because they are letters: the mark of the issuer on
# them is what is asked for. A diploma carries its own seal as part of the original: that certifies no copy.
LETTERS = frozenset(
    {
        Kind.EMPLOYMENT_STATEMENT,
        Kind.PROFESSIONAL_STATUS,
        Kind.GOOD_CONDUCT,
        Kind.TRANSLATION,
        Kind.CONTRACT,
        Kind.PAY_SLIP,
        Kind.CV,
        Kind.OTHER,
    }
)
_ISSUED_BY_AUTHORITY = frozenset({Kind.PROFESSIONAL_STATUS, Kind.GOOD_CONDUCT})
_SURE_STAMP = 0.7
_DOUBTFUL = 0.6
_LETTERHEAD = 0.17  # share of the page height where emblems stand
_VARIANTS: Mapping[Office, str] = {
    Office.MUNICIPALITY: "municipality",
    Office.TRANSLATOR: "translator",
    Office.AUTHORITY: "authority",
    Office.NOTARY: "notary-abroad",
}
_DUTCH_AUTHORITY = re.compile(
    r"dienst uitvoering|nuffic|cibg|\bduo\b|ministerie v|inspectie|kamer van koophandel"
)
_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The code (without the name of the check), what led to it, and where."""

    code: str
    evidence: str
    confidence: float
    page: int | None
    box: Box | None
    variant: str = ""
    apostille: Line | None = None  # the heading of one that was found besides


def judge(document: Document, rules: Rules) -> Verdict:
    """What certification a scanned document shows."""
    pages = document.reading.pages
    marks = read_marks(pages)
    verdict = next(
        found
        for found in (
            _by_party(document, marks, rules),
            _apostille_only(marks),
            _doubt(marks),
            Verdict("missing", "", 0.8 if not marks.stamps else 0.6, None, None),
        )
        if found is not None
    )
    return verdict if verdict.code == "apostille-only" else replace(verdict, apostille=marks.apostille)


def _by_party(document: Document, marks: Marks, rules: Rules) -> Verdict | None:
    """The verdict by the party that a mark names, or by the holder's own statement."""
    own = next(
        (m for m in marks.wordings if m.wording is not None and m.wording.speech is Speech.HOLDER), None
    )
    for mark, party in _parties(document, marks):
        if own is not None and party.office in (Office.ISSUER, Office.COMPANY):
            continue
        verdict = _of_party(document, marks, mark, party, rules)
        if verdict is not None:
            return verdict
    if own is None:
        own = _person_speaks(marks)
    if own is not None:
        return Verdict("own-statement", own.words, 0.85, own.page, own.box)
    return _by_hand(document, marks)


def _by_hand(document: Document, marks: Marks) -> Verdict | None:
    """The holder's statement in handwriting, on a page without a stamp."""
    for page in document.reading.pages:
        stamped = any(m.page == page.number and _surely_stamped(m) and not _emblem(m) for m in marks.stamps)
        span = None if stamped else find_statement([(word.text, word.confidence) for word in page.words])
        if span is not None:
            words = page.words[span[0] : span[1] + 1]
            text = " ".join(word.text for word in words)
            return Verdict("own-statement", text, 0.65, page.number, union([word.box for word in words]))
    return None


def _person_speaks(marks: Marks) -> Mark | None:
    """A declaration in the first person without any stamp on its page, and without an office."""
    for mark in marks.wordings:
        spoken = mark.wording is not None and mark.wording.speech is Speech.PERSON
        stamps = [
            other
            for other in marks.stamps
            if other.page == mark.page and _surely_stamped(other) and not _emblem(other)
        ]
        if spoken and not stamps:
            return mark
    return None


def _parties(document: Document, marks: Marks) -> list[tuple[Mark, Party]]:
    """The parties of all marks, those that weigh most first; a translator's own work is left out."""
    pages = {page.number: page for page in document.reading.pages}
    found = []
    for mark in marks.marks:
        for order, party in enumerate(parties_of(mark, marks.issuer)):
            text = pages[party.page].text
            of_translation = document.kind is Kind.TRANSLATION or speaks_of_translation(text)
            if party.office is Office.TRANSLATOR and of_translation and not certifier_speaks(mark):
                continue
            found.append((_rank(mark, party, order), mark, party))
    found.sort(key=lambda item: item[0])
    return [(mark, party) for _, mark, party in found]


def _rank(mark: Mark, party: Party, order: int) -> tuple[int, int, int, float]:
    """A notary first, then those with wording; what a stamp says before what stands beside it."""
    if party.office is Office.NOTARY:
        return 0, 0, 0, -party.confidence
    return (1 if mark.wording is not None else 2), (0 if party.by_stamp else 1), order, -party.confidence


def _of_party(document: Document, marks: Marks, mark: Mark, party: Party, rules: Rules) -> Verdict | None:
    """What one party's mark is worth; None if it certifies nothing."""
    code, variant = _worth(document, party, rules)
    stamped = mark.stamp is not None or any(other.page == mark.page for other in marks.stamps)
    if not stamped and (code != "party-not-accepted" or not certifier_speaks(mark)):
        return None  # whoever is not admitted is so without a stamp too
    if party.office is Office.COMPANY or (party.office is Office.ISSUER and _emblem(mark)):
        return None
    if code == "issuer" and document.kind not in LETTERS and not _second_mark(document, marks, mark):
        return None
    return Verdict(code, party.evidence, party.confidence, party.page, party.box, variant)


def _emblem(mark: Mark) -> bool:
    """Whether a mark is the emblem of a letterhead: it names the issuer and certifies nothing."""
    return mark.stamp is not None and mark.wording is None and mark.box[1] < _LETTERHEAD


def _worth(document: Document, party: Party, rules: Rules) -> tuple[str, str]:
    """The code and message variant of a party under the rules."""
    admitted = rules.certifiers
    refused = "party-not-accepted", _VARIANTS.get(party.office, "")
    if party.office is Office.ISSUER:
        return ("issuer", "") if Certifier.ISSUER in admitted else refused
    if party.office is Office.NOTARY:
        dutch = party.region is Region.NETHERLANDS and Certifier.NOTARY_NL in admitted
        european = party.region in (Region.NETHERLANDS, Region.EEA) and Certifier.NOTARY_EEA in admitted
        if dutch or european:
            return "notary", ""
        return refused if party.region is not None else ("undetermined", "notary-place")
    if party.office is Office.AUTHORITY:
        if document.kind in _ISSUED_BY_AUTHORITY:
            return "issuer", ""
        foreign = "nl" not in {(language or "")[:2] for language in document.page_languages[:1]}
        if Certifier.DIPLOMA_COUNTRY_AUTHORITY in admitted and not (
            foreign and _DUTCH_AUTHORITY.search(party.evidence)
        ):
            return "authority", ""
        return refused
    if party.office is Office.TRANSLATOR and document.kind is Kind.TRANSLATION:
        return "issuer", ""
    return refused


def _second_mark(document: Document, marks: Marks, mark: Mark) -> bool:
    """Whether the issuer's mark is more than the seal that its original carries.

    Wording about a copy; a desk that certifies copies; two stamps of the issuer; a date of the mark in a
    later year than any other on the document.
    """
    if any(certifier_speaks(other) for other in marks.wordings):
        return True
    if mark.stamp is not None and copy_desk(mark.text):
        return True
    same = [
        one for one in marks.stamps if any(p.office is Office.ISSUER for p in parties_of(one, marks.issuer))
    ]
    return len(same) > 1 or _dated_later(document.reading.pages, mark)


def _dated_later(pages: Sequence[Page], mark: Mark) -> bool:
    at_mark: list[int] = []
    elsewhere: list[int] = []
    for page in pages:
        for line in lines_of(page):
            beside = page.number == mark.page and mark.box[1] - 0.05 < line.box[1] < mark.box[3] + 0.07
            (at_mark if beside else elsewhere).extend(int(year) for year in _YEAR.findall(line.text))
    return bool(at_mark and elsewhere) and max(at_mark) > max(elsewhere)


def _apostille_only(marks: Marks) -> Verdict | None:
    """An apostille, and no stamp or wording besides that could be somebody's certification."""
    if marks.apostille is None or any(certifier_speaks(mark) for mark in marks.wordings):
        return None
    return Verdict("apostille-only", marks.apostille.text, 0.9, marks.apostille.page, marks.apostille.box)


def _doubt(marks: Marks) -> Verdict | None:
    """Wording without a stamp, or a stamp and signature whose party cannot be read."""
    for mark in _worded_first(marks):
        if (
            certifier_speaks(mark)
            and mark.wording is not None
            and (mark.wording.sure or mark.stamp is not None)
        ):
            return Verdict(
                "undetermined", mark.words, 0.7, mark.page, mark.box, "no-stamp" if mark.stamp is None else ""
            )
    for mark in marks.stamps:
        if _unread(mark, marks) and not _emblem(mark):
            return Verdict("undetermined", mark.text, _DOUBTFUL, mark.page, mark.box)
    return None


def _unread(mark: Mark, marks: Marks) -> bool:
    """Whether a mark is surely a stamp, and whose cannot be told."""
    if not _surely_stamped(mark):
        return False
    known = {party.office for party in parties_of(mark, marks.issuer)}
    return not known & {Office.ISSUER, Office.TRANSLATOR}


def _surely_stamped(mark: Mark) -> bool:
    """Whether a mark holds what surely is a stamp, and not handwriting or a printed frame."""
    return mark.stamp is not None and mark.stamp.confidence >= _SURE_STAMP


def _worded_first(marks: Marks) -> Iterator[Mark]:
    """The wordings, those on a stamp first."""
    yield from sorted(marks.wordings, key=lambda mark: mark.stamp is None)
