"""Events of the register, in from outside: CloudEvents on an exchange of their own, each taken once.

Recorded, then acknowledged: killed in between, the event comes again and finds itself recorded. What makes no
sense is kept aside for a person and acknowledged too: it would make no more sense the next time. Where the
database is away the event goes back to its queue.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from threading import Event
from typing import Any

from kombu import Connection, Consumer, Exchange, Message, Queue
from kombu.exceptions import OperationalError
from sqlalchemy import Engine

from retention import incoming
from retention.clock import Recorded
from storage.database.engine import transaction
from storage.errors import StorageError
from storage.records.acts import Act
from workers.brokers import Broker, FolderBroker, connect

log = logging.getLogger(__name__)

REGISTER = Exchange("bewijsloket.register", type="topic", durable=True)
QUEUE = "register-events"
_LOOK = 1.0  # seconds between two looks whether to stop
_PAUSE = 5.0  # seconds before what is away is tried again


def queue_of(broker: Broker) -> Queue:
    """The queue that keeps events until they are taken."""
    kind = {} if isinstance(broker, FolderBroker) else {"x-queue-type": "quorum"}
    return Queue(QUEUE, REGISTER, "nl.bewijsloket.register.#", queue_arguments=kind)


def taken(engine: Engine, body: bytes | str, *, act: Callable[[], Act]) -> Recorded | incoming.Aside:
    """Take one event, as its bytes came. StorageError where the database is away.

    Key: (source, id of the event).
    """
    try:
        event: Any = json.loads(body)
    except (ValueError, UnicodeDecodeError):
        event = None
    with transaction(engine) as connection:
        done = incoming.take(connection, event, act=act())
    if isinstance(done, incoming.Aside):
        log.warning("an event was kept aside: %s", done.reason)
    return done


def consumer(
    connection: Connection, broker: Broker, engine: Engine, *, act: Callable[[], Act], stop: Event
) -> Consumer:
    """What takes the events of a connection, one at a time."""

    def take(message: Message) -> None:
        try:
            taken(engine, message.body, act=act)
        except StorageError as exc:
            log.warning("an event waits: %s", exc.code)
            message.requeue()
            stop.wait(_PAUSE)
            return
        message.ack()

    made = Consumer(connection.default_channel, queues=[queue_of(broker)], prefetch_count=1)
    made.on_message = take
    return made


def consume(
    broker: Broker,
    engine: Engine,
    *,
    act: Callable[[], Act],
    stop: Event,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Take events until told to stop. The broker may come and go; `beat` is called while it is there."""
    with connect(broker) as first:
        lost = (*first.connection_errors, *first.channel_errors, OperationalError, ConnectionError)
    while not stop.is_set():
        try:
            with (
                connect(broker) as connection,
                consumer(connection, broker, engine, act=act, stop=stop),
            ):
                _drain(connection, stop, beat)
        except lost as exc:
            log.warning("waiting for the broker: %s", type(exc).__qualname__)
            stop.wait(_PAUSE)


def _drain(connection: Connection, stop: Event, beat: Callable[[], None]) -> None:
    while not stop.is_set():
        beat()
        try:
            connection.drain_events(timeout=_LOOK)
        except TimeoutError:
            continue
