"""Events from outside: CloudEvents by the NL GOV profile, made into facts or kept aside.

    {"specversion": "1.0", "id": "…", "source": "urn:nld:…", "type": "nl.bewijsloket.register.removed.v1",
     "time": "2031-03-04T09:30:00Z",
     "data": {"on": "2031-03-03", "registration": "<uuid>", "kind": "request"}}

`data` names things by opaque ids. `corrects` and `concerns` are ids of earlier events of the same source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from retention import clock
from retention.clock import Recorded
from retention.errors import BadFact, RetentionError, UnknownType
from retention.facts import EventType, Fact, fact_id
from storage.database.retention import retention_aside as table
from storage.names import new_id
from storage.records.acts import Act, Thing, note

OURS = "urn:nld:bewijsloket:"  # sources of what is decided here: nobody else may use their ids
TYPE = re.compile(r"nl\.bewijsloket\.register\.([a-z-]{3,40})\.v1")
_TEXTS = {"kind": 30, "by": 64, "approvedBy": 64, "reason": 200, "profession": 60}  # most characters
_IDS = ("dossier", "registration", "subject", "document")
_EARLIER = ("corrects", "concerns")
_DATES = ("on", "reviewOn")
_SHORT = 120  # characters of any other field that is kept aside


@dataclass(frozen=True, slots=True)
class Aside:
    """An event that was kept aside, and why (a code of `errors`)."""

    id: UUID
    source: str
    event: Mapping[str, Any]
    reason: str
    received_at: datetime


def event_type(kind: EventType) -> str:
    """The type of the CloudEvent of a kind of fact.

    >>> event_type(EventType.REMOVED)
    'nl.bewijsloket.register.removed.v1'
    """
    return f"nl.bewijsloket.register.{kind}.v1"


def fact_of(event: Mapping[str, Any]) -> tuple[Fact, str]:
    """The fact that an event tells, and its source. BadFact and UnknownType name the field that is wrong."""
    if event.get("specversion") != "1.0":
        raise BadFact("only CloudEvents 1.0 are read", field="specversion")
    source, number = _text(event, "source", _SHORT), _text(event, "id", _SHORT)
    if source.startswith(OURS):
        raise BadFact("this source is our own", field="source")
    data = event.get("data")
    if not isinstance(data, dict):
        raise BadFact("it has no data", field="data")
    strange = sorted(set(data) - {*_TEXTS, *_IDS, *_EARLIER, *_DATES})
    if strange:
        raise BadFact("an unknown field", field="data")
    on = _day(data, "on")
    if on is None:
        raise BadFact("it must say on which date", field="on")
    return Fact(
        id=fact_id(source, number),
        type=_kind(event),
        on=on,
        stated_at=_instant(event, "time"),
        by=_optional(data, "by") or source[:64],
        kind=_optional(data, "kind"),
        approved_by=_optional(data, "approvedBy"),
        reason=_optional(data, "reason"),
        profession=_optional(data, "profession"),
        review_on=_day(data, "reviewOn"),
        **{name: _uuid(data, name) for name in _IDS},
        **{name: _earlier(data, name, source) for name in _EARLIER},
    ), source


def take(connection: Connection, event: Any, *, act: Act) -> Recorded | Aside:
    """Record an event, or keep it aside where it makes no sense: nothing is lost, and a person looks at it.

    Key: (source, id). Told twice it is taken once, or aside once.
    """
    try:
        if not isinstance(event, dict):
            raise BadFact("it is no object", field="event")
        fact, source = fact_of(event)
        with connection.begin_nested():
            return clock.record(connection, fact, source=source, act=act)
    except RetentionError as exc:
        return _keep_aside(connection, event if isinstance(event, dict) else {}, exc.code, act=act)


def aside(connection: Connection, *, most: int = 500) -> list[Aside]:
    """What is kept aside, oldest first."""
    asked = select(table).where(table.c.settled_at.is_(None)).order_by(table.c.received_at).limit(most)
    return [
        Aside(row.id, row.source, row.event, row.reason, row.received_at) for row in connection.execute(asked)
    ]


def retry(connection: Connection, *, act: Act) -> int:
    """Try again what is kept aside, as after an upgrade that knows more; how much was taken."""
    taken = 0
    for one in aside(connection):
        try:
            fact, source = fact_of(one.event)
            with connection.begin_nested():
                clock.record(connection, fact, source=source, act=act)
        except RetentionError:
            continue  # its reason stands with it
        connection.execute(update(table).where(table.c.id == one.id).values(settled_at=act.at))
        taken += 1
    return taken


def _keep_aside(connection: Connection, event: Mapping[str, Any], reason: str, *, act: Act) -> Aside:
    kept = _known_fields(event)
    known = connection.execute(
        select(table).where(
            table.c.settled_at.is_(None), table.c.source == kept.get("source", ""), table.c.reason == reason
        )
    )
    for row in known:
        if row.event == kept:
            return Aside(row.id, row.source, row.event, row.reason, row.received_at)
    number = new_id(int(act.at.timestamp() * 1000))
    made = Aside(number, str(kept.get("source", "")), kept, reason, act.at)
    values = {"id": number, "source": made.source, "event": dict(kept), "reason": reason}
    connection.execute(insert(table).values(**values, received_at=act.at))
    note(connection, "retention.aside", Thing("event", number, {"reason": reason}), act=act)
    return made


def _known_fields(event: Mapping[str, Any]) -> dict[str, Any]:
    """Only the fields that events have, cut short: whatever else came may be about a person."""
    top = ("specversion", "id", "source", "type", "time")
    kept: dict[str, Any] = {name: str(event[name])[:_SHORT] for name in top if name in event}
    data = event.get("data")
    if isinstance(data, dict):
        names = (*_IDS, *_EARLIER, *_DATES, "kind", "by", "approvedBy", "profession")
        kept["data"] = {name: str(data[name])[:_SHORT] for name in names if data.get(name) is not None}
    return kept


def _kind(event: Mapping[str, Any]) -> EventType:
    found = TYPE.fullmatch(_text(event, "type", _SHORT))
    try:
        return EventType(found.group(1) if found else "")
    except ValueError as exc:
        raise UnknownType("an event of a type that is not known", field="type") from exc


def _text(data: Mapping[str, Any], name: str, most: int) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= most:
        raise BadFact("a short text is needed", field=name)
    return found


def _optional(data: Mapping[str, Any], name: str) -> str | None:
    return None if data.get(name) is None else _text(data, name, _TEXTS[name])


def _uuid(data: Mapping[str, Any], name: str) -> UUID | None:
    if data.get(name) is None:
        return None
    try:
        return UUID(_text(data, name, 45))
    except ValueError as exc:
        raise BadFact("an opaque id (UUID) is needed", field=name) from exc


def _earlier(data: Mapping[str, Any], name: str, source: str) -> UUID | None:
    return None if data.get(name) is None else fact_id(source, _text(data, name, _SHORT))


def _day(data: Mapping[str, Any], name: str) -> date | None:
    if data.get(name) is None:
        return None
    try:
        return date.fromisoformat(_text(data, name, 10))
    except ValueError as exc:
        raise BadFact("a date is needed", field=name) from exc


def _instant(event: Mapping[str, Any], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(_text(event, name, 40))
    except ValueError as exc:
        raise BadFact("an instant is needed", field=name) from exc
    if found.tzinfo is None:
        raise BadFact("an instant with a zone is needed", field=name)
    return found
