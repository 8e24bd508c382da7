"""The reconciler: finds what was begun and came to no end, and has it done.

    lost messages        tasks sent and not begun for long ─► sent again
    scanner was down     `scan-waiting` ─► scanned again, in growing intervals
    complete uploads     object in quarantine, no document ─► accepted, once size and hash were read
    forgotten work       a working state without any task; files not yet kept, held or discarded ─► asked for
    ledger               events ─► chained, the head into the locked bucket
    sweeping             sessions, interrupted writes, rows that are done, what nobody needs in quarantine

Everything here may run twice, and at the same time: a lease only spares work.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

from storage.database import ledger
from storage.database.engine import reading, transaction
from storage.errors import NotFound, Refused
from storage.folder import FolderStore
from storage.objects import Bucket
from storage.records import documents, leases, outbox, people, unfinished, uploads
from storage.records.documents import Document
from storage.records.outbox import Work, ask
from storage.records.uploads import Upload
from storage.states import DocumentState
from workers.lines import Line
from workers.relay import line_of, pages_of
from workers.room import Room

log = logging.getLogger(__name__)

_LASTS = timedelta(minutes=10)  # of a lease: longer than any round
_BACKLOG = 12  # so many times as long a message may wait in a queue that is not empty
_SCAN_FIRST, _SCAN_LONGEST = timedelta(seconds=15), timedelta(minutes=10)
_UPLOAD_AGE = timedelta(minutes=5)  # a client that is still there finishes its upload itself
_ASKED_AGAIN = timedelta(hours=1)  # how often forgotten work is asked for
_MOST_ATTEMPTS = 5
_BATCHES = 20  # of the ledger in one round
_KEEP_DONE = timedelta(days=30)  # rows of the outbox that are done, for looking into
_OLD_WRITE = timedelta(days=1)
_UNNEEDED = timedelta(days=1)  # in quarantine (design: at most 24 hours)


def send_lost_again(room: Room, *, after: timedelta, waiting: Mapping[Line, int]) -> int:
    """Tasks whose message nobody began for `after`; how many. One may wait longer where its queue is not
    empty: it may only not have had its turn. `waiting` tells how many messages each queue has."""
    now = room.clock()
    with reading(room.engine) as connection:
        rows = outbox.overdue(connection, before=now - after)
        pages = pages_of(connection, rows)
        old = {row.id for row in outbox.overdue(connection, before=now - _BACKLOG * after)}
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
        numbers = documents.stuck(connection, before=now - _SCAN_FIRST, states=(DocumentState.SCAN_WAITING,))
        found = documents.several(connection, numbers)
        asked = outbox.on_its_way(connection, Work.SCAN)  # a dead one of before is none
    due = [one for one in found if one.changed_at <= now - _pause(one) and str(one.id) not in asked]
    for one in due:
        with transaction(room.engine) as connection:
            documents.asked_again(connection, one.id, act=room.act())
    return len(due)


def accept_uploads(room: Room) -> int:
    """Complete uploads whose bytes are in quarantine become documents; how many."""
    with reading(room.engine) as connection:
        found = uploads.unaccepted(connection, before=room.clock() - _UPLOAD_AGE)
    return sum(_accepted(room, one) for one in found)


def ask_for_forgotten(room: Room) -> int:
    """Work that should have been asked for and was not; how much."""
    now = room.clock()
    before = now - _ASKED_AGAIN
    with reading(room.engine) as connection:
        asked = outbox.asked_since(connection, before)
        due = [
            *((Work.KEEP, "dossier", one) for one in unfinished.to_keep(connection, before=before)),
            *((Work.HOLD, "document", one) for one in unfinished.to_hold(connection, before=before)),
            *((Work.DISCARD, "document", one) for one in unfinished.to_discard(connection, before=before)),
        ]
        states = (DocumentState.RECEIVED, DocumentState.CHECKING)
        stuck = documents.stuck(connection, before=before, states=states)
    missing = [(work, kind, one) for work, kind, one in due if (work, str(one)) not in asked]
    with transaction(room.engine) as connection:
        for work, kind, one in missing:
            ask(connection, work, {kind: str(one)}, at=now)
    busy = {number for _, number in asked}
    idle = [one for one in stuck if str(one) not in busy]
    for one in idle:
        _restart(room, one)
    return len(missing) + len(idle)


def seal_ledger(room: Room) -> int:
    """Chain what happened and write the heads into the locked bucket; how many events."""
    events = 0
    with _alone(room, "ledger") as mine:
        if not mine:
            return 0
        for _ in range(_BATCHES):
            with transaction(room.engine) as connection:
                sealed = ledger.seal(connection, room.clock())
            events += sealed
            if not sealed:
                break
        with reading(room.engine) as connection:
            heads = ledger.heads_to_write(connection)
        for number, head in heads:
            ledger.write_head(room.store, number, head)
            with transaction(room.engine) as connection:
                ledger.head_written(connection, number, room.clock())
    return events


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
    before, cleared = room.clock() - _UNNEEDED, 0
    for name in room.store.names(Bucket.QUARANTINE):
        if all(one.created < before for one in room.store.versions(Bucket.QUARANTINE, name)):
            with reading(room.engine) as connection:
                needed = unfinished.needed_in_quarantine(connection, name)
            if not needed:
                room.store.destroy(Bucket.QUARANTINE, name)
                cleared += 1
    return cleared


@contextmanager
def _alone(room: Room, name: str) -> Iterator[bool]:
    """Whether this process has the place; given free at the end."""
    holder = uuid4()
    with transaction(room.engine) as connection:
        mine = leases.take(connection, name, holder, at=room.clock(), lasts=_LASTS)
    try:
        yield mine
    finally:
        if mine:
            with transaction(room.engine) as connection:
                leases.leave(connection, name, holder)


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


def _restart(room: Room, number: UUID) -> None:
    """A document in a working state for which nothing is on its way. Bounded, or it would never be seen."""
    act = room.act()
    with transaction(room.engine) as connection:
        if documents.tried(connection, number, at=act.at) > _MOST_ATTEMPTS:
            to = DocumentState.CHECK_FAILED
            documents.move(connection, number, to, act=act, reason="task.attempts")
        else:
            documents.asked_again(connection, number, act=act)


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
        "housekeeping.ledger": (timedelta(minutes=1), seal_ledger),
        "housekeeping.sweep": (timedelta(hours=1), sweep),
    }
