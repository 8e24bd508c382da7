"""Events by the NL GOV profile, and a listener that gets each once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from storage.database.engine import transaction
from storage.database.tables import outbox as rows
from storage.records.outbox import News, Waiting
from tests.workers.queue.conftest import Desk, now
from workers.brokers import connect, declare
from workers.events import Seen, cloud_event, event_type, listener
from workers.queue_settings import QueueSettings

SOURCE = QueueSettings().event_source


@pytest.mark.parametrize("news", list(News))
def test_an_event_holds_ids_and_no_contents(news: News) -> None:
    number, subject = UUID(int=1), UUID(int=2)
    event = cloud_event(Waiting(number, news.value, {"subject": str(subject)}, now()), source=SOURCE)
    assert set(event) == {"specversion", "id", "source", "type", "subject", "time"}
    assert (event["id"], event["subject"], event["specversion"]) == (str(number), str(subject), "1.0")
    assert event["source"].startswith("urn:nld:")
    assert event["type"] == event_type(news)
    assert event["time"].endswith("Z")


def test_a_listener_gets_each_event_once_also_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    got: list[Mapping[str, str]] = []
    relay = desk.relay()

    def listen() -> None:
        with (
            connect(desk.broker) as connection,
            Seen(tmp_path / "seen.db") as seen,
            listener(connection, desk.broker, "example", seen=seen, handle=got.append),
        ):
            while True:
                try:
                    connection.drain_events(timeout=2)
                except TimeoutError:
                    return

    listen()  # its queue is there from now on
    number = desk.send()
    with connect(desk.broker) as connection:
        declare(connection, desk.broker)
        relay.round(relay.producer_on(connection))
        with transaction(desk.engine) as database:
            database.execute(update(rows).values(published_at=None))
        relay.round(relay.producer_on(connection))
    listen()
    listen()
    assert [(one["type"], one["subject"]) for one in got] == [
        ("nl.bewijsloket.evidence-received.v1", str(number))
    ]
    assert str(json.dumps(got)).count("sealed") == 0
