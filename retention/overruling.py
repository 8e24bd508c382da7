"""Decisions by hand as rows, and what they make of an answer: later, never earlier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from retention.answers import State
from retention.periods import retain_until
from retention.schedule import ClassId, Schedule
from storage.database.destruction import retention_by_hand as table


def of_documents(connection: Connection, numbers: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """What was decided about these."""
    rows = connection.execute(select(table).where(table.c.document_id.in_(list(numbers))))
    return {row.document_id: dict(row._mapping) for row in rows}


def applied(values: Mapping[str, Any], decision: Mapping[str, Any], schedule: Schedule) -> dict[str, Any]:
    """The columns of an answer under a decision: kept for ever, or through the later of both dates."""
    if decision["permanent"]:
        return {**values, "state": State.HELD.value, "due_on": None}
    last_day = values["last_day"]
    if last_day is None or decision["last_day"] <= last_day:
        return dict(values)
    due = None if values["due_on"] is None else decision["last_day"] + timedelta(days=1)
    later = {"last_day": decision["last_day"], "retain_until": retain_until(decision["last_day"])}
    if decision["class"] is not None:
        line = schedule.line(ClassId(decision["class"]), values["start_on"])
        later |= {"class": line.id.value, "category": line.category}
    return {**values, **later, "due_on": due}
