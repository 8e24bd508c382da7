"""What applicants can do beyond sending: see pages, disagree, ask for help, have a receipt, give up."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from uuid import UUID

import pikepdf
import pytest
from fastapi.testclient import TestClient

from intake.pages.pictures import variant_of
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.objects import Bucket
from storage.records import documents, dossiers, outbox, pictures, remarks, reports, underway
from storage.records.acts import Act
from storage.records.reports import Key
from storage.states import DocumentState
from tests.intake.conftest import NOON
from verification.rulebook.loader import procedures

Visit = Callable[..., TestClient]
HERE = {"Sec-Fetch-Site": "same-origin"}
BSN = "999990019"
FINDING = {
    "code": "identity.bsn-visible",
    "severity": "fail",
    "page": 1,
    "box": [0.2, 0.8, 0.6, 0.85],
    "message": {"nl": "Dek het af.", "en": "Cover it."},
    "rule": {"source": "art. 1"},
}


@pytest.fixture
def anna(visit: Visit) -> TestClient:
    client = visit()
    client.post("/sign-in", data={"user": "anna"}, headers=HERE)
    return client


@pytest.fixture
def place(anna: TestClient) -> str:
    return str(anna.post("/dossiers", data={"procedure": "privacy-request"}, headers=HERE).url.path)


@pytest.fixture
def number(anna: TestClient, place: str, desk: Desk) -> UUID:
    """A document that is held back, as the workers leave it."""
    answer = anna.post(f"{place}/documents", files={"file": ("pass.jpg", b"of anna")}, headers=HERE)
    found = UUID(re.findall(r"/documents/([0-9a-f-]{36})", answer.text)[0])
    act, name = Act(NOON, "worker", "w"), "ab/" + "0" * 30
    body = {"documents": [{"checks": [{"check": "identity", "findings": [FINDING]}]}]}
    desk.store.put(Bucket.DERIVED, name, [json.dumps(body).encode()], media_type="application/json")
    with transaction(desk.engine) as connection:
        documents.move(connection, found, DocumentState.CHECKING, act=act)
        underway.progress(connection, found, pages=1, done=1, at=NOON)
        key = Key(documents.get(connection, found).content, "", "privacy-request", "1", "2024-01-01")
        reports.save(connection, found, key, outcome="return", stored_as=name, findings=[], act=act)
        documents.move(connection, found, DocumentState.HELD_BACK, act=act, outcome="return")
    return found


def drawn(desk: Desk, number: UUID, data: bytes = b"a picture") -> None:
    desk.store.put(Bucket.DERIVED, "cd/" + "1" * 30, [data], media_type="image/jpeg")
    with transaction(desk.engine) as connection:
        variant = variant_of(desk, dossiers.dossiers_with(connection, number)[0])
        content = documents.get(connection, number).content
        pictures.want(connection, number, variant, [1], at=NOON)
        pictures.drawn(
            connection,
            number,
            content,
            variant,
            1,
            stored_as="cd/" + "1" * 30,
            size=(1000, 700),
            covered=True,
        )


def test_the_place_is_marked_on_the_page(anna: TestClient, number: UUID, desk: Desk) -> None:
    assert "being made" in anna.get(f"/documents/{number}").text
    drawn(desk, number)
    page = anna.get(f"/documents/{number}").text
    assert 'x="200.0" y="560.0" width="400.0"' in page
    assert "with 1 numbered place" in page
    assert "blacked out" in page
    assert "Cover it." in page


def test_a_picture_is_its_owners(anna: TestClient, number: UUID, desk: Desk, visit: Visit) -> None:
    assert anna.get(f"/documents/{number}/pictures/1").status_code == 404
    drawn(desk, number)
    answer = anna.get(f"/documents/{number}/pictures/1")
    assert (answer.content, answer.headers["content-type"]) == (b"a picture", "image/jpeg")
    assert answer.headers["cache-control"].startswith("private")
    assert anna.get(f"/documents/{number}/pictures/2").status_code == 404
    boris = visit()
    boris.post("/sign-in", data={"user": "boris"}, headers=HERE)
    assert boris.get(f"/documents/{number}/pictures/1").status_code == 404
    assert visit().get(f"/documents/{number}/pictures/1").url.path == "/"


def test_the_masking_level_chooses_the_picture(anna: TestClient, desk: Desk) -> None:
    for procedure, covered in (("registration", False), ("privacy-request", True), ("eu-recognition", True)):
        place = anna.post("/dossiers", data={"procedure": procedure}, headers=HERE).url.path
        with reading(desk.engine) as connection:
            home = dossiers.get(connection, UUID(place.rpartition("/")[2]))
        assert variant_of(desk, home).endswith("covered") == covered


def test_who_disagrees_is_heard(anna: TestClient, number: UUID, desk: Desk) -> None:
    empty = anna.post(
        f"/documents/{number}/objection", data={"about": FINDING["code"], "words": " "}, headers=HERE
    )
    assert empty.status_code == 400
    assert "Write in a few words why" in empty.text
    assert re.search(r'value="identity.bsn-visible" selected', empty.text)
    words = f"That is no BSN but a client number <b>. My BSN {BSN} is elsewhere."
    told = anna.post(
        f"/documents/{number}/objection", data={"about": FINDING["code"], "words": words}, headers=HERE
    )
    assert "client number &lt;b&gt;" in told.text
    assert BSN not in told.text
    with reading(desk.engine) as connection:
        (kept,) = remarks.of_document(connection, number)
    assert (kept.kind, kept.code) == ("mistaken", "identity.bsn-visible")
    assert kept.words is not None
    assert b"client" not in kept.words


def test_help_is_asked_once_and_nobody_is_stuck(
    anna: TestClient, place: str, number: UUID, desk: Desk
) -> None:
    for _ in range(2):
        assert "You asked for help" in anna.post(f"/documents/{number}/help", headers=HERE).text
    with reading(desk.engine) as connection:
        assert [one.kind for one in remarks.of_document(connection, number)] == ["help"]
    assert "Submitted" in anna.post(f"{place}/submission", headers=HERE).text
    assert "because your BSN can be read" in anna.get(place).text


def test_a_strangers_document_takes_no_remarks(visit: Visit, number: UUID) -> None:
    boris = visit()
    boris.post("/sign-in", data={"user": "boris"}, headers=HERE)
    for way in ("objection", "help", "kind", "removal"):
        answer = boris.post(
            f"/documents/{number}/{way}", data={"words": "x", "kind": "diploma"}, headers=HERE
        )
        assert answer.status_code == 404


def test_a_document_is_called_something_else(anna: TestClient, number: UUID) -> None:
    page = anna.post(f"/documents/{number}/kind", data={"kind": "contract"}, headers=HERE)
    assert "<h1" in page.text
    assert "Contract" in page.text
    bad = anna.post(f"/documents/{number}/kind", data={"kind": "passport of somebody"}, headers=HERE)
    assert bad.status_code == 400


def test_the_summary_says_what_is_left(anna: TestClient, place: str, number: UUID) -> None:
    page = anna.get(f"{place}/submission").text
    assert "1 document needs something" in page
    assert "shown to nobody" in page
    assert "Identity document" in page
    assert anna.get(f"{place}/receipt.pdf").status_code == 404
    anna.post(f"{place}/submission", headers=HERE)
    assert anna.get(f"{place}/submission").url.path == place


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_receipt_names_what_was_sent(anna: TestClient, place: str, number: UUID, lang: str) -> None:
    anna.post(f"{place}/submission", headers=HERE)
    answer = anna.get(f"{place}/receipt.pdf?lang={lang}")
    assert answer.headers["content-type"] == "application/pdf"
    assert "attachment" in answer.headers["content-disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as found:
        assert str(found.Root.Lang) == lang
        assert found.Root.MarkInfo.Marked
    import pypdfium2

    with pypdfium2.PdfDocument(answer.content) as found:
        text = found[0].get_textpage().get_text_bounded()
    assert "pass.jpg" in text
    assert re.search(r"[0-9a-f]{32}", text)


def test_giving_up_is_asked_first(anna: TestClient, place: str, number: UUID) -> None:
    assert "You cannot undo this" in anna.get(f"{place}/withdrawal").text
    assert "Withdrawn" in anna.post(f"{place}/withdrawal", headers=HERE).text
    assert anna.get(f"{place}/withdrawal").status_code == 409
    assert "no longer part" in anna.get(f"/documents/{number}").text


@pytest.mark.parametrize("procedure", sorted(procedures()))
def test_every_procedure_is_explained_to_everybody(visit: Visit, procedure: str) -> None:
    for lang in ("nl", "en"):
        page = visit().get(f"/applications/{procedure}?lang={lang}")
        assert page.status_code == 200
        assert page.headers["content-language"] == lang
    assert visit().get("/applications/none").status_code == 404


def test_a_change_of_language_keeps_the_place(anna: TestClient, place: str) -> None:
    page = anna.get(f"{place}?kind=identity")
    assert 'href="?kind=identity&amp;lang=nl"' in page.text


def test_pages_know_when_the_session_ends(anna: TestClient, visit: Visit) -> None:
    assert "data-session-until" in anna.get("/").text
    assert anna.get("/session").status_code == 200
    assert "data-session-until" not in visit().get("/").text


def test_parts_are_a_part(anna: TestClient, place: str, number: UUID) -> None:
    for path in (f"{place}/parts", f"/documents/{number}/parts"):
        part = anna.get(path).text
        assert "<html" not in part
        assert "Your BSN can still be read" in part


def photos(anna: TestClient, place: str) -> tuple[str, list[str]]:
    """A document of two photographs: its address, and the ids of its parts in order."""
    answer = anna.post(f"{place}/documents", files={"file": ("een.jpg", b"one")}, headers=HERE)
    number = re.findall(r"/documents/([0-9a-f-]{36})", answer.text)[0]
    more = {"file": ("twee.jpg", b"two")}
    anna.post(f"{place}/documents", files=more, data={"pageOf": number}, headers=HERE)
    return f"/documents/{number}", parts_in(anna, f"/documents/{number}")


def parts_in(anna: TestClient, address: str) -> list[str]:
    page = anna.get(address).text
    return list(dict.fromkeys(re.findall(r'name="part" value="([0-9a-f-]{36})"', page)))


def test_photographs_change_places(anna: TestClient, place: str) -> None:
    address, (first, second) = photos(anna, place)
    anna.post(f"{address}/parts/order", data={"part": second, "way": "up"}, headers=HERE)
    assert parts_in(anna, address) == [second, first]
    anna.post(f"{address}/parts/order", data={"part": second, "way": "up"}, headers=HERE)
    assert parts_in(anna, address) == [second, first]
    assert anna.post(f"{address}/parts/order", data={"part": "x"}, headers=HERE).status_code == 400


def test_a_photograph_is_taken_away_and_its_bytes_go(anna: TestClient, place: str, desk: Desk) -> None:
    address, (first, second) = photos(anna, place)
    anna.post(f"{address}/parts/removal", data={"part": first}, headers=HERE)
    page = anna.get(address).text
    assert "twee.jpg" in page
    assert "een.jpg" not in page
    with reading(desk.engine) as connection:
        asked = [one for one in outbox.open_tasks(connection) if one.name == outbox.Work.DISCARD]
    assert len(asked) == 1
    assert anna.post(f"{address}/parts/removal", data={"part": second}, headers=HERE).status_code == 409


def test_a_photograph_is_taken_again_in_its_place(anna: TestClient, place: str) -> None:
    address, (first, second) = photos(anna, place)
    again = {"file": ("beter.jpg", b"better")}
    said = {"pageOf": address.rpartition("/")[2]}
    anna.post(f"{address}/parts/{first}/again", files=again, data=said, headers=HERE)
    now = parts_in(anna, address)
    assert (len(now), now[1]) == (2, second)
    assert "beter.jpg" in anna.get(address).text


def test_what_was_handed_in_keeps_its_pages(anna: TestClient, place: str) -> None:
    address, (first, _) = photos(anna, place)
    anna.post(f"{place}/submission", headers=HERE)
    for way in ("order", "removal", f"{first}/again"):
        answer = anna.post(f"{address}/parts/{way}", data={"part": first, "way": "down"}, headers=HERE)
        assert answer.status_code == 409
