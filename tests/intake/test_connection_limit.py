"""A database at its connection limit: the front desk says so and when to come back, a task waits for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from fastapi.testclient import TestClient

from intake.api.app import make_app
from intake.receiving.desk import Desk
from intake.receiving.staging import Staging
from intake.settings import DeskSettings
from storage.database.engine import open_engine, reading, transaction
from storage.database.migrate import migrate
from storage.folder import FolderStore
from storage.records import outbox
from storage.records.outbox import Work
from storage.sealing import Sealer
from tests.intake.conftest import HERE
from tests.intake.desks import now
from tests.servers.postgres import PostgresServer
from tests.servers.programs import serving
from workers.queue_settings import QueueSettings
from workers.tasks import Bench, perform

MOST = 6


@pytest.fixture
def address() -> Iterator[str]:
    """A database of a server that takes few connections, and keeps none back for its owner."""
    with serving(
        lambda folder: PostgresServer(folder, max_connections=MOST, superuser_reserved_connections=0)
    ) as server:
        yield server.database()


@pytest.fixture
def desk(address: str, tmp_path: Path) -> Iterator[Desk]:
    engine = open_engine(address)
    migrate(engine)
    store = FolderStore(tmp_path / "objects")
    store.provision()
    yield Desk(DeskSettings(demo=True), engine, store, Staging(tmp_path / "uploads"), Sealer(b"k" * 32), now)
    engine.dispose()


@contextmanager
def all_taken(desk: Desk, address: str) -> Iterator[None]:
    """Others have every connection that the server gives."""
    desk.engine.dispose()
    plain = address.replace("+psycopg", "")
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(psycopg.connect(plain))
            except psycopg.OperationalError:
                break
        yield


def test_who_asks_is_told_to_come_back_and_finds_everything(desk: Desk, address: str) -> None:
    client = TestClient(make_app(desk), base_url=HERE, client=("127.0.0.1", 50000))
    token = client.post("/v1/sessions", json={"user": "anna"}).json()["token"]
    client.cookies.clear()
    client.headers["Authorization"] = f"Bearer {token}"
    made = client.post("/v1/dossiers", json={"procedure": "registration"}).json()
    with all_taken(desk, address):
        for lang, title in (("nl", "Het is even te druk"), ("en", "We are too busy right now")):
            for answer in (
                client.get(f"/v1/dossiers/{made['id']}", headers={"Accept-Language": lang}),
                client.post(
                    f"/v1/dossiers/{made['id']}/documents",
                    files={"file": ("scan.pdf", b"%PDF")},
                    headers={"Accept-Language": lang},
                ),
            ):
                assert answer.status_code == 503, answer.text
                assert int(answer.headers["retry-after"]) > 0
                assert answer.json()["title"] == title
        assert client.get("/health/ready").status_code == 503
    assert client.get(f"/v1/dossiers/{made['id']}").json() == made
    sent = client.post(f"/v1/dossiers/{made['id']}/documents", files={"file": ("scan.pdf", b"%PDF")})
    assert sent.status_code == 201


def test_a_task_waits_and_is_done_once(desk: Desk, address: str) -> None:
    done: list[str] = []
    with transaction(desk.engine) as connection:
        number = outbox.ask(connection, Work.KEEP, {"dossier": "some"}, at=now())
    bench = Bench(desk.engine, {Work.KEEP: lambda dossier: done.append(dossier)}, now)
    task = Thread(
        target=perform,
        args=(bench, Work.KEEP, number, {"dossier": "some"}),
        kwargs={"settings": QueueSettings(task_wait_seconds=120)},
    )
    with all_taken(desk, address):
        task.start()
        time.sleep(3)
        assert done == []
    task.join(120)
    assert done == ["some"]
    with reading(desk.engine) as connection:
        assert outbox.open_tasks(connection) == []
