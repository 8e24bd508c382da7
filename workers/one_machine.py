"""`bewijsloket run`: the whole service on one machine, as children of one supervisor."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from storage.assembly import database, folder_store
from storage.database.engine import transaction
from storage.database.migrate import migrate
from storage.records import outbox
from storage.settings import StorageSettings
from storage.settings import read_settings as read_storage
from workers.errors import AlreadyRuns
from workers.lines import Line
from workers.running import is_root
from workers.settings import WorkerSettings
from workers.supervisor import Child, Supervisor
from workers.web import Web

# Starts the command as its console script does, by whichever Python runs this.
_LAUNCH = (
    "from importlib.metadata import entry_points as found; import sys; sys.argv[0] = 'bewijsloket';"
    "next(iter(found(group='console_scripts', name='bewijsloket'))).load()()"
)
_FORGIVEN = timedelta(days=1)  # a task that takes the whole machine down each time is buried after so long


class Say(Protocol):
    def __call__(self, key: str, **given: str | int) -> None: ...


def run_all(say: Say, command: Sequence[str] = (sys.executable, "-c", _LAUNCH)) -> None:
    """Provision, then web, workers, relay and beat until Ctrl-C. `command` starts `bewijsloket`. AlreadyRuns
    or PortTaken before anything is touched."""
    kept, own, web = read_storage(), WorkerSettings(), Web.by_environment(os.environ)
    with _alone(kept.data_dir):
        web.must_be_free()
        provision(kept)
        _forgive(kept)
        if not own.scanner:
            say("unscanned")
        if is_root():
            say("root")
        demo = str(not own.production).lower()  # the front desk refuses demo users in production
        env = {"BEWIJSLOKET_DEMO": demo, "OMP_THREAD_LIMIT": "1", **os.environ}

        def told() -> None:
            say("running", host=web.host, port=web.port)

        Supervisor(children(command), env, ready=web.answers, told=told).run()


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
    start = ["work", "start", "--supervised"]
    commands = {
        "web": ["web"],
        "relay": ["work", "relay"],
        "beat": ["work", "beat"],
        "worker": [*start, *short],
        "worker for long documents": [*start, f"--queue={Line.READ_LONG}", "--processes=1"],
    }
    return [Child(name, [*command, *words]) for name, words in commands.items()]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The place of the one supervisor on a data folder; it falls free when its process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "supervisor.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise AlreadyRuns(folder) from exc
        yield


def _forgive(kept: StorageSettings) -> None:
    """What the end of the supervisor before this one interrupted is no try of a task."""
    engine = database(kept)
    with transaction(engine) as connection:
        outbox.forgive(connection, since=datetime.now(UTC) - _FORGIVEN)
    engine.dispose()
