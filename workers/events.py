"""Events for the world outside: CloudEvents 1.0 in structured JSON, by the NL GOV profile.

Source: NL GOV profile for CloudEvents 1.0 (Logius): `source` is a URN in the `nld` namespace, `type` a
reversed domain name with a version. The id is that of the row in the outbox: whoever gets one twice, because
a relay died between sending and noting it, drops the second by its id. An event tells that something
happened, to which opaque id, and when; what it says of a person is asked at the API.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kombu import Connection, Consumer, Message, Producer

from storage.records.outbox import News, Waiting
from workers.brokers import CONFIRM_SECONDS, EVENTS, Broker

CONTENT_TYPE = "application/cloudevents+json"
VERSION = "v1"


def event_type(news: News) -> str:
    """The type of an event, which is also its routing key.

    >>> event_type(News.CHECKED)
    'nl.bewijsloket.evidence-checked.v1'
    """
    return f"nl.bewijsloket.{news.value.removeprefix('event.')}.{VERSION}"


def cloud_event(row: Waiting, *, source: str) -> dict[str, str]:
    """The event of a row of the outbox."""
    return {
        "specversion": "1.0",
        "id": str(row.id),
        "source": source,
        "type": event_type(News(row.name)),
        "subject": str(row.body["subject"]),
        "time": row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def send(producer: Producer, row: Waiting, *, source: str) -> None:
    """Publish an event, confirmed. Nobody has to listen, so that it may go nowhere."""
    event = cloud_event(row, source=source)
    producer.publish(
        json.dumps(event).encode(),
        exchange=EVENTS,
        routing_key=event["type"],
        content_type=CONTENT_TYPE,
        content_encoding="utf-8",
        delivery_mode=2,
        message_id=event["id"],
        confirm_timeout=CONFIRM_SECONDS,
        declare=[],
    )


class Seen:
    """Ids of events that were handled, in a file of SQLite; without a path only while it is open."""

    def __init__(self, path: Path | None) -> None:
        self._database = sqlite3.connect(path or ":memory:")
        self._database.execute("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def known(self, number: str) -> bool:
        return self._database.execute("SELECT 1 FROM seen WHERE id = ?", (number,)).fetchone() is not None

    def add(self, number: str) -> None:
        with self._database:
            self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,))


def listener(
    connection: Connection,
    broker: Broker,
    name: str,
    *,
    seen: Seen,
    handle: Callable[[Mapping[str, str]], None],
) -> Consumer:
    """An example of a consumer: hands over each event once, in a queue called `name` that outlives it.

    Handled, then noted, then acknowledged: killed in between, it handles an event again, loses none.
    """

    def take(body: Any, message: Message) -> None:
        event = json.loads(body)
        if not seen.known(event["id"]):
            handle(event)
            seen.add(event["id"])
        message.ack()

    made = Consumer(
        connection.default_channel,
        queues=[broker.listening(name)],
        callbacks=[take],
        accept=[CONTENT_TYPE],
        prefetch_count=1,
    )
    return made
