"""An independent consumer of the events: keeps each by its id, counts repeats, reconnects for ever."""

from __future__ import annotations

import json
import threading
from collections import Counter
from typing import Any

from kombu import Connection, Consumer, Exchange, Queue
from kombu.exceptions import OperationalError

_EVENTS = Exchange("bewijsloket.events", type="topic", durable=True)
_QUEUE = Queue("faults", _EVENTS, "nl.bewijsloket.#", queue_arguments={"x-queue-type": "quorum"})
_LOOK = 1.0  # seconds between two looks whether to stop


class Listener:
    """Begins at once; its queue is there when `__init__` returns."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._events: dict[str, tuple[str, str]] = {}
        self.repeats = 0
        self._stop = threading.Event()
        with self._connection() as connection:
            _QUEUE(connection.default_channel).declare()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(30)

    def known(self) -> set[str]:
        """Ids of all events so far."""
        with self._lock:
            return set(self._events)

    def of(self, subject: str) -> Counter[str]:
        """How many different events of each kind tell of this document or dossier."""
        with self._lock:
            return Counter(kind for kind, about in self._events.values() if about == subject)

    def _connection(self) -> Connection:
        return Connection(self._address, heartbeat=10, connect_timeout=5)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with self._connection() as connection:
                    connection.connect()
                    self._listen(connection)
            except (OperationalError, OSError, *Connection(self._address).connection_errors,
                    *Connection(self._address).channel_errors):  # fmt: skip
                self._stop.wait(_LOOK)

    def _listen(self, connection: Connection) -> None:
        with Consumer(
            connection.default_channel,
            queues=[_QUEUE],
            callbacks=[self._take],
            accept=["application/cloudevents+json"],
            prefetch_count=20,
        ):
            while not self._stop.is_set():
                try:
                    connection.drain_events(timeout=_LOOK)
                except TimeoutError:
                    connection.heartbeat_check()

    def _take(self, body: Any, message: Any) -> None:
        event = json.loads(body)
        kind = event["type"].removeprefix("nl.bewijsloket.").removesuffix(".v1")
        with self._lock:
            self.repeats += event["id"] in self._events
            self._events[event["id"]] = (kind, event["subject"])
        message.ack()
