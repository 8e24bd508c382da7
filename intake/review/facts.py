"""What is decided here, told to the clock of retention in the same transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from retention import clock
from retention.facts import EventType, Fact, fact_id
from storage.records.acts import Act
from storage.records.decisions import Decision, Objection
from storage.records.dossiers import Dossier
from storage.states import FINAL, Outcome

SOURCE = "urn:nld:bewijsloket:desk"
_PRIVACY = "privacy-request"
_EVENTS = {
    Outcome.GRANTED: EventType.GRANTED,
    Outcome.GRANTED_IN_PART: EventType.GRANTED_IN_PART,
    Outcome.REFUSED: EventType.REFUSED,
    Outcome.NOT_PROCESSED: EventType.NOT_PROCESSED,
}


def tell_decision(connection: Connection, dossier: Dossier, made: Decision, *, act: Act) -> None:
    """A final decision moves the clock; one that corrects another takes its place there too. A privacy
    request is completed by whatever is decided about it."""
    if made.outcome not in FINAL:
        return
    event = EventType.PRIVACY_REQUEST_COMPLETED if dossier.procedure == _PRIVACY else _EVENTS[made.outcome]
    fact = Fact(
        _number("decision", made.id),
        event,
        act.day,
        act.at,
        act.actor,
        dossier=dossier.id,
        corrects=None if made.corrects is None else _number("decision", made.corrects),
    )
    clock.record(connection, fact, source=SOURCE, act=act)


def tell_objection(
    connection: Connection, dossier: UUID, made: Objection, *, on: date, settled: bool, act: Act
) -> None:
    """An objection holds the documents from the day it was filed until it is decided on."""
    event = EventType.OBJECTION_DECIDED if settled else EventType.OBJECTION_FILED
    name = "objection-settled" if settled else "objection"
    fact = Fact(_number(name, made.id), event, on, act.at, act.actor, dossier=dossier)
    clock.record(connection, fact, source=SOURCE, act=act)


def _number(kind: str, number: UUID) -> UUID:
    return fact_id(SOURCE, f"{kind} {number}")
