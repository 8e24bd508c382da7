"""What people say of findings and of documents, beside what the pre-check said of them: both stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select

from storage.database.review import document_judgement, finding_judgement
from storage.errors import NotFound, NoWords
from storage.names import new_id
from storage.records import documents, dossiers
from storage.records.acts import Act, Thing, note
from storage.records.documents import Document
from storage.records.turns import lock_judged, next_number
from storage.states import DocumentVerdict, FindingVerdict


@dataclass(frozen=True, slots=True)
class FindingJudgement:
    """What a person said of a finding; `number` counts from 1 among those of the same finding. `content` is
    of the document as it was then. `reason` is sealed."""

    finding: str
    number: int
    content: str
    code: str
    severity: str
    verdict: FindingVerdict
    reason: bytes | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentJudgement:
    """What a person said of a document; `outcome` is what the pre-check had said."""

    document_id: UUID
    number: int
    content: str
    outcome: str | None
    verdict: DocumentVerdict
    reason: bytes | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding that is judged: its key, what it said, and the number of the newest judgement that was
    seen."""

    finding: str
    code: str
    severity: str
    seen: int = 0


def finding_key(*parts: object) -> str:
    """The key of a finding, of all that places it: the same again in a later report is the same finding.

    >>> finding_key("language.mixed", 1) == finding_key("language.mixed", 1)
    True
    """
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def judge_findings(
    connection: Connection,
    dossier_id: UUID,
    document_id: UUID,
    judged: Iterable[Judged],
    verdict: FindingVerdict,
    *,
    reason: bytes | None,
    act: Act,
) -> None:
    """Confirm or overrule findings of one document, all or none. NoWords where an overruling has no reason,
    Overtaken where somebody judged one of them meanwhile."""
    if verdict is FindingVerdict.OVERRULED and reason is None:
        raise NoWords("overruling needs a reason")
    found = _document(connection, dossier_id, document_id, act=act)
    table = finding_judgement
    for one in judged:
        mine = (
            table.c.dossier_id == dossier_id,
            table.c.document_id == document_id,
            table.c.finding == one.finding,
        )
        number = next_number(connection, table, *mine, seen=one.seen)
        connection.execute(
            insert(table).values(
                id=new_id(int(act.at.timestamp() * 1000)),
                dossier_id=dossier_id,
                document_id=document_id,
                content=found.content,
                finding=one.finding,
                number=number,
                code=one.code,
                severity=one.severity,
                verdict=verdict.value,
                reason=reason,
                by=act.actor,
                at=act.at,
            )
        )
        details = {"code": one.code, "finding": one.finding, "dossier": str(dossier_id)}
        note(connection, f"finding.{verdict}", Thing("document", document_id, details), act=act)


def judge_document(
    connection: Connection,
    dossier_id: UUID,
    document_id: UUID,
    verdict: DocumentVerdict,
    *,
    reason: bytes | None,
    seen: int,
    act: Act,
) -> None:
    """Accept or refuse a document, or wait for its paper. NoWords where a refusal has no reason, Overtaken
    where somebody judged it meanwhile."""
    if verdict is DocumentVerdict.REFUSED and reason is None:
        raise NoWords("refusing needs a reason")
    found = _document(connection, dossier_id, document_id, act=act)
    table = document_judgement
    mine = (table.c.dossier_id == dossier_id, table.c.document_id == document_id)
    connection.execute(
        insert(table).values(
            id=new_id(int(act.at.timestamp() * 1000)),
            dossier_id=dossier_id,
            document_id=document_id,
            content=found.content,
            number=next_number(connection, table, *mine, seen=seen),
            outcome=found.outcome,
            verdict=verdict.value,
            reason=reason,
            by=act.actor,
            at=act.at,
        )
    )
    details = {"dossier": str(dossier_id), "outcome": found.outcome}
    note(connection, f"document.judged-{verdict}", Thing("document", document_id, details), act=act)


def of_findings(
    connection: Connection, dossier_id: UUID, document_id: UUID
) -> Mapping[str, tuple[FindingJudgement, ...]]:
    """All judgements of a document's findings by key, oldest first: the last one counts."""
    table = finding_judgement
    asked = select(table).where(table.c.dossier_id == dossier_id, table.c.document_id == document_id)
    found: dict[str, list[FindingJudgement]] = {}
    for row in connection.execute(asked.order_by(table.c.number)):
        found.setdefault(row.finding, []).append(
            FindingJudgement(
                finding=row.finding,
                number=row.number,
                content=row.content,
                code=row.code,
                severity=row.severity,
                verdict=FindingVerdict(row.verdict),
                reason=row.reason,
                by=row.by,
                at=row.at,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


def of_documents(connection: Connection, dossier_id: UUID) -> Mapping[UUID, tuple[DocumentJudgement, ...]]:
    """All judgements of a dossier's documents, oldest first: the last one counts."""
    table = document_judgement
    asked = select(table).where(table.c.dossier_id == dossier_id).order_by(table.c.number)
    found: dict[UUID, list[DocumentJudgement]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.document_id, []).append(
            DocumentJudgement(
                document_id=row.document_id,
                number=row.number,
                content=row.content,
                outcome=row.outcome,
                verdict=DocumentVerdict(row.verdict),
                reason=row.reason,
                by=row.by,
                at=row.at,
            )
        )
    return {key: tuple(rows) for key, rows in found.items()}


def _document(connection: Connection, dossier_id: UUID, document_id: UUID, *, act: Act) -> Document:
    """The document, its dossier locked. NotFound where it was not handed in with it."""
    lock_judged(connection, dossier_id, act=act)
    if document_id not in dossiers.handed_in(connection, dossier_id):
        raise NotFound("no such document in this dossier")
    return documents.get(connection, document_id)
