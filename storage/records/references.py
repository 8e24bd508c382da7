"""References for the later proof of destruction: random, so that they tell nothing (design, Privacy)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, insert, select

from storage.database.portal import reference

_BYTES = 16


def make(connection: Connection, numbers: Sequence[UUID]) -> None:
    """One for each of these documents that has none yet."""
    known = of_documents(connection, numbers)
    new = [
        {"document_id": number, "reference": secrets.token_hex(_BYTES)}
        for number in numbers
        if number not in known
    ]
    if new:
        connection.execute(insert(reference), new)


def of_documents(connection: Connection, numbers: Sequence[UUID]) -> Mapping[UUID, str]:
    """The references of these documents, 32 hexadecimal digits each; none for what was never handed in."""
    asked = select(reference).where(reference.c.document_id.in_(numbers))
    return {row.document_id: row.reference for row in connection.execute(asked)}
