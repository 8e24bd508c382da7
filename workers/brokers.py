"""The two brokers: RabbitMQ, and a folder for the embedded default. What only one can do stands here.

    outbox ─► relay ─► exchange `bewijsloket.work` ─► scan, read-short, read-long, housekeeping ─► workers
                       exchange `bewijsloket.dead` ─► dead ─► undertaker (RabbitMQ only)
                       exchange `bewijsloket.events` ─► whoever listens

On RabbitMQ the queues are quorum queues, a full queue refuses, and what is rejected or delivered too often
goes to the dead letters at least once. The folder is treated as losing everything: the rows of the outbox
restore it.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from kombu import Connection, Exchange, Producer, Queue
from kombu.transport import TRANSPORT_ALIASES

from storage.settings import StorageSettings
from workers.lines import Line
from workers.queue_settings import QueueSettings

# A backstop: tasks are counted in their rows. Every start of a worker counts here, whatever it had fetched.
DELIVERIES = 20
MOST_WAITING = 100_000  # messages in one queue; then it refuses, and the rows of the outbox wait
CONFIRM_SECONDS = 10  # a broker that does not confirm for so long is taken for away
CONNECT_SECONDS = 5
ANSWER_SECONDS = 15  # for anything else that is asked of it; without, a machine that vanished is waited for
_FOLDER = "bewijsloket-folder"  # our name for the transport below

Returned = Callable[[Exception, str, str, Any], None]  # with exchange, routing key, message

WORK = Exchange("bewijsloket.work", type="topic", durable=True)
DEAD = Exchange("bewijsloket.dead", type="fanout", durable=True)
EVENTS = Exchange("bewijsloket.events", type="topic", durable=True)


class Broker(Protocol):
    """What carries messages."""

    @property
    def url(self) -> str:
        """Its address, for kombu."""

    @property
    def options(self) -> Mapping[str, Any]:
        """kombu's transport options."""

    def prepare(self) -> None:
        """Make what must be there before anyone connects."""

    def queues(self) -> list[Queue]:
        """The queues of tasks."""

    def listening(self, name: str) -> Queue:
        """A queue of that name that gets all events."""

    def dead(self) -> Queue | None:
        """The queue of dead letters, where the broker has one."""

    def producer(self, connection: Connection, returned: Returned) -> Producer:
        """What publishes; `returned` is called for a mandatory message that no queue took, before the
        publishing of it returns."""


@dataclass(frozen=True, slots=True)
class RabbitBroker:
    """RabbitMQ from 3.10, by its address."""

    url: str

    @property
    def options(self) -> Mapping[str, Any]:
        return {"confirm_publish": True}

    def prepare(self) -> None:
        """Nothing: the queues are made by whoever uses them."""

    def queues(self) -> list[Queue]:
        arguments = {
            "x-queue-type": "quorum",
            "x-delivery-limit": DELIVERIES,
            "x-dead-letter-exchange": DEAD.name,
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
            "x-max-length": MOST_WAITING,
        }
        return [Queue(one.value, WORK, one.value, queue_arguments=arguments) for one in Line]

    def listening(self, name: str) -> Queue:
        return Queue(name, EVENTS, "nl.bewijsloket.#", queue_arguments={"x-queue-type": "quorum"})

    def dead(self) -> Queue | None:
        return Queue("dead", DEAD, "", queue_arguments={"x-queue-type": "quorum"})

    def producer(self, connection: Connection, returned: Returned) -> Producer:
        return Producer(connection.default_channel, auto_declare=False, serializer="json", on_return=returned)


@dataclass(frozen=True, slots=True)
class FolderBroker:
    """A folder that the processes of one machine share."""

    folder: Path

    @property
    def url(self) -> str:
        return f"{_FOLDER}://localhost/"

    @property
    def options(self) -> Mapping[str, Any]:
        messages = str(self.folder / "messages")
        return {
            "data_folder_in": messages,
            "data_folder_out": messages,
            "processed_folder": str(self.folder / "taken"),
            "control_folder": str(self.folder / "control"),
            "polling_interval": 0.1,  # seconds
        }

    def prepare(self) -> None:
        """Make the folders, and the queues before two processes make them at the same time: kombu's own file
        of bindings is empty for a moment."""
        for part in ("messages", "taken", "control"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        TRANSPORT_ALIASES[_FOLDER] = "workers.folder_transport:Transport"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with connect(self) as connection:
                for queue in self.queues():
                    queue(connection.default_channel).declare()

    def queues(self) -> list[Queue]:
        return [Queue(one.value, WORK, one.value) for one in Line]

    def listening(self, name: str) -> Queue:
        return Queue(name, EVENTS, "nl.bewijsloket.#")

    def dead(self) -> Queue | None:
        return None

    def producer(self, connection: Connection, returned: Returned) -> Producer:
        """Nothing is returned here: what no queue takes is gone, and sent again from its row."""
        return Producer(connection.default_channel, auto_declare=False, serializer="json")


def broker_of(settings: QueueSettings, kept: StorageSettings) -> RabbitBroker | FolderBroker:
    """The broker that the settings name; ready to connect to."""
    address = settings.broker_url.get_secret_value()
    made = RabbitBroker(address) if address else FolderBroker(kept.data_dir / "queue")
    made.prepare()
    return made


@contextmanager
def connect(broker: Broker) -> Iterator[Connection]:
    """A connection for publishing and looking; it is made on first use."""
    options = {**broker.options, "read_timeout": ANSWER_SECONDS, "write_timeout": ANSWER_SECONDS}
    with Connection(broker.url, transport_options=options, connect_timeout=CONNECT_SECONDS) as connection:
        yield connection


def declare(connection: Connection, broker: Broker) -> None:
    """Make the exchanges and queues; nothing happens where they are."""
    channel = connection.default_channel
    EVENTS(channel).declare()
    dead = broker.dead()
    for queue in [*([] if dead is None else [dead]), *broker.queues()]:
        queue(channel).declare()


def waiting_in(connection: Connection, broker: Broker) -> dict[Line, int]:
    """How many messages wait in each queue of tasks, without those that a worker has."""
    found = {}
    for queue in broker.queues():
        found[Line(queue.name)] = queue(connection.default_channel).queue_declare(passive=True).message_count
    return found


def dead_letters(connection: Connection, queue: Queue) -> Iterator[tuple[UUID | None, Any]]:
    """Id of the task (None for one of housekeeping) and message of each dead letter; to be acknowledged."""
    bound = queue(connection.default_channel)
    bound.declare()
    while (message := bound.get(no_ack=False)) is not None:
        try:
            number = UUID(str(message.headers.get("id")))
        except ValueError:
            number = None
        yield number, message
