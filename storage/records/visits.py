"""Who is in a dossier now, and when they were there before: reviewers see each other, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from storage.database.review import visit
from storage.database.tables import audit_event
from storage.names import first_id
from storage.records import dossiers
from storage.records.acts import Act, Thing, note

THERE = timedelta(seconds=60)  # a page that is open tells so every twenty seconds
SAME_LOOK = timedelta(minutes=10)
SAME_VISIT = timedelta(minutes=30)  # as long as a session lasts unused: coming back is the same visit


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's visit. `before` is the end of the one before it, None for a first one."""

    person: str
    before: datetime | None
    seen_at: datetime


def enter(connection: Connection, dossier_id: UUID, *, act: Act) -> Visit:
    """Somebody opens a dossier, or still has it open."""
    mine = (visit.c.dossier_id == dossier_id, visit.c.person == act.actor)
    row = connection.execute(select(visit).where(*mine)).one_or_none()
    if row is None:
        dossiers.get(connection, dossier_id, lock=True)  # two pages of one person opened at once
        row = connection.execute(select(visit).where(*mine)).one_or_none()
    if row is None:
        values = {"dossier_id": dossier_id, "person": act.actor, "seen_at": act.at}
        connection.execute(insert(visit).values(**values))
        return Visit(act.actor, None, act.at)
    before = row.seen_at if act.at - row.seen_at > SAME_VISIT else row.before
    connection.execute(update(visit).where(*mine).values(seen_at=act.at, before=before))
    return Visit(act.actor, before, act.at)


def others(connection: Connection, dossier_id: UUID, person: str, *, at: datetime) -> list[str]:
    """Who else is there now."""
    asked = select(visit.c.person).where(
        visit.c.dossier_id == dossier_id, visit.c.person != person, visit.c.seen_at > at - THERE
    )
    return list(connection.execute(asked.order_by(visit.c.seen_at)).scalars())


def is_told(connection: Connection, thing: Thing, *, act: Act) -> bool:
    """Whether a look of this person at this is in the ledger already: pages turned, and pictures that come
    with a page, are one look."""
    asked = select(audit_event.c.id).where(
        audit_event.c.object_kind == thing.kind,
        audit_event.c.object_id == str(thing.id),
        audit_event.c.id >= first_id(int((act.at - SAME_LOOK).timestamp() * 1000)),
        audit_event.c.actor == act.actor,
        audit_event.c.action == f"{thing.kind}.looked",
    )
    return connection.execute(asked.limit(1)).first() is not None


def looked(connection: Connection, thing: Thing, *, act: Act) -> None:
    """A look: when, and in the details in which role and for which purpose (design, Privacy)."""
    note(connection, f"{thing.kind}.looked", thing, act=act)
