"""The reconciler: finds what was begun and came to no end, and has it done.

    lost messages        tasks sent and not begun for long ─► sent again
    scanner was down     `scan-waiting` ─► scanned again, in growing intervals
    complete uploads     object in quarantine, no document ─► accepted, once size and hash were read
    forgotten work       a working state without any task; files not yet kept, held or discarded ─► asked for
    time is over         nobody could read it, or it stayed held back ─► its bytes are destroyed
    ledger               events ─► chained, the head into the locked bucket
    destruction          what is due ─► lists; what was approved and has waited ─► destroyed, with proof
    sweeping             sessions, interrupted writes, rows that are done, what nobody needs in quarantine

Everything here may run twice, and at the same time: a lease only spares work.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from storage.database import ledger
from storage.database.engine import reading, transaction
from storage.errors import NotFound, Refused, StorageError
from storage.folder import FolderStore
from storage.objects import Bucket
from storage.records import documents, leases, outbox, people, underway, unfinished, uploads
from storage.records.ages import is_over
from storage.records.documents import Document
from storage.records.outbox import Work, ask
from storage.records.uploads import Upload
from storage.states import WORKING, DocumentState
from workers import destroying
from workers.lines import Line
from workers.places import holding
from workers.relay import line_of, pages_of
from workers.room import Room

log = logging.getLogger(__name__)

Item = TypeVar("Item")

_LASTS = timedelta(minutes=10)  # of the sealer's place, where its process dies
_BACKLOG = 12  # so many times as long a message may wait in a queue that is not empty
_SCAN_FIRST, _SCAN_LONGEST = timedelta(seconds=15), timedelta(minutes=10)
_UPLOAD_AGE = timedelta(minutes=5)  # a client that is still there finishes its upload itself
_ASKED_AGAIN = timedelta(hours=1)  # how often forgotten work is asked for
_MOST_ATTEMPTS = 5
_AWAY = 3  # items in a row that find database or store away
_BATCHES = 20  # of the ledger in one round
_KEEP_DONE = timedelta(days=30)  # rows of the outbox that are done, for looking into
_OLD_WRITE = timedelta(days=1)
_UNNEEDED = timedelta(days=1)  # in quarantine (design: at most 24 hours)


def send_lost_again(room: Room, *, after: timedelta, waiting: Mapping[Line, int]) -> int:
    """Tasks whose message nobody began for `after`; how many. One may wait longer where its queue is not
    empty: it may only not have had its turn. `waiting` tells how many messages each queue has."""
    now = room.clock()
    with reading(room.engine) as connection:
        rows = outbox.overdue(connection, at=now, after=after)
        pages = pages_of(connection, rows)
        old = {row.id for row in outbox.overdue(connection, at=now, after=_BACKLOG * after)}
    lost = []
    for row in rows:
        known = pages.get(str(row.body.get("document")))
        line = line_of(Work(row.name), known, long_pages=room.settings.long_document_pages)
        if row.id in old or not waiting.get(line):
            lost.append(row.id)
    with transaction(room.engine) as connection:
        outbox.send_again(connection, lost)
    return len(lost)


def scan_again(room: Room) -> int:
    """Have documents scanned that could not be; how many. For ever: only a clean file goes on."""
    now = room.clock()
    with reading(room.engine) as connection:
        waiting = (DocumentState.SCAN_WAITING,)
        numbers = underway.stuck(connection, at=now, after=_SCAN_FIRST, states=waiting)
        found = documents.several(connection, numbers)
        asked = outbox.on_its_way(connection, Work.SCAN)  # a dead one of before is none
    idle = [one for one in found if str(one.id) not in asked]
    due = [one for one in idle if is_over(one.changed_at, at=now, after=_pause(one))]

    def ask_again(one: Document) -> bool:
        with transaction(room.engine) as connection:
            return underway.asked_again(connection, one.id, act=room.act())

    return _each(due, ask_again)


def accept_uploads(room: Room) -> int:
    """Complete uploads whose bytes are in quarantine become documents; how many."""
    with reading(room.engine) as connection:
        found = uploads.unaccepted(connection, at=room.clock(), after=_UPLOAD_AGE)
    return _each(found, lambda one: _accepted(room, one))


def ask_for_forgotten(room: Room) -> int:
    """Work that should have been asked for and was not; how much."""
    now, after = room.clock(), _ASKED_AGAIN
    with reading(room.engine) as connection:
        asked = outbox.asked_since(connection, now - after)
        found = {
            (Work.KEEP, "dossier"): unfinished.to_keep(connection, at=now, after=after),
            (Work.HOLD, "document"): unfinished.to_hold(connection, at=now, after=after),
            (Work.DISCARD, "document"): unfinished.to_discard(connection, at=now, after=after),
        }
        states = (DocumentState.RECEIVED, DocumentState.CHECKING)
        stuck = underway.stuck(connection, at=now, after=after, states=states)
    due = [(work, kind, one) for (work, kind), numbers in found.items() for one in numbers]
    missing = [(work, kind, one) for work, kind, one in due if (work, str(one)) not in asked]
    with transaction(room.engine) as connection:
        for work, kind, one in missing:
            ask(connection, work, {kind: str(one)}, at=now)
    busy = {number for _, number in asked}
    idle = [one for one in stuck if str(one) not in busy]
    return len(missing) + _each(idle, lambda one: _restart(room, one))


def ask_for_expired(room: Room) -> int:
    """Bytes that nobody could read, or that stayed held back, are destroyed when their time is over; how many
    documents. The task looks at the date again."""
    now = room.clock()
    with reading(room.engine) as connection:
        found = unfinished.to_expire(connection, before=now - room.settings.mend_time)
        asked = outbox.on_its_way(connection, Work.DISCARD)
    due = [one for one in found if str(one) not in asked]
    with transaction(room.engine) as connection:
        for one in due:
            ask(connection, Work.DISCARD, {"document": str(one)}, at=now)
    return len(due)


def seal_ledger(room: Room) -> int:
    """Chain what happened and write the heads into the locked bucket; how many events."""
    events = 0
    with holding(room, "ledger", lasts=_LASTS) as held:
        if held is None:
            return 0
        for _ in range(_BATCHES):
            with transaction(room.engine) as connection:
                sealed = ledger.seal(connection, room.clock())
            events += sealed
            if not sealed:
                break
        with reading(room.engine) as connection:
            heads = ledger.heads_to_write(connection)
        _each(heads, lambda one: _head_written(room, *one))
    return events


def _head_written(room: Room, number: int, head: bytes) -> bool:
    ledger.write_head(room.store, number, head)
    with transaction(room.engine) as connection:
        ledger.head_written(connection, number, room.clock())
    return True


def sweep(room: Room) -> int:
    """Remove what is over: sessions, rows of the outbox, leases, interrupted writes; how many."""
    now = room.clock()
    with transaction(room.engine) as connection:
        swept = people.sweep_sessions(connection, at=now)
        swept += outbox.forget(connection, before=now - _KEEP_DONE)
        swept += leases.sweep(connection, at=now)
    swept += _clear_quarantine(room)
    if isinstance(room.store, FolderStore):
        swept += room.store.sweep(before=now - _OLD_WRITE)
    return swept


def _clear_quarantine(room: Room) -> int:
    """Destroy what lay in quarantine for a day and nobody needs: told as duplicates, sent to a dossier that
    was closed, given up. What waits for its scan stays, however long that takes: it was accepted."""
    before = room.clock() - _UNNEEDED

    def clear(name: str) -> bool:
        if not all(one.created < before for one in room.store.versions(Bucket.QUARANTINE, name)):
            return False
        with reading(room.engine) as connection:
            if unfinished.needed_in_quarantine(connection, name):
                return False
        room.store.destroy(Bucket.QUARANTINE, name)
        return True

    return _each(room.store.names(Bucket.QUARANTINE), clear)


def _pause(one: Document) -> timedelta:
    doublings = min(one.attempts, 10)
    return min(_SCAN_FIRST * (1 << doublings), _SCAN_LONGEST)


def _accepted(room: Room, one: Upload) -> bool:
    """Whether it is a document now. One whose bytes are not here is finished by its client, or expires."""
    act = room.act()
    with transaction(room.engine) as connection:
        if uploads.accept_duplicate(connection, one.id, act=act) is not None:
            return True
    for version in room.store.versions(Bucket.QUARANTINE, one.object):
        if version.marker or version.size != one.wish.length:
            continue
        digest = hashlib.sha256()
        with room.store.open(version.ref) as chunks:
            for chunk in chunks:
                digest.update(chunk)
        if digest.hexdigest() != one.sha256:
            continue
        try:
            with transaction(room.engine) as connection:
                uploads.accept(connection, one.id, version.ref.version, act=act)
        except (Refused, NotFound) as exc:
            log.info("a complete upload stays none: %s", exc.code)  # its dossier was closed, or it expired
            return False
        return True
    return False


def _restart(room: Room, number: UUID) -> bool:
    """A document in a working state for which nothing is on its way. Bounded, or it would never be seen.
    False where somebody was faster."""
    act = room.act()
    with transaction(room.engine) as connection:
        if documents.get(connection, number, lock=True).state not in WORKING:
            return False
        if underway.tried(connection, number, at=act.at) <= _MOST_ATTEMPTS:
            return underway.asked_again(connection, number, act=act)
        to = DocumentState.CHECK_FAILED
        documents.move(connection, number, to, act=act, reason="task.attempts")
        return True


def _each(items: Iterable[Item], act: Callable[[Item], bool]) -> int:
    """Of how many of these it was done. One that fails is told, and stops none of the others; but where
    database or store are away, which several in a row show, the next round is waited for."""
    done = away = 0
    for one in items:
        try:
            done += act(one)
            away = 0
        except StorageError as exc:
            away = away + 1 if exc.retry else 0
            if away == _AWAY:
                raise
            log.warning("left for the next round: %s", exc.code)
    return done


Chore = Callable[[Room], object]


def chores(
    *, lost_after: timedelta, waiting: Callable[[], Mapping[Line, int]]
) -> Mapping[str, tuple[timedelta, Chore]]:
    """Each chore with its interval, by the name of its task. Key of each: none, it looks what there is."""

    def lost(room: Room) -> int:
        return send_lost_again(room, after=lost_after, waiting=waiting())

    return {
        "housekeeping.lost": (timedelta(minutes=1), lost),
        "housekeeping.scan": (timedelta(seconds=15), scan_again),
        "housekeeping.uploads": (timedelta(minutes=1), accept_uploads),
        "housekeeping.forgotten": (timedelta(minutes=10), ask_for_forgotten),
        "housekeeping.expired": (timedelta(hours=1), ask_for_expired),
        "housekeeping.ledger": (timedelta(minutes=1), seal_ledger),
        "housekeeping.sweep": (timedelta(hours=1), sweep),
        "retention.sweep": (timedelta(hours=1), destroying.sweep),
        "retention.destroy": (timedelta(minutes=15), destroying.destroy),
    }
