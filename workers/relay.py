"""The relay: takes from the outbox what was not sent yet, has the broker confirm it, and notes it as sent.

A crash in between sends a message again, under the same id: a task finds its row, an event is dropped by who
listens. Several relays do no harm; one of them, with the lease, works, and another takes over when it dies.
What the broker refuses (a full queue) or this version does not know is set aside, told, and tried again. No
transaction is open while the broker is asked. Where the broker is away the rows wait.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from amqp.exceptions import MessageNacked
from celery import Celery
from kombu import Connection, Producer
from kombu.exceptions import OperationalError
from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from storage.database.engine import reading, transaction
from storage.errors import StorageError
from storage.records import documents, leases, outbox
from storage.records.outbox import News, Waiting, Work
from workers import dead_letters, events
from workers.brokers import CONFIRM_SECONDS, Broker, connect, declare
from workers.lines import Line

log = logging.getLogger(__name__)

_LEASE = "relay"
_LASTS = timedelta(seconds=15)
_BATCH = 200
_IDLE = 0.2  # seconds between two looks at an empty outbox
_LONGEST_WAIT = 10.0  # seconds between two tries to reach a broker that is away
_BURIALS = 5.0  # seconds between two looks at the broker's dead letters

# Why a message is set aside, in its row and in the log.
_FULL = "queue.full"
_NO_QUEUE = "queue.missing"
_UNKNOWN = "name.unknown"

_EVENTS = "events"  # in place of a queue

_LINES = {
    Work.SCAN: Line.SCAN,
    Work.READ_PAGES: Line.READ_LONG,
    Work.JOIN: Line.READ_LONG,
    Work.CHECK_BUNDLE: Line.READ_SHORT,
    Work.DRAW: Line.READ_SHORT,
}


def line_of(work: Work, pages: int | None, *, long_pages: int) -> Line:
    """The queue of a task. A document whose pages nobody counted begins in the short one: that is counted
    first, and a long document is shared out from there."""
    if work is Work.READ:
        return Line.READ_LONG if (pages or 0) > long_pages else Line.READ_SHORT
    return _LINES.get(work, Line.HOUSEKEEPING)


@dataclass
class Relay:
    """One relay. `long_pages` is the most pages of a short document; `source` that of events."""

    engine: Engine
    app: Celery
    broker: Broker
    clock: Callable[[], datetime]
    long_pages: int
    source: str
    holder: UUID = field(default_factory=uuid4)
    beat: Callable[[], None] = lambda: None  # called each time the loop goes round
    _held_until: float = 0.0
    _returned: list[str] = field(default_factory=list)
    _buried_at: float = 0.0

    def run(self, stop: Event) -> None:
        """Work until told to stop. Database and broker may come and go."""
        pause, lost = _IDLE, _lost(self.broker)
        while not stop.is_set():
            try:
                with connect(self.broker) as connection:
                    connection.connect()
                    declare(connection, self.broker)
                    pause = _IDLE
                    self._work(connection, stop)
            except lost as exc:
                log.warning("relay waits: %s", type(exc).__qualname__)
                self._held_until = 0.0
                stop.wait(pause)
                pause = min(2 * pause, _LONGEST_WAIT)
        self._leave()

    def round(self, producer: Producer) -> int:
        """Send what waits now; how much was sent. `producer` is made by `producer_on`. What cannot be sent is
        set aside, and so is what waits for the same full queue: others go on."""
        with reading(self.engine) as database:
            rows = outbox.waiting(database, _BATCH, at=self.clock())
            pages = pages_of(database, rows)
        confirmed: list[UUID] = []
        aside: dict[tuple[str, str], list[UUID]] = {}
        try:
            for row in rows:
                place = self._place(row, pages)
                why = _UNKNOWN if place is None else _FULL if (_FULL, place) in aside else None
                why = why or self._refused(producer, row, place or "")
                if why is None:
                    confirmed.append(row.id)
                else:
                    aside.setdefault((why, place or row.name), []).append(row.id)
        finally:
            # What was confirmed before the broker went away is noted, or it would be sent again.
            self._note(confirmed, aside)
        return len(confirmed)

    def _note(self, confirmed: Sequence[UUID], aside: Mapping[tuple[str, str], Sequence[UUID]]) -> None:
        if not confirmed and not aside:
            return
        now = self.clock()
        with transaction(self.engine) as database:
            outbox.sent(database, confirmed, at=now)
            for (why, _), numbers in aside.items():
                outbox.set_aside(database, numbers, why, at=now)
        for (why, place), numbers in aside.items():
            log.error("%s: %s, %d set aside for now", place, why, len(numbers))

    def producer_on(self, connection: Connection) -> Producer:
        return self.broker.producer(connection, self._note_return)

    def _work(self, connection: Connection, stop: Event) -> None:
        producer = self.producer_on(connection)
        while not stop.is_set():
            self.beat()
            if not self._mine():
                stop.wait(1.0)
                continue
            sent = self.round(producer)
            if monotonic() - self._buried_at > _BURIALS:
                self._buried_at = monotonic()
                dead_letters.collect(self.engine, connection, self.broker, at=self.clock())
            if not sent:
                stop.wait(_IDLE)

    def _place(self, row: Waiting, pages: Mapping[str, int | None]) -> str | None:
        """The queue of a task, `events` for an event; None for a name that this version does not know, as
        while a newer one is being rolled out."""
        if row.name in set(News):
            return _EVENTS
        if row.name not in set(Work):
            return None
        known = pages.get(str(row.body.get("document")))
        return line_of(Work(row.name), known, long_pages=self.long_pages).value

    def _refused(self, producer: Producer, row: Waiting, place: str) -> str | None:
        """Publish; None where the broker took it, else why it did not."""
        self._returned.clear()
        try:
            if place == _EVENTS:
                events.send(producer, row, source=self.source)
                return None
            self.app.send_task(
                row.name,
                kwargs=dict(row.body),
                task_id=str(row.id),
                queue=place,
                producer=producer,
                mandatory=True,
                retry=False,
                confirm_timeout=CONFIRM_SECONDS,
                declare=[],
            )
        except (MessageNacked, OperationalError) as exc:
            if not isinstance(exc, MessageNacked) and not isinstance(exc.__cause__, MessageNacked):
                raise
            return _FULL
        if self._returned:
            declare(producer.channel.connection.client, self.broker)
            return _NO_QUEUE
        return None

    def _note_return(self, _exc: Exception, _exchange: str, routing_key: str, _message: Any) -> None:
        self._returned.append(routing_key)

    def _mine(self) -> bool:
        """Whether this relay has the place; prolonged in good time, without a write in every round."""
        if monotonic() < self._held_until:
            return True
        with transaction(self.engine) as database:
            taken = leases.take(database, _LEASE, self.holder, at=self.clock(), lasts=_LASTS)
        if taken:
            self._held_until = monotonic() + _LASTS.total_seconds() / 3
        return taken

    def _leave(self) -> None:
        try:
            with transaction(self.engine) as database:
                leases.leave(database, _LEASE, self.holder)
        except StorageError as exc:
            log.warning("relay could not leave its place: %s", exc.code)


def pages_of(database: Database, rows: Sequence[Waiting]) -> dict[str, int | None]:
    """Pages of the documents that are to be read."""
    wanted: Iterable[UUID] = {UUID(str(row.body["document"])) for row in rows if row.name == Work.READ}
    return {str(one.id): one.pages for one in documents.several(database, wanted)}


def _lost(broker: Broker) -> tuple[type[Exception], ...]:
    """What is raised while database or broker is away, or the broker has its queues otherwise."""
    with connect(broker) as connection:
        errors = (*connection.connection_errors, *connection.channel_errors)
    return (*errors, OperationalError, OSError, StorageError)
