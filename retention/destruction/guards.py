"""What must hold before anything is listed or destroyed: the clock runs forwards, a reason is a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from retention.destruction.errors import ClockSetBack, NoReason
from retention.facts import reason_fits
from storage.database.tables import audit_event
from storage.names import first_id
from storage.records.ages import AHEAD


def clock_runs_forwards(connection: Connection, now: datetime) -> None:
    """ClockSetBack where the ledger knows a later time than now: dates could not be trusted."""
    newest = connection.execute(select(audit_event.c.id).order_by(audit_event.c.id.desc()).limit(1)).scalar()
    if newest is not None and newest > first_id(int((now + AHEAD).timestamp() * 1000)):
        raise ClockSetBack("something was recorded at a later time than now")


def reason_given(text: str) -> str:
    """The reason; NoReason for none, a long one, or one with a number that may be a person's."""
    if not reason_fits(text, needed=True):
        raise NoReason("a short reason without numbers of people")
    return text.strip()
