"""Uploads, and what makes one a document: the moment at which a file is accepted (design, Accepted means).

begin ─► bytes arrive (intake) ─► complete (SHA-256 known) ─► object in quarantine ─► accept
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from storage.database.cases import document, dossier, dossier_document, file, upload
from storage.errors import NotFound, Refused
from storage.names import new_id, new_name
from storage.objects import Bucket, Ref
from storage.records import documents, dossiers
from storage.records.acts import Act, Thing, note
from storage.records.ages import long_ago
from storage.records.documents import content_of, move
from storage.states import CHANGEABLE, DOCUMENT_CHANGES, GONE, DocumentState

_TAKES_PAGES = [state for state, ways in DOCUMENT_CHANGES.items() if DocumentState.RECEIVED in ways]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the applicant wants to send. `length` in bytes; `name` sealed; `page_of` a document of which this
    is a further page, `replaces` one that it takes the place of."""

    dossier_id: UUID
    length: int
    media_type: str
    name: bytes
    kind: str | None = None
    page_of: UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A resumable upload; `object` is the name its bytes will have in quarantine."""

    id: UUID
    subject_id: UUID
    wish: Wish
    object: str
    sha256: str | None
    document_id: UUID | None
    duplicate: bool
    created_at: datetime
    expires_at: datetime


def begin(connection: Connection, subject_id: UUID, wish: Wish, *, expires_at: datetime, act: Act) -> Upload:
    """A new upload. Closed where the dossier takes no changes; Refused where `page_of` or `replaces` is no
    document of the dossier."""
    dossiers.lock_changeable(connection, wish.dossier_id)
    own = dossiers.documents_of(connection, wish.dossier_id)
    if any(one is not None and one not in own for one in (wish.page_of, wish.replaces)):
        raise Refused("that document is not part of the dossier")
    number = new_id(int(act.at.timestamp() * 1000))
    connection.execute(
        insert(upload).values(
            id=number,
            subject_id=subject_id,
            dossier_id=wish.dossier_id,
            kind=wish.kind,
            page_of=wish.page_of,
            replaces=wish.replaces,
            name=wish.name,
            media_type=wish.media_type,
            length=wish.length,
            object=new_name(),
            duplicate=False,
            created_at=act.at,
            expires_at=expires_at,
        )
    )
    return get(connection, number)


def get(connection: Connection, number: UUID, *, lock: bool = False) -> Upload:
    """NotFound where there is none, or it has expired and was removed."""
    asked = select(upload).where(upload.c.id == number)
    row = connection.execute(asked.with_for_update(key_share=True) if lock else asked).one_or_none()
    if row is None:
        raise NotFound("no such upload")
    return _upload(row)


def arrived(connection: Connection, number: UUID, size: int) -> int:
    """So many bytes of it are durable; how many more that is than were told before."""
    before = connection.execute(select(upload.c.received).where(upload.c.id == number)).scalar()
    connection.execute(update(upload).where(upload.c.id == number).values(received=size))
    return 0 if before is None else max(0, size - before)


def complete(connection: Connection, number: UUID, sha256: str) -> Upload:
    """All bytes are here, with this hash."""
    connection.execute(update(upload).where(upload.c.id == number).values(sha256=sha256))
    return get(connection, number)


def same_file(connection: Connection, dossier_id: UUID, sha256: str) -> UUID | None:
    """The document of this dossier that has exactly this file, if any."""
    asked = (
        select(file.c.document_id)
        .join(document, document.c.id == file.c.document_id)
        .join(dossier_document, dossier_document.c.document_id == document.c.id)
        .where(
            dossier_document.c.dossier_id == dossier_id,
            file.c.sha256 == sha256,
            document.c.state.not_in([*GONE, DocumentState.INFECTED]),
        )
        .limit(1)
    )
    return connection.execute(asked).scalar()


def accept_duplicate(connection: Connection, number: UUID, *, act: Act) -> UUID | None:
    """Where the dossier has this file already: tell so, and store nothing. The older document's id."""
    found = get(connection, number, lock=True)
    if found.document_id is not None or found.sha256 is None:
        return found.document_id
    older = same_file(connection, found.wish.dossier_id, found.sha256)
    if older is not None:
        _note_duplicate(connection, number, older, act=act)
    return older


def accept(connection: Connection, number: UUID, version: str | None, *, act: Act) -> UUID:
    """The bytes are durable in quarantine as this version: make them a document, and have it scanned.

    Accepting twice is accepting once. Where another window sent the same file while these bytes were stored,
    its document is told: the dossier is locked, so that one of the two is the first. Closed where it was
    closed in the meantime.
    """
    found = get(connection, number, lock=True)
    if found.document_id is not None:
        return found.document_id
    if found.sha256 is None:
        raise Refused("the upload is not complete")
    dossiers.lock_changeable(connection, found.wish.dossier_id)
    older = same_file(connection, found.wish.dossier_id, found.sha256)
    if older is not None:
        _note_duplicate(connection, number, older, act=act)
        return older
    target = found.wish.page_of
    if target is None:
        target = _new_document(connection, found, act=act)
    _add_file(connection, found, target, Ref(Bucket.QUARANTINE, found.object, version), act=act)
    _refresh(connection, target)
    move(connection, target, DocumentState.RECEIVED, act=act)
    values = {"document_id": target, "name": None}
    connection.execute(update(upload).where(upload.c.id == number).values(**values))
    return target


