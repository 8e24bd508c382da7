"""Facts as rows: written once, found by what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, or_, select, update

from retention.facts import EventType, Fact
from retention.standings import Waits
from storage.database.retention import retention_event as table

# Fields of a fact that are columns of the same name.
_SAME = (
    "by",
    "kind",
    "corrects",
    "concerns",
    "approved_by",
    "review_on",
    "reason",
    "profession",
    "stated_at",
)
_TARGETS = ("dossier", "registration", "subject", "document")


def add(connection: Connection, fact: Fact, *, source: str, at: datetime) -> None:
    """Write a fact that is not there yet."""
    connection.execute(insert(table).values(source=source, received_at=at, **_values(fact)))


def get(connection: Connection, number: UUID) -> Fact | None:
    row = connection.execute(select(table).where(table.c.id == number)).one_or_none()
    return None if row is None else _fact(row)


def about(
    connection: Connection,
    *,
    subject: UUID,
    dossiers: Iterable[UUID],
    registrations: Iterable[UUID],
    documents: Iterable[UUID],
) -> tuple[Fact, ...]:
    """Everything that was told about these, with all corrections of it and what lifts its holds."""
    theirs = (
        table.c.dossier_id.in_(list(dossiers)),
        table.c.registration_id.in_(list(registrations)),
        table.c.document_id.in_(list(documents)),
        table.c.subject_id == subject,
    )
    return _with_chains(connection, _found(connection, or_(*theirs)))


def chain(connection: Connection, fact: Fact) -> tuple[Fact, ...]:
    """A fact with what it corrects or concerns, and what corrects or concerns it, in turn."""
    found = {fact.id: fact}
    before: list[UUID] = [one for one in (fact.corrects, fact.concerns) if one is not None]
    while before:
        earlier = get(connection, before.pop())
        if earlier is not None and earlier.id not in found:
            found[earlier.id] = earlier
            before += [one for one in (earlier.corrects, earlier.concerns) if one is not None]
    return _with_chains(connection, found)


def note_waiting(connection: Connection, waits: Mapping[UUID, Waits | None]) -> None:
    """Why each of these has no effect yet; None: it has."""
    for number, code in waits.items():
        connection.execute(update(table).where(table.c.id == number).values(waits_for=code))


def waiting(connection: Connection, *, most: int = 500) -> list[tuple[Fact, Waits]]:
    """What waits for another event, the longest waiting first."""
    asked = select(table).where(table.c.waits_for.is_not(None)).order_by(table.c.received_at).limit(most)
    return [(_fact(row), Waits(row.waits_for)) for row in connection.execute(asked)]


def waits_of(connection: Connection, number: UUID) -> Waits | None:
    code = connection.execute(select(table.c.waits_for).where(table.c.id == number)).scalar_one()
    return None if code is None else Waits(code)


def _found(connection: Connection, where: Any) -> dict[UUID, Fact]:
    return {row.id: _fact(row) for row in connection.execute(select(table).where(where))}


def _with_chains(connection: Connection, found: dict[UUID, Fact]) -> tuple[Fact, ...]:
    fresh = set(found)
    while fresh:
        wanted = or_(table.c.corrects.in_(list(fresh)), table.c.concerns.in_(list(fresh)))
        later = _found(connection, wanted)
        fresh = set(later) - set(found)
        found |= later
    return tuple(found[number] for number in sorted(found))


def _values(fact: Fact) -> dict[str, Any]:
    same = {name: getattr(fact, name) for name in _SAME}
    targets = {f"{name}_id": getattr(fact, name) for name in _TARGETS}
    return {"id": fact.id, "type": fact.type.value, "happened_on": fact.on, **same, **targets}


def _fact(row: Row[Any]) -> Fact:
    found = row._mapping
    same = {name: found[name] for name in _SAME}
    targets = {name: found[f"{name}_id"] for name in _TARGETS}
    return Fact(id=row.id, type=EventType(row.type), on=row.happened_on, **same, **targets)
