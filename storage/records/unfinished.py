"""What was begun and is not finished, whatever was interrupted: looked for by the reconciler.

Each query repeats the condition of its partial index as the index has it, values written out: only then do
SQLite, and PostgreSQL for a statement that it has prepared, know that the index will do.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, exists, literal, select

from storage.database.cases import document, dossier, dossier_document, file, upload
from storage.objects import Bucket
from storage.records.ages import long_ago
from storage.states import WORKING, DocumentState, DossierState

_MOST = 500
_KEEPING = (
    DossierState.SUBMITTED,
    DossierState.IN_REVIEW,
    DossierState.SUPPLEMENT_ASKED,
    DossierState.DECIDED,
)
_TAKEN_AWAY = (DocumentState.INFECTED, DocumentState.REPLACED, DocumentState.REMOVED)
_MENDABLE = (DocumentState.UNREADABLE, DocumentState.HELD_BACK)

_OUTSIDE: BindParameter[str] = bindparam(
    "outside", [Bucket.QUARANTINE.value, Bucket.DRAFT.value], expanding=True, literal_execute=True
)
_LOOSE = file.c.bucket.in_(_OUTSIDE)
_EVIDENCE = file.c.bucket == literal(Bucket.EVIDENCE.value, literal_execute=True)
_UNHELD = _EVIDENCE & file.c.held.is_(False) & file.c.retain_until.is_(None)
_QUARANTINED = file.c.bucket == literal(Bucket.QUARANTINE.value, literal_execute=True)


def to_keep(connection: Connection, *, at: datetime, after: timedelta) -> list[UUID]:
    """Dossiers with documents that were handed in long ago, whose files are not in the evidence bucket."""
    waiting = select(file.c.document_id).where(_LOOSE, file.c.bucket == Bucket.DRAFT.value)
    asked = (
        select(dossier.c.id)
        .join(dossier_document, dossier_document.c.dossier_id == dossier.c.id)
        .join(document, document.c.id == dossier_document.c.document_id)
        .where(
            document.c.id.in_(waiting),
            document.c.state.not_in([*WORKING, *_TAKEN_AWAY]),
            long_ago(document.c.changed_at, at=at, after=after),
            long_ago(dossier_document.c.handed_in_at, at=at, after=after),
            dossier.c.state.in_(_KEEPING),
        )
        .distinct()
        .limit(_MOST)
    )
    return list(connection.execute(asked).scalars())


def to_hold(connection: Connection, *, at: datetime, after: timedelta) -> list[UUID]:
    """Documents with files in the evidence bucket on which no hold was set, nor a date by the clock."""
    asked = select(document.c.id).where(
        document.c.id.in_(select(file.c.document_id).where(_UNHELD)),
        long_ago(document.c.changed_at, at=at, after=after),
    )
    return list(connection.execute(asked.limit(_MOST)).scalars())


def to_discard(connection: Connection, *, at: datetime, after: timedelta) -> list[UUID]:
    """Documents that were taken away long ago, with bytes left outside the evidence bucket."""
    asked = select(document.c.id).where(
        document.c.id.in_(select(file.c.document_id).where(_LOOSE)),
        document.c.state.in_(_TAKEN_AWAY),
        long_ago(document.c.changed_at, at=at, after=after),
    )
    return list(connection.execute(asked.limit(_MOST)).scalars())


def to_expire(connection: Connection, *, before: datetime) -> list[UUID]:
    """Documents that nobody could read, or that are held back, since before, whose bytes nothing keeps."""
    asked = select(document.c.id).where(
        document.c.id.in_(select(file.c.document_id).where(_LOOSE)),
        document.c.state.in_(_MENDABLE),
        document.c.changed_at < before,
        ~_was_handed_in() | document.c.id.in_(select(file.c.document_id).where(_QUARANTINED)),
    )
    return list(connection.execute(asked.limit(_MOST)).scalars())


def needed_in_quarantine(connection: Connection, name: str) -> bool:
    """Whether an object of quarantine is a file's, or of an upload that may still be accepted."""
    its_file = select(file.c.id).where(file.c.object == name, _QUARANTINED)
    its_upload = select(upload.c.id).where(upload.c.object == name, upload.c.document_id.is_(None))
    return connection.execute(its_file.union_all(its_upload).limit(1)).first() is not None


def _was_handed_in() -> ColumnElement[bool]:
    """Of a document in any of its dossiers: then what is clean becomes evidence, and stays with it."""
    return exists().where(
        dossier_document.c.document_id == document.c.id, dossier_document.c.handed_in_at.is_not(None)
    )
