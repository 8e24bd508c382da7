"""The verdict on certification: which of the codes a scanned document earns, by its kind and the rules.

What counts, and why, stands in docs/decisions/0007-certification.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from verification.copy_ideas import ideas_of
from verification.employers import employers_mark
from verification.issuers import copy_desk, tells_birth
from verification.marks import (
    Line,
    Mark,
    Marks,
    certifier_speaks,
    is_emblem,
    lines_of,
    read_marks,
    surely_stamped,
)
from verification.model import Box, Document, Kind, Page
from verification.own_statements import find_own, surely_own
from verification.parties import EVERYDAY, Party, parties_of
from verification.party_terms import Office
from verification.places import Region
from verification.rulebook.rules import Certifier, Rules
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
_SHORT_LINE = 8  # words
_DOUBTFUL = 0.6
_ABREAST = 0.09  # share of the page height: a stamp and a wording beside it
_EXACT = 0.9  # confidence in an office whose word is right in every letter
_MOST_WORDS = 15  # of a stamp that is no table
_PLAIN = 0.8  # confidence in an office that a stamp names plainly
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
            _by_employer(document, marks, rules),
            _apostille_only(marks),
            _doubt(marks),
            Verdict("missing", "", 0.8 if not marks.stamps else 0.6, None, None),
        )
        if found is not None
    )
    return verdict if verdict.code == "apostille-only" else replace(verdict, apostille=marks.apostille)


def worded(document: Document) -> bool:
    """Whether somebody says on a document that it is a true copy, or a notary marked it."""
    marks = read_marks(document.reading.pages)
    sure = (m for m in marks.wordings if m.wording is not None and m.wording.sure)
    return any(not speaks_of_translation(mark.words) for mark in sure) or any(
        party.office is Office.NOTARY and party.by_stamp
        for mark in marks.stamps
        for party in parties_of(mark, marks.issuer)
    )


def _by_party(document: Document, marks: Marks, rules: Rules) -> Verdict | None:
    """The verdict by the party that a mark names, or by the holder's own statement."""
    said = surely_own(marks)
    for mark, party in _parties(document, marks):
        if said is not None and party.office in (Office.ISSUER, Office.COMPANY):
            continue
        verdict = _of_party(document, marks, mark, party, rules)
        if verdict is not None:
            return verdict
    own = said or find_own(document.reading.pages, marks)
    return None if own is None else Verdict("own-statement", own.words, own.confidence, own.page, own.box)


def _by_employer(document: Document, marks: Marks, rules: Rules) -> Verdict | None:
    """An employer that certified a diploma, where only its school may."""
    mark = None if document.kind in LETTERS else employers_mark(marks, rules.procedure)
    if mark is None:
        return None
    return Verdict("party-not-accepted", mark.words, _DOUBTFUL, mark.page, mark.box)


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
    ordered = [(mark, party) for _, mark, party in found]
    return [pair for pair in ordered if not _belied(*pair, ordered)]


def _belied(mark: Mark, party: Party, others: Sequence[tuple[Mark, Party]]) -> bool:
    """Whether the issuer is named only in print, and the stamp at that height is somebody else's."""
    if party.office is not Office.ISSUER or party.by_stamp:
        return False
    abreast = [
        (other, found)
        for other, found in others
        if other.page == mark.page and found.by_stamp and _apart(other.box, mark.box) < _ABREAST
    ]
    if any(found.office is Office.ISSUER for _, found in abreast):
        return False
    return any(found.office is not Office.COMPANY and found.confidence >= _PLAIN for _, found in abreast)


def _apart(a: Box, b: Box) -> float:
    """The gap between two boxes down the page, in shares of its height."""
    return max(0.0, a[1] - b[3], b[1] - a[3])


def _rank(mark: Mark, party: Party, order: int) -> tuple[int, int, int, float]:
    """A notary first, then those with wording; what a stamp says before what stands beside it."""
    if party.office is Office.NOTARY:
        return 0, 0, 0, -party.confidence
    return (1 if mark.wording is not None else 2), (0 if party.by_stamp else 1), order, -party.confidence


