"""A submitted dossier with judged documents, and two reviewers with browsers that run no scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from intake.pages.pictures import variant_of
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.names import new_name
from storage.objects import Bucket
from storage.records import documents, dossiers, pictures, reports, underway
from storage.records.acts import Act
from storage.records.reports import Key
from storage.states import DocumentState
from tests.intake.conftest import NOON

Visit = Callable[..., TestClient]
HERE = {"Sec-Fetch-Site": "same-origin"}
WORKER = Act(NOON, "worker", "w")


def finding(code: str, severity: str, **more: Any) -> dict[str, Any]:
    message = {"nl": f"Zin over {code}.", "en": f"Sentence on {code}."}
    rule = {"id": "r", "version": "2024-01-01", "source": "art. 5 lid 5"}
    return {"code": code, "severity": severity, "message": message, "rule": rule, "confidence": 0.93} | more


NOTARY = finding(
    "certification.notary", "info", page=1, box=[0.6, 0.7, 0.8, 0.9], evidence="notaris te Leeuwarden"
)
DUTCH = finding("language.accepted", "info", page=1)
BLURRED = finding("legibility.blurred", "attention", page=2, box=[0.1, 0.1, 0.9, 0.9])


@dataclass
class Case:
    """Anna's application: a diploma, an employer's statement and a passport that is held back."""

    desk: Desk
    anna: TestClient
    number: UUID
    diploma: UUID
    statement: UUID
    passport: UUID

    @property
    def place(self) -> str:
        return f"/review/dossiers/{self.number}"

    def part(self, document: UUID, act: str) -> str:
        return f"{self.place}/documents/{document}/{act}"


def judged(
    desk: Desk,
    number: UUID,
    findings: list[tuple[str, dict[str, Any]]],
    *,
    state: DocumentState = DocumentState.CHECKED,
    outcome: str = "clear",
    pages: int = 2,
    procedure: str = "registration",
) -> None:
    """What the workers would do."""
    checks = [{"check": check, "findings": [one]} for check, one in findings]
    name = new_name()
    body = json.dumps({"documents": [{"checks": checks}]}).encode()
    desk.store.put(Bucket.DERIVED, name, [body], media_type="application/json")
    with transaction(desk.engine) as connection:
        documents.move(connection, number, DocumentState.CHECKING, act=WORKER)
        underway.progress(connection, number, pages=pages, done=pages, at=NOON)
        found = documents.get(connection, number)
        key = Key(found.content, found.kind or "", procedure, "1", "2024-01-01")
        reports.save(connection, number, key, outcome=outcome, stored_as=name, findings=[], act=WORKER)
        documents.move(connection, number, state, act=WORKER, outcome=outcome)


def drawn(desk: Desk, number: UUID, pages: range = range(1, 3), data: bytes = b"a picture") -> None:
    """The pictures of these pages are there."""
    for page in pages:
        name = new_name()
        desk.store.put(Bucket.DERIVED, name, [data], media_type="image/jpeg")
        with transaction(desk.engine) as connection:
            variant = variant_of(desk, dossiers.dossiers_with(connection, number)[0])
            content = documents.get(connection, number).content
            pictures.want(connection, number, variant, [page], at=NOON)
            pictures.drawn(
                connection, number, content, variant, page, stored_as=name, size=(1000, 1400), covered=False
            )


@pytest.fixture
def case(visit: Visit, desk: Desk) -> Case:
    anna = visit()
    anna.post("/sign-in", data={"user": "anna"}, headers=HERE)
    path = str(anna.post("/dossiers", data={"procedure": "registration"}, headers=HERE).url.path)

    def send(name: str, kind: str) -> UUID:
        files = {"file": (name, name.encode())}
        answer = anna.post(f"/v1{path}/documents", files=files, data={"kind": kind}, headers=HERE)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    statement = send("janssen-werkgever.pdf", "employment-statement")
    diploma = send("janssen-diploma.pdf", "diploma")
    passport = send("janssen-paspoort.jpg", "identity")
    judged(desk, diploma, [("certification", NOTARY), ("language", DUTCH)])
    judged(desk, statement, [("legibility", BLURRED)], outcome="review")
    judged(desk, passport, [], state=DocumentState.HELD_BACK, outcome="return")
    anna.post(f"{path}/submission", headers=HERE)
    return Case(desk, anna, UUID(path.rpartition("/")[2]), diploma, statement, passport)


def staff(visit: Visit, user: str) -> TestClient:
    client = visit()
    answer = client.post("/sign-in", data={"user": user, "role": "reviewer"}, headers=HERE)
    assert answer.url.path == "/review", answer.text
    client.headers.update(HERE)
    return client


@pytest.fixture
def wit(visit: Visit) -> TestClient:
    return staff(visit, "wit")


@pytest.fixture
def bakker(visit: Visit) -> TestClient:
    return staff(visit, "bakker")


def finding_keys(page: str) -> list[str]:
    """The keys of the findings on a page, in order."""
    return re.findall(r'<li id="finding-([0-9a-f]{16})"', page)


def number_of(case: Case) -> str:
    with reading(case.desk.engine) as connection:
        return dossiers.get(connection, case.number).number