def _note_duplicate(connection: Connection, number: UUID, older: UUID, *, act: Act) -> None:
    values = {"document_id": older, "duplicate": True, "name": None}
    connection.execute(update(upload).where(upload.c.id == number).values(**values))
    note(connection, "upload.duplicate", Thing("document", older), act=act)


def remove(connection: Connection, number: UUID) -> None:
    """The applicant gave the upload up, or it expired."""
    connection.execute(delete(upload).where(upload.c.id == number))


def expired(connection: Connection, *, at: datetime, most: int = 500) -> list[Upload]:
    """Uploads past their end, with or without a document."""
    asked = select(upload).where(upload.c.expires_at <= at).order_by(upload.c.expires_at).limit(most)
    return [_upload(row) for row in connection.execute(asked)]


def unaccepted(connection: Connection, *, at: datetime, after: timedelta, most: int = 500) -> list[Upload]:
    """Complete uploads that have no document yet for longer than `after`, and may become one: not those whose
    dossier was closed meanwhile, or whose document takes no page any more."""
    asked = (
        select(upload)
        .join(dossier, dossier.c.id == upload.c.dossier_id)
        .outerjoin(document, document.c.id == upload.c.page_of)
        .where(upload.c.sha256.is_not(None), upload.c.document_id.is_(None))
        .where(long_ago(upload.c.created_at, at=at, after=after))
        .where(dossier.c.state.in_(CHANGEABLE))
        .where(upload.c.page_of.is_(None) | document.c.state.in_(_TAKES_PAGES))
        .order_by(upload.c.created_at)
        .limit(most)
    )
    return [_upload(row) for row in connection.execute(asked)]


def files_in(connection: Connection, dossier_id: UUID) -> int:
    """How many files a dossier has, in documents that are part of it."""
    asked = (
        select(func.count(file.c.id))
        .join(document, document.c.id == file.c.document_id)
        .join(dossier_document, dossier_document.c.document_id == document.c.id)
        .where(dossier_document.c.dossier_id == dossier_id, document.c.state.not_in(GONE))
    )
    return int(connection.execute(asked).scalar_one())


def _new_document(connection: Connection, found: Upload, *, act: Act) -> UUID:
    number = new_id(int(act.at.timestamp() * 1000))
    position = _place(connection, found.wish)
    connection.execute(
        insert(document).values(
            id=number,
            subject_id=found.subject_id,
            kind=found.wish.kind,
            state=DocumentState.RECEIVED.value,
            content="",
            version=0,
            attempts=0,
            pages_done=0,
            replaces_id=found.wish.replaces,
            created_at=act.at,
            changed_at=act.at,
        )
    )
    dossiers.link(connection, found.wish.dossier_id, number, position, act=act)
    if found.wish.replaces is not None:
        older = documents.get(connection, found.wish.replaces, lock=True)
        if older.state not in GONE:
            move(connection, older.id, DocumentState.REPLACED, act=act)
    return number


def _place(connection: Connection, wish: Wish) -> int:
    """Behind the others, or where the document it replaces stands."""
    places = select(dossier_document.c.position).where(dossier_document.c.dossier_id == wish.dossier_id)
    if wish.replaces is not None:
        one = places.where(dossier_document.c.document_id == wish.replaces)
        return int(connection.execute(one).scalar_one())
    last = select(func.max(places.subquery().c.position))
    highest = connection.execute(last).scalar()
    return 0 if highest is None else int(highest) + 1


def _add_file(connection: Connection, found: Upload, target: UUID, ref: Ref, *, act: Act) -> None:
    count = select(func.count(file.c.id)).where(file.c.document_id == target)
    connection.execute(
        insert(file).values(
            id=new_id(int(act.at.timestamp() * 1000)),
            document_id=target,
            position=connection.execute(count).scalar_one(),
            name=found.wish.name,
            media_type=found.wish.media_type,
            size=found.wish.length,
            sha256=found.sha256,
            bucket=ref.bucket.value,
            object=ref.name,
            object_version=ref.version,
            held=False,
            created_at=act.at,
        )
    )


def _refresh(connection: Connection, target: UUID) -> None:
    hashes = [one.sha256 for one in documents.files_of(connection, target)]
    connection.execute(
        update(document).where(document.c.id == target).values(content=content_of(hashes), pages=None)
    )


def _upload(row: Row[Any]) -> Upload:
    wish = Wish(
        dossier_id=row.dossier_id,
        length=row.length,
        media_type=row.media_type,
        name=row.name or b"",
        kind=row.kind,
        page_of=row.page_of,
        replaces=row.replaces,
    )
    return Upload(
        id=row.id,
        subject_id=row.subject_id,
        wish=wish,
        object=row.object,
        sha256=row.sha256,
        document_id=row.document_id,
        duplicate=row.duplicate,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
