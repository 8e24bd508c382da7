"""What the checks said: codes, pages and boxes in the database; the words in masked objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, case, delete, func, insert, select

from storage.database.cases import bundle_report, document, finding, reading, report
from storage.errors import Overtaken
from storage.names import new_id
from storage.records import documents
from storage.records.acts import Act, Thing, note

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, without its words. `place` is the `where` of the contract; `box` in fractions of the
    upright page, origin top left."""

    check: str
    code: str
    severity: str
    confidence: float
    page: int | None = None
    box: Box | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """What makes one report of a document: the same key is the same report (design, Keys of results).

    `kind` is what the applicant calls the document, "" to find out.
    """

    content: str
    kind: str
    procedure: str
    check_version: str
    rulebook_version: str


@dataclass(frozen=True, slots=True)
class Report:
    """A stored report; `object` is its name in the `derived` bucket."""

    id: UUID
    document_id: UUID
    key: Key
    outcome: str
    object: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Pages `first` to `last` of a document, as read: an object in `derived`, its words masked."""

    first: int
    last: int
    object: str


def find(connection: Connection, document_id: UUID, key: Key) -> Report | None:
    """The report with this key, if it was made before."""
    asked = select(report).where(
        report.c.document_id == document_id,
        report.c.content == key.content,
        report.c.kind == key.kind,
        report.c.procedure == key.procedure,
        report.c.check_version == key.check_version,
        report.c.rulebook_version == key.rulebook_version,
    )
    row = connection.execute(asked).one_or_none()
    return None if row is None else _report(row)


def save(
    connection: Connection,
    document_id: UUID,
    key: Key,
    *,
    outcome: str,
    stored_as: str,
    findings: Sequence[Found],
    act: Act,
) -> Report:
    """Keep a report; one that is there already stays, and the new object is nobody's.

    Overtaken where the document has other files or another kind by now.
    """
    now = documents.get(connection, document_id, lock=True)
    if (now.content, now.kind or "") != (key.content, key.kind):
        raise Overtaken("the document is another by now")
    older = find(connection, document_id, key)
    if older is not None:
        return older
    number = new_id(int(act.at.timestamp() * 1000))
    connection.execute(
        insert(report).values(
            id=number,
            document_id=document_id,
            content=key.content,
            kind=key.kind,
            procedure=key.procedure,
            check_version=key.check_version,
            rulebook_version=key.rulebook_version,
            outcome=outcome,
            object=stored_as,
            created_at=act.at,
        )
    )
    if findings:
        rows = [_row(number, place, one) for place, one in enumerate(findings)]
        connection.execute(insert(finding), rows)
    note(connection, "report.made", Thing("document", document_id, {"outcome": outcome}), act=act)
    return Report(number, document_id, key, outcome, stored_as, act.at)


def of_document(connection: Connection, document_id: UUID) -> list[Report]:
    """All reports of a document: those on what it is now first, then newest first. Older ones stay readable
    beside the new; one made before counts again where the document is called again what it was then."""
    of_now = (report.c.content == document.c.content) & (report.c.kind == func.coalesce(document.c.kind, ""))
    asked = (
        select(report)
        .join(document, document.c.id == report.c.document_id)
        .where(report.c.document_id == document_id)
        .order_by(case((of_now, 0), else_=1), report.c.created_at.desc(), report.c.id.desc())
    )
    return [_report(row) for row in connection.execute(asked)]


def findings_of(connection: Connection, report_id: UUID) -> list[Found]:
    """A report's findings, in its order."""
    asked = select(finding).where(finding.c.report_id == report_id).order_by(finding.c.number)
    return [
        Found(
            check=row.check,
            code=row.code,
            severity=row.severity,
            confidence=row.confidence,
            page=row.page,
            box=None if row.box is None else tuple(row.box),
            place=row.place,
        )
        for row in connection.execute(asked)
    ]


