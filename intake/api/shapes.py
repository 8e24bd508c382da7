"""What the API sends and takes, as JSON: names in camelCase, instants in UTC, no document text."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from intake.access.roles import Role
from storage.records.documents import Document, File
from storage.records.dossiers import Dossier
from storage.states import DocumentState, DossierState
from verification.model import Kind
from verification.rulebook.loader import procedures


class Shape(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class ProcedureOut(Shape):
    id: str
    title: str


class DossierIn(Shape):
    procedure: str = Field(json_schema_extra={"enum": list(procedures())})


class DossierOut(Shape):
    """An application. `referenceDate` is null before submission: then the rules of today count."""

    id: UUID
    number: str
    procedure: str
    state: DossierState
    version: int
    created_at: datetime
    submitted_at: datetime | None
    reference_date: date | None

    @classmethod
    def of(cls, found: Dossier) -> DossierOut:
        return cls(
            id=found.id,
            number=found.number,
            procedure=found.procedure,
            state=found.state,
            version=found.version,
            created_at=found.created_at,
            submitted_at=found.submitted_at,
            reference_date=found.reference_date,
        )


class DossierPage(Shape):
    """Dossiers, newest first. `next` is the address of the following page, null on the last."""

    items: list[DossierOut]
    next: str | None


class FileOut(Shape):
    """One file of a document; several photographs can be its pages. `name` is null once destroyed."""

    name: str | None
    size: int
    sha256: str
    media_type: str


class DocumentOut(Shape):
    """One thing that was sent. `scanned` tells whether a malware scanner has looked at all its files."""

    id: UUID
    state: DocumentState
    kind: str | None
    kind_found: str | None
    outcome: str | None
    reason: str | None
    pages: int | None
    pages_done: int
    version: int
    scanned: bool
    files: list[FileOut]
    replaces: UUID | None
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, found: Document, files: list[File], names: list[str | None]) -> DocumentOut:
        shown = [
            FileOut(name=name, size=one.size, sha256=one.sha256, media_type=one.media_type)
            for one, name in zip(files, names, strict=True)
        ]
        return cls(
            id=found.id,
            state=found.state,
            kind=found.kind,
            kind_found=found.kind_found,
            outcome=found.outcome,
            reason=found.reason,
            pages=found.pages,
            pages_done=found.pages_done,
            version=found.version,
            scanned=bool(files) and all(one.scanned_with for one in files),
            files=shown,
            replaces=found.replaces_id,
            created_at=found.created_at,
            changed_at=found.changed_at,
        )


class KindIn(Shape):
    """What the applicant calls the document; null to let us find out."""

    kind: str | None = Field(json_schema_extra={"enum": [*Kind, None]})


class BundleOut(Shape):
    """A dossier with its documents; `outcome` is of all of them together as they are now, null until every
    check ran: then `beingChecked` is true."""

    dossier: DossierOut
    documents: list[DocumentOut]
    outcome: str | None
    being_checked: bool


class SessionIn(Shape):
    """A demo user: any name, which stays the same person; each role can be tried."""

    user: str
    role: Role = Role.APPLICANT


class SessionOut(Shape):
    token: str
    ends_at: datetime
