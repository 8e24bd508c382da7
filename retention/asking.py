"""Questions about the clock: why is this kept, what goes when, what if."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from retention import schedules, worlds
from retention.answers import Answer, answers
from retention.explaining import explain
from retention.facts import Fact
from retention.schedule import Schedule
from retention.wording import Lang
from storage.database.cases import document, dossier, dossier_document
from storage.database.retention import retention_answer
from storage.errors import NotFound
from storage.records.numbers import as_number


@dataclass(frozen=True, slots=True)
class Told:
    """The answer for one document, with its reasons in words."""

    answer: Answer
    text: str


@dataclass(frozen=True, slots=True)
class Due:
    """So many documents of a class that may be destroyed from some day of a year on; `listed` tells whether
    the class gets destruction lists. Without a year: no end is known, or a hold stands."""

    line: str
    year: int | None
    count: int
    listed: bool


def find_dossier(connection: Connection, typed: str) -> UUID:
    """A dossier by its number or id. NotFound where there is none."""
    number = as_number(typed)
    where = dossier.c.number == number if number else dossier.c.id == _uuid(typed)
    found: UUID | None = connection.execute(select(dossier.c.id).where(where)).scalar()
    if found is None:
        raise NotFound("no such dossier")
    return found


def told(connection: Connection, typed: str, lang: Lang, *, more: Iterable[Fact] = ()) -> list[Told]:
    """Why each document of a dossier (by number or id), or one document (by id), is kept and until when.
    `more` facts are imagined: what if they had happened? NotFound where there is no such thing."""
    wanted, subject = _documents(connection, typed)
    schedule = schedules.current(connection)
    world = worlds.seen(connection, subject)
    imagined = tuple(more)
    named = {fact.registration for fact in imagined if fact.registration is not None}
    world = replace(world, facts=(*world.facts, *imagined), registrations=world.registrations | named)
    found = answers(world, schedule)
    names = _numbers(connection, [case.id for case in world.cases])
    return [_told(found[one], schedule, lang, names) for one in wanted if one in found]


def due_by(connection: Connection, on: date) -> list[Due]:
    """What may be destroyed on a day, or stands without an end then, by class and year. Nothing that happens
    until then is imagined."""
    table = retention_answer
    rows = connection.execute(
        select(table.c["class"], table.c.due_on, table.c.start_on).where(table.c.destroyed_at.is_(None))
    )
    schedule, counts = schedules.current(connection), Counter[tuple[str, int | None, bool]]()
    for name, due_on, start in rows:
        listed = any(
            line.destroyable for which, line in schedule.on(start).classes.items() if which.value == name
        )
        if due_on is None or due_on <= on:
            counts[name, None if due_on is None else due_on.year, listed] += 1
    ordered = sorted(counts.items(), key=lambda item: (item[0][1] is None, item[0][1] or 0, item[0][0]))
    return [Due(name, year, count, listed) for (name, year, listed), count in ordered]


def _documents(connection: Connection, typed: str) -> tuple[list[UUID], UUID]:
    """Ids of the documents, in order, and whose they are."""
    if as_number(typed) is None:
        asked = select(document.c.subject_id).where(document.c.id == _uuid(typed))
        owner = connection.execute(asked).scalar()
        if owner is not None:
            return [_uuid(typed)], owner
    number = find_dossier(connection, typed)
    parts = (
        select(dossier_document.c.document_id)
        .where(dossier_document.c.dossier_id == number)
        .order_by(dossier_document.c.position, dossier_document.c.document_id)
    )
    owner = connection.execute(select(dossier.c.subject_id).where(dossier.c.id == number)).scalar_one()
    return list(connection.execute(parts).scalars()), owner


def _told(answer: Answer, schedule: Schedule, lang: Lang, names: Mapping[UUID, str]) -> Told:
    return Told(answer, explain(answer, schedule, lang, name=lambda one: names.get(one, str(one))))


def _numbers(connection: Connection, wanted: list[UUID]) -> Mapping[UUID, str]:
    rows = connection.execute(select(dossier.c.id, dossier.c.number).where(dossier.c.id.in_(wanted)))
    return {row.id: row.number for row in rows}


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as exc:
        raise NotFound("no such dossier or document") from exc
