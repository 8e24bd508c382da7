"""Erasing a destroyed document from the records: its content, what was said of it, its events' details.

What stays is a skeleton of opaque ids that says no more than that something was destroyed, so that an event
that comes too late is known as such. Its object names stay until nothing was found under them.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Table, delete, func, or_, select, update

from storage.database.cases import (
    bundle_report,
    document,
    dossier,
    dossier_document,
    file,
    finding,
    reading,
    report,
)
from storage.database.destruction import destruction_item, retention_by_hand
from storage.database.metadata import metadata
from storage.database.portal import picture
from storage.database.retention import retention_answer, retention_event, retention_hold
from storage.database.tables import audit_detail, audit_event
from storage.errors import Refused
from storage.names import dossier_prefix
from storage.records import documents, dossiers, references
from storage.records.acts import Act, Thing, note
from storage.records.outbox import Work, ask
from storage.states import DOCUMENT_CHANGES, DocumentState

# The skeleton: what may still name a destroyed document.
SKELETON = frozenset(
    {"dossier_document", "retention_answer", "retention_event", "retention_finding", "retention_hold"}
)
# These go once nothing was found under the names that they hold.
_FORGOTTEN = frozenset({"file", "destruction_item", "retention_by_hand"})
_REFERENCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a document's objects are: `files` under these names in every bucket, `derived` by recorded name
    and by what names begin with; `bundles` begin the names of what was made of its whole dossiers."""

    files: tuple[str, ...]
    derived: tuple[str, ...]
    dossiers: tuple[UUID, ...]

    @property
    def prefixes(self) -> tuple[str, ...]:
        return tuple(f"{one}/" for one in self.files)

    @property
    def bundles(self) -> tuple[str, ...]:
        return tuple(f"{dossier_prefix(one)}/" for one in self.dossiers)


def traces(connection: Connection, number: UUID) -> Traces:
    """Read before anything is erased; afterwards it tells the files' names and the dossiers only."""
    homes = tuple(one.id for one in dossiers.dossiers_with(connection, number))
    made: list[Any] = [
        select(report.c.object).where(report.c.document_id == number),
        select(reading.c.object).where(reading.c.document_id == number),
        select(picture.c.object).where(picture.c.document_id == number, picture.c.object.is_not(None)),
        select(bundle_report.c.object).where(bundle_report.c.dossier_id.in_(homes)),
    ]
    names = {name for asked in made for name in connection.execute(asked).scalars()}
    own = connection.execute(select(file.c.object).where(file.c.document_id == number)).scalars()
    return Traces(tuple(sorted(own)), tuple(sorted(names)), homes)


def bundle_objects(connection: Connection, homes: Sequence[UUID]) -> set[str]:
    """Names of the reports over these dossiers that count now."""
    asked = select(bundle_report.c.object).where(bundle_report.c.dossier_id.in_(homes))
    return set(connection.execute(asked).scalars())


def erase(connection: Connection, number: UUID, *, act: Act) -> str:
    """Erase a document whose objects are gone; the reference for its tombstone. Refused where its state does
    not allow it, as while a worker has it in hand."""
    found = documents.get(connection, number, lock=True)
    if DocumentState.DESTROYED not in DOCUMENT_CHANGES[found.state]:
        raise Refused(f"a document that is {found.state} cannot become destroyed")
    known = references.of_documents(connection, [number])
    files = list(connection.execute(select(file.c.id).where(file.c.document_id == number)).scalars())
    homes = dossiers.dossiers_with(connection, number)
    _erase_rows(connection, number, [one.id for one in homes])
    _erase_details(connection, [("document", number), *(("file", one) for one in files)])
    connection.execute(update(file).where(file.c.document_id == number).values(**_NO_FILE))
    connection.execute(update(document).where(document.c.id == number).values(**_nothing(found.version, act)))
    note(connection, "document.destroyed", Thing("document", number), act=act)
    for home in homes:
        if dossiers.documents_of(connection, home.id):
            ask(connection, Work.CHECK_BUNDLE, {"dossier": str(home.id)}, at=act.at)
        if not _has_more(connection, home.id):
            _erase_dossier(connection, home.id)
    return known.get(number) or secrets.token_hex(_REFERENCE_BYTES)


def forget(connection: Connection, number: UUID) -> None:
    """Nothing was found under its object names: they go too, and so does what led from lists to it."""
    connection.execute(delete(file).where(file.c.document_id == number))
    connection.execute(delete(retention_by_hand).where(retention_by_hand.c.document_id == number))
    on_lists = destruction_item.c.document_id == number
    gone: dict[str, Any] = dict.fromkeys(
        ("document_id", "class", "start_on", "due_on", "note", "content_key")
    )
    connection.execute(update(destruction_item).where(on_lists).values(gone))
    none: dict[str, Any] = dict.fromkeys(
        ("registration_id", "missing", "start_on", "restricted_on", "list_id")
    )
    mine = retention_answer.c.document_id == number
    connection.execute(update(retention_answer).where(mine).values({**none, "class": "", "category": ""}))


