"""`bewijsloket run` with everything real, killed with -9 in the middle: the next start finishes all of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from storage.assembly import database
from storage.database.cases import file, report
from storage.database.engine import reading
from storage.database.tables import outbox as rows
from storage.objects import Bucket
from storage.settings import StorageSettings
from tests.servers.programs import free_port
from tests.workers.papers import CONTRACT, paper

pytestmark = pytest.mark.slow
SECONDS = 240


@dataclass
class Service:
    """The command in a process group of its own."""

    folder: Path
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.workers.queue.launch", "run"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env={**os.environ, **self.env}, stdout=log, stderr=log, start_new_session=True
            )
        self.wait(self._answers)
        token = self.ask("POST", "/v1/sessions", json={"user": "anna"}).json()["token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method: str, path: str, **given: Any) -> httpx2.Response:
        url = f"http://127.0.0.1:{self.env['BEWIJSLOKET_PORT']}{path}"
        answer = httpx2.request(method, url, headers=self.headers, timeout=60, **given)
        assert answer.is_success, answer.text
        return answer

    def wait(self, ready: Callable[[], bool]) -> None:
        until = time.monotonic() + SECONDS
        while not ready():
            assert time.monotonic() < until, (self.folder / "log").read_text()[-3000:]
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/health/live").is_success
        except httpx2.TransportError:
            return False

    def state(self, number: str) -> str:
        return str(self.ask("GET", f"/v1/documents/{number}").json()["state"])

    def family(self) -> list[int]:
        """All processes that have this run's folder in their environment, but not this one."""
        mark = f"BEWIJSLOKET_DATA_DIR={self.env['BEWIJSLOKET_DATA_DIR']}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in path.read_bytes().split(b"\0") and int(path.parts[2]) != os.getpid():
                    found.append(int(path.parts[2]))
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # it just ended, or is another user's
        return found

    def end(self, how: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(30)
        self.wait(lambda: not self.family())


@pytest.fixture(params=["folder", "rabbitmq"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    env = {
        "BEWIJSLOKET_DATA_DIR": str(tmp_path / "var"),
        "BEWIJSLOKET_PORT": str(free_port()),
        "BEWIJSLOKET_DEMO": "true",
    }
    if request.param == "rabbitmq":
        env["BEWIJSLOKET_BROKER_URL"] = request.getfixturevalue("broker")
    made = Service(tmp_path, env)
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end(signal.SIGINT)


ENDS = 4  # more than a task has tries


def test_ends_in_the_middle_of_a_task_bury_nothing(service: Service) -> None:
    """The scan hangs on a scanner that says nothing, each time until the whole service is killed."""
    service.end(signal.SIGKILL)
    with socket.create_server(("127.0.0.1", 0), backlog=100) as mute:
        service.env["BEWIJSLOKET_SCANNER"] = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        service.start()
        dossier = service.ask("POST", "/v1/dossiers", json={"procedure": "registration"}).json()["id"]
        files = {"file": ("1.pdf", paper(CONTRACT), "application/pdf")}
        number = service.ask("POST", f"/v1/dossiers/{dossier}/documents", files=files).json()["id"]
        engine = database(StorageSettings(data_dir=Path(service.env["BEWIJSLOKET_DATA_DIR"])))
        last: datetime | None = None

        def begun() -> bool:
            with reading(engine) as connection:
                row = connection.execute(select(rows).where(rows.c.name == "task.scan")).one()
            return row.begun_at is not None and row.begun_at != last

        for place in range(ENDS):
            service.wait(begun)
            with reading(engine) as connection:
                last = connection.execute(select(rows.c.begun_at).where(rows.c.name == "task.scan")).scalar()
            service.end(signal.SIGKILL)
            if place < ENDS - 1:
                service.start()
    del service.env["BEWIJSLOKET_SCANNER"]
    service.start()
    service.wait(lambda: service.state(number) == "checked")
    engine.dispose()


def test_what_was_accepted_is_finished_after_kill_9(service: Service) -> None:
    dossier = service.ask("POST", "/v1/dossiers", json={"procedure": "registration"}).json()["id"]
    numbers = []
    for place in range(6):
        data = paper(CONTRACT, f"Bladzijde {place}")
        files = {"file": (f"{place}.pdf", data, "application/pdf")}
        answer = service.ask("POST", f"/v1/dossiers/{dossier}/documents", files=files)
        numbers.append(answer.json()["id"])
    service.ask("POST", f"/v1/dossiers/{dossier}/submission")
    service.wait(lambda: any(service.state(one) != "received" for one in numbers))
    service.end(signal.SIGKILL)

    service.start()
    service.wait(lambda: all(service.state(one) == "checked" for one in numbers))
    engine = database(StorageSettings(data_dir=Path(service.env["BEWIJSLOKET_DATA_DIR"])))

    def kept() -> bool:
        with reading(engine) as connection:
            places = connection.execute(select(file.c.bucket, file.c.held)).all()
            still = connection.execute(select(rows.c.id).where(rows.c.done_at.is_(None))).first()
        return all(tuple(one) == (Bucket.EVIDENCE.value, True) for one in places) and still is None

    service.wait(kept)
    begun = time.monotonic()
    service.end(signal.SIGINT)
    assert time.monotonic() - begun < 20
    with reading(engine) as connection:
        made = list(connection.execute(select(report.c.document_id)).scalars())
        dead = connection.execute(select(rows.c.id).where(rows.c.died_at.is_not(None))).all()
    assert (len(made), len(set(made)), dead) == (6, 6, [])
    engine.dispose()
