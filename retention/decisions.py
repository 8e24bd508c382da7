"""Decisions that are taken here: told to the clock in the transaction that takes them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection

from retention import clock, events
from retention.clock import Recorded
from retention.facts import EventType, Fact, fact_id
from storage.records.acts import Act

SOURCE = "urn:nld:bewijsloket:desk"


def decided(
    connection: Connection,
    dossier: UUID,
    what: EventType,
    *,
    key: str,
    act: Act,
    registration: UUID | None = None,
) -> Recorded:
    """Tell the clock what was decided about a dossier, on the day of the act.

    `key` names the decision: told again under the same one, it was told already. `registration` is the one
    that the decision is about, where it exists.
    """
    number = fact_id(SOURCE, key)
    if events.get(connection, number) is not None:
        return Recorded(number, True, events.waits_of(connection, number))
    fact = Fact(number, what, act.day, act.at, act.actor, dossier=dossier, registration=registration)
    return clock.record(connection, fact, source=SOURCE, act=act)


def withdrawn(connection: Connection, dossier: UUID, *, act: Act) -> Recorded:
    """An application was withdrawn after it had been submitted."""
    return decided(connection, dossier, EventType.WITHDRAWN, key=f"{dossier} withdrawn", act=act)
