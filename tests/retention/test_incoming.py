"""CloudEvents from outside: taken once, or kept aside with nothing personal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from retention import incoming
from retention.clock import Recorded
from retention.facts import EventType
from retention.incoming import Aside, event_type, fact_of
from storage.database.engine import reading, transaction
from storage.database.retention import retention_aside
from tests.retention.conftest import Archive

SOURCE = "urn:nld:oin:00000001234567890000:systeem:big-register"


def event(kind: str = "refused", number: str = "1", **data: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": number,
        "source": SOURCE,
        "type": f"nl.bewijsloket.register.{kind}.v1",
        "time": "2026-11-22T12:00:00Z",
        "data": {"on": "2018-01-10", **data},
    }


def take(archive: Archive, what: Any) -> Recorded | Aside:
    with transaction(archive.engine) as connection:
        return incoming.take(connection, what, act=archive.act())


def test_an_event_is_taken_once(archive: Archive) -> None:
    one = archive.dossier()
    paper = archive.document(one)
    told = event(dossier=str(one), by="staff-9")
    first, second = take(archive, told), take(archive, told)
    assert isinstance(first, Recorded)
    assert isinstance(second, Recorded)
    assert (first.changed, second.repeated) == ((paper,), True)
    corrected = event("refused", "2", dossier=str(one), corrects="1") | {"time": "2026-11-22T13:00:00+01:00"}
    corrected["data"]["on"] = "2019-01-10"
    take(archive, corrected)
    assert archive.said(paper) == "2029-01-10"


@pytest.mark.parametrize("kind", list(EventType))
def test_every_type_has_its_name(kind: EventType) -> None:
    fact, source = fact_of({**event(), "type": event_type(kind)})
    assert (fact.type, source, fact.stated_at) == (kind, SOURCE, datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"type": "nl.bewijsloket.register.retired.v1"}, "retention.unknown-type"),
        ({"type": "org.example.removed"}, "retention.unknown-type"),
        ({"specversion": "0.3"}, "retention.bad-event"),
        ({"source": "urn:nld:bewijsloket:desk"}, "retention.bad-event"),
        ({"time": "yesterday"}, "retention.bad-event"),
        ({"time": "2026-11-22T12:00:00"}, "retention.bad-event"),
        ({"data": None}, "retention.bad-event"),
        ({"data": {"dossier": str(uuid4())}}, "retention.bad-event"),
        ({"data": {"on": "2018-13-10", "dossier": str(uuid4())}}, "retention.bad-event"),
        ({"data": {"on": "2018-01-10", "dossier": "111222333"}}, "retention.bad-event"),
        ({"data": {"on": "2018-01-10"}}, "retention.bad-event"),
        ({"data": {"on": "1018-01-10", "dossier": str(uuid4())}}, "retention.bad-date"),
        ({"data": {"on": "2218-01-10", "dossier": str(uuid4())}}, "retention.bad-date"),
        ({"data": {"on": "2018-01-10", "dossier": str(uuid4()), "name": "Invented"}}, "retention.bad-event"),
    ],
)
def test_what_makes_no_sense_is_kept_aside_once(archive: Archive, wrong: dict[str, Any], reason: str) -> None:
    told = {**event(dossier=str(uuid4())), **wrong}
    for _ in range(2):
        kept = take(archive, told)
        assert isinstance(kept, Aside)
        assert kept.reason == reason
    with reading(archive.engine) as connection:
        (one,) = incoming.aside(connection)
        assert one.event["id"] == "1"
        assert "Invented" not in json.dumps(one.event)


@pytest.mark.parametrize("what", [None, 7, [], "text", {}])
def test_what_is_no_event_at_all(archive: Archive, what: Any) -> None:
    assert isinstance(take(archive, what), Aside)


def test_an_id_used_for_something_else_is_kept_aside(archive: Archive) -> None:
    one = archive.dossier()
    take(archive, event(dossier=str(one)))
    again = take(archive, event("granted", dossier=str(one)))
    assert isinstance(again, Aside)
    assert again.reason == "retention.contradicted"


def test_what_was_kept_aside_can_be_tried_again(archive: Archive) -> None:
    one = archive.dossier()
    paper = archive.document(one)
    ahead = event(dossier=str(one))
    ahead["data"]["on"] = "2028-01-10"
    assert isinstance(take(archive, ahead), Aside)
    with transaction(archive.engine) as connection:
        assert incoming.retry(connection, act=archive.act()) == 0
    archive.now = datetime(2028, 1, 11, tzinfo=UTC)
    with transaction(archive.engine) as connection:
        assert incoming.retry(connection, act=archive.act()) == 1
    assert archive.said(paper) == "2038-01-10"
    with reading(archive.engine) as connection:
        assert incoming.aside(connection) == []
        assert connection.execute(select(retention_aside.c.settled_at)).scalar_one() is not None
