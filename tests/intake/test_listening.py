"""Streams of changes: no longer than the session, no more than there are places."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from intake.settings import DeskSettings
from tests.intake.conftest import NOON, Clock
from tests.intake.desks import desk_in, served

SETTINGS = DeskSettings(demo=True, port=0, max_streams=3, max_person_streams=2)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.api.listening.LOOK_SECONDS", 0.05)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def port(tmp_path: Path, clock: Clock) -> Iterator[int]:
    with desk_in(tmp_path, SETTINGS, clock) as desk, served(desk) as port:
        yield port


class Listener:
    """Somebody who is signed in, with a dossier to listen to."""

    def __init__(self, port: int, user: str) -> None:
        self.client = httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        token = self.client.post("/v1/sessions", json={"user": user}).json()["token"]
        self.client.cookies.clear()
        self.client.headers |= {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
        made = self.client.post("/v1/dossiers", json={"procedure": "registration"})
        self.lines: list[Iterator[str]] = []
        self.place = f"/v1/dossiers/{made.json()['id']}/events"

    def open(self) -> httpx2.Response:
        """A stream whose first event has come."""
        answer = self.client.send(self.client.build_request("GET", self.place), stream=True)
        if answer.status_code == 200:
            self.lines.append(answer.iter_lines())  # a forgotten iterator closes its stream
            assert next(self.lines[-1]) == "event: bundle"
        else:
            answer.read()
        return answer


@pytest.mark.parametrize("how", ["signed out", "over", "idle"])
def test_a_stream_ends_with_its_session(port: int, clock: Clock, how: str) -> None:
    anna = Listener(port, "anna")
    answer = anna.open()
    if how == "signed out":
        with httpx2.Client(base_url=anna.client.base_url, headers=anna.client.headers) as other:
            assert other.delete("/v1/sessions/current").status_code == 204
    else:
        clock.now = NOON + (timedelta(hours=9) if how == "over" else timedelta(minutes=31))
    rest: list[str] = []
    reader = threading.Thread(target=lambda: rest.extend(anna.lines[0]), daemon=True)
    reader.start()
    reader.join(60)
    assert not reader.is_alive()
    assert "event: signed-out" in rest
    answer.close()
    assert anna.open().status_code == 401
    anna.client.close()


def test_places_are_few_and_fall_free(port: int) -> None:
    anna, boris = Listener(port, "anna"), Listener(port, "boris")
    first, second = anna.open(), anna.open()
    third = anna.open()
    assert (third.status_code, third.json()["type"]) == (429, "urn:bewijsloket:problem:too-many-streams")
    assert "2 times" in third.json()["detail"]
    other = boris.open()
    full = boris.open()
    assert (full.status_code, full.headers["retry-after"]) == (503, "30")
    assert full.json()["type"] == "urn:bewijsloket:problem:too-many-listeners"
    for one in (first, second, other):
        one.close()
    until = time.monotonic() + 60
    while (answer := anna.open()).status_code != 200 and time.monotonic() < until:
        time.sleep(0.2)
    assert answer.status_code == 200
    answer.close()
    for one in (anna, boris):
        one.client.close()


def test_who_may_not_listen_takes_no_place(port: int) -> None:
    anna, boris = Listener(port, "anna"), Listener(port, "boris")
    for _ in range(4):
        assert anna.client.get(boris.place).status_code == 404
    anna.open().close()
    for one in (anna, boris):
        one.client.close()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8080", 200),
        ("[::1]:8080", 200),
        ("127.0.0.1:8080", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:8081", 421),
        ("evil.example:8080", 421),
        ("localhost.evil.example:8080", 421),
        ("", 421),
    ],
)
def test_another_name_is_not_answered_to(anna: TestClient, host: str, status: int) -> None:
    """A page whose own name was made to point here would else read what is here as its own."""
    for path in ("/v1/dossiers", "/", "/static/portal.css"):
        assert anna.get(path, headers={"Host": host}).status_code == status
    assert anna.get("/health/live", headers={"Host": host}).status_code == 200


def test_the_refusal_of_a_name_is_told_in_both_languages(anna: TestClient) -> None:
    told = [
        anna.get("/v1/dossiers", headers={"Host": "a.example", "Accept-Language": lang}).json()
        for lang in ("nl", "en")
    ]
    assert [one["type"] for one in told] == ["urn:bewijsloket:problem:unknown-host"] * 2
    assert [one["title"] for one in told] == ["Dit adres kennen wij niet", "We do not know this address"]
