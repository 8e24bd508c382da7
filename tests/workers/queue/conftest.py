"""A database, a broker of each kind, a relay, and workers with stub services in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest
from sqlalchemy import Engine

from storage.database.engine import open_engine, reading, transaction
from storage.database.migrate import migrate
from storage.records import documents, dossiers, people, uploads
from storage.records.acts import Act
from storage.records.outbox import Work
from storage.records.uploads import Wish
from workers.app import make_app
from workers.brokers import FolderBroker, RabbitBroker
from workers.lines import Line
from workers.queue_settings import QueueSettings
from workers.relay import Relay


def now() -> datetime:
    return datetime.now(UTC)


def act() -> Act:
    return Act(now(), "api", "subject-1")


@dataclass
class Desk:
    """Documents, messages and workers of one test."""

    folder: Path
    engine: Engine
    broker: RabbitBroker | FolderBroker
    settings: QueueSettings
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def relay(self) -> Relay:
        app = make_app(self.settings, self.broker)
        return Relay(self.engine, app, self.broker, now, long_pages=20, source=self.settings.event_source)

    def send(self, sha256: str = "aa") -> UUID:
        """An accepted document."""
        with transaction(self.engine) as connection:
            subject = people.subject_of(connection, "key-1", at=now())
            dossier = dossiers.create(connection, subject, "registration", act=act())
            wish = Wish(dossier.id, 10, "application/pdf", b"sealed")
            upload = uploads.begin(connection, subject, wish, expires_at=now() + timedelta(days=1), act=act())
            uploads.complete(connection, upload.id, sha256)
            return uploads.accept(connection, upload.id, "v1", act=act())

    def document(self, number: UUID) -> documents.Document:
        with reading(self.engine) as connection:
            return documents.get(connection, number)

    def wish(self, work: Work, how: str) -> None:
        """What the stub service of this work does (see `stub_worker`)."""
        (self.folder / work.value).write_text(how)

    def noted(self, what: str, work: Work) -> int:
        """How often the stub service of this work has `begun`, or was `done`."""
        path = self.folder / what
        return path.read_text().split().count(work.value) if path.exists() else 0

    def work(self, *lines: Line) -> subprocess.Popen[bytes]:
        """A worker on these queues, all by default."""
        config = {
            "settings": self.settings.model_dump(mode="json", exclude={"broker_url"}),
            "broker": self.broker.url if isinstance(self.broker, RabbitBroker) else "",
            "database": f"sqlite:///{self.folder}/records.db",
        }
        (self.folder / "config.json").write_text(json.dumps(config))
        command = [sys.executable, "-m", "tests.workers.queue.stub_worker", str(self.folder)]
        with (self.folder / "worker.log").open("ab") as log:
            made = subprocess.Popen(
                [*command, *(line.value for line in lines or tuple(Line))],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(made)
        return made

    def wait(self, ready: Callable[[], bool], seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while not ready():
            log = self.folder / "worker.log"
            assert time.monotonic() < until, log.read_text()[-3000:] if log.exists() else "nothing happened"
            time.sleep(0.05)

    def stop(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def settings() -> QueueSettings:
    return QueueSettings(task_tries=2, task_wait_seconds=3, task_seconds=20)


def _desk(tmp_path: Path, broker: RabbitBroker | FolderBroker, settings: QueueSettings) -> Iterator[Desk]:
    engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    migrate(engine)
    broker.prepare()
    made = Desk(tmp_path, engine, broker, settings)
    yield made
    made.stop()
    engine.dispose()


@pytest.fixture(params=["folder", "rabbitmq"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, settings: QueueSettings) -> Iterator[Desk]:
    """On each broker."""
    if request.param == "rabbitmq":
        yield from _desk(tmp_path, RabbitBroker(request.getfixturevalue("broker")), settings)
    else:
        yield from _desk(tmp_path, FolderBroker(tmp_path / "queue"), settings)


@pytest.fixture
def folder_desk(tmp_path: Path, settings: QueueSettings) -> Iterator[Desk]:
    """On a folder."""
    yield from _desk(tmp_path, FolderBroker(tmp_path / "queue"), settings)


@pytest.fixture
def rabbit_desk(broker: str, tmp_path: Path, settings: QueueSettings) -> Iterator[Desk]:
    """On RabbitMQ."""
    yield from _desk(tmp_path, RabbitBroker(broker), settings)


@pytest.fixture
def relaying(request: pytest.FixtureRequest) -> Iterator[Relay]:
    """A relay that runs beside the test, over whichever desk the test has."""
    name = "rabbit_desk" if "rabbit_desk" in request.fixturenames else "desk"
    relay: Relay = request.getfixturevalue(name).relay()
    stop = Event()
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    yield relay
    stop.set()
    thread.join(30)
    assert not thread.is_alive()
