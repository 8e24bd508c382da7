"""What a dossier is made of at a moment, as the checks between its documents see it; what they said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection

from storage.records import reports
from storage.records.documents import Document
from storage.records.dossiers import Dossier
from storage.states import DocumentState

_UNDER_WAY = (DocumentState.RECEIVED, DocumentState.CHECKING)
_JUDGED = (DocumentState.CHECKED, DocumentState.HELD_BACK)


def under_way(own: Sequence[Document]) -> bool:
    """Whether one of a dossier's documents will be through soon, and have the whole looked at again."""
    return any(one.state in _UNDER_WAY for one in own)


def fingerprint(found: Dossier, own: Sequence[Document]) -> str:
    """Of procedure, documents, contents and kinds; of documents that were not judged also of their state."""
    return hashed(found.procedure, [*map(_part, own)])


def outcome(connection: Connection, found: Dossier, own: Sequence[Document]) -> str | None:
    """What was said of the dossier as it is now, with these documents; None while that is being found out.
    What was said of an earlier composition speaks of other documents, and counts no more."""
    if under_way(own):
        return None
    newest = reports.newest_bundle(connection, found.id, fingerprint(found, own))
    return None if newest is None else newest[0]


def hashed(procedure: str, parts: Sequence[object]) -> str:
    """A hash over the procedure and these parts, in order."""
    return hashlib.sha256("\n".join([procedure, *map(str, parts)]).encode()).hexdigest()


def _part(one: Document) -> tuple[UUID | str | int | None, ...]:
    named = (one.id, one.content, one.kind)
    return named if one.state in _JUDGED else (*named, one.state.value, one.reason, one.pages)
