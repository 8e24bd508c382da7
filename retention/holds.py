"""Holds as rows, made of the facts: for lists, and for those past their date of review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from retention.answers import Target, holds_of
from retention.world import World
from storage.database.retention import retention_hold as table
from storage.records.acts import Act

REVIEW = timedelta(weeks=26)  # after placing, where nobody named a date


@dataclass(frozen=True, slots=True)
class StandingHold:
    """A hold that stands. `placed_on` is None for one that the clock placed itself, out of doubt."""

    id: UUID
    kind: str
    target: Target
    target_id: UUID
    placed_on: date | None
    placed_by: str
    reason: str | None
    review_on: date


def keep(connection: Connection, world: World, *, act: Act) -> None:
    """Bring the rows of a person in line with the facts. A hold that stands again is the same row."""
    rows = connection.execute(select(table).where(table.c.subject_id == world.subject))
    before = {row.id: row for row in rows}
    standing = {one.id: one for one in holds_of(world)}
    facts = {fact.id: fact for fact in world.facts}
    for number, one in standing.items():
        fact = facts.get(number)
        since = one.since or act.day
        review = fact.review_on if fact is not None else None
        values = {
            "kind": one.kind,
            "target": one.target.value,
            "target_id": one.target_id,
            "placed_on": one.since,
            "placed_by": "clock" if fact is None else fact.by,
            "reason": None if fact is None else fact.reason,
            "lifted_at": None,
        }
        if number not in before:
            own = {"id": number, "subject_id": world.subject, "review_on": review or since + REVIEW}
            connection.execute(insert(table).values(**own, **values))
        elif before[number].lifted_at is not None:
            connection.execute(update(table).where(table.c.id == number).values(**values))
    over = [number for number, row in before.items() if number not in standing and row.lifted_at is None]
    if over:
        connection.execute(update(table).where(table.c.id.in_(over)).values(lifted_at=act.at))


def standing_holds(
    connection: Connection, *, review_before: date | None = None, most: int = 500
) -> list[StandingHold]:
    """Holds that stand, those first whose review comes first; only those due for review before a date."""
    asked = select(table).where(table.c.lifted_at.is_(None)).order_by(table.c.review_on, table.c.id)
    if review_before is not None:
        asked = asked.where(table.c.review_on < review_before)
    return [_hold(row) for row in connection.execute(asked.limit(most))]


def _hold(row: Row[Any]) -> StandingHold:
    return StandingHold(
        id=row.id,
        kind=row.kind,
        target=Target(row.target),
        target_id=row.target_id,
        placed_on=row.placed_on,
        placed_by=row.placed_by,
        reason=row.reason,
        review_on=row.review_on,
    )
