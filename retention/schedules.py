"""The schedule that is applied, and what another one would change. Applying is a records manager's act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, insert, select

from retention import worlds
from retention.answers import Answer, answers
from retention.errors import BadSchedule
from retention.loading import parse, shipped
from retention.schedule import ClassId, Schedule
from storage.database.retention import retention_answer, retention_schedule
from storage.names import new_id
from storage.records.acts import Act, Thing, note
from storage.records.outbox import Work, ask


class Effect(StrEnum):
    """What a changed schedule does to a document."""

    EARLIER = "earlier"
    LATER = "later"
    KNOWN = "known"  # had no end, gets one
    UNKNOWN = "unknown"  # had one, has none
    LISTED = "listed"  # its class now gets destruction lists
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Difference:
    """So many documents of a class."""

    line: ClassId
    effect: Effect
    count: int


def current(connection: Connection) -> Schedule:
    """The schedule that is applied; the shipped one where none was applied yet."""
    newest = select(retention_schedule).order_by(retention_schedule.c.id.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return shipped() if row is None else parse(row.text, from_january=row.from_january)


def ensured(connection: Connection, *, act: Act) -> Schedule:
    """The schedule that is applied. The first is the shipped one: before it nothing was fixed."""
    if connection.execute(select(retention_schedule.c.id).limit(1)).first() is None:
        _insert(connection, shipped(), act=Act(act.at, act.origin, "system"))
    return current(connection)


def compare(connection: Connection, proposed: Schedule) -> list[Difference]:
    """What it would change, per class and effect, by reckoning every document anew; nothing is written."""
    before, counts = current(connection), Counter[tuple[ClassId, Effect]]()
    for subject in _subjects(connection):
        world = worlds.seen(connection, subject)
        now, then = answers(world, before), answers(world, proposed)
        for document, old in now.items():
            counts.update((old.line, one) for one in _effects(old, then[document], before, proposed))
    return [Difference(line, effect, count) for (line, effect), count in sorted(counts.items())]


def apply(connection: Connection, proposed: Schedule, *, fingerprint: str, act: Act) -> int:
    """Put a schedule in the place of the one before, and have every document reckoned anew; how many people
    that concerns. BadSchedule where it is not the one that was shown, by its fingerprint."""
    if fingerprint != proposed.fingerprint:
        raise BadSchedule("this is not the schedule that was compared", where="fingerprint")
    _insert(connection, proposed, act=act)
    subjects = list(_subjects(connection))
    for one in subjects:
        ask(connection, Work.RECKON, {"subject": str(one)}, at=act.at)
    return len(subjects)


def _subjects(connection: Connection) -> Iterator[UUID]:
    asked = select(retention_answer.c.subject_id).where(retention_answer.c.destroyed_at.is_(None)).distinct()
    yield from connection.execute(asked.order_by(retention_answer.c.subject_id)).scalars().all()


def _effects(old: Answer, new: Answer, before: Schedule, after: Schedule) -> Iterator[Effect]:
    if old.last_day != new.last_day:
        if old.last_day is None or new.last_day is None:
            yield Effect.KNOWN if old.last_day is None else Effect.UNKNOWN
        else:
            yield Effect.EARLIER if new.last_day < old.last_day else Effect.LATER
    was, now = (
        schedule.line(one.line, one.decisive.ruling.start).destroyable
        for one, schedule in ((old, before), (new, after))
    )
    if was is not now:
        yield Effect.LISTED if now else Effect.UNLISTED


def _insert(connection: Connection, schedule: Schedule, *, act: Act) -> None:
    number = new_id(int(act.at.timestamp() * 1000))
    connection.execute(
        insert(retention_schedule).values(
            id=number,
            edition=schedule.edition,
            fingerprint=schedule.fingerprint,
            from_january=schedule.from_january,
            text=schedule.text,
            applied_at=act.at,
            applied_by=act.actor,
        )
    )
    details = {"edition": schedule.edition, "fingerprint": schedule.fingerprint}
    note(connection, "retention.schedule-applied", Thing("schedule", number, details), act=act)
