"""The clock: takes a fact in, and reckons how long each document of a person is kept.

One transaction writes the fact, the ledger's event, the answers that it changes and the tasks that set the
locks. Answers are always made of all facts, never of the change, so that the order of arrival plays no part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from retention import events, findings, holds, overruling, schedules, worlds
from retention.answers import Answer, State, answers
from retention.errors import Contradicted
from retention.facts import PENDING, EventType, Fact, check
from retention.schedule import Schedule
from retention.standings import Waits
from retention.world import World
from storage.database.cases import document
from storage.database.retention import retention_answer
from storage.records.acts import Act, Thing, note
from storage.records.outbox import Work, ask
from storage.states import DocumentState

_T = EventType


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a fact: `changed` documents have another answer now. A fact with `waits_for` is kept,
    and counts once what it waits for has come."""

    id: UUID
    repeated: bool
    waits_for: Waits | None
    changed: tuple[UUID, ...] = ()


def record(connection: Connection, fact: Fact, *, source: str, act: Act) -> Recorded:
    """Take a fact in. Told twice, it is taken once.

    BadFact and its kin for one that makes no sense; Contradicted where its id stands for another fact.
    """
    check(fact, today=act.day)
    known = events.get(connection, fact.id)
    if known is not None:
        if known != fact:
            raise Contradicted("another event has this id", field="id")
        return Recorded(fact.id, True, events.waits_of(connection, fact.id))
    chain = events.chain(connection, fact)
    worlds.lock(connection, worlds.subjects_of(connection, chain))
    events.add(connection, fact, source=source, at=act.at)
    note(connection, f"retention.{fact.type}", _thing(fact), act=act)
    subjects = sorted(worlds.subjects_of(connection, chain))
    if not subjects:
        _put_aside(connection, fact, act=act)
        return Recorded(fact.id, False, events.waits_of(connection, fact.id))
    changed = tuple(one for subject in subjects for one in reckon(connection, subject, act=act))
    return Recorded(fact.id, False, events.waits_of(connection, fact.id), changed)


def reckon(connection: Connection, subject: UUID, *, act: Act) -> list[UUID]:
    """Make the answers of a person's documents anew; which have changed."""
    worlds.lock(connection, [subject])
    schedule = schedules.ensured(connection, act=act)
    world = worlds.load(connection, subject, at=act.at)
    found = answers(world, schedule)
    worlds.link_dossiers(connection, world)
    holds.keep(connection, world, act=act)
    events.note_waiting(connection, _waits(connection, world))
    return _keep(connection, world, found, schedule, act=act)


def reckon_event(connection: Connection, number: UUID, *, act: Act) -> list[UUID]:
    """Look again whose documents an event is about: what it named may be known by now."""
    fact = events.get(connection, number)
    if fact is None:
        return []
    subjects = sorted(worlds.subjects_of(connection, events.chain(connection, fact)))
    return [one for subject in subjects for one in reckon(connection, subject, act=act)]


def _put_aside(connection: Connection, fact: Fact, *, act: Act) -> None:
    """Nothing that it names is known. It is looked at once more, after what is being written beside it."""
    code = Waits.UNKNOWN_EVENT
    if fact.dossier is not None:
        code = Waits.UNKNOWN_DOSSIER
    elif fact.registration is not None:
        code = Waits.UNKNOWN_REGISTRATION
    elif fact.document is not None:
        code = Waits.UNKNOWN_DOCUMENT
    elif fact.subject is not None:
        code = Waits.UNKNOWN_PERSON
    elif fact.concerns is not None:
        code = Waits.UNKNOWN_HOLD
    events.note_waiting(connection, {fact.id: code})
    ask(connection, Work.RECKON, {"event": str(fact.id)}, at=act.at)


def _waits(connection: Connection, world: World) -> Mapping[UUID, Waits | None]:
    """For every fact of a person: what it waits for, if anything."""
    found: dict[UUID, Waits | None] = {fact.id: None for fact in world.facts}
    for standing in world.standings.values():
        found.update(standing.waiting)
    cases = {one.id for one in world.cases}
    for fact in world.facts:
        if fact.corrects is not None and fact.corrects not in found:
            if events.get(connection, fact.corrects) is None:
                found[fact.id] = Waits.UNKNOWN_EVENT
        elif fact.concerns is not None and fact.concerns not in found:
            found[fact.id] = Waits.UNKNOWN_HOLD
        elif fact.registration is not None and fact.registration not in world.registrations:
            found[fact.id] = Waits.OTHER_PERSON
        elif fact.dossier is not None and fact.dossier not in cases:
            found[fact.id] = Waits.UNKNOWN_DOSSIER
        elif fact.type in PENDING.values() and not _begun(fact, world):
            found[fact.id] = Waits.DECIDED_BEFORE_FILED
    return found


