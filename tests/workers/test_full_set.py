"""The same services on PostgreSQL, an S3 server with an identity for each, and clamd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database.engine import open_engine
from storage.database.migrate import migrate
from storage.objects import Bucket
from storage.provision import provision
from storage.rights import Identity
from storage.s3 import S3Store
from storage.sealing import Sealer
from storage.states import DocumentState
from tests.servers.clamd import PATTERN, ClamdServer
from tests.servers.postgres import PostgresServer
from tests.servers.s3 import S3Server
from tests.storage.conftest import client
from tests.workers.desk import Clock, Desk, FakeScanner, furnished
from tests.workers.papers import CONTRACT, PAY_SLIP, paper
from verification.reading.scanner import Scanner
from workers.room import Room
from workers.scanner import CarefulScanner
from workers.settings import WorkerSettings

S = DocumentState
NAMES = {bucket: f"workers-{bucket}" for bucket in Bucket}


@pytest.fixture
def desk(tmp_path: Path, postgres: PostgresServer, s3_server: S3Server, clamd: ClamdServer) -> Iterator[Desk]:
    keys = {who: s3_server.user(f"workers-{who}") for who in (*Identity, "owner")}
    principals = {who: f"arn:aws:iam:::user/workers-{who}" for who in Identity}
    provision(client(s3_server, keys["owner"]), NAMES, principals)
    stores = {who: S3Store(client(s3_server, keys[who]), NAMES) for who in Identity}
    engine, clock = open_engine(postgres.database()), Clock()
    migrate(engine)
    room = Room(
        engine,
        stores[Identity.WORKER],
        stores[Identity.LOCK_KEEPER],
        stores[Identity.DESTROYER],
        CarefulScanner(Scanner(clamd.address)),
        WorkerSettings(
            production=True,
            scanner=clamd.address,
            temp_dir=tmp_path,
            long_document_pages=1,
            pages_per_range=1,
        ),
        clock,
        Sealer(b"k" * 32),
    )
    yield furnished(room, clock, front=stores[Identity.INTAKE], scanner=FakeScanner())
    engine.dispose()


@pytest.mark.slow
def test_each_identity_may_do_what_its_part_asks(desk: Desk) -> None:
    sent = [paper(CONTRACT, CONTRACT), paper(PAY_SLIP), b"%PDF " + PATTERN, paper(CONTRACT)]
    numbers = [desk.send(one) for one in sent]
    desk.work()
    desk.remove(numbers[3])
    desk.submit()
    desk.work()
    states = [desk.document(number).state for number in numbers]
    assert states == [S.CHECKED, S.HELD_BACK, S.INFECTED, S.DESTROYED]
    assert desk.names(Bucket.QUARANTINE) == desk.names(Bucket.DRAFT) == []
    files = [one for number in numbers[:2] for one in desk.files(number)]
    for one in files:
        (version,) = desk.store.versions(Bucket.EVIDENCE, one.object)
        assert version.hold
        assert version.retain_until is not None
    assert sorted(desk.names(Bucket.EVIDENCE)) == sorted(one.object for one in files)
    assert len(desk.names(Bucket.DERIVED)) == 6
    assert [one["id"] for one in desk.bundle()["documents"]] == [str(number) for number in numbers[:2]]
