"""What must follow a change: a row in the change's own transaction, sent by the relay (design, the way of a
document). A message holds ids only; whoever gets it looks in the database what is to be done.

    asked ─► sent ─► begun (by a worker) ─► done
      ▲        └─ lost on the way ─┐  └─► dead: tried too often, or it cannot succeed
      └────────────────────────────┴────────┘ sent again by the reconciler, or replayed by a person
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, or_, select, update

from storage.database.tables import outbox
from storage.names import first_id, new_id
from storage.records.ages import AHEAD, long_ago


class Work(StrEnum):
    """Tasks for workers, by what their message names."""

    SCAN = "task.scan"  # document: is it free of malware
    READ = "task.read"  # document: read and check it; probes first and may share out its pages
    READ_PAGES = "task.read-pages"  # document, first, last: one range of a long document
    JOIN = "task.join"  # document: all ranges are read, now check
    CHECK_BUNDLE = "task.check-bundle"  # dossier: what only shows between documents
    KEEP = "task.keep"  # dossier: clean files move to the evidence bucket
    HOLD = "task.hold"  # document: legal hold on its objects in the evidence bucket
    DRAW = "task.draw"  # document, variant, first, last: pictures of these pages
    DISCARD = "task.discard"  # document: destroy its objects outside the evidence bucket
    RECKON = "task.reckon"  # subject, or event: how long is each document of a person kept
    LOCK = "task.lock"  # document: its objects' holds and dates as the clock says


class News(StrEnum):
    """Events for the world outside; `subject` is the id of a document or dossier."""

    RECEIVED = "event.evidence-received"
    CHECKED = "event.evidence-checked"
    HELD_BACK = "event.evidence-held-back"
    UNREADABLE = "event.evidence-unreadable"
    INFECTED = "event.evidence-infected"
    CHECK_FAILED = "event.evidence-check-failed"
    REMOVED = "event.evidence-removed"
    SUBMITTED = "event.dossier-submitted"
    WITHDRAWN = "event.dossier-withdrawn"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message to send. `id` is the task's or event's own id: a repeat has the same."""

    id: UUID
    name: str
    body: Mapping[str, str | int]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Dead:
    """A task that failed for good, for `reason` (a code)."""

    id: UUID
    work: Work
    body: Mapping[str, str | int]
    reason: str
    died_at: datetime


FIRST_ASIDE, LONGEST_ASIDE = timedelta(seconds=1), timedelta(minutes=1)
_OPEN = outbox.c.done_at.is_(None) & outbox.c.died_at.is_(None)


def ask(connection: Connection, what: Work | News, body: Mapping[str, str | int], *, at: datetime) -> UUID:
    """Have a message sent after this transaction."""
    number = new_id(int(at.timestamp() * 1000))
    connection.execute(insert(outbox).values(id=number, name=what.value, body=dict(body), created_at=at))
    return number


def waiting(connection: Connection, most: int, *, at: datetime | None = None) -> list[Waiting]:
    """Messages not sent yet, oldest first; with `at`, without those that are set aside at that instant."""
    asked = select(outbox).where(outbox.c.published_at.is_(None))
    if at is not None:
        # One that is aside for longer than anything is was set aside before the clock was set back.
        until = outbox.c.aside_until
        asked = asked.where(or_(until.is_(None), until <= at, until > at + LONGEST_ASIDE + AHEAD))
    asked = asked.order_by(outbox.c.created_at, outbox.c.id).limit(most)
    return [_waiting(row) for row in connection.execute(asked)]


def sent(connection: Connection, numbers: Sequence[UUID], *, at: datetime) -> None:
    """The broker has confirmed these. An event is done with that; a task when a worker says so."""
    chosen = outbox.c.id.in_(numbers)
    values = {"published_at": at, "refused": 0, "aside_until": None, "reason": None}
    connection.execute(update(outbox).where(chosen).values(**values))
    news = chosen & outbox.c.name.in_([one.value for one in News])
    connection.execute(update(outbox).where(news).values(done_at=at))


def set_aside(connection: Connection, numbers: Sequence[UUID], reason: str, *, at: datetime) -> None:
    """These cannot be sent now, for this reason (a code): they are tried again in growing intervals, and
    hold up no others until then."""
    asked = select(outbox.c.id, outbox.c.refused).where(outbox.c.id.in_(numbers))
    values = [
        {"one": row.id, "refused": row.refused + 1, "aside_until": at + _aside(row.refused), "reason": reason}
        for row in connection.execute(asked)
    ]
    if values:
        names = ("refused", "aside_until", "reason")
        chosen = update(outbox).where(outbox.c.id == bindparam("one"))
        connection.execute(chosen.values({name: bindparam(name) for name in names}), values)


def begin(connection: Connection, number: UUID, *, at: datetime) -> int | None:
    """A worker begins a task: the how manieth time that is; None where it is done or dead already."""
    changed = connection.execute(
        update(outbox).where(outbox.c.id == number, _OPEN).values(begun=outbox.c.begun + 1, begun_at=at)
    )
    if not changed.rowcount:
        return None
    times: int = connection.execute(select(outbox.c.begun).where(outbox.c.id == number)).scalar_one()
    return times