def save_bundle(
    connection: Connection,
    dossier_id: UUID,
    fingerprint: str,
    *,
    versions: tuple[str, str],
    outcome: str,
    stored_as: str,
    act: Act,
) -> bool:
    """Keep the report over a whole bundle (`versions` of check and rulebook); False where it is there."""
    if newest_bundle(connection, dossier_id, fingerprint, versions=versions) is not None:
        return False
    connection.execute(
        insert(bundle_report).values(
            id=new_id(int(act.at.timestamp() * 1000)),
            dossier_id=dossier_id,
            fingerprint=fingerprint,
            check_version=versions[0],
            rulebook_version=versions[1],
            outcome=outcome,
            object=stored_as,
            created_at=act.at,
        )
    )
    note(connection, "bundle.checked", Thing("dossier", dossier_id, {"outcome": outcome}), act=act)
    return True


def newest_bundle(
    connection: Connection,
    dossier_id: UUID,
    fingerprint: str | None = None,
    *,
    versions: tuple[str, str] | None = None,
) -> tuple[str, str] | None:
    """Outcome and object of the newest report over a bundle; with a fingerprint and versions, of exactly that
    one."""
    asked = select(bundle_report).where(bundle_report.c.dossier_id == dossier_id)
    if fingerprint is not None:
        asked = asked.where(bundle_report.c.fingerprint == fingerprint)
    if versions is not None:
        asked = asked.where(
            bundle_report.c.check_version == versions[0], bundle_report.c.rulebook_version == versions[1]
        )
    row = connection.execute(
        asked.order_by(bundle_report.c.created_at.desc(), bundle_report.c.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else (row.outcome, row.object)


def forget_bundles(connection: Connection, dossier_id: UUID, *, but: str) -> list[str]:
    """Only reports over the bundle with this fingerprint count from now on; the names of their objects.
    Others speak of documents that the dossier no longer has, or not yet of all that it has."""
    mine = bundle_report.c.dossier_id == dossier_id
    connection.execute(delete(bundle_report).where(mine, bundle_report.c.fingerprint != but))
    return list(connection.execute(select(bundle_report.c.object).where(mine)).scalars())


def readings(connection: Connection, document_id: UUID, content: str, version: str) -> list[Reading]:
    """What was read of these bytes by this version of the reader, in order of pages."""
    asked = (
        select(reading)
        .where(
            reading.c.document_id == document_id,
            reading.c.content == content,
            reading.c.reader_version == version,
        )
        .order_by(reading.c.first)
    )
    return [Reading(row.first, row.last, row.object) for row in connection.execute(asked)]


def save_reading(
    connection: Connection, document_id: UUID, content: str, version: str, one: Reading, *, at: datetime
) -> bool:
    """Keep a range of pages as read; False where it was read before."""
    documents.get(connection, document_id, lock=True)
    if any(old.first == one.first for old in readings(connection, document_id, content, version)):
        return False
    connection.execute(
        insert(reading).values(
            document_id=document_id,
            content=content,
            reader_version=version,
            first=one.first,
            last=one.last,
            object=one.object,
            created_at=at,
        )
    )
    return True


def forget_readings(connection: Connection, document_id: UUID, content: str, version: str) -> None:
    """Their objects are lost: these bytes must be read again."""
    connection.execute(
        delete(reading).where(
            reading.c.document_id == document_id,
            reading.c.content == content,
            reading.c.reader_version == version,
        )
    )


def forget_all_readings(connection: Connection, document_id: UUID) -> None:
    """The bytes are destroyed, and with them what was read of them."""
    connection.execute(delete(reading).where(reading.c.document_id == document_id))


def objects_of(connection: Connection, document_id: UUID) -> list[str]:
    """Names of all objects in `derived` that were made of a document."""
    names = select(report.c.object).where(report.c.document_id == document_id)
    read = select(reading.c.object).where(reading.c.document_id == document_id)
    return sorted(connection.execute(names.union(read)).scalars())


def _row(report_id: UUID, number: int, one: Found) -> dict[str, object]:
    return {
        "report_id": report_id,
        "number": number,
        "check": one.check,
        "code": one.code,
        "severity": one.severity,
        "page": one.page,
        "box": None if one.box is None else list(one.box),
        "place": one.place,
        "confidence": one.confidence,
    }


def _report(row: Row[Any]) -> Report:
    key = Key(row.content, row.kind, row.procedure, row.check_version, row.rulebook_version)
    return Report(row.id, row.document_id, key, row.outcome, row.object, row.created_at)
