"""A front desk and a worker in miniature: uploads without HTTP, and the outbox worked off in one process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, select

from storage.database.engine import open_engine, reading, transaction
from storage.database.migrate import migrate
from storage.database.tables import audit_event
from storage.folder import FolderStore
from storage.names import new_name
from storage.objects import Bucket, ObjectStore, Ref
from storage.records import documents, dossiers, handing_in, outbox, people, reports, uploads
from storage.records.acts import Act
from storage.records.documents import Document, File
from storage.records.outbox import Work
from storage.records.reports import Report
from storage.records.uploads import Wish
from storage.sealing import Sealer
from verification.reading.scanner import Scan, ScanOutcome, Trouble
from workers.room import Room
from workers.services import services
from workers.settings import WorkerSettings

MALWARE = b"harmless, but the scanner of this desk calls it malware"
TOO_MUCH = b"more than the scanner of this desk looks into"


class FakeScanner:
    """Knows one piece of malware; `down` makes it unreachable."""

    def __init__(self) -> None:
        self.down = False
        self.scans = 0

    def scan(self, content: Iterable[bytes]) -> Scan:
        data = b"".join(content)
        self.scans += 1
        if self.down:
            return Scan(ScanOutcome.COULD_NOT_SCAN, trouble=Trouble.UNREACHABLE)
        if MALWARE in data:
            return Scan(ScanOutcome.INFECTED, "fake 1", "Fake.Malware")
        if TOO_MUCH in data:
            return Scan(ScanOutcome.OVER_LIMIT, "fake 1")
        return Scan(ScanOutcome.CLEAN, "fake 1")


@dataclass
class Clock:
    """A millisecond later each time it is asked."""

    now: datetime = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Desk:
    """One person with one open dossier, and the room of the workers; `front` is the store of intake."""

    room: Room
    clock: Clock
    scanner: FakeScanner
    dossier: UUID
    subject: UUID
    front: ObjectStore
    done: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    @property
    def engine(self) -> Engine:
        return self.room.engine

    @property
    def store(self) -> ObjectStore:
        return self.room.store

    def act(self) -> Act:
        return Act(self.clock(), "api", "subject-1")

    def send(self, data: bytes, *, name: str = "scan.pdf", **wish: Any) -> UUID:
        """An accepted upload; the document it became."""
        assert self.room.sealer is not None
        sealed = self.room.sealer.seal(name)
        made = Wish(self.dossier, len(data), wish.pop("media_type", "application/pdf"), sealed, **wish)
        until = self.clock() + timedelta(days=1)
        with transaction(self.engine) as connection:
            upload = uploads.begin(connection, self.subject, made, expires_at=until, act=self.act())
        stored = self.front.put(Bucket.QUARANTINE, upload.object, [data], media_type=made.media_type)
        with transaction(self.engine) as connection:
            uploads.complete(connection, upload.id, hashlib.sha256(data).hexdigest())
            return uploads.accept(connection, upload.id, stored.ref.version, act=self.act())

    def submit(self) -> None:
        with transaction(self.engine) as connection:
            handing_in.submit(connection, self.dossier, act=self.act())

    def remove(self, number: UUID) -> None:
        with transaction(self.engine) as connection:
            documents.move(connection, number, documents.DocumentState.REMOVED, act=self.act())

    def work(self, *, most: int = 500) -> None:
        """Do what the outbox asks for until it asks for nothing more, as relay and workers would."""
        for _ in range(most):
            with reading(self.engine) as connection:
                waiting = outbox.waiting(connection, 100)
            if not waiting:
                return
            for one in waiting:
                if one.name.startswith("task."):
                    services(self.room)[Work(one.name)](**one.body)
                self.done.append((one.name, one.body))
                with transaction(self.engine) as connection:
                    outbox.sent(connection, [one.id], at=self.clock())
        raise AssertionError("the outbox is never empty")

    def document(self, number: UUID) -> Document:
        with reading(self.engine) as connection:
            return documents.get(connection, number)

    def reports(self, number: UUID) -> list[Report]:
        with reading(self.engine) as connection:
            return reports.of_document(connection, number)

    def codes(self, number: UUID) -> set[str]:
        """The codes of the newest report of a document."""
        with reading(self.engine) as connection:
            newest = reports.of_document(connection, number)[0]
            return {one.code for one in reports.findings_of(connection, newest.id)}

    def bundle(self) -> dict[str, Any]:
        """The newest report over the dossier."""
        with reading(self.engine) as connection:
            found = reports.newest_bundle(connection, self.dossier)
        assert found is not None
        data = self.content(Bucket.DERIVED, found[1])
        whole: dict[str, Any] = json.loads(data)
        return whole

    def content(self, bucket: Bucket, name: str) -> bytes:
        with self.store.open(Ref(bucket, name)) as chunks:
            return b"".join(chunks)

    def files(self, number: UUID) -> list[File]:
        with reading(self.engine) as connection:
            return documents.files_of(connection, number)

    def names(self, bucket: Bucket) -> list[str]:
        return list(self.store.names(bucket))

    def versions(self, bucket: Bucket) -> int:
        return sum(len(self.store.versions(bucket, name)) for name in self.names(bucket))

    def actions(self) -> list[str]:
        """The ledger's actions, in order of their names."""
        with reading(self.engine) as connection:
            return sorted(connection.execute(select(audit_event.c.action)).scalars())


def open_desk(folder: Path, *, production: bool = False) -> Desk:
    """A desk on a fresh SQLite database and a folder store."""
    engine = open_engine(f"sqlite:///{folder}/records.db")
    migrate(engine)
    clock, scanner = Clock(), FakeScanner()
    store = FolderStore(folder / "objects", clock=clock, first=timedelta(days=7))
    store.provision()
    (folder / "temp").mkdir()
    address = "tcp://127.0.0.1:3310"
    settings = WorkerSettings(production=production, scanner=address, temp_dir=folder / "temp")
    room = Room(engine, store, store, store, scanner, settings, clock, Sealer(b"k" * 32))
    return furnished(room, clock, front=store, scanner=scanner)


def furnished(room: Room, clock: Clock, *, front: ObjectStore, scanner: FakeScanner) -> Desk:
    """A desk with one person and one open dossier in a room."""
    act = Act(clock(), "api", "subject-1")
    with transaction(room.engine) as connection:
        subject = people.subject_of(connection, new_name(), at=clock())
        dossier = dossiers.create(connection, subject, "periodic-registration", act=act)
    return Desk(room, clock, scanner, dossier.id, subject, front)
