"""Names of what is made of documents, in the `derived` bucket.

They begin with the random name of a file (of a dossier: of its opaque id), so that everything made of it can
be found and destroyed, whatever was interrupted. The rest is a hash over random names and versions, never
over content: the same thing made twice has the same name, and nothing is left over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from storage.names import dossier_prefix
from storage.records.documents import File

MEDIA_TYPE = "application/json"


def document_object(files: Sequence[File], *parts: object, suffix: str = "json") -> str:
    """The name of what `parts` (codes, versions, page numbers) say was made of these files.

    Raises IndexError for a document without files.
    """
    return f"{files[0].object}/{_hash([*(one.object for one in files), *parts])}.{suffix}"


def dossier_object(dossier_id: UUID, *parts: object) -> str:
    """The name of what `parts` say was made of a dossier."""
    return f"{dossier_prefix(dossier_id)}/{_hash(parts)}.json"


def _hash(parts: Sequence[object]) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]
