"""Dossiers and documents over the API: own ones only, in the caller's language, by the state they are in."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from intake.receiving.desk import Desk
from storage.database.engine import transaction
from storage.records import documents, dossiers, underway
from storage.records.acts import Act
from storage.states import DocumentState
from tests.intake.conftest import NOON, Clock
from tests.intake.test_tus import TUS, encoded, part

Visit = Callable[..., TestClient]
PDF = b"%PDF-1.4 not much of one"


def send(client: TestClient, dossier: str, data: bytes = PDF, **fields: str) -> dict[str, Any]:
    answer = client.post(
        f"/v1/dossiers/{dossier}/documents", files={"file": ("paspoort anna.pdf", data)}, data=fields
    )
    assert answer.status_code == 201, answer.text
    return {**answer.json(), "header": answer.headers["document-id"]}


def test_a_dossier_is_made_read_and_listed(anna: TestClient) -> None:
    made = [anna.post("/v1/dossiers", json={"procedure": "registration"}).json() for _ in range(3)]
    assert made[0]["state"] == "open"
    assert made[0]["number"].startswith("2026-")
    assert anna.get(f"/v1/dossiers/{made[0]['id']}").json() == made[0]
    page = anna.get("/v1/dossiers?limit=2").json()
    rest = anna.get(page["next"]).json()
    listed = [one["id"] for one in page["items"] + rest["items"]]
    assert sorted(listed) == sorted(one["id"] for one in made)
    assert rest["next"] is None


def test_a_file_sent_by_a_form_is_accepted(anna: TestClient, dossier: str, desk: Desk) -> None:
    found = send(anna, dossier, kind="identity")
    assert found["header"] == found["id"]
    assert (found["state"], found["kind"], found["scanned"]) == ("received", "identity", False)
    (file,) = found["files"]
    assert file["name"] == "paspoort anna.pdf"
    bundle = anna.get(f"/v1/dossiers/{dossier}/bundle").json()
    assert bundle["documents"][0]["id"] == found["id"]
    assert (bundle["outcome"], bundle["beingChecked"]) == (None, True)
    with transaction(desk.engine) as connection:
        (kept,) = documents.files_of(connection, documents.UUID(found["id"]))
    assert kept.name is not None
    assert b"anna" not in kept.name


def test_the_same_file_again_is_told(anna: TestClient, dossier: str) -> None:
    first = send(anna, dossier)
    answer = anna.post(f"/v1/dossiers/{dossier}/documents", files={"file": ("b.pdf", PDF)})
    assert (answer.headers["document-duplicate"], answer.json()["id"]) == ("true", first["id"])
    assert len(anna.get(f"/v1/dossiers/{dossier}/bundle").json()["documents"]) == 1


def test_photographs_become_pages_and_a_document_is_replaced(anna: TestClient, dossier: str) -> None:
    front = send(anna, dossier, b"front")
    both = send(anna, dossier, b"back", pageOf=front["id"])
    assert (both["id"], len(both["files"])) == (front["id"], 2)
    other = send(anna, dossier, b"again", replaces=front["id"])
    assert other["replaces"] == front["id"]
    assert anna.get(f"/v1/documents/{front['id']}").json()["state"] == "replaced"
    assert [d["id"] for d in anna.get(f"/v1/dossiers/{dossier}/bundle").json()["documents"]] == [other["id"]]


def test_what_is_anothers_is_not_there(anna: TestClient, visit: Visit, dossier: str) -> None:
    number = send(anna, dossier)["id"]
    other = visit("boris")
    asked = [
        other.get(f"/v1/dossiers/{dossier}"),
        other.get(f"/v1/dossiers/{dossier}/bundle"),
        other.get(f"/v1/dossiers/{dossier}/events"),
        other.post(f"/v1/dossiers/{dossier}/submission"),
        other.post(f"/v1/dossiers/{dossier}/withdrawal"),
        other.post(f"/v1/dossiers/{dossier}/documents", files={"file": ("a.pdf", PDF)}),
        other.get(f"/v1/documents/{number}"),
        other.get(f"/v1/documents/{number}/report"),
        other.delete(f"/v1/documents/{number}"),
        other.put(f"/v1/documents/{number}/kind", json={"kind": "cv"}),
    ]
    assert {answer.status_code for answer in asked} == {404}
    assert len({answer.text for answer in asked}) == 1  # as if it did not exist
    assert other.get("/v1/dossiers").json()["items"] == []


def test_who_is_not_signed_in_gets_nothing(
    visit: Visit, dossier: str, clock: Clock, anna: TestClient
) -> None:
    assert visit().get(f"/v1/dossiers/{dossier}").status_code == 401
    assert visit().get("/v1/dossiers", headers={"Authorization": "Bearer x"}).status_code == 401
    clock.now = NOON + timedelta(minutes=31)
    assert anna.get("/v1/dossiers").status_code == 401


def test_signing_out_ends_the_session(anna: TestClient) -> None:
    assert anna.delete("/v1/sessions/current").status_code == 204
    assert anna.get("/v1/dossiers").status_code == 401


def test_demo_users_come_from_this_machine_only(visit: Visit) -> None:
    assert visit(host="192.0.2.7").post("/v1/sessions", json={"user": "anna"}).status_code == 404


@pytest.mark.parametrize(("header", "title"), [("en", "We cannot find this"), ("nl, en;q=0.1", "Dit vinden")])
def test_a_problem_is_told_in_the_callers_language(anna: TestClient, header: str, title: str) -> None:
    answer = anna.get(f"/v1/dossiers/{NOON:%Y%m%d}", headers={"Accept-Language": header})
    other = anna.get("/v1/nothing", headers={"Accept-Language": header})
    assert other.headers["content-type"] == "application/problem+json"
    assert other.json()["title"].startswith(title)
    assert (answer.status_code, other.status_code) == (400, 404)


def test_limits_are_told(anna: TestClient, dossier: str) -> None:
    def sent(data: bytes) -> tuple[int, str]:
        answer = anna.post(f"/v1/dossiers/{dossier}/documents", files={"file": ("a.pdf", data)})
        return answer.status_code, answer.text

    assert sent(b"")[0] == 400
    status, text = sent(b"x" * 5_000_001)
    assert (status, "5000000" in text) == (413, True)
    for number in range(4):
        assert sent(bytes([number]) * 3_000_000)[0] == 201
    status, text = sent(b"more")
    assert (status, "4 files" in text) == (429, True)


def test_a_day_has_its_limit(anna: TestClient, clock: Clock) -> None:
    def sent(number: int) -> int:
        made = anna.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
        form = {"file": ("a.pdf", bytes([number]) * 4_500_000)}
        return anna.post(f"/v1/dossiers/{made}/documents", files=form).status_code

    assert [sent(number) for number in range(5)] == [201, 201, 201, 201, 429]


def test_a_submitted_dossier_takes_no_changes(anna: TestClient, dossier: str) -> None:
    assert anna.post(f"/v1/dossiers/{dossier}/submission").status_code == 409  # empty
    number = send(anna, dossier)["id"]
    answer = anna.post(f"/v1/dossiers/{dossier}/submission")
    assert (answer.json()["state"], answer.json()["referenceDate"]) == ("submitted", "2026-11-22")
    refused = [
        anna.post(f"/v1/dossiers/{dossier}/documents", files={"file": ("b.pdf", b"new")}),
        anna.delete(f"/v1/documents/{number}"),
        anna.put(f"/v1/documents/{number}/kind", json={"kind": "cv"}),
    ]
    assert {one.status_code for one in refused} == {409}


def test_a_document_is_removed_and_named(anna: TestClient, dossier: str) -> None:
    number = send(anna, dossier)["id"]
    assert anna.put(f"/v1/documents/{number}/kind", json={"kind": "cv"}).json()["kind"] == "cv"
    assert anna.put(f"/v1/documents/{number}/kind", json={"kind": "poem"}).status_code == 400
    assert anna.delete(f"/v1/documents/{number}").status_code == 204
    assert anna.delete(f"/v1/documents/{number}").status_code == 204
    assert anna.get(f"/v1/dossiers/{dossier}/bundle").json()["documents"] == []


def test_no_report_yet_is_told(anna: TestClient, dossier: str) -> None:
    answer = anna.get(f"/v1/documents/{send(anna, dossier)['id']}/report")
    assert (answer.status_code, answer.json()["title"]) == (404, "There is no outcome yet")


def test_changes_come_as_they_happen(
    anna: TestClient, dossier: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.api.listening.LISTEN_SECONDS", 2.5)
    monkeypatch.setattr("intake.api.listening.LOOK_SECONDS", 0.05)
    number = documents.UUID(send(anna, dossier)["id"])
    with anna.stream("GET", f"/v1/dossiers/{dossier}/events") as answer:
        lines = answer.iter_lines()
        first = next(line for line in lines if line.startswith("data:"))
        with transaction(desk.engine) as connection:
            documents.move(connection, number, DocumentState.CHECKING, act=Act(NOON, "worker", "w"))
            underway.progress(connection, number, pages=12, done=7, at=NOON)
        second = next(line for line in lines if line.startswith("data:"))
    assert '"received"' in first
    assert '"pagesDone": 7' in second


def test_every_answer_has_the_headers_of_the_design_rules(visit: Visit) -> None:
    answer = visit().get("/health/live")
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert visit().get("/v1/openapi.json").json()["info"]["title"] == "bewijsloket"
    assert visit().get("/health/ready").json() == {"ready": True}


def test_an_error_that_nobody_foresaw_tells_no_text(
    anna: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Past the application the server would log it with its text."""

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("Anna Jansen 123456782")

    monkeypatch.setattr(dossiers, "of_subject", fails)
    answer = anna.get("/v1/dossiers")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:bewijsloket:problem:internal")
    assert answer.headers["api-version"]
    assert "RuntimeError at test_api.py" in caplog.text
    assert "Anna" not in caplog.text


