"""Names of institutions compared across OCR errors, languages and acronyms; places told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.fuzzy import find, fold
from verification.issuers import issuer_names, match_issuer
from verification.places import Region, find_places, region_near

NAMES = (
    "Universiteit Gent",
    "Ziekenhuis De Linde, Parkweg 3, 7411 AA Deventer",
    "Universitair Medisch Centrum Groningen",
    "Krankenhaus Marienstift",
    "Verloskundigenpraktijk De Ooievaar",
)


@pytest.mark.parametrize(
    ("mark", "same"),
    [
        ("GHENT UNIVERSITY", True),
        ("UNIVERSITEIT GENT FACULTEIT GENEESKUNDE", True),
        ("UNIVERSlTElT GENT", True),
        ("Ziekenhuis de L1nde Deventer", True),
        ("UMCG", True),
        ("Marienstift aus", True),
        ("OSKUNDIGENPRAKTIJ\nDE OOIEVAAR - TIEL", True),
        ("OSKUNDIGENPRAKTIJ\nDE ZWALUW - TIEL", False),
        ("UNIVERSITEIT UTRECHT", False),
        ("GEMEENTE DEVENTER", False),
        ("ZIEKENHUIS RIJNSTATE", False),
        ("Stadt Gent", False),
        ("", False),
    ],
)
def test_match(mark: str, same: bool) -> None:
    assert match_issuer(mark, NAMES).good is same


def test_names_come_from_the_head_and_from_lines_that_name_an_institution() -> None:
    lines = [
        "Rijnmond",
        "Diploma",
        *["tekst zonder naam van iets dat lang genoeg is om geen kop te zijn ja"] * 8,
    ]
    assert "namens het Ziekenhuis Oost" in issuer_names([*lines, "namens het Ziekenhuis Oost"])
    assert "Rijnmond" in issuer_names(lines)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("notaris te Leeuwarden", Region.NETHERLANDS),
        ("notaris te 's-Gravenhage", Region.NETHERLANDS),
        ("Notar in München", Region.EEA),
        ("notaire à Liège", Region.EEA),
        ("notariusz w Krakowie, Kraków", Region.EEA),
        ("notary public, Zürich", Region.BEYOND),
        ("notary public London", Region.BEYOND),
        ("notaris te Paramaribo", Region.BEYOND),
        ("notary public in Valencia, Venezuela", Region.BEYOND),
        ("mr. J. van Delft, notaris te Antwerpen", Region.EEA),
    ],
)
def test_region_of_an_office(text: str, region: Region) -> None:
    folded = fold(text)
    place = region_near(folded, max(0, folded.find("nota")))
    assert place is not None
    assert place.region is region


def test_a_surname_is_no_place() -> None:
    assert find_places(fold("de heer P. van Houten")) == []


@given(st.text(alphabet="abcdefghij ", min_size=0, max_size=60), st.sampled_from(["abcdefg", "bcdefghij"]))
def test_an_exact_occurrence_is_always_found(text: str, term: str) -> None:
    hit = find(term, f"{text} {term}")
    assert hit is not None
    assert hit[2] == 0


@given(st.text(max_size=80))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
