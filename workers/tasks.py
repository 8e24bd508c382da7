"""The tasks: each begins its row of the outbox, calls its service, and says that it is done.

    task.scan         key (document, content)          task.check-bundle  key (dossier, fingerprint, versions)
    task.read         key (file, reader version)       task.keep          key (file)
    task.read-pages   key (document, content, range)   task.hold          key (file)
    task.join         key (report: all that made it)   task.discard       key (document)
    task.reckon       key (subject)                    task.lock          key (file)
    task.draw         key (file, reader and painter version, page)

A message that comes twice, or late, finds its row done and does nothing; two at the same time are made one by
the keys of the services. What is away (database, store) is waited for, then asked for again; what cannot
succeed is a dead letter, which puts its document into `check-failed`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from celery import Celery, Task
from celery.exceptions import Reject
from sqlalchemy import Engine

from storage.database.engine import transaction
from storage.errors import Refused, StorageError
from storage.records import outbox
from storage.records.outbox import Work
from workers.app import told
from workers.dead_letters import bury
from workers.errors import TaskFailed
from workers.queue_settings import QueueSettings
from workers.reconciler import Chore
from workers.room import Room

log = logging.getLogger(__name__)

Service = Callable[..., object]  # called with what the message names

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Bench:
    """What a process needs to do tasks: the database, and the service of each kind of work."""

    engine: Engine
    services: Mapping[Work, Service]
    clock: Callable[[], datetime]


def add_tasks(app: Celery, settings: QueueSettings, bench: Callable[[], Bench]) -> None:
    """Register a task for each kind of work. `bench` is called in the process that does the work."""
    for work in Work:
        app.task(_task(work, settings, bench), name=work.value, bind=True, shared=False)


def _task(work: Work, settings: QueueSettings, bench: Callable[[], Bench]) -> Callable[..., None]:
    def run(self: Task, **body: str | int) -> None:
        perform(bench(), work, UUID(self.request.id), body, settings=settings)

    return run


def add_chores(app: Celery, chores: Mapping[str, Chore], room: Callable[[], Room]) -> None:
    """Register the chores of housekeeping. What is away now is met again at the next round."""
    for name, chore in chores.items():
        app.task(_chore(name, chore, room), name=name, shared=False)


def _chore(name: str, chore: Chore, room: Callable[[], Room]) -> Callable[[], None]:
    def run() -> None:
        try:
            chore(room())
        except StorageError as exc:
            if not exc.retry:
                raise
            log.warning("%s waits for its next round: %s", name, exc.code)

    return run


def perform(
    bench: Bench, work: Work, number: UUID, body: Mapping[str, str | int], *, settings: QueueSettings
) -> None:
    """Do one task. Reject with `requeue` where what it needs stays away; TaskFailed where it cannot succeed:
    then it is buried, unless the database is away, and the broker puts it to the dead letters."""
    patience = _Patience(settings.task_wait_seconds)
    try:
        times = patience.call(lambda: _begin(bench, number))
        if times is None:
            log.info("%s %s is over already", work, number)
            return
        if times > settings.task_tries:
            raise TaskFailed("task.lost")
        patience.call(lambda: _serve(bench, work, body))
        patience.call(lambda: _done(bench, number))
    except StorageError as exc:
        if exc.retry and patience.over:
            log.warning("%s %s goes back: %s", work, number, exc.code)
            _give_back(bench, number)
            raise Reject(exc.code, requeue=True) from None
        raise _buried(bench, number, told(exc)) from None
    except Exception as exc:  # noqa: BLE001 - told by class and place, and as a reason in the database
        raise _buried(bench, number, told(exc)) from None


def _begin(bench: Bench, number: UUID) -> int | None:
    with transaction(bench.engine) as connection:
        return outbox.begin(connection, number, at=bench.clock())


def _serve(bench: Bench, work: Work, body: Mapping[str, str | int]) -> None:
    try:
        bench.services[work](**body)
    except Refused as exc:
        # Its document was removed, replaced or changed meanwhile, and that change asked for what is needed.
        log.info("%s is overtaken: %s", work, exc.code)


def _done(bench: Bench, number: UUID) -> None:
    with transaction(bench.engine) as connection:
        outbox.done(connection, number, at=bench.clock())


def _give_back(bench: Bench, number: UUID) -> None:
    """A store that is away for long uses up no tries."""
    try:
        with transaction(bench.engine) as connection:
            outbox.give_back(connection, number)
    except StorageError as exc:
        log.warning("%s counts as begun: %s", number, exc.code)


def _buried(bench: Bench, number: UUID, failed: TaskFailed) -> TaskFailed:
    try:
        bury(bench.engine, number, failed.code, at=bench.clock())
    except StorageError as exc:
        # The broker keeps it among its dead letters, and the undertaker brings it in.
        log.error("%s could not be buried: %s", number, exc.code)
    return failed


class _Patience:
    """Tries again what is away, with growing pauses, for `seconds` in all."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._pauses = _pauses()

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._until

    def call(self, act: Callable[[], int | None]) -> int | None:
        while True:
            try:
                return act()
            except StorageError as exc:
                if not exc.retry or self.over:
                    raise
            time.sleep(min(next(self._pauses), max(0.0, self._until - time.monotonic())))


def _pauses() -> Iterator[float]:
    pause = _FIRST_WAIT
    while True:
        yield pause
        pause = min(2 * pause, _LONGEST_WAIT)
