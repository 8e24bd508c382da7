"""Employers that certify the copy of a diploma that a school issued.

Source: domain, section 1: under most procedures only the issuing institution may do so, besides a notary; an
employer may for periodic registration (Besluit periodieke registratie Wet BIG art. 5 lid 5).
"""

from __future__ import annotations

from verification.fuzzy import find, fold
from verification.issuers import institution_kinds, match_issuer
from verification.marks import Mark, Marks, certifier_speaks, surely_stamped
from verification.party_terms import STAFF_DESKS

_EMPLOYERS_TOO = frozenset({"periodic-registration"})
_SCHOOLS = frozenset({"university", "college"})
_ANOTHER = 0.34  # share of a name: with more in common a hospital may be the one that had the school


def employers_mark(marks: Marks, procedure: str) -> Mark | None:
    """The stamp in which the staff office of another institution than the issuing school certifies a copy.

    None if employers may certify, if no school was read as the issuer, or if a stamp may be its own.
    """
    if procedure in _EMPLOYERS_TOO or not any(institution_kinds(name) & _SCHOOLS for name in marks.issuer):
        return None
    stamps = [mark for mark in marks.stamps if mark.stamp is not None and mark.wording is not None]
    if any(match_issuer(mark.text, marks.issuer).good for mark in stamps):
        return None
    return next((mark for mark in stamps if _by_staff_office(mark, marks)), None)


def _by_staff_office(mark: Mark, marks: Marks) -> bool:
    text = fold(mark.stamp.text) if mark.stamp is not None else ""
    if not (surely_stamped(mark) and certifier_speaks(mark)):
        return False
    if not any(find(term, text, errors=0) for term in STAFF_DESKS):
        return False
    another = bool(institution_kinds(text) - _SCHOOLS)
    return another and match_issuer(text, marks.issuer).share < _ANOTHER