def give_back(connection: Connection, number: UUID) -> None:
    """What the task needs was away: that beginning does not count."""
    begun = (outbox.c.id == number) & (outbox.c.begun > 0)
    connection.execute(update(outbox).where(begun).values(begun=outbox.c.begun - 1))


def forgive(connection: Connection, *, since: datetime) -> int:
    """All workers ended at once, as at a stop or a power cut: the last beginning of each open task that was
    asked for since then does not count; of how many. An older one may itself be what ends them."""
    begun = _OPEN & (outbox.c.begun > 0) & (outbox.c.id >= first_id(int(since.timestamp() * 1000)))
    return connection.execute(update(outbox).where(begun).values(begun=outbox.c.begun - 1)).rowcount


def done(connection: Connection, number: UUID, *, at: datetime) -> None:
    """A worker has done this task."""
    connection.execute(update(outbox).where(outbox.c.id == number).values(done_at=at))


def die(connection: Connection, number: UUID, reason: str, *, at: datetime) -> Dead | None:
    """A task failed for good, for this reason (a code). None where it is done, dead or unknown already."""
    changed = connection.execute(
        update(outbox).where(outbox.c.id == number, _OPEN).values(died_at=at, reason=reason)
    )
    if not changed.rowcount:
        return None
    return _dead(connection.execute(select(outbox).where(outbox.c.id == number)).one())


def dead(connection: Connection, *, most: int = 500) -> list[Dead]:
    """Tasks that failed for good and were not replayed, oldest first."""
    asked = select(outbox).where(outbox.c.died_at.is_not(None)).order_by(outbox.c.died_at).limit(most)
    return [_dead(row) for row in connection.execute(asked)]


def close(connection: Connection, number: UUID, *, at: datetime) -> None:
    """A dead letter that another task takes the place of: it is listed no more."""
    values = {"died_at": None, "done_at": at}
    connection.execute(update(outbox).where(outbox.c.id == number).values(**values))


def send_again(connection: Connection, numbers: Sequence[UUID]) -> None:
    """Have these sent once more, under the same ids: what was lost on the way, or died and is replayed."""
    chosen = update(outbox).where(outbox.c.id.in_(numbers))
    connection.execute(chosen.where(outbox.c.died_at.is_not(None)).values(begun=0, died_at=None, reason=None))
    connection.execute(chosen.values(published_at=None))


def overdue(connection: Connection, *, at: datetime, after: timedelta, most: int = 500) -> list[Waiting]:
    """Tasks that were sent longer than `after` ago, and not begun since then, nor done: their messages may be
    lost."""
    asked = (
        select(outbox)
        .where(_OPEN, long_ago(outbox.c.published_at, at=at, after=after))
        .where(outbox.c.begun_at.is_(None) | long_ago(outbox.c.begun_at, at=at, after=after))
        .order_by(outbox.c.published_at)
        .limit(most)
    )
    return [_waiting(row) for row in connection.execute(asked)]


def open_tasks(connection: Connection) -> list[Waiting]:
    """All tasks that are neither done nor dead, sent or not."""
    tasks = outbox.c.name.in_([one.value for one in Work])
    return [_waiting(row) for row in connection.execute(select(outbox).where(_OPEN, tasks))]


def asked_since(connection: Connection, since: datetime) -> set[tuple[Work, str]]:
    """What is on its way, dead, or was asked for since then: kind of work, and id of document or dossier."""
    # Three ways that each have an index: most rows are done and old. Ids begin with their instant.
    recent = outbox.c.id >= first_id(int(since.timestamp() * 1000))
    found: set[tuple[Work, str]] = set()
    for way in (_OPEN, outbox.c.died_at.is_not(None), recent):
        found |= _asked(connection, way)
    return found


def on_its_way(connection: Connection, work: Work) -> set[str]:
    """Of which documents or dossiers this work is asked for and neither done nor dead."""
    return {thing for kind, thing in _asked(connection, _OPEN) if kind is work}


def forget(connection: Connection, *, before: datetime) -> int:
    """Remove what was done before; how many."""
    old = outbox.c.id < first_id(int(before.timestamp() * 1000))  # by the index of ids
    return connection.execute(delete(outbox).where(old, outbox.c.done_at < before)).rowcount


def _asked(connection: Connection, way: ColumnElement[bool]) -> set[tuple[Work, str]]:
    tasks = outbox.c.name.in_([one.value for one in Work])
    rows = connection.execute(select(outbox.c.name, outbox.c.body).where(way, tasks))
    return {(Work(name), _thing(body)) for name, body in rows}


def _thing(body: Mapping[str, str | int]) -> str:
    """What a task is about."""
    return next((str(body[kind]) for kind in ("document", "dossier", "subject", "event") if kind in body), "")


def _aside(refused: int) -> timedelta:
    return min(FIRST_ASIDE * (1 << min(refused, 10)), LONGEST_ASIDE)


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(row.id, row.name, row.body, row.created_at)


def _dead(row: Row[Any]) -> Dead:
    return Dead(row.id, Work(row.name), row.body, row.reason, row.died_at)
