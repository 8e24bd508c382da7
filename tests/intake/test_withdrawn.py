"""Withdrawing a submitted application starts its clock in the same transaction; a draft has none."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient
from sqlalchemy import select

from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.database.retention import retention_answer, retention_event

PDF = b"%PDF-1.4 invented"


def begun(anna: TestClient) -> str:
    dossier = anna.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
    sent = anna.post(f"/v1/dossiers/{dossier}/documents", files={"file": ("a.pdf", PDF, "application/pdf")})
    assert sent.status_code == 201, sent.text
    return str(dossier)


def test_withdrawing_after_submission_is_told_to_the_clock_once(
    desk: Desk, visit: Callable[..., TestClient]
) -> None:
    anna = visit("anna")
    dossier = begun(anna)
    assert anna.post(f"/v1/dossiers/{dossier}/submission").status_code == 200
    for _ in range(2):
        assert anna.post(f"/v1/dossiers/{dossier}/withdrawal").status_code == 200
    with reading(desk.engine) as connection:
        (told,) = connection.execute(select(retention_event)).all()
        (answer,) = connection.execute(select(retention_answer)).all()
    assert (told.type, str(told.dossier_id), told.happened_on.isoformat()) == (
        "withdrawn",
        dossier,
        "2026-11-22",
    )
    assert answer.last_day.isoformat() == "2036-11-22"


def test_giving_up_a_draft_is_nothing_to_the_clock(desk: Desk, visit: Callable[..., TestClient]) -> None:
    anna = visit("anna")
    assert anna.post(f"/v1/dossiers/{begun(anna)}/withdrawal").status_code == 200
    with reading(desk.engine) as connection:
        assert connection.execute(select(retention_event)).all() == []
