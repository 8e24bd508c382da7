"""Documents: found, moved from state to state, with what each change asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from storage.database.cases import document, file
from storage.errors import NotFound, Overtaken, Refused
from storage.objects import Bucket, Ref
from storage.records import dossiers
from storage.records.acts import Act, Thing, note
from storage.records.outbox import News, Work, ask
from storage.states import DOCUMENT_CHANGES, WORKING, DocumentState


@dataclass(frozen=True, slots=True)
class File:
    """Immutable bytes. `ref` is None once they are destroyed; `name` is sealed. `object` is the random name
    under which they stand in any bucket, and before which what is made of them is filed in `derived`."""

    id: UUID
    position: int
    name: bytes | None
    media_type: str
    size: int
    sha256: str
    object: str
    ref: Ref | None
    held: bool
    scanned_with: str | None
    retain_until: datetime | None = None  # set by the clock; the object may be retained longer at first


@dataclass(frozen=True, slots=True)
class Document:
    """One thing the applicant sent. `version` grows with every change, `content` tells its bytes."""

    id: UUID
    subject_id: UUID
    kind: str | None
    kind_found: str | None
    state: DocumentState
    reason: str | None
    outcome: str | None
    content: str
    version: int
    attempts: int
    pages: int | None
    pages_done: int
    replaces_id: UUID | None
    created_at: datetime
    changed_at: datetime


# What a change of state asks for, and what the world outside hears.
_ASKS = {
    DocumentState.RECEIVED: (Work.SCAN,),
    DocumentState.CHECKING: (Work.READ,),
    DocumentState.INFECTED: (Work.DISCARD,),
    DocumentState.REPLACED: (Work.DISCARD,),
    DocumentState.REMOVED: (Work.DISCARD,),
}
_TELLS = {
    DocumentState.RECEIVED: News.RECEIVED,
    DocumentState.CHECKED: News.CHECKED,
    DocumentState.HELD_BACK: News.HELD_BACK,
    DocumentState.UNREADABLE: News.UNREADABLE,
    DocumentState.INFECTED: News.INFECTED,
    DocumentState.CHECK_FAILED: News.CHECK_FAILED,
    DocumentState.REPLACED: News.REMOVED,
    DocumentState.REMOVED: News.REMOVED,
}

# In these a submitted document's clean files belong in the evidence bucket.
_KEPT = (
    DocumentState.CHECKED,
    DocumentState.CHECK_FAILED,
    DocumentState.HELD_BACK,
    DocumentState.UNREADABLE,
)


def get(connection: Connection, number: UUID, *, lock: bool = False) -> Document:
    """NotFound where there is none. `lock` keeps others from changing it until the end of the transaction."""
    asked = select(document).where(document.c.id == number)
    row = connection.execute(asked.with_for_update(key_share=True) if lock else asked).one_or_none()
    if row is None:
        raise NotFound("no such document")
    return _document(row)


def several(connection: Connection, numbers: Iterable[UUID]) -> list[Document]:
    """Documents in the order of their ids as given; those that do not exist are left out."""
    wanted = list(numbers)
    rows = connection.execute(select(document).where(document.c.id.in_(wanted)))
    found = {row.id: _document(row) for row in rows}
    return [found[number] for number in wanted if number in found]


def files_of(connection: Connection, number: UUID) -> list[File]:
    """A document's files, in the order of their pages."""
    asked = select(file).where(file.c.document_id == number).order_by(file.c.position)
    return [_file(row) for row in connection.execute(asked)]


def has_bytes(connection: Connection, number: UUID) -> bool:
    """Whether a document can be read (again): the bytes of all its files are there."""
    return all(one.ref is not None for one in files_of(connection, number))


