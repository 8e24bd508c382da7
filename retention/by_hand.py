"""What people decide about one document against the clock: another class, a later date, or for ever.

Never earlier than the clock: that asks for a correction of the facts. The decision stands beside the facts,
and every reckoning applies it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from retention import clock, schedules
from retention.errors import BadFact, NeedsTwo
from retention.facts import reason_fits
from retention.periods import last_day_kept
from retention.schedule import ClassId
from storage.database.destruction import retention_by_hand as table
from storage.database.retention import retention_answer
from storage.records.acts import Act, Thing, note


@dataclass(frozen=True, slots=True)
class Decision:
    """One of: `line` (kept by the period of this class), `last_day`, `permanent` (a second person approves:
    uitzondering van vernietiging, with its ground as the reason)."""

    document: UUID
    reason: str
    line: ClassId | None = None
    last_day: date | None = None
    permanent: bool = False
    approved_by: str | None = None


def decide(connection: Connection, decision: Decision, *, act: Act) -> None:
    """Keep a decision and follow it. BadFact for a date before the clock's; NeedsTwo for keeping for ever."""
    if not reason_fits(decision.reason, needed=True):
        raise BadFact("a short reason without numbers of people", field="reason")
    if [decision.line is None, decision.last_day is None, not decision.permanent].count(False) != 1:
        raise BadFact("another class, another date, or for ever: one of them", field="last_day")
    if decision.permanent and decision.approved_by in (None, "", act.actor):
        raise NeedsTwo("keeping permanently needs a second person")
    row = _by_the_clock(connection, decision.document, act=act)
    last_day = None if decision.permanent else _last_day(connection, decision, row)
    values = {
        "document_id": decision.document,
        "class": None if decision.line is None else decision.line.value,
        "last_day": last_day,
        "permanent": decision.permanent,
        "reason": decision.reason.strip(),
        "by": act.actor,
        "approved_by": decision.approved_by,
        "decided_at": act.at,
    }
    connection.execute(insert(table).values(values))
    details = {"class": values["class"], "lastDay": None if last_day is None else last_day.isoformat()}
    details |= {
        "permanent": decision.permanent,
        "reason": decision.reason,
        "approvedBy": decision.approved_by,
    }
    note(connection, "document.decided-by-hand", Thing("document", decision.document, details), act=act)
    clock.reckon(connection, row.subject_id, act=act)


def _by_the_clock(connection: Connection, number: UUID, *, act: Act) -> Any:
    """The answer without what was decided before."""
    asked = select(retention_answer).where(retention_answer.c.document_id == number)
    row = connection.execute(asked).one_or_none()
    if row is None or row.destroyed_at is not None:
        raise BadFact("there is no such document any more", field="document")
    if connection.execute(delete(table).where(table.c.document_id == number)).rowcount:
        clock.reckon(connection, row.subject_id, act=act)
    return connection.execute(asked).one()


def _last_day(connection: Connection, decision: Decision, row: Any) -> date:
    wanted = decision.last_day
    if decision.line is not None:
        schedule = schedules.current(connection)
        line = schedule.line(decision.line, row.start_on)
        if line.period is None or row.start_on is None:
            raise BadFact("this class gives no date here", field="class")
        wanted = last_day_kept(row.start_on, line.period, from_january=schedule.from_january)
    assert wanted is not None
    if row.last_day is None or wanted < row.last_day:
        raise BadFact("earlier than the clock allows: correct the facts instead", field="last_day")
    return wanted
