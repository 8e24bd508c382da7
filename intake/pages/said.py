"""What an applicant told us of a document, opened for the person who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.records import remarks
from storage.records.remarks import RemarkKind

MOST_CHARACTERS = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """`words` and `answer` are '' where there are none (yet)."""

    kind: RemarkKind
    words: str
    made_at: datetime
    answer: str
    answered_at: datetime | None


def said_of(desk: Desk, number: UUID) -> list[Said]:
    """In the order in which it was said."""
    with reading(desk.engine) as connection:
        found = remarks.of_document(connection, number)
    return [
        Said(
            one.kind,
            "" if one.words is None else desk.sealer.open(one.words),
            one.made_at,
            "" if one.answer is None else desk.sealer.open(one.answer),
            one.answered_at,
        )
        for one in found
    ]
