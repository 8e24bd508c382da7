"""A front desk in a temporary folder, and applicants who are signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from intake.api.app import make_app
from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from tests.intake.desks import desk_in

HERE = "http://127.0.0.1:8080"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> DeskSettings:
    return DeskSettings(demo=True, max_file_bytes=5_000_000, max_day_bytes=20_000_000, max_dossier_files=4)


@pytest.fixture
def desk(tmp_path: Path, settings: DeskSettings, clock: Clock) -> Iterator[Desk]:
    with desk_in(tmp_path, settings, clock) as made:
        yield made


@pytest.fixture
def visit(desk: Desk) -> Callable[..., TestClient]:
    """`visit("anna")` is a client signed in as a demo user; `visit()` one who is not."""
    app = make_app(desk)

    def come(user: str | None = None, host: str = "127.0.0.1") -> TestClient:
        client = TestClient(app, base_url=HERE, client=(host, 50000), headers={"Accept-Language": "en"})
        if user is not None:
            answer = client.post("/v1/sessions", json={"user": user})
            assert answer.status_code == 201, answer.text
            client.cookies.clear()
            client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return client

    return come


@pytest.fixture
def anna(visit: Callable[..., TestClient]) -> TestClient:
    return visit("anna")


@pytest.fixture
def dossier(anna: TestClient) -> str:
    """The id of an open dossier of Anna."""
    answer = anna.post("/v1/dossiers", json={"procedure": "registration"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
