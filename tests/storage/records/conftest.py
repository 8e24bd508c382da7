"""An open dossier in each database, and short ways to fill it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine

from storage.database.engine import transaction
from storage.records import dossiers, people, uploads
from storage.records.acts import Act
from storage.records.uploads import Wish

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ACT = Act(NOON, "api", "subject-1")


@dataclass(frozen=True)
class Case:
    """One transaction over an open dossier of one person."""

    connection: Connection
    subject: UUID
    dossier: UUID

    def begin(self, **wish: Any) -> uploads.Upload:
        """An upload of ten bytes."""
        made = Wish(self.dossier, 10, "application/pdf", b"sealed", **wish)
        until = NOON + timedelta(days=1)
        return uploads.begin(self.connection, self.subject, made, expires_at=until, act=ACT)

    def send(self, sha256: str = "aa", **wish: Any) -> UUID:
        """An accepted upload; the document it became."""
        upload = self.begin(**wish)
        uploads.complete(self.connection, upload.id, sha256)
        return uploads.accept(self.connection, upload.id, "v1", act=ACT)


@pytest.fixture
def case(engine: Engine) -> Iterator[Case]:
    with transaction(engine) as connection:
        subject = people.subject_of(connection, "key-1", at=NOON)
        dossier = dossiers.create(connection, subject, "registration", act=ACT)
        yield Case(connection, subject, dossier.id)
