"""The roots of this room's processes: each reads the settings, builds its adapters, and runs."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Protocol
from uuid import UUID

from storage.assembly import database, folder_store
from storage.database.engine import reading
from storage.database.migrate import migrate
from storage.records import outbox
from storage.records.acts import Act
from storage.records.outbox import Dead
from storage.settings import StorageSettings
from storage.settings import read_settings as read_storage
from workers import dead_letters, rechecking
from workers.app import make_app
from workers.assembly import room as make_room
from workers.brokers import Broker, FolderBroker, broker_of, connect, waiting_in
from workers.embedded import sole_worker, take_over
from workers.events import Seen, listener
from workers.lines import Line
from workers.queue_settings import QueueSettings
from workers.queue_settings import read_settings as read_queue
from workers.reconciler import Chore, chores
from workers.relay import Relay
from workers.room import Room
from workers.running import once_per_process, run_beat, run_worker
from workers.services import services
from workers.settings import WorkerSettings
from workers.supervisor import Child, Supervisor
from workers.tasks import Bench, add_chores, add_tasks

# Starts the command as its console script does, by whichever Python runs this.
_LAUNCH = (
    "from importlib.metadata import entry_points as found; import sys; sys.argv[0] = 'bewijsloket';"
    "next(iter(found(group='console_scripts', name='bewijsloket'))).load()()"
)
_LISTEN_SECONDS = 1.0  # between two looks whether to stop


class Say(Protocol):
    def __call__(self, key: str, **given: str | int) -> None: ...


def start_worker(lines: Sequence[Line], processes: int) -> int:
    """Work until told to stop; the exit status."""
    settings, kept, own = read_queue(), read_storage(), WorkerSettings()
    broker = broker_of(settings, kept)
    app = make_app(settings, broker)
    room = once_per_process(lambda: make_room(own, kept))
    room()  # what cannot be built is told here, not by every task
    add_tasks(app, settings, lambda: _bench(room()))
    add_chores(app, {name: chore for name, (_, chore) in _chores(settings, broker).items()}, room)
    with ExitStack() as stack:
        if isinstance(broker, FolderBroker):
            stack.enter_context(sole_worker(broker, lines))
            engine = database(kept)
            take_over(engine, broker, lines, long_pages=own.long_document_pages)
            engine.dispose()
        return run_worker(app, lines, processes=processes or os.cpu_count() or 1)


def start_relay() -> None:
    """Relay until SIGTERM or SIGINT."""
    settings, kept = read_queue(), read_storage()
    broker = broker_of(settings, kept)
    relay = Relay(
        database(kept),
        make_app(settings, broker),
        broker,
        _now,
        long_pages=WorkerSettings().long_document_pages,
        source=settings.event_source,
    )
    relay.run(_until_signal())


def start_beat() -> None:
    """Ask for housekeeping until SIGTERM or SIGINT."""
    settings = read_queue()
    broker = broker_of(settings, read_storage())
    schedule = {name: every for name, (every, _) in _chores(settings, broker).items()}
    run_beat(make_app(settings, broker), schedule)


def dead() -> list[Dead]:
    """The dead letters."""
    with reading(database(read_storage())) as connection:
        return outbox.dead(connection)


def replay(numbers: Sequence[UUID]) -> int:
    """Have these tried again; how many."""
    return dead_letters.replay(database(read_storage()), numbers, act=Act(_now(), "command", "operator"))


def recheck() -> int:
    """Have outdated documents checked again; how many."""
    return rechecking.recheck(make_room(WorkerSettings(), read_storage()))


def listen(name: str, seen: Path | None, show: Callable[[str], None]) -> None:
    """Show events until SIGTERM or SIGINT."""
    broker = broker_of(read_queue(), read_storage())
    stop = _until_signal()

    def handle(event: Mapping[str, str]) -> None:
        show(json.dumps(event))

    with (
        connect(broker) as connection,
        Seen(seen) as known,
        listener(connection, broker, name, seen=known, handle=handle),
    ):
        while not stop.is_set():
            try:
                connection.drain_events(timeout=_LISTEN_SECONDS)
            except TimeoutError:
                continue


def run_all(say: Say, command: Sequence[str] = (sys.executable, "-c", _LAUNCH)) -> None:
    """Provision, then web, workers, relay and beat until Ctrl-C. `command` starts `bewijsloket`."""
    kept = read_storage()
    provision(kept)
    if not WorkerSettings().scanner:
        say("unscanned")
    demo = str(not WorkerSettings().production).lower()  # the front desk refuses demo users in production
    env = {"BEWIJSLOKET_DEMO": demo, "OMP_THREAD_LIMIT": "1", **os.environ}
    # The front desk reads these itself; this room may not import its settings.
    host, port = env.get("BEWIJSLOKET_HOST", "127.0.0.1"), env.get("BEWIJSLOKET_PORT", "8080")
    Supervisor(children(command), env, lambda: say("running", host=host, port=port)).run()


def provision(kept: StorageSettings) -> None:
    """Make tables, and the folders where no server keeps the objects."""
    if not kept.database_url:
        kept.data_dir.mkdir(parents=True, exist_ok=True)
    if kept.s3_endpoint is None:
        folder_store(kept).provision()
    engine = database(kept)
    migrate(engine)
    engine.dispose()


def children(command: Sequence[str]) -> list[Child]:
    """The processes of one machine. Long documents have a process of their own, which a short one never
    waits for."""
    short = [f"--queue={line}" for line in Line if line is not Line.READ_LONG]
    commands = {
        "web": ["web"],
        "relay": ["work", "relay"],
        "beat": ["work", "beat"],
        "worker": ["work", "start", *short],
        "worker for long documents": ["work", "start", f"--queue={Line.READ_LONG}", "--processes=1"],
    }
    return [Child(name, [*command, *words]) for name, words in commands.items()]


def _bench(room: Room) -> Bench:
    return Bench(room.engine, services(room), room.clock)


def _chores(settings: QueueSettings, broker: Broker) -> Mapping[str, tuple[timedelta, Chore]]:
    def waiting() -> Mapping[Line, int]:
        with connect(broker) as connection:
            return waiting_in(connection, broker)

    return chores(lost_after=timedelta(minutes=settings.task_lost_minutes), waiting=waiting)


def _until_signal() -> Event:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _now() -> datetime:
    return datetime.now(UTC)
