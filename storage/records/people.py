"""Subjects and sessions: who is signed in, by opaque keys and hashed session ids."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database.cases import session, subject
from storage.names import new_id

_SEEN_EVERY = timedelta(minutes=1)  # how exactly the last moment of use is kept


@dataclass(frozen=True, slots=True)
class Session:
    """`person` is a subject's key or a pseudonymous staff id, `role` what they signed in as."""

    person: str
    role: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime


def subject_of(connection: Connection, key: str, *, at: datetime) -> UUID:
    """The subject with this key, made where it is new."""
    found = find_subject(connection, key)
    if found is not None:
        return found
    number = new_id(int(at.timestamp() * 1000))
    try:
        with connection.begin_nested():
            connection.execute(insert(subject).values(id=number, key=key, created_at=at))
    except IntegrityError:
        asked = select(subject.c.id).where(subject.c.key == key)
        other: UUID = connection.execute(asked).scalar_one()  # another request was first
        return other
    return number


def find_subject(connection: Connection, key: str) -> UUID | None:
    """The subject with this key, if there is one."""
    found: UUID | None = connection.execute(select(subject.c.id).where(subject.c.key == key)).scalar()
    return found


def begin_session(connection: Connection, person: str, role: str, *, at: datetime, lasts: timedelta) -> str:
    """A new session; the secret that only the browser keeps."""
    secret = secrets.token_urlsafe(32)
    connection.execute(
        insert(session).values(
            id=_hashed(secret), person=person, role=role, created_at=at, seen_at=at, ends_at=at + lasts
        )
    )
    return secret


def find_session(connection: Connection, secret: str, *, at: datetime, idle: timedelta) -> Session | None:
    """The session, unless it was ended, is over, or was not used for `idle`."""
    row = connection.execute(select(session).where(session.c.id == _hashed(secret))).one_or_none()
    if row is None or at >= row.ends_at or at >= row.seen_at + idle:
        return None
    return Session(row.person, row.role, row.created_at, row.seen_at, row.ends_at)


def must_be_noted(found: Session, at: datetime) -> bool:
    """Whether the last moment of use is old enough to be written again."""
    return at - found.seen_at >= _SEEN_EVERY


def used(connection: Connection, secret: str, *, at: datetime) -> None:
    connection.execute(update(session).where(session.c.id == _hashed(secret)).values(seen_at=at))


def end_session(connection: Connection, secret: str) -> None:
    connection.execute(delete(session).where(session.c.id == _hashed(secret)))


def end_sessions(connection: Connection, person: str) -> int:
    """End every session of a person, wherever they are signed in; how many."""
    return connection.execute(delete(session).where(session.c.person == person)).rowcount


def sweep_sessions(connection: Connection, *, at: datetime) -> int:
    """Remove those that are over; how many."""
    return connection.execute(delete(session).where(session.c.ends_at <= at)).rowcount


def _hashed(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
