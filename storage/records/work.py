"""The queue of the review desk: what waits, since when, until when, and who has it.

Nothing of a person plays a part: no nationality, sex, age, origin or country of diploma (privacy statement
of the BIG-register). Dossiers are ordered by age or decision date, chosen by procedure and by who has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, insert, select, tuple_, update

from storage.database.cases import dossier
from storage.database.review import review_work
from storage.errors import NotFound, Overtaken
from storage.records.acts import Act, Thing, note
from storage.states import DossierState

NOT_RECKONED = date(9999, 12, 31)  # what has no decision date yet comes last


class Order(StrEnum):
    """What comes first."""

    AGE = "age"
    DUE = "due"


class Whose(StrEnum):
    """Which of the open dossiers."""

    ALL = "all"
    MINE = "mine"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One dossier in the queue."""

    id: UUID
    number: str
    procedure: str
    state: DossierState
    since: datetime
    decide_by: date
    assigned_to: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue is asked for. `after` is the last one of the page before."""

    order: Order = Order.AGE
    whose: Whose = Whose.ALL
    procedure: str | None = None
    after: Waiting | None = None


def open_(connection: Connection, number: UUID, *, act: Act) -> None:
    """A dossier was submitted: it waits from now on."""
    row = connection.execute(select(dossier.c.procedure).where(dossier.c.id == number)).one()
    connection.execute(
        insert(review_work).values(
            dossier_id=number, procedure=row.procedure, since=act.at, decide_by=NOT_RECKONED
        )
    )


def close(connection: Connection, number: UUID, *, act: Act) -> None:
    """A dossier was decided or withdrawn."""
    mine = review_work.c.dossier_id == number
    connection.execute(update(review_work).where(mine).values(closed_at=act.at))


def due(connection: Connection, number: UUID, on: date) -> None:
    """Its decision date, as reckoned now."""
    connection.execute(update(review_work).where(review_work.c.dossier_id == number).values(decide_by=on))


def assign(connection: Connection, number: UUID, to: str | None, *, seen: str | None, act: Act) -> None:
    """Give a dossier to somebody, or back to nobody. Overtaken where it is no longer with whom was seen."""
    row = connection.execute(
        select(review_work).where(review_work.c.dossier_id == number).with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound("this dossier does not wait")
    if row.assigned_to != seen:
        raise Overtaken("somebody else has it by now")
    values = {"assigned_to": to, "assigned_at": None if to is None else act.at}
    connection.execute(update(review_work).where(review_work.c.dossier_id == number).values(**values))
    note(connection, "dossier.assigned", Thing("dossier", number, {"from": seen, "to": to}), act=act)


def get(connection: Connection, number: UUID) -> Waiting:
    """NotFound for one that was never submitted."""
    row = connection.execute(_rows().where(review_work.c.dossier_id == number)).one_or_none()
    if row is None:
        raise NotFound("this dossier was never submitted")
    return _waiting(row)


def by_number(connection: Connection, number: str) -> UUID | None:
    """The submitted dossier with this number, open or not."""
    asked = select(dossier.c.id).join(review_work, review_work.c.dossier_id == dossier.c.id)
    found: UUID | None = connection.execute(asked.where(dossier.c.number == number)).scalar()
    return found


def queue(connection: Connection, wanted: Wanted, *, me: str, most: int) -> list[Waiting]:
    """Open dossiers, the first in the chosen order first."""
    asked = _rows().where(review_work.c.closed_at.is_(None))
    if wanted.procedure is not None:
        asked = asked.where(review_work.c.procedure == wanted.procedure)
    if wanted.whose is Whose.MINE:
        asked = asked.where(review_work.c.assigned_to == me)
    elif wanted.whose is Whose.NOBODYS:
        asked = asked.where(review_work.c.assigned_to.is_(None))
    key = review_work.c.since if wanted.order is Order.AGE else review_work.c.decide_by
    if wanted.after is not None:
        last = wanted.after.since if wanted.order is Order.AGE else wanted.after.decide_by
        asked = asked.where(tuple_(key, review_work.c.dossier_id) > tuple_(last, wanted.after.id))
    rows = connection.execute(asked.order_by(key, review_work.c.dossier_id).limit(most))
    return [_waiting(row) for row in rows]


def _rows() -> Select[Any]:
    return select(review_work, dossier.c.number, dossier.c.state).join(
        dossier, dossier.c.id == review_work.c.dossier_id
    )


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        id=row.dossier_id,
        number=row.number,
        procedure=row.procedure,
        state=DossierState(row.state),
        since=row.since,
        decide_by=row.decide_by,
        assigned_to=row.assigned_to,
    )