def _begun(fact: Fact, world: World) -> bool:
    """Whether what this fact ends was told."""
    return any(
        PENDING.get(one.type) is fact.type and one.dossier == fact.dossier and one.on <= fact.on
        for one in world.active
    )


def _keep(
    connection: Connection, world: World, found: Mapping[UUID, Answer], schedule: Schedule, *, act: Act
) -> list[UUID]:
    """Write the answers that differ from what stood there, and ask for their locks."""
    table = retention_answer
    rows = connection.execute(select(table).where(table.c.subject_id == world.subject))
    before = {row.document_id: row._mapping for row in rows}
    gone = _destroyed(connection, world.documents)
    decided = overruling.of_documents(connection, found)
    changed = []
    for number, answer in sorted(found.items()):
        values, old = _values(answer), before.get(number)
        destroyed = old is not None and old["destroyed_at"] is not None
        if number in gone and not destroyed:  # not by its period: infected, or taken away by its applicant
            connection.execute(delete(table).where(table.c.document_id == number))
            continue
        if number in decided:
            values = overruling.applied(values, decided[number], schedule)
        if old is not None and all(old[name] == value for name, value in values.items()):
            continue
        if old is not None and destroyed:
            _too_late(connection, number, answer, old["last_day"], act=act)
            continue
        if old is None:
            own = {"document_id": number, "subject_id": world.subject}
            connection.execute(insert(table).values(**own, **values, changed_at=act.at))
        else:
            own_row = table.c.document_id == number
            connection.execute(update(table).where(own_row).values(**values, changed_at=act.at))
        details = {name: None if value is None else str(value) for name, value in values.items()}
        note(connection, "document.retention", Thing("document", number, details), act=act)
        if old is not None or answer.last_day is not None:  # else its first hold is on its way
            ask(connection, Work.LOCK, {"document": str(number)}, at=act.at)
        changed.append(number)
    return changed


def _values(answer: Answer) -> dict[str, Any]:
    decisive = answer.decisive
    ruling = decisive.ruling
    return {
        "dossier_id": ruling.case,
        "registration_id": ruling.registration,
        "class": ruling.line.value,
        "category": decisive.category,
        "state": answer.state.value,
        "missing": None if ruling.missing is None else ruling.missing.value,
        "start_on": ruling.start,
        "restricted_on": ruling.restricted_on,
        "last_day": answer.last_day,
        "retain_until": answer.retain_until,
        "due_on": answer.destroy_from,
        "version_from": decisive.version,
    }


def _destroyed(connection: Connection, numbers: Mapping[UUID, object]) -> set[UUID]:
    asked = select(document.c.id).where(
        document.c.id.in_(list(numbers)), document.c.state == DocumentState.DESTROYED.value
    )
    return set(connection.execute(asked).scalars())


def _too_late(connection: Connection, number: UUID, answer: Answer, before: date | None, *, act: Act) -> None:
    """It is destroyed, and should have been kept longer by what is known now. No error: a finding."""
    last = answer.last_day
    if answer.state is State.KNOWN and last is not None and before is not None and last <= before:
        return
    details = {
        "class": answer.line.value,
        "state": answer.state.value,
        "lastDay": None if last is None else last.isoformat(),
    }
    findings.found(connection, findings.Kind.TOO_LATE, number, details, act=act)


def _thing(fact: Fact) -> Thing:
    named = (
        ("dossier", fact.dossier),
        ("registration", fact.registration),
        ("document", fact.document),
        ("subject", fact.subject),
        ("event", fact.id),
    )
    kind, number = next((kind, number) for kind, number in named if number is not None)
    details = {"event": str(fact.id), "on": fact.on.isoformat(), "kind": fact.kind, "by": fact.by}
    if fact.corrects is not None:
        details["corrects"] = str(fact.corrects)
    if fact.approved_by is not None:
        details["approvedBy"] = fact.approved_by
    return Thing(kind, number, details)
