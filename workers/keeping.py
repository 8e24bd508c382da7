"""Files of what was handed in become evidence: kept under lock, and held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from storage.database.engine import reading, transaction
from storage.errors import Unavailable
from storage.objects import Bucket, Ref
from storage.records import documents, dossiers
from storage.records.acts import Thing, note
from storage.records.documents import File
from storage.records.outbox import Work, ask
from storage.states import DOCUMENT_CHANGES, WORKING, DocumentState
from workers.moving import clear, copied
from workers.places import holding
from workers.room import Room

# One at a time moves a document: two copies of evidence could not be undone before their first days are over.
# A place left by a killed process falls free after this time; whoever lives prolongs it.
_LEASE = timedelta(minutes=2)


def keep(room: Room, dossier_id: UUID) -> int:
    """Move the clean files of a submitted dossier's documents to the evidence bucket; how many moved.

    Key: (file): its name in the evidence bucket is its own, so a copy that is there is found by it, and taken
    over once its SHA-256 was compared. A document that is still being checked, or scanned, follows when it is
    through: its change of state asks for this again. In production what was not scanned goes back to the
    scanner first.
    Unavailable where another process is moving the same document: to be tried again.
    """
    with reading(room.engine) as connection:
        numbers = dossiers.handed_in(connection, dossier_id)
        waiting = [one.id for one in documents.several(connection, numbers) if one.state not in WORKING]
    return sum(_keep_document(room, number) for number in waiting)


def hold(room: Room, document_id: UUID) -> int:
    """Set the legal hold on a document's files in the evidence bucket, as the lock-keeper; how many were new.

    Key: (file). The hold is on a version; setting it twice is setting it once.
    """
    with reading(room.engine) as connection:
        files = documents.files_of(connection, document_id)
    unlocked = [one for one in files if not one.held and one.retain_until is None]
    due = [one for one in unlocked if _in(one, Bucket.EVIDENCE)]
    for one in due:
        assert one.ref is not None
        room.lock_keeper_store.set_hold(one.ref, on=True)
        with transaction(room.engine) as connection:
            documents.held(connection, one.id)
            note(connection, "file.held", Thing("file", one.id), act=room.act())
    return len(due)


def _keep_document(room: Room, document_id: UUID) -> int:
    with reading(room.engine) as connection:
        files = documents.files_of(connection, document_id)
    due = [one for one in files if _in(one, Bucket.DRAFT) and _may_be_evidence(room, one)]
    if due:
        _moved(room, document_id, due)
    if any(_in(one, Bucket.DRAFT) and one not in due for one in files):
        _have_scanned(room, document_id)
    for one in files:
        if one in due or _in(one, Bucket.EVIDENCE):
            clear(room, one, Bucket.DRAFT)
    return len(due)


def _moved(room: Room, document_id: UUID, due: Sequence[File]) -> None:
    with holding(room, f"keep:{document_id}", lasts=_LEASE) as held:
        if held is None:
            raise Unavailable("another process moves this document")
        refs: dict[UUID, Ref] = {one.id: copied(room.store, one, Bucket.EVIDENCE) for one in due}
        act = room.act()
        with transaction(room.engine) as connection:
            held.still(connection, room)
            found = documents.get(connection, document_id, lock=True)
            now = {one.id: one for one in documents.files_of(connection, document_id)}
            fresh = [number for number in refs if _in(now[number], Bucket.DRAFT)]
            for number in fresh:
                documents.placed(connection, number, refs[number])
                note(connection, "file.kept", Thing("file", number), act=act)
            if fresh:
                ask(connection, Work.HOLD, {"document": str(document_id)}, at=act.at)
                ask(connection, Work.RECKON, {"subject": str(found.subject_id)}, at=act.at)


def _have_scanned(room: Room, document_id: UUID) -> None:
    """Have a document scanned that went through without, from before this was a production system."""
    with transaction(room.engine) as connection:
        found = documents.get(connection, document_id, lock=True)
        if DocumentState.RECEIVED in DOCUMENT_CHANGES[found.state] and found.state not in WORKING:
            documents.move(connection, document_id, DocumentState.RECEIVED, act=room.act())


def _may_be_evidence(room: Room, one: File) -> bool:
    """Only clean is clean (design, Privacy): in production what was not scanned never becomes evidence."""
    return one.scanned_with is not None or not room.settings.production


def _in(one: File, bucket: Bucket) -> bool:
    return one.ref is not None and one.ref.bucket is bucket
