"""An archive with a schedule whose categories are filled in, stores, and documents with everything that is
made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, insert, select, update

from retention import schedules
from retention.destruction import declaring, executing, lists, reviewing, sweeping
from retention.destruction.executing import Executed, Means
from retention.destruction.settings import DestructionSettings
from retention.destruction.states import ItemState
from retention.destruction.sweeping import Swept
from retention.loading import parse, shipped
from storage.database.cases import bundle_report, file, report, upload
from storage.database.cases import reading as reading_table
from storage.database.destruction import destruction_item, tombstone
from storage.database.engine import open_engine, reading, transaction
from storage.database.migrate import migrate
from storage.database.portal import picture, remark
from storage.folder import FolderStore
from storage.names import dossier_prefix, new_name
from storage.objects import Bucket, ObjectStore
from storage.provision import provision
from storage.records import references
from storage.records.acts import Act
from storage.rights import Identity
from storage.s3 import S3Store
from storage.s3_client import connect
from tests.retention.conftest import Archive
from tests.retention.conftest import T as T
from tests.servers.s3 import S3Server

PEOPLE = "author", "approver"


@dataclass
class Stores:
    """One store as each identity reaches it."""

    worker: Any
    keeper: Any
    destroyer: Any


@dataclass
class Cellar:
    """An archive in which things fall due and are destroyed."""

    archive: Archive
    stores: Stores
    settings: DestructionSettings = field(default_factory=lambda: DestructionSettings.model_validate({}))

    @property
    def engine(self) -> Engine:
        return self.archive.engine

    def act(self, who: str = "worker") -> Act:
        return Act(self.archive.act().at, "command", who)

    @property
    def means(self) -> Means:
        stores = self.stores
        return Means(self.engine, stores.destroyer, stores.keeper, stores.worker, self.settings, self.act)

    def establish(self) -> None:
        """A schedule whose categories are filled in, with no open mark."""
        text = shipped().text.replace('category = ""', 'category = "12.1"').replace('= "?"', '= "A"')
        made = parse(text)
        with transaction(self.engine) as connection:
            schedules.apply(connection, made, fingerprint=made.fingerprint, act=self.act())

    def refused(self, on: str, *, papers: int = 1, procedure: str = "registration") -> list[UUID]:
        """A dossier that was refused, with papers and everything that is made of them."""
        home = self.archive.dossier(procedure, person=f"person-{uuid4()}")
        found = [self.paper(home) for _ in range(papers)]
        self.archive.tell(T.REFUSED, on, dossier=home)
        return found

    def paper(self, *homes: UUID) -> UUID:
        """A document in evidence, with a reading, a report, a page picture, a remark and an upload."""
        name = new_name()
        stored = self.stores.worker.put(Bucket.EVIDENCE, name, [b"paper"], media_type="text/plain")
        number = self.archive.document(*homes, ref=stored.ref)
        derived = [f"{name}/{kind}.json" for kind in ("reading", "report", "picture")]
        bundle = f"{dossier_prefix(homes[0])}/{uuid4().hex}.json"
        for one in (*derived, bundle):
            self.stores.worker.put(Bucket.DERIVED, one, [b"words"], media_type="text/plain")
        self._rows(number, homes[0], derived, bundle, name)
        return number

    def _rows(self, number: UUID, home: UUID, derived: list[str], bundle: str, name: str) -> None:
        at = self.archive.now
        made: dict[str, Any] = {"document_id": number, "content": "c0ffee"}
        versions = {"check_version": "1", "rulebook_version": "1", "outcome": "clear", "created_at": at}
        with transaction(self.engine) as connection:
            ask = connection.execute
            ask(
                insert(reading_table).values(
                    **made, reader_version="1", first=1, last=1, object=derived[0], created_at=at
                )
            )
            ask(
                insert(report).values(
                    id=uuid4(), **made, kind="", procedure="registration", object=derived[1], **versions
                )
            )
            ask(
                insert(picture).values(
                    **made, variant="v", page=1, state="drawn", object=derived[2], covered=False, asked_at=at
                )
            )
            ask(
                insert(bundle_report).values(
                    id=uuid4(), dossier_id=home, fingerprint=uuid4().hex, object=bundle, **versions
                )
            )
            ask(insert(remark).values(id=uuid4(), document_id=number, kind="help", words=b"!", made_at=at))
            owner = select(file.c.document_id).where(file.c.document_id == number)
            assert ask(owner).scalar_one() == number
            ask(update(file).where(file.c.document_id == number).values(name=b"sealed", held=False))
            ask(
                insert(upload).values(
                    id=uuid4(),
                    subject_id=ask(
                        select(retention_subject()).where(retention_document() == number)
                    ).scalar_one(),
                    dossier_id=home,
                    document_id=number,
                    name=b"sealed",
                    media_type="text/plain",
                    length=1,
                    received=1,
                    object=name,
                    duplicate=False,
                    created_at=at,
                    expires_at=at,
                )
            )
            references.make(connection, [number])

    def sweep(self) -> Swept:
        return sweeping.sweep(self.engine, self.settings, act=self.act)

    def approve(self, number: int = 1) -> None:
        with transaction(self.engine) as connection:
            reviewing.review(connection, number, act=self.act("author"))
        with transaction(self.engine) as connection:
            reviewing.approve(connection, number, self.settings, act=self.act("approver"))

    def wait(self, days: int = 7) -> None:
        self.archive.now += timedelta(days=days, minutes=1)

    def execute(self) -> list[Executed]:
        return executing.execute(self.means)

    def states(self, number: int = 1) -> list[str]:
        with reading(self.engine) as connection:
            found = lists.get(connection, number)
            return [one.state.value for one in lists.items(connection, found.id)]

    def reasons(self, number: int = 1) -> list[str | None]:
        with reading(self.engine) as connection:
            found = lists.get(connection, number)
            return [one.reason for one in lists.items(connection, found.id)]

    def list_state(self, number: int = 1) -> str:
        with reading(self.engine) as connection:
            return lists.get(connection, number).state.value

    def stones(self) -> int:
        with reading(self.engine) as connection:
            return len(connection.execute(select(tombstone)).all())

    def items_of(self, document: UUID) -> list[ItemState]:
        with reading(self.engine) as connection:
            asked = select(destruction_item.c.state).where(destruction_item.c.document_id == document)
            return [ItemState(one) for one in connection.execute(asked).scalars()]

    def objects(self) -> dict[str, int]:
        """How many objects stand in each bucket, the declarations apart."""
        found = {}
        for bucket in (Bucket.EVIDENCE, Bucket.DRAFT, Bucket.DERIVED):
            names = self.stores.worker.names(bucket)
            found[bucket.value] = sum(not name.startswith(declaring.PREFIX) for name in names)
        return found


def retention_subject() -> Any:
    from storage.database.cases import document

    return document.c.subject_id


def retention_document() -> Any:
    from storage.database.cases import document

    return document.c.id


def folder_stores(folder: Path) -> Stores:
    one = FolderStore(folder, clock=lambda: datetime.now(UTC))
    one.provision()
    return Stores(one, one, one)


@pytest.fixture(scope="session")
def bucket_clients(s3_server: S3Server) -> dict[Identity | None, Any]:
    found: dict[Identity | None, Any] = {}
    for who in (None, *Identity):
        keys = s3_server.user(f"destroy-{who or 'owner'}")
        found[who] = connect(s3_server.endpoint, keys.access, keys.secret)
    names = {bucket: f"destroy-{bucket}" for bucket in Bucket}
    principals = {who: f"arn:aws:iam:::user/destroy-{who}" for who in Identity}
    steps = provision(found[None], names, principals, first_days=0)
    assert all(step.taken for step in steps if step.what != "encryption")
    return found


def s3_stores(clients: dict[Identity | None, Any]) -> Stores:
    names = {bucket: f"destroy-{bucket}" for bucket in Bucket}
    who = (Identity.WORKER, Identity.LOCK_KEEPER, Identity.DESTROYER)
    made: list[ObjectStore] = [S3Store(clients[one], names) for one in who]
    return Stores(*made)


@pytest.fixture(params=["sqlite", "postgresql"])
def cellar(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cellar]:
    """On a folder, with each database."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    else:
        engine = open_engine(request.getfixturevalue("postgres").database())
    migrate(engine)
    made = Cellar(Archive(engine, now=datetime.now(UTC)), folder_stores(tmp_path / "objects"))
    made.establish()
    yield made
    engine.dispose()