@pytest.mark.parametrize("by", ["form", "tus", "tus-given-up", "damaged"])
def test_what_was_removed_counts_for_the_day(anna: TestClient, dossier: str, by: str) -> None:
    """Otherwise sending and removing in turn has no end."""

    def sent(number: int) -> int:
        data = bytes([number]) * 4_500_000
        if by == "form":
            answer = anna.post(f"/v1/dossiers/{dossier}/documents", files={"file": ("a.pdf", data)})
            if answer.status_code == 201:
                anna.delete(f"/v1/documents/{answer.json()['id']}")
            return answer.status_code
        headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": told}
        answer = anna.post("/v1/uploads", headers=headers)
        if answer.status_code != 201:
            return answer.status_code
        place = answer.headers["location"]
        if by == "damaged":
            wrong = {"Upload-Checksum": "md5 " + base64.b64encode(b"x" * 16).decode()}
            part(anna, place, 0, data, **wrong)
        elif by == "tus-given-up":
            part(anna, place, 0, data[:-1])
        else:
            found = part(anna, place, 0, data).headers["document-id"]
            anna.delete(f"/v1/documents/{found}")
            return 201
        anna.delete(place, headers=TUS)
        return 201

    told = encoded(dossier=dossier, filename="a.pdf")
    assert [sent(number) for number in range(5)] == [201, 201, 201, 201, 429]


def test_who_is_over_the_day_is_told_before_the_bytes_are_read(
    anna: TestClient, dossier: str, clock: Clock, visit: Visit
) -> None:
    for number in range(4):
        made = anna.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
        send(anna, made, bytes([number]) * 4_900_000)
    answer = anna.post(
        f"/v1/dossiers/{dossier}/documents",
        content=b"x" * 500_000,
        headers={"Content-Type": "multipart/form-data; boundary=none"},
    )
    assert (answer.status_code, answer.json()["type"]) == (429, "urn:bewijsloket:problem:too-much-today")
    clock.now = NOON + timedelta(hours=25)
    send(visit("anna"), dossier, b"y" * 500_000)
