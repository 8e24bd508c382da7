"""`POST /v1/register-events`: a records manager tells the clock what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.database.retention import retention_event


@pytest.fixture
def manager(visit: Callable[..., TestClient]) -> TestClient:
    client = visit()
    answer = client.post("/v1/sessions", json={"user": "rosa", "role": "records-manager"})
    assert answer.status_code == 201, answer.text
    client.cookies.clear()
    client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    return client


def event(what: str = "removed", number: str = "1", **data: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": number,
        "source": "urn:nld:test",
        "type": f"nl.bewijsloket.register.{what}.v1",
        "time": "2026-11-22T12:00:00Z",
        "data": {"on": "2021-06-14", **data},
    }


def test_an_event_is_taken_once_and_says_what_it_waits_for(manager: TestClient, desk: Desk) -> None:
    told = event(registration=str(uuid4()), kind="expiry")
    first = manager.post("/v1/register-events", json=told)
    assert (first.status_code, first.json()["waitsFor"]) == (201, "unknown-registration")
    again = manager.post("/v1/register-events", json=told)
    assert (again.status_code, again.json()["repeated"]) == (201, True)
    with reading(desk.engine) as connection:
        (row,) = connection.execute(select(retention_event)).all()
    assert row.by != "rosa", "a pseudonym, by the session"


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"type": "nl.bewijsloket.register.retired.v1"}, 400, "type"),
        ({"specversion": "0.3"}, 400, "specversion"),
        ({"source": "urn:nld:bewijsloket:desk"}, 400, "source"),
        ({"time": "2026-11-22T12:00:00"}, 400, "time"),
        ({"data": {"on": "1850-01-01", "registration": str(uuid4()), "kind": "expiry"}}, 400, "on"),
        ({"data": {"on": "2021-06-14", "registration": "111222333", "kind": "expiry"}}, 400, "registration"),
        ({"data": {"on": "2021-06-14"}}, 400, "registration"),
    ],
)
def test_what_makes_no_sense_is_told_by_its_field(
    manager: TestClient, desk: Desk, wrong: dict[str, Any], status: int, field: str
) -> None:
    told = {**event(registration=str(uuid4()), kind="expiry"), **wrong}
    answer = manager.post("/v1/register-events", json=told)
    assert (answer.status_code, field in answer.json()["detail"]) == (status, True), answer.text
    assert "111222333" not in answer.text
    with reading(desk.engine) as connection:
        assert connection.execute(select(retention_event)).all() == []


def test_an_id_is_used_for_one_event(manager: TestClient) -> None:
    manager.post("/v1/register-events", json=event(registration=str(uuid4()), kind="expiry"))
    other = manager.post("/v1/register-events", json=event(registration=str(uuid4()), kind="death"))
    assert other.status_code == 409


def test_one_request_is_not_two_people(manager: TestClient) -> None:
    given = {"registration": str(uuid4()), "dossier": str(uuid4()), "reason": "other specialism"}
    for more in ({}, {"approvedBy": "staff-2"}):
        answer = manager.post("/v1/register-events", json=event("restriction-narrowed", **given, **more))
        assert (answer.status_code, "approvedBy" in answer.json()["detail"]) == (400, True)


def test_applicants_tell_nothing(visit: Callable[..., TestClient]) -> None:
    told = event(registration=str(uuid4()), kind="expiry")
    assert visit("anna").post("/v1/register-events", json=told).status_code == 403
    nobody = visit().post("/v1/register-events", json=told, headers={"Sec-Fetch-Site": "same-origin"})
    assert nobody.status_code == 401
