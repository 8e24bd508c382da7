"""Files of one person that arrive at the same moment, on PostgreSQL: none waits for another in a circle."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from intake.receiving.desk import Desk, Offer
from intake.receiving.staging import Staging
from intake.settings import DeskSettings
from storage.database.engine import open_engine, transaction
from storage.database.migrate import migrate
from storage.folder import FolderStore
from storage.names import new_name
from storage.records import dossiers, people
from storage.records.acts import Act
from storage.sealing import Sealer
from tests.servers.postgres import PostgresServer

FILES, AT_ONCE = 24, 4


@pytest.fixture
def busy(tmp_path: Path, postgres: PostgresServer) -> Iterator[Desk]:
    engine = open_engine(postgres.database())
    migrate(engine)
    store = FolderStore(tmp_path / "objects")
    store.provision()
    yield Desk(DeskSettings(), engine, store, Staging(tmp_path / "uploads"), Sealer(b"k" * 32), _now)
    engine.dispose()


def _now() -> datetime:
    return datetime.now(UTC)


def test_files_sent_at_once_into_one_dossier_are_all_accepted(busy: Desk) -> None:
    """A lock FOR UPDATE on person or dossier meets the key locks of what is inserted below them: a deadlock,
    told as 503. Found by four senders of `make bench`."""
    act = Act(busy.clock(), "api", "subject-1")
    with transaction(busy.engine) as connection:
        subject = people.subject_of(connection, new_name(), at=act.at)
        dossier = dossiers.create(connection, subject, "registration", act=act).id

    def send(number: int) -> UUID:
        data = b"%PDF-1.4 " + str(number).encode() * 100
        found = busy.begin(subject, Offer(dossier, len(data), "a.pdf"), act=act)
        busy.take_over(found, io.BytesIO(data))
        return busy.finish(found, act=act).document_id

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = list(pool.map(send, range(FILES)))
    with transaction(busy.engine) as connection:
        assert sorted(dossiers.documents_of(connection, dossier)) == sorted(sent)
