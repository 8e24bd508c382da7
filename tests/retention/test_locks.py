"""The locks follow the clock, on a folder and on a real server with object lock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from retention import findings, locks
from storage.database.engine import open_engine, reading
from storage.database.migrate import migrate
from storage.errors import Protected
from storage.folder import FolderStore
from storage.names import new_name
from storage.objects import Bucket, ObjectStore, Version
from storage.provision import provision
from storage.records import documents
from storage.rights import Identity
from storage.s3 import S3Store
from storage.s3_client import connect
from tests.retention.conftest import Archive, T
from tests.servers.s3 import S3Server

# Everything here happened long enough ago, or ends late enough, for a server that keeps its own time.
LONG_AGO, LATE = "1990-01-10", "2021-06-14"


class Stores:
    """One store as each identity reaches it."""

    def __init__(self, worker: ObjectStore, keeper: ObjectStore, destroyer: ObjectStore) -> None:
        self.worker, self.keeper, self.destroyer = worker, keeper, destroyer


@pytest.fixture(scope="module")
def clients(s3_server: S3Server) -> dict[Identity | None, Any]:
    found: dict[Identity | None, Any] = {}
    for who in (None, *Identity):
        keys = s3_server.user(f"clock-{who or 'owner'}")
        found[who] = connect(s3_server.endpoint, keys.access, keys.secret)
    names = {bucket: f"clock-{bucket}" for bucket in Bucket}
    principals = {who: f"arn:aws:iam:::user/clock-{who}" for who in Identity}
    steps = provision(found[None], names, principals, first_days=0)
    assert all(step.taken for step in steps if step.what != "encryption")
    return found


@pytest.fixture(params=["folder", "s3"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Stores:
    if request.param == "folder":
        one = FolderStore(tmp_path / "objects", clock=lambda: datetime.now(UTC))
        one.provision()
        return Stores(one, one, one)
    made = request.getfixturevalue("clients")
    names = {bucket: f"clock-{bucket}" for bucket in Bucket}
    return Stores(
        *(S3Store(made[who], names) for who in (Identity.WORKER, Identity.LOCK_KEEPER, Identity.DESTROYER))
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    migrate(engine)
    yield Archive(engine, now=datetime.now(UTC))
    engine.dispose()


class Paper:
    """A document with one object in evidence, under the hold that it got on submission."""

    def __init__(self, archive: Archive, stores: Stores, *serves: UUID) -> None:
        self.archive, self.stores = archive, stores
        stored = stores.worker.put(Bucket.EVIDENCE, new_name(), [b"paper"], media_type="text/plain")
        stores.keeper.set_hold(stored.ref, on=True)
        self.ref = stored.ref
        self.id = archive.document(*serves, ref=stored.ref)

    def follow(self) -> int:
        return locks.follow(self.archive.engine, self.stores.keeper, self.id, act=self.archive.act)

    def lock(self) -> tuple[bool, str | None]:
        found: Version = self.stores.keeper.stat(self.ref)
        return found.hold, None if found.retain_until is None else found.retain_until.isoformat()

    def record(self) -> tuple[bool, str | None]:
        with reading(self.archive.engine) as connection:
            (one,) = documents.files_of(connection, self.id)
        return one.held, None if one.retain_until is None else one.retain_until.isoformat()

    def findings(self) -> list[str]:
        with reading(self.archive.engine) as connection:
            return [one.kind for one in findings.open_findings(connection)]


def test_hold_until_the_end_is_known_then_a_date_that_only_grows(archive: Archive, stores: Stores) -> None:
    one, number = archive.dossier(), uuid4()
    paper = Paper(archive, stores, one)
    archive.tell(T.GRANTED, LONG_AGO, dossier=one, registration=number)
    assert (paper.follow(), paper.lock()) == (0, (True, None)), "not known: the hold stays"
    archive.tell(T.REMOVED, LATE, registration=number)
    assert [paper.follow(), paper.follow()] == [1, 0], "one file, once"
    known = (False, "2041-06-14T22:00:00+00:00")
    assert paper.lock() == paper.record() == known
    with pytest.raises(Protected):
        stores.destroyer.destroy(Bucket.EVIDENCE, paper.ref.name)
    archive.tell(T.RE_ENTERED, "2022-01-01", registration=number)
    paper.follow()
    assert paper.lock() == paper.record() == (True, known[1]), "not known again: the hold is back"
    archive.tell(T.REMOVED, "2023-06-14", registration=number)
    archive.tell(T.RESTRICTION_IMPOSED, "2020-06-14", registration=number)
    paper.follow()
    assert paper.lock() == paper.record() == (False, "2063-06-14T22:00:00+00:00")
    assert paper.findings() == []
    actions = archive.actions()
    assert [actions.count(f"file.{what}") for what in ("held", "retained", "released")] == [1, 2, 2]


def test_a_business_hold_is_a_hold_on_the_object_while_it_stands(archive: Archive, stores: Stores) -> None:
    one = archive.dossier()
    paper = Paper(archive, stores, one)
    archive.tell(T.REFUSED, "2024-01-10", dossier=one)
    paper.follow()
    assert paper.lock() == (False, "2034-01-10T23:00:00+00:00")
    placed = archive.tell(T.HOLD_PLACED, "2025-01-01", dossier=one, kind="litigation", reason="court")
    paper.follow()
    assert paper.lock() == (True, "2034-01-10T23:00:00+00:00")
    archive.tell(T.HOLD_LIFTED, "2025-02-01", concerns=placed.id)
    paper.follow()
    assert paper.lock() == (False, "2034-01-10T23:00:00+00:00")


def test_a_shortening_is_a_finding_and_no_lock_is_touched(archive: Archive, stores: Stores) -> None:
    one = archive.dossier()
    paper = Paper(archive, stores, one)
    wrong = archive.tell(T.REFUSED, "2025-01-10", dossier=one)
    paper.follow()
    right = archive.tell(T.REFUSED, "2022-01-10", dossier=one, corrects=wrong.id)
    assert archive.said(paper.id) == "2032-01-10"
    for _ in range(2):
        paper.follow()
        assert paper.lock() == paper.record() == (False, "2035-01-10T23:00:00+00:00")
        assert paper.findings() == [findings.Kind.LOCK_SHORTENING]
    archive.tell(T.REFUSED, "2026-01-10", dossier=one, corrects=right.id)
    paper.follow()
    assert paper.lock() == (False, "2036-01-10T23:00:00+00:00")
    assert paper.findings() == [], "what it asks now is longer than the lock"


def test_what_is_over_is_let_go_of(archive: Archive, stores: Stores) -> None:
    one = archive.dossier()
    paper = Paper(archive, stores, one)
    archive.tell(T.REFUSED, "2001-01-10", dossier=one)
    assert (paper.follow(), paper.lock()) == (1, (False, None))
    assert stores.destroyer.destroy(Bucket.EVIDENCE, paper.ref.name).versions == 1


def test_a_date_is_set_before_the_hold_is_lifted(archive: Archive, stores: Stores) -> None:
    """Killed in between, the hold still stands, and the next try finishes."""
    one = archive.dossier()
    paper = Paper(archive, stores, one)
    archive.tell(T.REFUSED, "2024-01-10", dossier=one)

    class Killed(Exception):
        pass

    class DiesAtHold:
        def __getattr__(self, name: str) -> Any:
            return getattr(stores.keeper, name)

        def set_hold(self, *_: Any, **__: Any) -> None:
            raise Killed

    with pytest.raises(Killed):
        locks.follow(archive.engine, DiesAtHold(), paper.id, act=archive.act)  # type: ignore[arg-type]
    assert paper.lock() == (True, "2034-01-10T23:00:00+00:00")
    assert paper.record() == (True, None)
    paper.follow()
    assert paper.lock() == paper.record() == (False, "2034-01-10T23:00:00+00:00")


def test_who_comes_late_with_an_older_answer_puts_it_right(archive: Archive, stores: Stores) -> None:
    one = archive.dossier()
    paper = Paper(archive, stores, one)
    archive.tell(T.REFUSED, "2024-01-10", dossier=one)
    told: list[int] = []

    class Meanwhile:
        """While the hold is lifted, an objection comes in."""

        def __getattr__(self, name: str) -> Any:
            return getattr(stores.keeper, name)

        def set_hold(self, ref: Any, *, on: bool) -> None:
            if not told:
                told.append(1)
                archive.tell(T.OBJECTION_FILED, "2024-02-10", dossier=one)
            stores.keeper.set_hold(ref, on=on)

    locks.follow(archive.engine, Meanwhile(), paper.id, act=archive.act)  # type: ignore[arg-type]
    assert paper.lock() == paper.record() == (True, "2034-01-10T23:00:00+00:00")


def test_first_days_that_outlast_the_period_are_no_finding(archive: Archive, tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "first", clock=lambda: datetime.now(UTC), first=timedelta(days=7))
    store.provision()
    one = archive.dossier("privacy-request")
    paper = Paper(archive, Stores(store, store, store), one)
    archive.tell(T.PRIVACY_REQUEST_COMPLETED, archive.now.date().isoformat(), dossier=one)
    paper.follow()
    assert paper.lock()[0] is False
    assert paper.findings() == []


def test_a_document_without_an_answer_is_left_alone(archive: Archive, stores: Stores) -> None:
    paper = Paper(archive, stores, archive.dossier())
    assert (paper.follow(), paper.lock()) == (0, (True, None))
