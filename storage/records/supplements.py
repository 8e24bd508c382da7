"""Supplements: what is asked of the applicant, until when, given longer, and the day it was answered.

Asking makes the decision period stand still (Awb 4:15); not answering in time leads to the proposal not to
take the application into processing (Awb 4:5, Besluit periodieke registratie Wet BIG art. 5 lid 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from storage.database.review import supplement
from storage.errors import Closed, Refused
from storage.names import new_id
from storage.records import dossiers
from storage.records.acts import LEGAL_ZONE, Act, Thing, note
from storage.records.turns import lock_judged, next_number
from storage.states import DossierState


@dataclass(frozen=True, slots=True)
class Supplement:
    """One row: a request, or more time for one (`extends`). `until` is the last day; `words` are sealed."""

    number: int
    round: int
    extends: bool
    words: bytes
    until: date
    answered_on: date | None
    by: str
    at: datetime

    @property
    def on(self) -> date:
        """The legal date on which it was sent."""
        return self.at.astimezone(LEGAL_ZONE).date()


@dataclass(frozen=True, slots=True)
class Round:
    """One request with all that was given longer: `rows` in order, the last with the day that counts."""

    rows: tuple[Supplement, ...]

    @property
    def asked_on(self) -> date:
        return self.rows[0].on

    @property
    def until(self) -> date:
        return self.rows[-1].until

    @property
    def answered_on(self) -> date | None:
        return self.rows[0].answered_on


def ask(
    connection: Connection, dossier_id: UUID, words: bytes, *, until: date, seen: int, act: Act
) -> Supplement:
    """Ask the applicant for something: a first round, or another one once the one before was answered."""
    found = lock_judged(connection, dossier_id, act=act)
    if found.state is not DossierState.IN_REVIEW:
        raise Closed("a supplement is asked for already")
    if until <= act.day:
        raise Refused("the last day must be to come")
    rounds = of_dossier(connection, dossier_id)
    _add(connection, dossier_id, len(rounds) + 1, words, until=until, extends=False, seen=seen, act=act)
    dossiers.change(connection, found, DossierState.SUPPLEMENT_ASKED, act=act)
    return of_dossier(connection, dossier_id)[-1].rows[-1]


def extend(
    connection: Connection, dossier_id: UUID, words: bytes, *, until: date, seen: int, act: Act
) -> Supplement:
    """Give the applicant longer, with the reason. Refused for a day that is not later than it was."""
    found = lock_judged(connection, dossier_id, act=act)
    if found.state is not DossierState.SUPPLEMENT_ASKED:
        raise Closed("no supplement is asked for")
    last = of_dossier(connection, dossier_id)[-1]
    if until <= max(last.until, act.day):
        raise Refused("more time means a later day")
    number = last.rows[0].round
    _add(connection, dossier_id, number, words, until=until, extends=True, seen=seen, act=act)
    return of_dossier(connection, dossier_id)[-1].rows[-1]


def answered(connection: Connection, dossier_id: UUID, *, act: Act) -> None:
    """Its applicant handed something in: the request is no longer open."""
    connection.execute(
        update(supplement)
        .where(supplement.c.dossier_id == dossier_id, supplement.c.answered_on.is_(None))
        .values(answered_on=act.day)
    )


def of_dossier(connection: Connection, dossier_id: UUID) -> list[Round]:
    """All rounds of a dossier, oldest first."""
    asked = select(supplement).where(supplement.c.dossier_id == dossier_id).order_by(supplement.c.number)
    rows: dict[int, list[Supplement]] = {}
    for row in connection.execute(asked):
        rows.setdefault(row.round, []).append(_supplement(row))
    return [Round(tuple(found)) for found in rows.values()]


def of_dossiers(connection: Connection, numbers: list[UUID]) -> dict[UUID, list[Round]]:
    """The same of several dossiers, for a list of them."""
    asked = select(supplement).where(supplement.c.dossier_id.in_(numbers)).order_by(supplement.c.number)
    rows: dict[UUID, dict[int, list[Supplement]]] = {}
    for row in connection.execute(asked):
        rows.setdefault(row.dossier_id, {}).setdefault(row.round, []).append(_supplement(row))
    return {one: [Round(tuple(found)) for found in rounds.values()] for one, rounds in rows.items()}


def _add(
    connection: Connection,
    dossier_id: UUID,
    round_: int,
    words: bytes,
    *,
    until: date,
    extends: bool,
    seen: int,
    act: Act,
) -> None:
    number = next_number(connection, supplement, supplement.c.dossier_id == dossier_id, seen=seen)
    connection.execute(
        insert(supplement).values(
            id=new_id(int(act.at.timestamp() * 1000)),
            dossier_id=dossier_id,
            number=number,
            round=round_,
            extends=extends,
            words=words,
            until=until,
            by=act.actor,
            at=act.at,
        )
    )
    details = {"round": round_, "until": until.isoformat()}
    what = "supplement.extended" if extends else "supplement.asked"
    note(connection, what, Thing("dossier", dossier_id, details), act=act)


def _supplement(row: Row[Any]) -> Supplement:
    return Supplement(
        number=row.number,
        round=row.round,
        extends=row.extends,
        words=row.words,
        until=row.until,
        answered_on=row.answered_on,
        by=row.by,
        at=row.at,
    )
