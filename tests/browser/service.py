"""The front desk behind a real server, with a worker in a thread that really reads and checks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from storage.database.engine import reading, transaction
from storage.folder import FolderStore
from storage.records import outbox
from storage.records.outbox import Work
from tests.intake.desks import desk_in, now, served
from workers import reading as reading_room
from workers.room import Room
from workers.services import services
from workers.settings import WorkerSettings

_PAUSE = 0.1  # seconds between two looks at an empty outbox


@dataclass(frozen=True)
class Service:
    """Where the portal answers, and the desk behind it."""

    address: str
    desk: Desk


@contextmanager
def portal(folder: Path, *, working: bool = True) -> Iterator[Service]:
    """A portal with demo users. Without a worker documents stay as they were put there."""
    (folder / "temp").mkdir(parents=True)
    settings = DeskSettings(demo=True, port=0)
    with desk_in(folder, settings) as desk, served(desk) as port:
        stop = threading.Event()
        worker = threading.Thread(target=_work, args=(desk, folder / "temp", stop), daemon=True)
        if working:
            worker.start()
        try:
            yield Service(f"http://127.0.0.1:{port}", desk)
        finally:
            stop.set()
            if working:
                worker.join(120)


def _work(desk: Desk, temp: Path, stop: threading.Event) -> None:
    """Do what the outbox asks for, as relay and workers would."""
    store = desk.store
    assert isinstance(store, FolderStore)
    room = Room(desk.engine, store, store, store, None, WorkerSettings(temp_dir=temp), now, desk.sealer)
    known = services(room)
    while not stop.is_set():
        with reading(desk.engine) as connection:
            waiting = outbox.waiting(connection, 20)
        for one in waiting:
            if one.name in set(Work):
                known[Work(one.name)](**one.body)
            with transaction(desk.engine) as connection:
                outbox.sent(connection, [one.id], at=now() + timedelta(0))
        if not waiting:
            stop.wait(_PAUSE)


@contextmanager
def remembered_readings() -> Iterator[None]:
    """Read each file once, however many people send it: text recognition of one passport is enough."""
    known: dict[object, object] = {}
    real = reading_room.read_masked

    def read(room, papers, pages, on_page):  # type: ignore[no-untyped-def]
        key = (tuple(one.sha256 for one in papers.files), pages)
        if key not in known:
            known[key] = real(room, papers, pages, on_page)
        return known[key]

    reading_room.read_masked = read
    try:
        yield
    finally:
        reading_room.read_masked = real