def move(
    connection: Connection,
    number: UUID,
    to: DocumentState,
    *,
    act: Act,
    reason: str | None = None,
    content: str | None = None,
    outcome: str | None = None,
    kind_found: str | None = None,
) -> Document:
    """Put a document into another state, with its event, its message to the world and the work it asks for.

    With `content`, only while the document still has these bytes: Overtaken if not. Refused where the
    table of changes does not know the way.
    """
    found = get(connection, number, lock=True)
    if content is not None and content != found.content:
        raise Overtaken("the document has other files by now")
    if to not in DOCUMENT_CHANGES[found.state]:
        raise Refused(f"a document that is {found.state} cannot become {to}")
    values: dict[str, object] = {"state": to.value, "reason": reason, "version": found.version + 1}
    values |= {"attempts": 0, "changed_at": act.at}
    if to in WORKING:
        values |= {"pages_done": 0}
    else:
        values |= {"outcome": outcome, "kind_found": kind_found}
    connection.execute(update(document).where(document.c.id == number).values(**values))
    details = {"from": found.state.value, "reason": reason, "outcome": outcome}
    note(connection, f"document.{to.value}", Thing("document", number, details), act=act)
    _follow(connection, number, to, act=act)
    return get(connection, number)


def _follow(connection: Connection, number: UUID, to: DocumentState, *, act: Act) -> None:
    for work in _ASKS.get(to, ()):
        ask(connection, work, {"document": str(number)}, at=act.at)
    if to in _TELLS:
        ask(connection, _TELLS[to], {"subject": str(number)}, at=act.at)
    if to in (DocumentState.RECEIVED, DocumentState.CHECKING):
        return  # the bundle is looked at when this one is through
    for one in dossiers.dossiers_with(connection, number):
        ask(connection, Work.CHECK_BUNDLE, {"dossier": str(one.id)}, at=act.at)
        if to in _KEPT and one.submitted_at is not None:  # was still being checked at submission
            ask(connection, Work.KEEP, {"dossier": str(one.id)}, at=act.at)


def name_kind(connection: Connection, number: UUID, kind: str | None, *, act: Act) -> Document:
    """The applicant says what the document is (None: find out); it is checked again where it was."""
    found = get(connection, number, lock=True)
    if kind == found.kind:
        return found
    connection.execute(
        update(document).where(document.c.id == number).values(kind=kind, version=found.version + 1)
    )
    note(connection, "document.named", Thing("document", number, {"kind": kind}), act=act)
    again = DocumentState.CHECKING in DOCUMENT_CHANGES[found.state] and found.state not in WORKING
    if again and has_bytes(connection, number):
        return move(connection, number, DocumentState.CHECKING, act=act)
    return get(connection, number)


def content_of(hashes: Iterable[str]) -> str:
    """A hash over the hashes of a document's files in order: other files, other content."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def placed(connection: Connection, number: UUID, ref: Ref, *, scanned_with: str | None = None) -> None:
    """A file's bytes stand here now."""
    values: dict[str, object] = {
        "bucket": ref.bucket.value,
        "object": ref.name,
        "object_version": ref.version,
    }
    if scanned_with is not None:
        values["scanned_with"] = scanned_with
    connection.execute(update(file).where(file.c.id == number).values(**values))


def held(connection: Connection, number: UUID) -> None:
    """The legal hold stands on a file's object."""
    connection.execute(update(file).where(file.c.id == number).values(held=True))


def locked(connection: Connection, number: UUID, *, hold: bool, until: datetime | None) -> None:
    """How the clock has locked a file's object: its legal hold, and until when it is retained."""
    connection.execute(update(file).where(file.c.id == number).values(held=hold, retain_until=until))


def bytes_gone(connection: Connection, number: UUID) -> None:
    """A file's bytes are destroyed; with them its name."""
    connection.execute(update(file).where(file.c.id == number).values(bucket=None, name=None))


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        subject_id=row.subject_id,
        kind=row.kind,
        kind_found=row.kind_found,
        state=DocumentState(row.state),
        reason=row.reason,
        outcome=row.outcome,
        content=row.content,
        version=row.version,
        attempts=row.attempts,
        pages=row.pages,
        pages_done=row.pages_done,
        replaces_id=row.replaces_id,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def _file(row: Row[Any]) -> File:
    ref = None if row.bucket is None else Ref(Bucket(row.bucket), row.object, row.object_version)
    return File(
        id=row.id,
        position=row.position,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        object=row.object,
        ref=ref,
        held=row.held,
        scanned_with=row.scanned_with,
        retain_until=row.retain_until,
    )
