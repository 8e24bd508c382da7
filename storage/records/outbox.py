"""What must follow a change: a row in the change's own transaction, sent by the relay (design, the way of a
document). A message holds ids only; whoever gets it looks in the database what is to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from storage.database.tables import outbox
from storage.names import new_id


class Work(StrEnum):
    """Tasks for workers, by what their message names."""

    SCAN = "task.scan"  # document: is it free of malware
    READ = "task.read"  # document: read and check it; probes first and may share out its pages
    READ_PAGES = "task.read-pages"  # document, first, last: one range of a long document
    JOIN = "task.join"  # document: all ranges are read, now check
    CHECK_BUNDLE = "task.check-bundle"  # dossier: what only shows between documents
    KEEP = "task.keep"  # dossier: clean files move to the evidence bucket
    HOLD = "task.hold"  # document: legal hold on its objects in the evidence bucket
    DISCARD = "task.discard"  # document: destroy its objects outside the evidence bucket


class News(StrEnum):
    """Events for the world outside; `subject` is the id of a document or dossier."""

    RECEIVED = "event.evidence-received"
    CHECKED = "event.evidence-checked"
    HELD_BACK = "event.evidence-held-back"
    UNREADABLE = "event.evidence-unreadable"
    INFECTED = "event.evidence-infected"
    CHECK_FAILED = "event.evidence-check-failed"
    REMOVED = "event.evidence-removed"
    SUBMITTED = "event.dossier-submitted"
    WITHDRAWN = "event.dossier-withdrawn"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message to send. `id` is the task's or event's own id: a repeat has the same."""

    id: UUID
    name: str
    body: Mapping[str, str | int]
    created_at: datetime


def ask(connection: Connection, what: Work | News, body: Mapping[str, str | int], *, at: datetime) -> UUID:
    """Have a message sent after this transaction."""
    number = new_id(int(at.timestamp() * 1000))
    connection.execute(insert(outbox).values(id=number, name=what.value, body=dict(body), created_at=at))
    return number


def waiting(connection: Connection, most: int) -> list[Waiting]:
    """Messages not sent yet, oldest first."""
    asked = (
        select(outbox)
        .where(outbox.c.published_at.is_(None))
        .order_by(outbox.c.created_at, outbox.c.id)
        .limit(most)
    )
    return [Waiting(row.id, row.name, row.body, row.created_at) for row in connection.execute(asked)]


def sent(connection: Connection, numbers: Sequence[UUID], *, at: datetime) -> None:
    """The broker has confirmed these."""
    connection.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(published_at=at))
