"""The world of one person, out of the tables; and whose world a fact belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, exists, insert, select, update

from retention import events
from retention.facts import OUTCOMES, EventType, Fact
from retention.world import Case, World
from storage.database.cases import document, dossier, dossier_document, file, registration, subject
from storage.database.retention import retention_answer
from storage.states import DossierState


def lock(connection: Connection, subjects: Iterable[UUID]) -> None:
    """Nobody else reckons for these until the end of the transaction."""
    wanted = select(subject.c.id).where(subject.c.id.in_(list(subjects))).order_by(subject.c.id)
    connection.execute(wanted.with_for_update(key_share=True)).all()


def subjects_of(connection: Connection, facts: Iterable[Fact]) -> set[UUID]:
    """The persons whose dossiers, registrations or documents these name; empty where none is known."""
    told = list(facts)
    found = _owners(connection, dossier.c.id, dossier.c.subject_id, [one.dossier for one in told])
    found |= _owners(connection, registration.c.id, registration.c.subject_id, [f.registration for f in told])
    found |= _owners(connection, document.c.id, document.c.subject_id, [one.document for one in told])
    return found | _owners(connection, subject.c.id, subject.c.id, [one.subject for one in told])


def seen(connection: Connection, number: UUID) -> World:
    """Everything that decides about a person's documents. A registration of which an event tells for the
    first time is part of it, so that what came before it counts."""
    rows = connection.execute(select(dossier).where(dossier.c.subject_id == number)).all()
    cases = tuple(Case(row.id, row.procedure, _gone(row)) for row in rows)
    documents = _documents(connection, number)
    known = _registrations(connection, number)
    facts = _facts(connection, number, cases, known, documents)
    fresh = set(_new_registrations(connection, facts, {one.id for one in cases}))
    if fresh - known:
        facts = _facts(connection, number, cases, known | fresh, documents)
    return World(number, cases, frozenset(known | fresh), documents, facts)


def load(connection: Connection, number: UUID, *, at: datetime) -> World:
    """What is seen, with a row for each registration that had none."""
    world = seen(connection, number)
    new = _new_registrations(connection, world.facts, {one.id for one in world.cases})
    for one in sorted(new):
        values = {"id": one, "subject_id": number, "profession": new[one], "created_at": at}
        connection.execute(insert(registration).values(**values))
    return world


def link_dossiers(connection: Connection, world: World) -> None:
    """Note on each dossier which registration it was entered in."""
    entered = {
        fact.dossier: fact.registration
        for fact in world.active
        if fact.type is EventType.ENTERED and fact.registration in world.registrations
    }
    for case in world.cases:
        wanted = entered.get(case.id)
        changed = dossier.c.registration_id.is_distinct_from(wanted)
        connection.execute(
            update(dossier).where(dossier.c.id == case.id, changed).values(registration_id=wanted)
        )


def _owners(
    connection: Connection, key: Column[Any], owner: Column[Any], numbers: Iterable[UUID | None]
) -> set[UUID]:
    wanted = [one for one in numbers if one is not None]
    if not wanted:
        return set()
    return set(connection.execute(select(owner).where(key.in_(wanted))).scalars())


def _gone(row: Any) -> bool:
    """Given up before it was submitted."""
    return row.state == DossierState.WITHDRAWN.value and row.submitted_at is None


def _registrations(connection: Connection, number: UUID) -> set[UUID]:
    asked = select(registration.c.id).where(registration.c.subject_id == number)
    return set(connection.execute(asked).scalars())


def _documents(connection: Connection, number: UUID) -> dict[UUID, frozenset[UUID]]:
    """Documents that were handed in and have bytes, or have an answer, with all dossiers that they serve."""
    has_bytes = exists().where(file.c.document_id == document.c.id, file.c.bucket.is_not(None))
    had_answer = exists().where(retention_answer.c.document_id == document.c.id)
    asked = (
        select(dossier_document)
        .join(document, document.c.id == dossier_document.c.document_id)
        .where(document.c.subject_id == number)
        .where(has_bytes | had_answer)
    )
    serves: dict[UUID, set[UUID]] = {}
    handed_in: set[UUID] = set()
    for row in connection.execute(asked):
        serves.setdefault(row.document_id, set()).add(row.dossier_id)
        if row.handed_in_at is not None:
            handed_in.add(row.document_id)
    return {one: frozenset(cases) for one, cases in serves.items() if one in handed_in}


def _facts(
    connection: Connection,
    number: UUID,
    cases: Iterable[Case],
    registrations: Iterable[UUID],
    documents: Iterable[UUID],
) -> tuple[Fact, ...]:
    return events.about(
        connection,
        subject=number,
        dossiers=[one.id for one in cases],
        registrations=registrations,
        documents=documents,
    )


def _new_registrations(connection: Connection, facts: Iterable[Fact], cases: set[UUID]) -> dict[UUID, str]:
    """Registrations that one of these dossiers was entered in, or is about, and that nobody has yet; with the
    profession where it was told."""
    told = {
        fact.registration: fact.profession or ""
        for fact in facts
        if fact.registration and fact.dossier in cases and fact.type in OUTCOMES | {EventType.ENTERED}
    }
    asked = select(registration.c.id).where(registration.c.id.in_(list(told)))
    taken = set(connection.execute(asked).scalars())
    return {number: profession for number, profession in told.items() if number not in taken}
