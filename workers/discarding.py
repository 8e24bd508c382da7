"""Destroying the bytes of documents that are no part of any evidence, and looking that they are gone.

infected, replaced, removed ─► at once: bytes, and all that was made of them
held-back, never handed in  ─► after the time to mend: removed, and with that the same
unreadable                  ─► after the time to mend: bytes and file name; the record stays with its dossier

Source: domain, section 5 (held back, infected, unreadable). What stands in the evidence bucket was submitted:
it stays with its dossier, and so do its readings and reports. What is in draft and was handed in becomes
evidence; what is in quarantine never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from storage.database.engine import reading, transaction
from storage.objects import Bucket
from storage.records import documents, dossiers, reports
from storage.records.acts import Thing, note
from storage.records.documents import Document, File
from storage.records.outbox import Work, ask
from storage.states import DocumentState
from workers.moving import clear
from workers.room import Room

_AT_ONCE = (DocumentState.INFECTED, DocumentState.REPLACED, DocumentState.REMOVED)
TIME_OVER = "time.over"
_RECORD_STAYS = (DocumentState.INFECTED, DocumentState.UNREADABLE)


def discard(room: Room, document_id: UUID) -> bool:
    """Destroy the bytes of a document that was taken away, or whose time to mend is over, and all that was
    made of them; whether they are gone.

    Key: (document). Objects first, then the record, so that an interrupted one is begun again and finds the
    rest; state and date are looked at immediately before. Reports over a whole dossier that speak of it go
    when the dossier is looked at again (`bundles.check_bundle`), which is asked for.
    """
    _remove_in_time(room, document_id)
    with reading(room.engine) as connection:
        found = documents.get(connection, document_id)
        files = documents.files_of(connection, document_id)
        objects = reports.objects_of(connection, document_id)
        due = _due(room, connection, found, files)
    if found.state is DocumentState.DESTROYED:  # what a reading that was under way wrote after all
        _clear_derived(room, objects, files)
        return True
    for one in due:
        clear(room, one, Bucket.QUARANTINE)
        clear(room, one, Bucket.DRAFT)
    if due and due == files:
        _clear_derived(room, objects, files)
    return _noted(room, found, due)


def _remove_in_time(room: Room, number: UUID) -> None:
    """What was held back for too long is removed, unless its applicant handed it in at the last moment: its
    dossiers are locked while that is decided."""
    with transaction(room.engine) as connection:
        if not _is_over(room, documents.get(connection, number), DocumentState.HELD_BACK):
            return
        for home in dossiers.dossiers_with(connection, number):
            dossiers.get(connection, home.id, lock=True)
        now = documents.get(connection, number, lock=True)
        over = _is_over(room, now, DocumentState.HELD_BACK)
        if over and not dossiers.handed_in_with(connection, number):
            documents.move(connection, number, DocumentState.REMOVED, act=room.act(), reason=TIME_OVER)


def _is_over(room: Room, found: Document, state: DocumentState) -> bool:
    """Whether a document is in this state for longer than its applicant has to mend it."""
    return found.state is state and found.changed_at < room.clock() - room.settings.mend_time


def _due(room: Room, connection: Connection, found: Document, files: Sequence[File]) -> Sequence[File]:
    """The files whose bytes nothing keeps now."""
    loose = [one for one in files if not _in(one, Bucket.EVIDENCE)]
    if found.state in _AT_ONCE:
        return loose
    if not _is_over(room, found, DocumentState.UNREADABLE):
        return []
    if dossiers.handed_in_with(connection, found.id):
        return [one for one in loose if _in(one, Bucket.QUARANTINE)]
    return loose


def _noted(room: Room, found: Document, due: Sequence[File]) -> bool:
    """Whether all of a document is gone now, and its record says so."""
    act = room.act()
    with transaction(room.engine) as connection:
        now = documents.get(connection, found.id, lock=True)
        if now.state is not found.state or now.content != found.content:
            return False
        files = documents.files_of(connection, found.id)
        gone = [one for one in files if one.ref is not None and one.id in {other.id for other in due}]
        for one in gone:
            documents.bytes_gone(connection, one.id)
        if gone:
            note(connection, "document.discarded", Thing("document", found.id), act=act)
        if not due or len(due) < len(files):
            return False
        if now.state not in _RECORD_STAYS:
            documents.move(connection, found.id, DocumentState.DESTROYED, act=act)
        elif gone and now.state is DocumentState.UNREADABLE:
            reports.forget_all_readings(connection, found.id)
            for home in dossiers.dossiers_with(connection, found.id):
                ask(connection, Work.CHECK_BUNDLE, {"dossier": str(home.id)}, at=act.at)
        return True


def _clear_derived(room: Room, objects: Sequence[str], files: Sequence[File]) -> None:
    store = room.destroyer_store
    found = {name for one in files for name in store.names(Bucket.DERIVED, f"{one.object}/")}
    for name in sorted(found | set(objects)):
        store.destroy(Bucket.DERIVED, name)


def _in(one: File, bucket: Bucket) -> bool:
    return one.ref is not None and one.ref.bucket is bucket
