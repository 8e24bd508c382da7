"""How many bytes a person sent lately. What was removed since, or refused, was received all the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database.cases import received, subject, upload

_WINDOW = timedelta(hours=25)  # a day, and the hour that has begun: never more than the limit in any day


def add(connection: Connection, subject_id: UUID, size: int, *, at: datetime) -> None:
    """So many bytes arrived from this person."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    mine = (received.c.subject_id == subject_id) & (received.c.hour == hour)
    more = update(received).where(mine).values(bytes=received.c.bytes + size)
    if connection.execute(more).rowcount:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(received).values(subject_id=subject_id, hour=hour, bytes=size))
    except IntegrityError:  # another request of theirs was first
        connection.execute(more)


def lately(connection: Connection, subject_id: UUID, *, at: datetime) -> int:
    """Bytes that arrived in the last day, and somewhat more, for whole hours are counted."""
    asked = select(func.coalesce(func.sum(received.c.bytes), 0)).where(
        received.c.subject_id == subject_id, received.c.hour > at - _WINDOW
    )
    return int(connection.execute(asked).scalar_one())


def announced(connection: Connection, subject_id: UUID, *, at: datetime) -> int:
    """Bytes that uploads under way still have to bring. Locks the person: two uploads begun at the same
    moment count each other."""
    connection.execute(select(subject.c.id).where(subject.c.id == subject_id).with_for_update(key_share=True))
    asked = select(func.coalesce(func.sum(upload.c.length - upload.c.received), 0)).where(
        upload.c.subject_id == subject_id, upload.c.document_id.is_(None), upload.c.expires_at > at
    )
    return int(connection.execute(asked).scalar_one())


def sweep(connection: Connection, *, at: datetime) -> int:
    """Forget hours that count no more; how many."""
    return connection.execute(delete(received).where(received.c.hour <= at - _WINDOW)).rowcount
