"""The roots of this room's processes: each reads the settings, builds its adapters, and runs."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

from storage.assembly import database
from storage.database.engine import reading
from storage.records import outbox
from storage.records.acts import Act
from storage.records.outbox import Dead
from storage.settings import read_settings as read_storage
from workers import dead_letters, rechecking, register_events
from workers.app import make_app
from workers.assembly import room as make_room
from workers.brokers import Broker, FolderBroker, broker_of, connect, waiting_in
from workers.embedded import sole_worker, take_over
from workers.events import Seen, listener
from workers.lines import Line
from workers.parts import Part
from workers.pulse import Pulse
from workers.queue_settings import QueueSettings
from workers.queue_settings import read_settings as read_queue
from workers.reconciler import Chore, chores
from workers.relay import Relay
from workers.room import Room
from workers.running import once_per_process, run_beat, run_worker
from workers.services import services
from workers.settings import WorkerSettings
from workers.tasks import Bench, add_chores, add_tasks

_LISTEN_SECONDS = 1.0  # between two looks whether to stop


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
        pulses = [Pulse(kept.data_dir, f"worker-{line}") for line in lines]

        def beat() -> None:
            for one in pulses:
                one.beat()

        return run_worker(app, lines, processes=processes or os.cpu_count() or 1, beat=beat)


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
        beat=Pulse(kept.data_dir, Part.RELAY).beat,
    )
    relay.run(_until_signal())


def start_beat() -> None:
    """Ask for housekeeping until SIGTERM or SIGINT."""
    settings, kept = read_queue(), read_storage()
    broker = broker_of(settings, kept)
    schedule = {name: every for name, (every, _) in _chores(settings, broker).items()}
    run_beat(make_app(settings, broker), schedule, beat=Pulse(kept.data_dir, Part.BEAT).beat)


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


def take_register_events() -> None:
    """Record what the register tells, until SIGTERM or SIGINT."""
    kept = read_storage()

    def act() -> Act:
        return Act(_now(), "register", "register")

    register_events.consume(
        broker_of(read_queue(), kept),
        database(kept),
        act=act,
        stop=_until_signal(),
        beat=Pulse(kept.data_dir, Part.REGISTER).beat,
    )


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
