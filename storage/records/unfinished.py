"""What was begun and is not finished, whatever was interrupted: looked for by the reconciler."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from storage.database.cases import document, dossier, dossier_document, file, upload
from storage.objects import Bucket
from storage.states import WORKING, DocumentState, DossierState

_MOST = 500
_KEEPING = (
    DossierState.SUBMITTED,
    DossierState.IN_REVIEW,
    DossierState.SUPPLEMENT_ASKED,
    DossierState.DECIDED,
)
_TAKEN_AWAY = (DocumentState.INFECTED, DocumentState.REPLACED, DocumentState.REMOVED)


def to_keep(connection: Connection, *, before: datetime) -> list[UUID]:
    """Dossiers handed in before, with files of checked documents that are not in the evidence bucket."""
    asked = (
        select(dossier.c.id)
        .join(dossier_document, dossier_document.c.dossier_id == dossier.c.id)
        .join(document, document.c.id == dossier_document.c.document_id)
        .join(file, file.c.document_id == document.c.id)
        .where(
            dossier.c.state.in_(_KEEPING),
            dossier.c.submitted_at < before,
            document.c.changed_at < before,
            document.c.state.not_in([*WORKING, *_TAKEN_AWAY]),
            file.c.bucket == Bucket.DRAFT.value,
        )
        .distinct()
        .limit(_MOST)
    )
    return list(connection.execute(asked).scalars())


def to_hold(connection: Connection, *, before: datetime) -> list[UUID]:
    """Documents with files in the evidence bucket on which no hold was set."""
    asked = (
        select(document.c.id)
        .join(file, file.c.document_id == document.c.id)
        .where(file.c.bucket == Bucket.EVIDENCE.value, file.c.held.is_(False), document.c.changed_at < before)
        .distinct()
        .limit(_MOST)
    )
    return list(connection.execute(asked).scalars())


def needed_in_quarantine(connection: Connection, name: str) -> bool:
    """Whether an object of quarantine is a file's, or of an upload that may still be accepted."""
    its_file = select(file.c.id).where(file.c.object == name, file.c.bucket == Bucket.QUARANTINE.value)
    its_upload = select(upload.c.id).where(upload.c.object == name, upload.c.document_id.is_(None))
    return connection.execute(its_file.union_all(its_upload).limit(1)).first() is not None


def to_discard(connection: Connection, *, before: datetime) -> list[UUID]:
    """Documents that were taken away before, with bytes left outside the evidence bucket."""
    asked = (
        select(document.c.id)
        .join(file, file.c.document_id == document.c.id)
        .where(
            document.c.state.in_(_TAKEN_AWAY),
            document.c.changed_at < before,
            file.c.bucket.is_not(None),
            file.c.bucket != Bucket.EVIDENCE.value,
        )
        .distinct()
        .limit(_MOST)
    )
    return list(connection.execute(asked).scalars())
