"""A person with dossiers in each database, and short ways to make things happen to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, insert, select, update

from retention import clock
from retention.clock import Recorded
from retention.facts import EventType, Fact, fact_id
from storage.database.cases import document, dossier, file
from storage.database.engine import open_engine, reading, transaction
from storage.database.migrate import migrate
from storage.database.retention import retention_answer
from storage.database.tables import audit_event, outbox
from storage.names import new_name
from storage.objects import Bucket, Ref
from storage.records import dossiers, people
from storage.records.acts import Act

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
T = EventType


@dataclass
class Archive:
    """One database, as if all had happened long ago; `now` is when it is told."""

    engine: Engine
    now: datetime = NOON
    told: int = 0
    numbers: dict[str, UUID] = field(default_factory=dict)

    def act(self) -> Act:
        self.now += timedelta(seconds=1)
        return Act(self.now, "command", "staff-1")

    def person(self, name: str = "person") -> UUID:
        with transaction(self.engine) as connection:
            return people.subject_of(connection, name, at=self.now)

    def dossier(
        self, procedure: str = "registration", *, person: str = "person", submitted: bool = True
    ) -> UUID:
        subject = self.person(person)
        with transaction(self.engine) as connection:
            made = dossiers.create(connection, subject, procedure, act=self.act())
            if submitted:
                values = {"state": "submitted", "submitted_at": self.now, "reference_date": self.now.date()}
                connection.execute(update(dossier).where(dossier.c.id == made.id).values(**values))
        return made.id

    def document(self, *serves: UUID, ref: Ref | None = None) -> UUID:
        """A document of these dossiers with one file, in evidence."""
        number, where = uuid4(), ref or Ref(Bucket.EVIDENCE, new_name(), "v1")
        with transaction(self.engine) as connection:
            owner = select(dossier.c.subject_id).where(dossier.c.id == serves[0])
            values: dict[str, Any] = {"state": "checked", "content": "", "version": 1, "attempts": 0}
            connection.execute(
                insert(document).values(
                    id=number,
                    subject_id=connection.execute(owner).scalar_one(),
                    pages_done=0,
                    created_at=self.now,
                    changed_at=self.now,
                    **values,
                )
            )
            for place, one in enumerate(serves):
                dossiers.link(connection, one, number, place, act=self.act())
                if dossiers.get(connection, one).submitted_at is not None:
                    dossiers.hand_in(connection, one, act=self.act())
            connection.execute(
                insert(file).values(
                    id=uuid4(),
                    document_id=number,
                    position=0,
                    media_type="application/pdf",
                    size=1,
                    sha256="aa",
                    bucket=where.bucket.value,
                    object=where.name,
                    object_version=where.version,
                    held=True,
                    created_at=self.now,
                )
            )
        return number

    def fact(self, what: EventType, on: str, **more: Any) -> Fact:
        """A fact, stated in the order in which facts are made."""
        self.told += 1
        if what is T.REMOVED:
            more.setdefault("kind", "request")
        number = more.pop("id", None) or fact_id("urn:nld:test", str(self.told))
        stated = NOON + timedelta(minutes=self.told)
        return Fact(number, what, date.fromisoformat(on), stated, "staff-2", **more)

    def tell(self, what: EventType | Fact, on: str = "", **more: Any) -> Recorded:
        told = what if isinstance(what, Fact) else self.fact(what, on, **more)
        with transaction(self.engine) as connection:
            return clock.record(connection, told, source="urn:nld:test", act=self.act())

    def reckon(self, person: str = "person") -> list[UUID]:
        subject = self.person(person)
        with transaction(self.engine) as connection:
            return clock.reckon(connection, subject, act=self.act())

    def row(self, number: UUID) -> Any:
        with reading(self.engine) as connection:
            table = retention_answer
            return connection.execute(select(table).where(table.c.document_id == number)).one()._mapping

    def said(self, number: UUID) -> str:
        """The last day, or the state."""
        row = self.row(number)
        return row["last_day"].isoformat() if row["state"] == "known" else str(row["state"])

    def asked(self, work: str) -> list[dict[str, Any]]:
        """What the outbox asks for."""
        with reading(self.engine) as connection:
            wanted = select(outbox.c.body).where(outbox.c.name == work).order_by(outbox.c.id)
            return list(connection.execute(wanted).scalars())

    def actions(self) -> list[str]:
        with reading(self.engine) as connection:
            return list(connection.execute(select(audit_event.c.action).order_by(audit_event.c.id)).scalars())


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    else:
        engine = open_engine(request.getfixturevalue("postgres").database())
    migrate(engine)
    yield Archive(engine)
    engine.dispose()