def details_left(connection: Connection, number: UUID, *, before: datetime) -> int:
    """How many events about a document or its files, from before it was erased, still have details."""
    names = [number, *connection.execute(select(file.c.id).where(file.c.document_id == number)).scalars()]
    asked = (
        select(func.count())
        .select_from(audit_detail)
        .join(audit_event, audit_event.c.id == audit_detail.c.event_id)
        .where(audit_event.c.object_kind.in_(["document", "file"]))
        .where(audit_event.c.object_id.in_([str(one) for one in names]), audit_event.c.at < before)
    )
    return int(connection.execute(asked).scalar_one())


def left(connection: Connection, number: UUID) -> dict[str, int]:
    """How many rows of each table still name a document, beyond the skeleton; every table that has a column
    for documents is searched, also those that did not exist when this was written."""
    found = {}
    for table in metadata.sorted_tables:
        columns = _columns_for(table, document)
        if not columns or table.name in SKELETON | {"document"}:
            continue
        asked = select(func.count()).select_from(table).where(or_(*(one == number for one in columns)))
        count = connection.execute(asked).scalar_one()
        if count:
            found[table.name] = int(count)
    return found


def _erase_rows(connection: Connection, number: UUID, homes: Sequence[UUID]) -> None:
    own = select(report.c.id).where(report.c.document_id == number)
    connection.execute(delete(finding).where(finding.c.report_id.in_(own)))
    connection.execute(delete(bundle_report).where(bundle_report.c.dossier_id.in_(homes)))
    connection.execute(update(document).where(document.c.replaces_id == number).values(replaces_id=None))
    _delete_all(connection, document, number, but=SKELETON | _FORGOTTEN | {"document"})
    connection.execute(
        update(retention_event).where(retention_event.c.document_id == number).values(reason=None)
    )
    connection.execute(update(retention_hold).where(retention_hold.c.target_id == number).values(reason=None))


def _delete_all(connection: Connection, thing: Table, number: UUID, *, but: Set[str]) -> None:
    """Rows of every table that names this document or dossier: also of tables made after this was written."""
    for table in reversed(metadata.sorted_tables):
        columns = _columns_for(table, thing)
        if columns and table.name not in but:
            connection.execute(delete(table).where(or_(*(one == number for one in columns))))


def _columns_for(table: Table, thing: Table) -> list[Column[Any]]:
    """The columns of a table that name a document, or a dossier, with a foreign key or without."""
    target, name = f"{thing.name}.id", f"{thing.name}_id"
    return [
        one
        for one in table.columns
        if one.name == name or any(key.target_fullname == target for key in one.foreign_keys)
    ]


def _has_more(connection: Connection, number: UUID) -> bool:
    """Whether a dossier has documents that are not destroyed, replaced ones among them."""
    asked = (
        select(document.c.id)
        .join(dossier_document, dossier_document.c.document_id == document.c.id)
        .where(dossier_document.c.dossier_id == number, document.c.state != DocumentState.DESTROYED.value)
    )
    return connection.execute(asked.limit(1)).first() is not None


def _erase_dossier(connection: Connection, number: UUID) -> None:
    """Nothing is left in it: the number by which people know it goes, and what was said about it."""
    values = {"number": f"x{secrets.token_hex(9)}", "reference_date": None}
    connection.execute(update(dossier).where(dossier.c.id == number).values(**values))
    _delete_all(connection, dossier, number, but=SKELETON | {"dossier"})
    own = retention_event.c.dossier_id == number
    connection.execute(update(retention_event).where(own).values(reason=None))
    held = retention_hold.c.target_id == number
    connection.execute(update(retention_hold).where(held).values(reason=None))
    _erase_details(connection, [("dossier", number)])


def _erase_details(connection: Connection, things: Sequence[tuple[str, UUID]]) -> None:
    """Details and salt go; the commitment in the chain stays, and says nothing without them."""
    for kind, number in things:
        events = select(audit_event.c.id).where(
            audit_event.c.object_kind == kind, audit_event.c.object_id == str(number)
        )
        connection.execute(delete(audit_detail).where(audit_detail.c.event_id.in_(events)))


_NO_FILE: dict[str, Any] = {
    "bucket": None,
    "name": None,
    "object_version": None,
    "sha256": "",
    "scanned_with": None,
    "media_type": "",
    "size": 0,
    "held": False,
    "retain_until": None,
}


def _nothing(version: int, act: Act) -> dict[str, Any]:
    empty = dict.fromkeys(("kind", "kind_found", "reason", "outcome", "pages", "replaces_id"))
    values = {"state": DocumentState.DESTROYED.value, "content": "", "version": version + 1}
    return {**empty, **values, "pages_done": 0, "attempts": 0, "changed_at": act.at}
