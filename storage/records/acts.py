"""Who does something, and when: handed to every service that changes a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from storage.database import ledger

LEGAL_ZONE = ZoneInfo("Europe/Amsterdam")  # legal dates are dates there (design, Things)
_NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Act:
    """An act of `actor` (a pseudonymous id; the name of a process for its own acts) through `origin`
    (`portal`, `api`, `desk`, `worker`, `command`) at an instant in UTC."""

    at: datetime
    origin: str
    actor: str

    @property
    def day(self) -> date:
        """The legal date of the act."""
        return self.at.astimezone(LEGAL_ZONE).date()


@dataclass(frozen=True, slots=True)
class Thing:
    """What was done to: its kind (`dossier`, `document`, ...) and id."""

    kind: str
    id: UUID
    details: Mapping[str, Any] = field(default_factory=lambda: _NONE)


def note(connection: Connection, action: str, thing: Thing, *, act: Act, result: str = "done") -> None:
    """Write the act into the ledger. `details` hold ids and codes; they may be destroyed later."""
    ledger.record(
        connection,
        ledger.Event(
            at=act.at,
            action=action,
            object_kind=thing.kind,
            object_id=str(thing.id),
            result=result,
            origin=act.origin,
            actor=act.actor,
            details=thing.details,
        ),
    )