def _of_party(document: Document, marks: Marks, mark: Mark, party: Party, rules: Rules) -> Verdict | None:
    """What one party's mark is worth; None if it certifies nothing."""
    code, variant = _worth(document, party, rules)
    stamped = mark.stamp is not None or any(other.page == mark.page for other in marks.stamps)
    if not stamped and (code != "party-not-accepted" or not _third_party_speaks(mark)):
        return None  # whoever is not admitted is so without a stamp too
    if party.office is Office.COMPANY or _of_letterhead(mark, party, marks):
        return None
    if (
        code == "issuer"
        and not certifier_speaks(mark)
        and mark.stamp is not None
        and not surely_stamped(mark)
    ):
        return None  # a printed frame
    if party.office in EVERYDAY and _of_table(mark, party):
        return None
    if code == "issuer" and document.kind not in LETTERS and not _second_mark(document, marks, mark):
        return None
    return Verdict(code, party.evidence, party.confidence, party.page, party.box, variant)


def _of_table(mark: Mark, party: Party) -> bool:
    """Whether a word for an office stands in a table, or is only like one there: "Pharmacology"."""
    if mark.stamp is None or mark.wording is not None or surely_stamped(mark):
        return False
    return party.confidence < _EXACT or len(mark.stamp.text.split()) > _MOST_WORDS


def _of_letterhead(mark: Mark, party: Party, marks: Marks) -> bool:
    """Whether a mark is the issuer's emblem: its name may hold words of an office ("ministry", "academy")."""
    if not is_emblem(mark) or party.office is Office.NOTARY:
        return False
    return any(named.office is Office.ISSUER for named in parties_of(mark, marks.issuer))


def _third_party_speaks(mark: Mark) -> bool:
    """Whether a wording is that of a certifier, or of somebody in the first person."""
    return certifier_speaks(mark) or (mark.wording is not None and mark.wording.speech is Speech.PERSON)


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

    Wording about a copy at the mark; a desk that certifies copies; two stamps of the issuer; a date of the
    mark in a later year than any other on the document.
    """
    if any(certifier_speaks(other) and _together(mark, other) for other in marks.wordings):
        return True
    if mark.stamp is not None and (copy_desk(mark.stamp.text) or _beside_certifying_word(document, mark)):
        return True
    same = [
        one for one in marks.stamps if any(p.office is Office.ISSUER for p in parties_of(one, marks.issuer))
    ]
    return len(same) > 1 or _dated_later(document.reading.pages, mark)


def _together(mark: Mark, wording: Mark) -> bool:
    """Whether a wording stands at a mark: the seal of an original further up is none of its stamps."""
    return wording.page == mark.page and _apart(wording.box, mark.box) < _ABREAST


def _beside_certifying_word(document: Document, mark: Mark) -> bool:
    """Whether a short line at the height of a stamp holds a word that only certifiers use: "Beglaubigt"."""
    lines = [line for page in document.reading.pages if page.number == mark.page for line in lines_of(page)]
    return any(
        len(words) <= _SHORT_LINE and any("sure" in ideas_of(word) for word in words)
        for line in lines
        if _apart(line.box, mark.box) == 0.0 and (words := line.folded.split())
    )


def _dated_later(pages: Sequence[Page], mark: Mark) -> bool:
    """Whether a mark is of a later year than its document, which was issued in another year than its holder
    was born; a date above a seal is that of the original."""
    at_mark: list[int] = []
    elsewhere: list[int] = []
    for page in pages:
        for line in lines_of(page):
            years = [int(year) for year in _YEAR.findall(line.text)]
            if page.number != mark.page or not mark.box[1] - 0.05 < line.box[1] < mark.box[3] + 0.07:
                elsewhere += [] if tells_birth(line.folded) else years
            elif line.box[3] > mark.box[1]:
                at_mark += years
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
        if _unread(mark, marks) and not is_emblem(mark):
            return Verdict("undetermined", mark.text, _DOUBTFUL, mark.page, mark.box)
    return None


def _unread(mark: Mark, marks: Marks) -> bool:
    """Whether a mark is surely a stamp, and whose cannot be told."""
    if not surely_stamped(mark):
        return False
    known = {party.office for party in parties_of(mark, marks.issuer)}
    return not known & {Office.ISSUER, Office.TRANSLATOR}


def _worded_first(marks: Marks) -> Iterator[Mark]:
    """The wordings, those on a stamp first."""
    yield from sorted(marks.wordings, key=lambda mark: mark.stamp is None)
