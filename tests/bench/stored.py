"""Answers of the API with ten documents stored and with very many: two front desks on two databases of one
PostgreSQL, asked turn by turn, so that both meet the same load on the machine."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx2
from sqlalchemy import Engine

from storage.assembly import database, folder_store
from storage.database.engine import reading, transaction
from storage.database.migrate import migrate
from storage.objects import Bucket
from storage.settings import StorageSettings
from tests.bench import stored_rows
from tests.bench.uploads import OURS, server
from tests.servers.postgres import PostgresServer
from tests.servers.programs import free_port, serving

FEW = 10
_WARM = 10  # requests of each kind before it counts
USER = "bench"


@dataclass(frozen=True, slots=True)
class Answers:
    """One kind of request: median seconds with few and with many documents stored."""

    name: str
    few: float
    many: float

    @property
    def ratio(self) -> float:
        return self.many / self.few


def answers(folder: Path, *, many: int, requests: int) -> list[Answers]:
    """Every kind of request of an applicant, so often on each side."""
    with ExitStack() as stack:
        postgres = stack.enter_context(serving(PostgresServer))
        sides = [
            stack.enter_context(_side(postgres, folder / f"stored-{count}", count)) for count in (FEW, many)
        ]
        return [_compared(name, sides, requests) for name in _ASK]


@dataclass
class _Side:
    """A front desk and its applicant. `fresh` counts files, so that none is sent twice."""

    client: httpx2.Client
    dossier: str
    document: str
    fresh: int = 0


@contextmanager
def _side(postgres: PostgresServer, folder: Path, count: int) -> Iterator[_Side]:
    folder.mkdir()
    url, port = postgres.database(), free_port()
    settings = StorageSettings(data_dir=folder, database_url=url)
    folder_store(settings).provision()
    engine = database(settings)
    migrate(engine)
    started = time.perf_counter()
    fill(engine, count)
    if count > FEW:
        print(f"  {count:,} documents stored in {time.perf_counter() - started:.0f} s", flush=True)
    dossier, document, report = _newest(engine)
    folder_store(settings).put(Bucket.DERIVED, report, [b'{"schema": "x"}'], media_type="application/json")
    engine.dispose()
    environment = {
        "BEWIJSLOKET_DATA_DIR": str(folder),
        "BEWIJSLOKET_DATABASE_URL": url,
        "BEWIJSLOKET_PORT": str(port),
        "BEWIJSLOKET_DEMO": "true",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    address = f"http://127.0.0.1:{port}"
    with server([sys.executable, "-c", OURS], port, environment), httpx2.Client(base_url=address) as client:
        token = client.post("/v1/sessions", json={"user": USER}).raise_for_status().json()["token"]
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {token}"
        yield _Side(client, dossier, document)


def fill(engine: Engine, count: int) -> None:
    """So many documents with all that belongs to each, the last ten of them the bench user's own."""
    key = hashlib.sha256(f"demo:{USER}".encode()).hexdigest()  # as the front desk makes it of a demo user
    with transaction(engine) as connection:
        for statement in stored_rows.statements(count, key):
            connection.exec_driver_sql(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _newest(engine: Engine) -> tuple[str, str, str]:
    """Dossier, document and object of the report of the last document."""
    with reading(engine) as connection:
        row = connection.exec_driver_sql(
            "SELECT d.dossier_id, r.document_id, r.object FROM report r JOIN dossier_document d"
            " ON d.document_id = r.document_id ORDER BY r.id DESC LIMIT 1"
        ).one()
    return str(row[0]), str(row[1]), str(row[2])


def _compared(name: str, sides: list[_Side], requests: int) -> Answers:
    taken: list[list[float]] = [[] for _ in sides]
    for turn in range(_WARM + requests):
        both = list(zip(taken, sides, strict=True))
        for times, side in both if turn % 2 else both[::-1]:  # the first has found the machine asleep
            prepared = _ASK[name](side)
            started = time.perf_counter()
            answer = prepared()
            if turn >= _WARM:
                times.append(time.perf_counter() - started)
            answer.raise_for_status()
    few, many = (median(times) for times in taken)
    return Answers(name, few, many)


Ask = Callable[[], httpx2.Response]


def _get(place: str) -> Callable[[_Side], Ask]:
    def prepare(side: _Side) -> Ask:
        return lambda: side.client.get(place.format(dossier=side.dossier, document=side.document))

    return prepare


def _begin(side: _Side) -> Ask:
    return lambda: side.client.post("/v1/dossiers", json={"procedure": "registration"})


def _send(side: _Side) -> Ask:
    dossier = _begin(side)().json()["id"]
    return lambda: _sent(side, dossier)


def _submit(side: _Side) -> Ask:
    dossier = _begin(side)().json()["id"]
    _sent(side, dossier).raise_for_status()
    return lambda: side.client.post(f"/v1/dossiers/{dossier}/submission")


def _sent(side: _Side, dossier: str) -> httpx2.Response:
    side.fresh += 1
    files = {"file": ("a.pdf", b"%PDF-1.4\n" + str(side.fresh).encode() * 200)}
    return side.client.post(f"/v1/dossiers/{dossier}/documents", files=files)


_ASK: dict[str, Callable[[_Side], Ask]] = {
    "own dossiers": _get("/v1/dossiers"),
    "dossier": _get("/v1/dossiers/{dossier}"),
    "bundle of ten": _get("/v1/dossiers/{dossier}/bundle"),
    "document": _get("/v1/documents/{document}"),
    "report": _get("/v1/documents/{document}/report"),
    "begin a dossier": _begin,
    "send by form": _send,
    "submit": _submit,
}
