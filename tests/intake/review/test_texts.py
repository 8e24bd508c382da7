"""Recognised text at the review desk: looked through, laid side by side, and never in an address."""

from __future__ import annotations

from uuid import UUID

from fastapi.testclient import TestClient

from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.names import new_name
from storage.objects import Bucket
from storage.records import documents, reports
from storage.records.reports import Reading
from tests.intake.conftest import NOON
from tests.intake.review.conftest import Case, drawn
from verification.model import (
    DocumentReading,
    MaskedReading,
    Page,
    PageSource,
    Quality,
    Stamp,
    Word,
    WordSource,
)
from verification.reading.codec import encode
from verification.versions import READER

QUALITY = Quality(None, None, None, 0.1)


def page(text: str, number: int = 1) -> Page:
    words = tuple(
        Word(one, (0.1 * at, 0.2, 0.1 * at + 0.08, 0.22), 1.0, WordSource.OCR, 0, 0)
        for at, one in enumerate(text.split())
    )
    stamp = Stamp((0.5, 0.5, 0.6, 0.6), "round", "blue", "", 0.9)
    return Page(number, PageSource.OCR, 0, 210.0, 297.0, words, QUALITY, False, stamps=(stamp,))


def read_as(desk: Desk, number: UUID, *texts: str) -> None:
    """The document was read, and says this."""
    pages = tuple(page(text, at) for at, text in enumerate(texts, start=1))
    whole = DocumentReading("document", None, "application/pdf", 9, len(pages), pages, False)
    name = new_name()
    data = encode(MaskedReading(whole, {}))
    desk.store.put(Bucket.DERIVED, name, [data], media_type="application/json")
    with transaction(desk.engine) as connection:
        content = documents.get(connection, number).content
        row = Reading(1, len(pages), name)
        reports.save_reading(connection, number, content, READER, row, at=NOON)


def test_words_are_found_in_every_document_that_may_be_shown(case: Case, wit: TestClient, desk: Desk) -> None:
    read_as(desk, case.diploma, "Hogeschool De Waterkant", "verklaart dat Zoë geslaagd is")
    read_as(desk, case.statement, "Ziekenhuis De Waterkant")
    read_as(desk, case.passport, "Paspoort De Waterkant")
    for number in (case.diploma, case.statement, case.passport):
        drawn(desk, number)
    answer = wit.post(f"{case.place}/search", data={"words": "de waterkant", "document": "1"})
    assert answer.text.count("spot=") == 2
    assert "2 places found" in answer.text
    assert "Paspoort" not in answer.text
    assert "waterkant" not in str(answer.url).lower()
    shown = wit.get(f"{case.place}?document=1&page=1&spot=1-2").text
    assert "found: 2" in shown
    assert 'class="trace stamp"' in shown
    assert "1 place found" in wit.post(f"{case.place}/search", data={"words": "zoe"}).text
    assert "0 places found" in wit.post(f"{case.place}/search", data={"words": "Warschau"}).text


def test_what_misses_in_a_translation_is_marked_on_its_side(case: Case, wit: TestClient, desk: Desk) -> None:
    read_as(desk, case.diploma, "Warszawa 12.03.2001 numer 48213 oraz 77120", "2")
    read_as(desk, case.statement, "Warsaw 12 March 2001 number 48213")
    for number in (case.diploma, case.statement):
        drawn(desk, number)
    shown = wit.get(f"{case.place}?document=1&beside=3").text
    assert shown.count('class="trace matched"') >= 3  # the date and the number, here and there
    assert shown.count('class="trace missing"') >= 1  # 77120
    assert f"documents/{case.statement}/pictures/1" in shown
    held_back = wit.get(f"{case.place}?document=1&beside=2").text
    assert str(case.passport) not in held_back


def test_a_reading_of_another_version_is_no_harm(case: Case, wit: TestClient, desk: Desk) -> None:
    with reading(desk.engine) as connection:
        assert reports.readings(connection, case.diploma, "x", READER) == []
    drawn(desk, case.diploma)
    assert wit.get(f"{case.place}?spot=a-b").status_code == 200
    assert "0 places found" in wit.post(f"{case.place}/search", data={"words": "x"}).text
