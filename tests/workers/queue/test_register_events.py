"""The register's events, on each broker: each recorded once, nothing lost."""

from __future__ import annotations

import json
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from kombu import Producer
from sqlalchemy import func, select

from retention.incoming import Aside
from storage.database.engine import reading
from storage.database.retention import retention_aside, retention_event
from storage.errors import Unavailable
from storage.records.acts import Act
from tests.workers.queue.conftest import Desk, now
from workers import register_events
from workers.brokers import connect
from workers.register_events import REGISTER, consume, queue_of, taken


def act() -> Act:
    return Act(now(), "register", "register")


def event(number: str, registration: UUID, kind: str = "removed") -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": number,
        "source": "urn:nld:test",
        "type": f"nl.bewijsloket.register.{kind}.v1",
        "time": "2026-11-22T12:00:00Z",
        "data": {"on": "2021-06-14", "registration": str(registration), "kind": "expiry"},
    }


def counted(desk: Desk) -> tuple[int, int]:
    """Events recorded, and kept aside."""
    with reading(desk.engine) as connection:
        tables = (retention_event, retention_aside)
        found = [connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables]
    return found[0], found[1]


def publish(desk: Desk, *bodies: bytes) -> None:
    with connect(desk.broker) as connection:
        queue_of(desk.broker)(connection.default_channel).declare()
        producer = Producer(connection.default_channel)
        for body in bodies:
            producer.publish(
                body,
                exchange=REGISTER,
                routing_key="nl.bewijsloket.register.removed.v1",
                content_type="application/cloudevents+json",
                content_encoding="utf-8",
                delivery_mode=2,
                declare=[],
            )


def test_each_event_is_recorded_once_and_poison_holds_up_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_events, "_PAUSE", 0.1)
    one = json.dumps(event("1", uuid4())).encode()
    other = json.dumps(event("2", uuid4())).encode()
    strange = json.dumps(event("3", uuid4(), "retired")).encode()
    publish(desk, one, b"\xff no JSON", one, strange, other, one)
    stop = Event()
    thread = Thread(target=consume, args=(desk.broker, desk.engine), kwargs={"act": act, "stop": stop})
    thread.start()
    try:
        desk.wait(lambda: counted(desk) == (2, 2))
        publish(desk, json.dumps(event("4", uuid4())).encode())
        desk.wait(lambda: counted(desk) == (3, 2))
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()


def test_while_the_database_is_away_an_event_goes_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_events, "_PAUSE", 0.1)
    real, fails = register_events.taken, [Unavailable("away"), Unavailable("away")]

    def flaky(*args: Any, **given: Any) -> Any:
        if fails:
            raise fails.pop()
        return real(*args, **given)

    monkeypatch.setattr(register_events, "taken", flaky)
    publish(desk, json.dumps(event("1", uuid4())).encode())
    stop = Event()
    thread = Thread(target=consume, args=(desk.broker, desk.engine), kwargs={"act": act, "stop": stop})
    thread.start()
    try:
        desk.wait(lambda: counted(desk) == (1, 0))
    finally:
        stop.set()
        thread.join(60)
    assert fails == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null"])
def test_what_is_no_event_is_kept_aside(folder_desk: Desk, body: bytes) -> None:
    assert isinstance(taken(folder_desk.engine, body, act=act), Aside)
