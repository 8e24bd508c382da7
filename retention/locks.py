"""The locks follow the clock (design, Locks): legal hold until the end is known, then retain-until.

A date is set, or extended, before a hold is lifted, so that nothing is unprotected in between. A lock that is
longer than the clock now asks stays as it is: that is a finding, which waits for break-glass and two people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Engine, select

from retention import findings
from retention.answers import State
from storage.database.engine import reading, transaction
from storage.database.retention import retention_answer
from storage.objects import Bucket, ObjectStore, Version
from storage.records import documents
from storage.records.acts import Act, Thing, note
from storage.records.documents import File

_ROUNDS = 5  # an answer that changes more often meanwhile is left to the task of its last change


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the clock wants the objects of a document locked. `changed_at` tells one answer from the next."""

    hold: bool
    until: datetime | None
    changed_at: datetime


def follow(engine: Engine, keeper: ObjectStore, document: UUID, *, act: Callable[[], Act]) -> int:
    """Bring the locks on a document's files in line with its answer, as the lock-keeper; how many changed.

    Key: (file). Whatever was done before is found on the object. The answer is looked at again afterwards: of
    two that work at the same time, the one with the older answer puts right what it did.
    """
    changed = 0
    for _ in range(_ROUNDS):
        wanted, files = _look(engine, document)
        if wanted is None:
            return changed
        changed += sum(_lock(engine, keeper, one, wanted, act()) for one in files)
        _judge(engine, document, wanted, act())
        if _look(engine, document)[0] == wanted:
            return changed
    return changed


def _look(engine: Engine, document: UUID) -> tuple[Wanted | None, list[File]]:
    with reading(engine) as connection:
        wanted = _wanted(connection, document)
        files = documents.files_of(connection, document)
    return wanted, [one for one in files if one.ref is not None and one.ref.bucket is Bucket.EVIDENCE]


def _wanted(connection: Connection, document: UUID) -> Wanted | None:
    """None without an answer, and for what is destroyed."""
    table = retention_answer
    row = connection.execute(select(table).where(table.c.document_id == document)).one_or_none()
    if row is None or row.destroyed_at is not None:
        return None
    return Wanted(row.state != State.KNOWN, row.retain_until, row.changed_at)


def _lock(engine: Engine, keeper: ObjectStore, one: File, wanted: Wanted, act: Act) -> bool:
    assert one.ref is not None
    found = keeper.stat(one.ref)
    done = []
    if wanted.hold and not found.hold:
        keeper.set_hold(found.ref, on=True)
        done.append("file.held")
    if _must_extend(found, wanted, act.at):
        assert wanted.until is not None
        keeper.retain(found.ref, wanted.until)
        done.append("file.retained")
    if found.hold and not wanted.hold:
        keeper.set_hold(found.ref, on=False)
        done.append("file.released")
    _note(engine, one, wanted, done, act)
    return bool(done)


def _must_extend(found: Version, wanted: Wanted, now: datetime) -> bool:
    """A date that has passed is not set: no server takes it, and nothing would come of it."""
    if wanted.until is None or wanted.until <= now:
        return False
    return found.retain_until is None or found.retain_until < wanted.until


def _note(engine: Engine, one: File, wanted: Wanted, done: list[str], act: Act) -> None:
    until = max((at for at in (one.retain_until, wanted.until) if at is not None), default=None)
    with transaction(engine) as connection:
        if (one.held, one.retain_until) != (wanted.hold, until):
            documents.locked(connection, one.id, hold=wanted.hold, until=until)
        for action in done:
            details = {"until": None if until is None else until.isoformat()}
            note(connection, action, Thing("file", one.id, details), act=act)


def _judge(engine: Engine, document: UUID, wanted: Wanted, act: Act) -> None:
    """Whether a lock is longer than the clock asks now."""
    kind = findings.Kind.LOCK_SHORTENING
    with transaction(engine) as connection:
        dates = [one.retain_until for one in documents.files_of(connection, document) if one.retain_until]
        longest = max(dates, default=None)
        if wanted.until is None or longest is None or longest <= max(wanted.until, act.at):
            findings.settle(connection, kind, document, act=act)
            return
        details = {"locked": longest.isoformat(), "asked": wanted.until.isoformat()}
        findings.found(connection, kind, document, details, act=act)
