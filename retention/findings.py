"""What a person must look at: found once, open until it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from storage.database.retention import retention_finding as table
from storage.names import new_id
from storage.records.acts import Act, Thing, note


class Kind(StrEnum):
    LOCK_SHORTENING = "lock-shortening"  # the clock ends before the lock: break-glass and two people
    TOO_LATE = "too-late"  # an event that came after destruction


@dataclass(frozen=True, slots=True)
class Finding:
    id: UUID
    kind: Kind
    document: UUID
    details: Mapping[str, Any]
    found_at: datetime


def found(
    connection: Connection, kind: Kind, document: UUID, details: Mapping[str, Any], *, act: Act
) -> None:
    """Note a finding; one of the kind that is open for the document takes the newest details."""
    open_ = select(table.c.id, table.c.details).where(*_open(kind, document))
    row = connection.execute(open_).one_or_none()
    if row is not None and row.details == details:
        return
    if row is None:
        number = new_id(int(act.at.timestamp() * 1000))
        own = {"id": number, "kind": kind.value, "document_id": document, "found_at": act.at}
        connection.execute(insert(table).values(**own, details=dict(details)))
    else:
        number = row.id
        connection.execute(update(table).where(table.c.id == number).values(details=dict(details)))
    note(connection, f"finding.{kind}", Thing("document", document, {"finding": str(number)}), act=act)


def settle(connection: Connection, kind: Kind, document: UUID, *, act: Act) -> bool:
    """What was found is so no more, or a person settled it; whether there was one."""
    changed = connection.execute(
        update(table).where(*_open(kind, document)).values(settled_at=act.at, settled_by=act.actor)
    )
    if changed.rowcount:
        note(connection, f"finding.{kind}-settled", Thing("document", document), act=act)
    return bool(changed.rowcount)


def open_findings(connection: Connection, *, most: int = 500) -> list[Finding]:
    """The open ones, oldest first."""
    asked = select(table).where(table.c.settled_at.is_(None)).order_by(table.c.id).limit(most)
    return [
        Finding(row.id, Kind(row.kind), row.document_id, row.details, row.found_at)
        for row in connection.execute(asked)
    ]


def _open(kind: Kind, document: UUID) -> tuple[Any, ...]:
    return table.c.document_id == document, table.c.kind == kind.value, table.c.settled_at.is_(None)
