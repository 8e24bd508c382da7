"""What applicants say of their documents: that we are mistaken, or that they need help. People answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, insert, select

from storage.database.portal import remark
from storage.names import new_id
from storage.records.acts import Act, Thing, note


class RemarkKind(StrEnum):
    """What it asks of us."""

    MISTAKEN = "mistaken"  # a reviewer reads it with the finding
    HELP = "help"  # somebody answers within two working days (design, Things)


@dataclass(frozen=True, slots=True)
class Remark:
    """`words` and `answer` are sealed; `code` is of the finding, None for the whole document."""

    id: UUID
    kind: RemarkKind
    code: str | None
    words: bytes | None
    made_at: datetime
    answer: bytes | None
    answered_at: datetime | None


def add(
    connection: Connection,
    document_id: UUID,
    kind: RemarkKind,
    *,
    code: str | None,
    words: bytes | None,
    act: Act,
) -> UUID:
    """Keep what somebody said, with its event. The ledger holds the kind and the code, never the words."""
    number = new_id(int(act.at.timestamp() * 1000))
    connection.execute(
        insert(remark).values(
            id=number, document_id=document_id, kind=kind.value, code=code, words=words, made_at=act.at
        )
    )
    details = {"kind": kind.value, "code": code}
    note(connection, "document.remarked", Thing("document", document_id, details), act=act)
    return number


def of_document(connection: Connection, document_id: UUID) -> list[Remark]:
    """In the order in which they were made."""
    asked = select(remark).where(remark.c.document_id == document_id).order_by(remark.c.made_at, remark.c.id)
    return [
        Remark(
            id=row.id,
            kind=RemarkKind(row.kind),
            code=row.code,
            words=row.words,
            made_at=row.made_at,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in connection.execute(asked)
    ]
