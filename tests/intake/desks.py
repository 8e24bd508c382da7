"""A front desk on a folder of its own: SQLite, objects in files."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from intake.api.app import make_app
from intake.receiving.desk import Desk
from intake.receiving.staging import Staging
from intake.settings import DeskSettings
from storage.database.engine import open_engine
from storage.database.migrate import migrate
from storage.folder import FolderStore
from storage.sealing import Sealer
from tests.servers.programs import free_port


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def desk_in(folder: Path, settings: DeskSettings, clock: Callable[[], datetime] = now) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{folder}/records.db")
    migrate(engine)
    store = FolderStore(folder / "objects", clock=clock)
    store.provision()
    yield Desk(settings, engine, store, Staging(folder / "uploads"), Sealer(b"k" * 32), clock)
    engine.dispose()


@contextmanager
def served(desk: Desk) -> Iterator[int]:
    """The desk's application behind the real server, in a thread; the port."""
    port = free_port()
    config = uvicorn.Config(
        make_app(desk), port=port, log_level="error", access_log=False, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < until, "the web application does not answer"
            time.sleep(0.02)
        yield port
    finally:
        server.should_exit = True
        thread.join(60)
