"""The audit ledger: who did what to which object, chained, without keeping what must be forgotten.

An event holds ids, codes and a commitment to its details: SHA-256 over a random salt and the details.
Details and salt stand aside and can be destroyed. The sealer puts events into numbered batches, each head a
SHA-256 over the head before it and its events, and writes each head to the locked bucket, so that a cut tail
shows.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select, update

from storage.database.tables import audit_batch, audit_detail, audit_event
from storage.errors import NotFound
from storage.names import new_id
from storage.objects import Bucket, ObjectStore, Ref

MOST_EVENTS = 1000  # in one batch
_NOTHING_BEFORE = b"\0" * 32
_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `actor` is a pseudonymous id, no name; `details` may be destroyed later."""

    at: datetime
    action: str
    object_kind: str
    object_id: str
    result: str
    origin: str
    actor: str
    details: Mapping[str, Any]
    keep_until: date | None = None


class Fault(StrEnum):
    """What `verify` can find."""

    HEAD_DIFFERS = "head-differs"  # an event or a batch was changed, added or taken away
    HEAD_NOT_STORED = "head-not-stored"  # a sealed batch whose head is not in the locked bucket
    TAIL_CUT = "tail-cut"  # the locked bucket knows more batches than the database
    DETAILS_CHANGED = "details-changed"


@dataclass(frozen=True, slots=True)
class Finding:
    fault: Fault
    batch: int | None
    event: UUID | None = None


def record(connection: Connection, event: Event) -> UUID:
    """Write an event within the caller's transaction."""
    salt = secrets.token_bytes(16)
    details = json.dumps(event.details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    number = new_id(int(event.at.timestamp() * 1000))
    connection.execute(
        insert(audit_event).values(
            id=number,
            at=event.at,
            action=event.action,
            object_kind=event.object_kind,
            object_id=event.object_id,
            result=event.result,
            origin=event.origin,
            actor=event.actor,
            commitment=_commitment(salt, details),
        )
    )
    connection.execute(
        insert(audit_detail).values(event_id=number, salt=salt, details=details, keep_until=event.keep_until)
    )
    return number


def seal(connection: Connection, now: datetime) -> int:
    """Chain what is not sealed yet into one batch; how many events that were. One sealer at a time."""
    waiting = connection.execute(
        select(audit_event).where(audit_event.c.batch.is_(None)).order_by(audit_event.c.id).limit(MOST_EVENTS)
    ).all()
    if not waiting:
        return 0
    number, before = _last(connection)
    for place, row in enumerate(waiting):
        connection.execute(
            update(audit_event).where(audit_event.c.id == row.id).values(batch=number + 1, place=place)
        )
    head = _head(before, number + 1, [_line(row) for row in waiting])
    connection.execute(
        insert(audit_batch).values(number=number + 1, events=len(waiting), head=head, sealed_at=now)
    )
    return len(waiting)


def heads_to_write(connection: Connection) -> list[tuple[int, bytes]]:
    """Sealed batches whose heads are not in the locked bucket yet, oldest first."""
    asked = select(audit_batch.c.number, audit_batch.c.head).where(audit_batch.c.written_at.is_(None))
    return [(row.number, row.head) for row in connection.execute(asked.order_by(audit_batch.c.number))]


def write_head(store: ObjectStore, number: int, head: bytes) -> Ref:
    """Put a head into the locked bucket, outside any transaction. Repeated, it adds a version of the same."""
    body = json.dumps({"batch": number, "head": head.hex()}).encode()
    return store.put(Bucket.EVIDENCE, head_name(number), [body], media_type=_TYPE).ref


def head_written(connection: Connection, number: int, now: datetime) -> None:
    connection.execute(update(audit_batch).where(audit_batch.c.number == number).values(written_at=now))


def head_name(number: int) -> str:
    """The object name of a batch's head: told by its beginning, ordered by its number."""
    return f"{HEADS}{number:0{_NUMBER_DIGITS}x}"


_NUMBER_DIGITS = 12
# "1e" for "ledger", and noughts: of the random names of files one in 256 begins with the same two letters.
HEADS = "1e/" + "0" * (30 - _NUMBER_DIGITS)


def verify(connection: Connection, store: ObjectStore) -> Iterator[Finding]:
    """Recompute everything and compare with the heads in the locked bucket. Costs grow with the ledger."""
    before, last = _NOTHING_BEFORE, 0
    for batch in connection.execute(select(audit_batch).order_by(audit_batch.c.number)):
        rows = _events_of(connection, batch.number)
        head = _head(before, batch.number, [_line(row) for row in rows])
        if head != batch.head or batch.number != last + 1 or len(rows) != batch.events:
            yield Finding(Fault.HEAD_DIFFERS, batch.number)
        yield from _compare_stored(store, batch.number, batch.head)
        yield from _compare_details(connection, batch.number)
        before, last = batch.head, batch.number
    yield from (Finding(Fault.TAIL_CUT, number) for number in _stored_batches(store) if number > last)


def _events_of(connection: Connection, batch: int) -> list[Row[Any]]:
    asked = select(audit_event).where(audit_event.c.batch == batch).order_by(audit_event.c.place)
    return list(connection.execute(asked))


def _compare_stored(store: ObjectStore, number: int, head: bytes) -> Iterator[Finding]:
    """Every version that was ever stored for this batch must say the same."""
    found = [one for one in store.versions(Bucket.EVIDENCE, head_name(number)) if not one.marker]
    if not found:
        yield Finding(Fault.HEAD_NOT_STORED, number)
    for one in found:
        try:
            with store.open(one.ref) as chunks:
                said = json.loads(b"".join(chunks))
        except NotFound:
            continue
        if said != {"batch": number, "head": head.hex()}:
            yield Finding(Fault.HEAD_DIFFERS, number)


def _compare_details(connection: Connection, batch: int) -> Iterator[Finding]:
    asked = (
        select(audit_event.c.id, audit_event.c.commitment, audit_detail.c.salt, audit_detail.c.details)
        .join(audit_detail, audit_detail.c.event_id == audit_event.c.id)
        .where(audit_event.c.batch == batch)
    )
    for row in connection.execute(asked):
        if _commitment(row.salt, row.details) != row.commitment:
            yield Finding(Fault.DETAILS_CHANGED, batch, row.id)


def _stored_batches(store: ObjectStore) -> Iterator[int]:
    for name in store.names(Bucket.EVIDENCE, HEADS):
        yield int(name.removeprefix(HEADS), 16)


def _last(connection: Connection) -> tuple[int, bytes]:
    number = connection.execute(select(func.max(audit_batch.c.number))).scalar()
    if number is None:
        return 0, _NOTHING_BEFORE
    asked = select(audit_batch.c.head).where(audit_batch.c.number == number)
    return number, connection.execute(asked).scalar_one()


def _head(before: bytes, number: int, lines: list[bytes]) -> bytes:
    digest = hashlib.sha256(before + number.to_bytes(8, "big"))
    for line in lines:
        digest.update(hashlib.sha256(line).digest())
    return digest.digest()


def _line(row: Row[Any]) -> bytes:
    """An event as bytes, the same on every database."""
    parts = [
        row.id.hex,
        row.at.isoformat(timespec="microseconds"),
        *(row.action, row.object_kind, row.object_id, row.result, row.origin, row.actor),
        row.commitment.hex(),
    ]
    return json.dumps(parts, ensure_ascii=False).encode()


def _commitment(salt: bytes, details: str) -> bytes:
    return hashlib.sha256(salt + details.encode()).digest()
