"""A label at the end of a page and its number at the start of the next go together; nothing else does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.verification.made import page, reading
from verification.checks.identity_places import see
from verification.masked import joined, masked
from verification.model import Document, Kind, Place
from verification.reading.codec import decode, encode

BSN = "999990019"
LINES = "Hierbij verklaren wij dat mevrouw Femke Dijkstra\nbij ons werkt als verpleegkundige\n"
SENTENCE = LINES + "en bekend is onder het burgerservicenummer"
TOP = f"{BSN} en haar werk goed doet\nzoals ook de vorige jaren"

JOINED = {
    "a sentence": (SENTENCE, TOP),
    "a field": (LINES + "BSN:", BSN),
    "in groups": (LINES + "Burgerservicenummer", "9999 90 019 van werknemer"),
    "over page numbers": (SENTENCE + "\n\nPagina 10 van 40", f"Pagina 11 van 40\n\n{TOP}"),
    "a short end": (LINES + "haar burgerservicenummer is", TOP),
}
APART = {
    "the label has its number": (SENTENCE + " 111222333", TOP),
    "lines follow the label": (SENTENCE + "\nis bij ons bekend en wordt niet vermeld", TOP),
    "another number is called for": (LINES + "Ons kenmerk is dossiernummer", TOP),
    "no number begins the page": (SENTENCE, f"zoals vermeld onder kenmerk {BSN} van het dossier"),
    "it does not pass": (SENTENCE, "999990018 en haar werk goed doet"),
    "too long": (SENTENCE, f"{BSN}12 en haar werk goed doet"),
}


def places(pages: Sequence[str], *, first: int = 10) -> list[tuple[int | None, bool]]:
    """Page of each readable number, and whether its place is known: read as one document."""
    made = [page(text, number=first + at) for at, text in enumerate(pages)]
    return told(see(Document(reading(*made), Kind.OTHER)).readable)


def in_ranges(pages: Sequence[str], *, first: int = 10) -> list[tuple[int | None, bool]]:
    """The same of pages that were read in ranges of one, and written down in between."""
    parts = [reading(page(text, number=first + at)) for at, text in enumerate(pages)]
    stored = [encode(masked(part)) for part in parts]
    assert all(BSN.encode() not in data for data in stored)
    whole = joined([decode(data) for data in stored], size=1, page_count=len(pages))
    return told(whole.sights[Kind.OTHER].readable)


def told(found: Sequence[Place]) -> list[tuple[int | None, bool]]:
    return [(place.page, place.box is not None) for place in found]


@pytest.mark.parametrize("case", JOINED)
def test_a_number_is_found_behind_its_label_on_the_page_before(case: str) -> None:
    assert places(JOINED[case]) == in_ranges(JOINED[case]) == [(11, True)]


@pytest.mark.parametrize("case", APART)
def test_without_it_a_number_stays_what_it_is(case: str) -> None:
    assert (11, True) not in places(APART[case]) + in_ranges(APART[case])


def test_a_page_in_between_keeps_them_apart() -> None:
    pages = (SENTENCE, "Deze bladzijde gaat over iets anders", TOP)
    assert places(pages) == in_ranges(pages) == []
