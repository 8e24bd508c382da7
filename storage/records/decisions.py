"""Decisions on a dossier, by people, and objections against them. Corrected by another, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update

from storage.database.review import decision, objection
from storage.errors import Closed, NotFound, NoWords, Refused, SamePerson, TooEarly
from storage.names import new_id
from storage.records import dossiers, supplements
from storage.records.acts import Act, Thing, note
from storage.records.dossiers import Dossier
from storage.records.turns import lock_judged, next_number
from storage.records.work import close
from storage.states import FINAL, DossierState, Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; `corrects` is the decision that this one takes the place of. `reason` is sealed."""

    id: UUID
    number: int
    outcome: Outcome
    reason: bytes
    corrects: UUID | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """Against a decision; open until it is settled."""

    id: UUID
    decision_id: UUID
    filed_on: date
    by: str
    settled_on: date | None


def decide(
    connection: Connection, dossier_id: UUID, outcome: Outcome, *, reason: bytes | None, seen: int, act: Act
) -> Decision:
    """Decide about a dossier, or correct what was decided.

    NoWords without a reason, TooEarly for not processing before the supplement's last day has passed, Closed
    where there is nothing to decide, Overtaken where somebody was first.
    """
    if reason is None:
        raise NoWords("a decision needs a reason")
    found = dossiers.get(connection, dossier_id, lock=True)
    known = of_dossier(connection, dossier_id)
    corrects = None
    if found.state is DossierState.DECIDED:
        if outcome not in FINAL:
            raise Closed("what is decided cannot be intended any more")
        corrects = next(one.id for one in reversed(known) if one.outcome in FINAL)
    else:
        found = lock_judged(connection, dossier_id, act=act)
        _refuse_too_early(connection, found, outcome, act=act)
    number = next_number(connection, decision, decision.c.dossier_id == dossier_id, seen=seen)
    made = Decision(
        new_id(int(act.at.timestamp() * 1000)), number, outcome, reason, corrects, act.actor, act.at
    )
    _add(connection, dossier_id, made, act=act)
    if outcome in FINAL and found.state is not DossierState.DECIDED:
        dossiers.change(connection, found, DossierState.DECIDED, act=act)
        close(connection, dossier_id, act=act)
    return made


def object_to(connection: Connection, dossier_id: UUID, *, filed_on: date, act: Act) -> Objection:
    """Record an objection against the newest decision. SamePerson for who took part in deciding; Refused for
    a day before the decision or to come; Closed where one is open or nothing is decided."""
    dossiers.get(connection, dossier_id, lock=True)
    known = [one for one in of_dossier(connection, dossier_id) if one.outcome in FINAL]
    if not known or any(one.settled_on is None for one in objections(connection, dossier_id)):
        raise Closed("there is nothing to object to, or an objection is open")
    _refuse_decider(connection, dossier_id, act=act)
    last = known[-1]
    if not Act(last.at, "", "").day <= filed_on <= act.day:
        raise Refused("an objection comes after the decision, and not later than today")
    made = Objection(new_id(int(act.at.timestamp() * 1000)), last.id, filed_on, act.actor, None)
    connection.execute(
        insert(objection).values(
            id=made.id,
            dossier_id=dossier_id,
            decision_id=last.id,
            filed_on=filed_on,
            by=act.actor,
            at=act.at,
        )
    )
    details = {"decision": str(last.id), "on": filed_on.isoformat()}
    note(connection, "objection.filed", Thing("dossier", dossier_id, details), act=act)
    return made


def settle(connection: Connection, dossier_id: UUID, *, settled_on: date, act: Act) -> Objection:
    """The open objection was decided on. SamePerson for who took part in the decision it is about."""
    dossiers.get(connection, dossier_id, lock=True)
    standing = next((one for one in objections(connection, dossier_id) if one.settled_on is None), None)
    if standing is None:
        raise NotFound("no objection is open")
    _refuse_decider(connection, dossier_id, act=act)
    if not standing.filed_on <= settled_on <= act.day:
        raise Refused("an objection is settled after it was filed, and not later than today")
    connection.execute(
        update(objection)
        .where(objection.c.id == standing.id)
        .values(settled_on=settled_on, settled_by=act.actor)
    )
    details = {"objection": str(standing.id), "on": settled_on.isoformat()}
    note(connection, "objection.settled", Thing("dossier", dossier_id, details), act=act)
    return standing


def of_dossier(connection: Connection, dossier_id: UUID) -> list[Decision]:
    """All decisions on a dossier, oldest first: the last one counts."""
    asked = select(decision).where(decision.c.dossier_id == dossier_id).order_by(decision.c.number)
    return [_decision(row) for row in connection.execute(asked)]


def objections(connection: Connection, dossier_id: UUID) -> list[Objection]:
    """Oldest first."""
    asked = select(objection).where(objection.c.dossier_id == dossier_id).order_by(objection.c.id)
    return [
        Objection(row.id, row.decision_id, row.filed_on, row.by, row.settled_on)
        for row in connection.execute(asked)
    ]


def _refuse_too_early(connection: Connection, found: Dossier, outcome: Outcome, *, act: Act) -> None:
    if found.state is not DossierState.SUPPLEMENT_ASKED:
        return
    if outcome is Outcome.INTENDED_REFUSAL:
        raise Closed("a supplement is asked for")
    if outcome is Outcome.NOT_PROCESSED and supplements.of_dossier(connection, found.id)[-1].until >= act.day:
        raise TooEarly("the applicant has time until the last day")


def _refuse_decider(connection: Connection, dossier_id: UUID, *, act: Act) -> None:
    """Awb 7:5 and 10:3(3): who decided does not handle the objection."""
    if any(one.by == act.actor for one in of_dossier(connection, dossier_id)):
        raise SamePerson("who decided does not handle the objection")


def _add(connection: Connection, dossier_id: UUID, made: Decision, *, act: Act) -> None:
    connection.execute(
        insert(decision).values(
            id=made.id,
            dossier_id=dossier_id,
            number=made.number,
            outcome=made.outcome.value,
            reason=made.reason,
            corrects=made.corrects,
            by=made.by,
            at=made.at,
        )
    )
    details = {"decision": str(made.id), "corrects": None if made.corrects is None else str(made.corrects)}
    note(connection, f"decision.{made.outcome}", Thing("dossier", dossier_id, details), act=act)


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        number=row.number,
        outcome=Outcome(row.outcome),
        reason=row.reason,
        corrects=row.corrects,
        by=row.by,
        at=row.at,
    )
