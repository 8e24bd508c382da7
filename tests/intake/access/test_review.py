"""What staff read, what stays hidden from them, and that every look is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from intake.access.gate import REASON
from intake.access.roles import Role
from intake.api.sessions import demo_key
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.database.tables import audit_detail, audit_event
from storage.objects import Bucket
from storage.records import documents, reports
from storage.records.acts import Act
from storage.records.reports import Key
from storage.states import DocumentState
from tests.intake.conftest import NOON, Clock
from tests.intake.test_api import send

S = DocumentState
Staff = Callable[[Role], TestClient]


@pytest.fixture
def staff(visit: Callable[..., TestClient]) -> Staff:
    def come(role: Role) -> TestClient:
        client = visit()
        answer = client.post("/v1/sessions", json={"user": "rita", "role": role.value})
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return client

    return come


def judged(desk: Desk, number: str, state: DocumentState = S.CHECKED) -> None:
    """As the workers leave it."""
    act, document = Act(NOON, "worker", "w"), UUID(number)
    name = f"ab/{document.hex[:30]}"
    body = json.dumps({"documents": [{"outcome": "clear"}]}).encode()
    desk.store.put(Bucket.DERIVED, name, [body], media_type="application/json")
    with transaction(desk.engine) as connection:
        documents.move(connection, document, S.CHECKING, act=act)
        content = documents.get(connection, document).content
        key = Key(content, "", "registration", "1", "2024-01-01")
        reports.save(connection, document, key, outcome="clear", stored_as=name, findings=[], act=act)
        documents.move(connection, document, state, act=act, outcome="clear", reason=None)


def looks(desk: Desk) -> list[tuple[str, str, dict[str, str]]]:
    """What the ledger kept of looking: action, who, details."""
    asked = (
        select(audit_event.c.action, audit_event.c.actor, audit_detail.c.details)
        .join(audit_detail, audit_detail.c.event_id == audit_event.c.id)
        .where(audit_event.c.action.like("%.looked"))
        .order_by(audit_event.c.id)
    )
    with reading(desk.engine) as connection:
        return [(row.action, row.actor, json.loads(row.details)) for row in connection.execute(asked)]


def test_a_reviewer_reads_what_was_handed_in_and_each_look_is_kept(
    anna: TestClient, dossier: str, desk: Desk, staff: Staff
) -> None:
    shown, hidden = send(anna, dossier)["id"], send(anna, dossier, b"%PDF with a BSN")["id"]
    judged(desk, shown)
    judged(desk, hidden, S.HELD_BACK)
    rita = staff(Role.REVIEWER)
    assert rita.get(f"/v1/review/dossiers/{dossier}/bundle").status_code == 404
    assert rita.get(f"/v1/review/documents/{shown}/report").status_code == 404
    assert looks(desk) == []
    anna.post(f"/v1/dossiers/{dossier}/submission")
    assert [one["id"] for one in rita.get("/v1/review/dossiers").json()["items"]] == [dossier]
    bundle = rita.get(f"/v1/review/dossiers/{dossier}/bundle").json()
    first, second = bundle["documents"]
    assert (first["id"], first["outcome"], first["files"][0]["name"]) == (shown, "clear", None)
    assert (second["state"], second["outcome"], second["files"]) == ("held-back", None, [])
    assert rita.get(f"/v1/review/documents/{shown}/report").json()["documents"][0]["outcome"] == "clear"
    assert rita.get(f"/v1/review/documents/{hidden}/report").status_code == 404
    who = demo_key("rita", Role.REVIEWER)
    told = {"role": "reviewer", "purpose": "review"}
    by_action = sorted(looks(desk), key=lambda one: one[0])  # both of one instant: told apart by nothing
    assert by_action == [("document.looked", who, told), ("dossier.looked", who, told)]


def test_a_records_manager_says_why(anna: TestClient, dossier: str, desk: Desk, staff: Staff) -> None:
    number = send(anna, dossier)["id"]
    judged(desk, number)
    anna.post(f"/v1/dossiers/{dossier}/submission")
    rik = staff(Role.RECORDS_MANAGER)
    place = f"/v1/review/documents/{number}/report"
    for reason in ({}, {REASON: " "}):
        answer = rik.get(place, headers=reason)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:bewijsloket:problem:no-reason")
    assert looks(desk) == []
    assert rik.get(place, headers={REASON: "appeal 12 of 2026"}).status_code == 200
    ((_, _, details),) = looks(desk)
    assert details == {"role": "records-manager", "purpose": "records", "reason": "appeal 12 of 2026"}
    assert rik.get("/v1/review/dossiers").status_code == 403
    assert staff(Role.ADMINISTRATOR).get(place).status_code == 403


def test_the_queue_is_by_age_and_comes_in_pages(
    anna: TestClient, desk: Desk, clock: Clock, staff: Staff
) -> None:
    made = []
    for minute in (3, 1, 2):
        dossier = anna.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
        send(anna, dossier, bytes([minute]))
        clock.now = NOON.replace(minute=minute)
        anna.post(f"/v1/dossiers/{dossier}/submission").raise_for_status()
        made.append((minute, dossier))
    clock.now = NOON.replace(minute=5)
    rita = staff(Role.REVIEWER)
    page = rita.get("/v1/review/dossiers?limit=2").json()
    rest = rita.get(page["next"]).json()
    assert [one["id"] for one in page["items"] + rest["items"]] == [one for _, one in sorted(made)]
    assert rest["next"] is None
    assert rita.get("/v1/review/dossiers?state=decided").json()["items"] == []


def test_sessions_are_ended_everywhere_and_by_an_administrator(
    visit: Callable[..., TestClient], staff: Staff
) -> None:
    phone, desk_top, boris = visit("anna"), visit("anna"), visit("boris")
    assert phone.delete("/v1/sessions").status_code == 204
    assert [one.get("/v1/dossiers").status_code for one in (phone, desk_top, boris)] == [401, 401, 200]
    place = f"/v1/people/{demo_key('boris')}/sessions"
    assert visit("anna").delete(place).status_code == 403
    assert staff(Role.ADMINISTRATOR).delete(place).status_code == 204
    assert boris.get("/v1/dossiers").status_code == 401


def test_a_file_is_downloaded_as_it_was_sent_and_never_shown(
    anna: TestClient, dossier: str, desk: Desk, staff: Staff, visit: Callable[..., TestClient]
) -> None:
    form = {"file": ("anna jansen.svg", b"<svg onload=alert(1)>", "image/svg+xml")}
    number = anna.post(f"/v1/dossiers/{dossier}/documents", files=form).json()["id"]
    place = f"/v1/originals/{number}/0"
    answer = anna.get(place)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:bewijsloket:problem:not-looked-at")
    moved_to_draft(desk, number)
    answer = anna.get(place)
    assert (answer.status_code, answer.content) == (200, b"<svg onload=alert(1)>")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{number}-1.bin"'
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert anna.get(f"/v1/originals/{number}/1").status_code == 404
    assert visit("boris").get(place).status_code == 404
    assert looks(desk) == []  # their own
    rita = staff(Role.REVIEWER)
    assert rita.get(place).status_code == 404
    anna.post(f"/v1/dossiers/{dossier}/submission").raise_for_status()
    assert rita.get(place).content == b"<svg onload=alert(1)>"
    ((_, _, details),) = looks(desk)
    assert details == {"role": "reviewer", "purpose": "review", "file": 0}


def moved_to_draft(desk: Desk, number: str) -> list[documents.File]:
    """As the scanning worker does with a clean file."""
    with transaction(desk.engine) as connection:
        (file,) = documents.files_of(connection, UUID(number))
        assert file.ref is not None
        with desk.store.open(file.ref) as chunks:
            moved = desk.store.put(Bucket.DRAFT, file.object, list(chunks), media_type="x/y").ref
        documents.placed(connection, file.id, moved)
        documents.move(connection, UUID(number), S.CHECKING, act=Act(NOON, "worker", "w"))
        documents.move(connection, UUID(number), S.CHECKED, act=Act(NOON, "worker", "w"), outcome="clear")
        return documents.files_of(connection, UUID(number))
