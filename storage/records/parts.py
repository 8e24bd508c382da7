"""The files of one document, such as photographs of its pages: put in another order, or one taken out.

Other bytes, or the same in another order, are another content: the document is read anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, insert, update

from storage.database.cases import document, file
from storage.errors import NotFound, Refused
from storage.names import new_id
from storage.objects import Bucket
from storage.records import documents
from storage.records.acts import Act, Thing, note
from storage.records.documents import Document, File, content_of, move
from storage.states import GONE, DocumentState

_ASIDE = 100_000  # positions that no file has: two files never stand on one place


def reorder(connection: Connection, document_id: UUID, order: Sequence[UUID], *, act: Act) -> None:
    """Put a document's files in this order. Refused where these are not exactly its files, or where some
    were handed in."""
    _own, files = _loose(connection, document_id)
    if sorted(order) != sorted(one.id for one in files):
        raise Refused("these are not the files of the document")
    if list(order) == [one.id for one in files]:
        return
    _arrange(connection, document_id, order, act=act)


def take_out(connection: Connection, document_id: UUID, file_id: UUID, *, act: Act) -> None:
    """Take one file out of a document of several; its bytes are destroyed, as those of a removed document.

    NotFound where the document has no such file, Refused where it is the only one or was handed in.
    """
    own, files = _loose(connection, document_id)
    left = [one.id for one in files if one.id != file_id]
    taken = next((one for one in files if one.id == file_id), None)
    if taken is None:
        raise NotFound("the document has no such file")
    if not left:
        raise Refused("the only file of a document goes with it")
    _set_aside(connection, own, taken, act=act)
    _arrange(connection, document_id, left, act=act)


def _loose(connection: Connection, document_id: UUID) -> tuple[Document, list[File]]:
    """The document, locked, and its files, none of which was handed in."""
    own = documents.get(connection, document_id, lock=True)
    files = documents.files_of(connection, document_id)
    if own.state in GONE or any(one.ref is None or one.ref.bucket is Bucket.EVIDENCE for one in files):
        raise Refused("files that were handed in stay as they are")
    return own, files


def _arrange(connection: Connection, document_id: UUID, order: Sequence[UUID], *, act: Act) -> None:
    for shift in (_ASIDE, 0):
        for place, number in enumerate(order):
            connection.execute(update(file).where(file.c.id == number).values(position=shift + place))
    hashes = [one.sha256 for one in documents.files_of(connection, document_id)]
    connection.execute(
        update(document).where(document.c.id == document_id).values(content=content_of(hashes), pages=None)
    )
    note(connection, "document.arranged", Thing("document", document_id), act=act)
    move(connection, document_id, DocumentState.RECEIVED, act=act)


def _set_aside(connection: Connection, own: Document, taken: File, *, act: Act) -> None:
    """A document of its own for the file, removed at once: discarding it destroys the bytes and all that was
    made of them."""
    number = new_id(int(act.at.timestamp() * 1000))
    connection.execute(
        insert(document).values(
            id=number,
            subject_id=own.subject_id,
            state=DocumentState.RECEIVED.value,
            content=content_of([taken.sha256]),
            version=0,
            attempts=0,
            pages_done=0,
            created_at=act.at,
            changed_at=act.at,
        )
    )
    connection.execute(update(file).where(file.c.id == taken.id).values(document_id=number, position=0))
    move(connection, number, DocumentState.REMOVED, act=act)
