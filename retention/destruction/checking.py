"""Whether a document may be destroyed now: looked at again right before the act, from the facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from retention import clock, schedules
from retention.answers import State
from retention.destruction.families import family_of, may_be_destroyed
from retention.destruction.lists import DestructionList, Item
from retention.destruction.settings import DestructionSettings
from retention.destruction.states import Basis
from retention.destruction.sweeping import content_hmac
from retention.schedule import ClassId
from storage.database.retention import retention_answer
from storage.objects import Bucket, Version
from storage.records import documents, papers
from storage.records.acts import Act
from storage.states import DOCUMENT_CHANGES, DocumentState


class Obstacle(StrEnum):
    """Why a document is not destroyed now. The stored string, and a key of the words."""

    GONE = "gone"  # destroyed otherwise
    HELD = "held"
    NOT_DUE = "not-due"
    OTHER_CLASS = "other-class"
    NO_CATEGORY = "no-category"  # its class may not be destroyed by the schedule of now
    OTHER_CONTENT = "other-content"  # not what was listed
    NOT_ENFORCED = "not-enforced"  # the setting that let its class go without approval is off
    BUSY = "busy"  # a worker has it in hand
    LOCKED = "locked"  # a hold or a date stands on an object
    PAPER = "paper"  # its paper still lies here
    QUARANTINED = "quarantined"  # bytes that nobody scanned; housekeeping sees to them


# These may pass by themselves: the document stays on the list, and is tried again.
PASSING = frozenset({Obstacle.BUSY, Obstacle.LOCKED, Obstacle.PAPER, Obstacle.QUARANTINED})


def obstacle(
    connection: Connection,
    found: DestructionList,
    one: Item,
    settings: DestructionSettings,
    *,
    act: Act,
) -> Obstacle | None:
    """What stands in the way; None where nothing does. The answer is reckoned anew from all facts, under the
    lock on its person, so that no event can come in between."""
    assert one.document is not None
    own = retention_answer.c.document_id == one.document
    subject = connection.execute(select(retention_answer.c.subject_id).where(own)).scalar()
    if subject is None:
        return Obstacle.GONE
    clock.reckon(connection, subject, act=act)
    row = connection.execute(select(retention_answer).where(own)).one()
    if row.destroyed_at is not None:
        return Obstacle.GONE
    if row.state == State.HELD.value:
        return Obstacle.HELD
    if row.state != State.KNOWN.value or row.due_on is None or row.due_on > act.day:
        return Obstacle.NOT_DUE
    line = ClassId(row._mapping["class"])
    if family_of(line).value != found.line or row.start_on != one.start_on:
        return Obstacle.OTHER_CLASS
    if not may_be_destroyed(schedules.current(connection).line(line, row.start_on)):
        return Obstacle.NO_CATEGORY
    if found.basis is Basis.SCHEDULE and line not in settings.destruction_enforced:
        return Obstacle.NOT_ENFORCED
    return _of_document(connection, one)


def _of_document(connection: Connection, one: Item) -> Obstacle | None:
    assert one.document is not None
    assert one.content_key is not None
    document = documents.get(connection, one.document, lock=True)
    if document.state is DocumentState.DESTROYED:
        return Obstacle.GONE
    if DocumentState.DESTROYED not in DOCUMENT_CHANGES[document.state]:
        return Obstacle.BUSY
    if content_hmac(one.content_key, document.content) != one.hmac:
        return Obstacle.OTHER_CONTENT
    files = documents.files_of(connection, one.document)
    if any(file.ref is not None and file.ref.bucket is Bucket.QUARANTINE for file in files):
        return Obstacle.QUARANTINED
    if one.paper_gone_on is None and papers.lying_here(connection, one.document):
        return Obstacle.PAPER
    return None


def is_locked(versions: Iterable[Version], now: datetime) -> bool:
    """Whether a hold, or a date that has not passed, stands on any of these."""
    return any(
        one.hold or (one.retain_until is not None and now < one.retain_until)
        for one in versions
        if not one.marker
    )
