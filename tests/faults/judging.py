"""Looks whether everything that was accepted came to its right end exactly once. Asks the database and the
store directly, and the independent consumer of events."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, func, select

from storage.database import ledger
from storage.database.cases import bundle_report, document, dossier, file, report
from storage.database.engine import reading
from storage.database.tables import outbox
from storage.objects import Bucket, ObjectStore, Ref
from storage.states import GONE, WORKING, DocumentState, DossierState
from tests.faults.applicants import Accepted
from tests.faults.listening import Listener

_UNFINISHED = (*WORKING, DocumentState.REPLACED, DocumentState.REMOVED)
_EVENT = {
    DocumentState.CHECKED: "evidence-checked",
    DocumentState.HELD_BACK: "evidence-held-back",
    DocumentState.UNREADABLE: "evidence-unreadable",
    DocumentState.INFECTED: "evidence-infected",
    DocumentState.CHECK_FAILED: "evidence-check-failed",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged, and by what."""

    engine: Engine
    store: ObjectStore
    listener: Listener
    accepted: Sequence[Accepted]
    submitted: Sequence[str]


def unsettled(case: Case) -> dict[str, int]:
    """What still happens, by kind; empty when all is quiet."""
    with reading(case.engine) as connection:
        working = select(func.count()).where(document.c.state.in_([one.value for one in _UNFINISHED]))
        news = set(connection.execute(select(outbox.c.id).where(outbox.c.name.like("event.%"))).scalars())
        open_rows = select(func.count()).where(outbox.c.done_at.is_(None), outbox.c.died_at.is_(None))
        found = {
            "documents under way": connection.execute(working).scalar_one(),
            "tasks under way": connection.execute(open_rows).scalar_one(),
            "events not heard": len({str(one) for one in news} - case.listener.known()),
        }
    return {name: count for name, count in found.items() if count}


def redeliveries(engine: Engine) -> int:
    """How often a task was begun again."""
    with reading(engine) as connection:
        asked = select(func.coalesce(func.sum(outbox.c.begun - 1), 0)).where(outbox.c.begun > 1)
        return int(connection.execute(asked).scalar_one())


def left_in_quarantine(case: Case) -> int:
    """Objects of uploads that were sent again from the start: swept after a day, none of them a file's."""
    return sum(1 for _ in case.store.names(Bucket.QUARANTINE))


def states(engine: Engine) -> Counter[str]:
    with reading(engine) as connection:
        asked = select(document.c.state, func.count().label("number")).group_by(document.c.state)
        return Counter({row.state: row.number for row in connection.execute(asked)})


def faults_found(case: Case) -> list[str]:
    """Everything that is wrong, with the ids it is wrong with."""
    with reading(case.engine) as connection:
        return [
            *(f"{count} {name}" for name, count in unsettled(case).items()),
            *_dead(connection),
            *_documents(connection, case),
            *_dossiers(connection, case),
            *_objects(connection, case),
            *_heard(connection, case),
            *(f"ledger: {one.fault} in batch {one.batch}" for one in ledger.verify(connection, case.store)),
        ]


def _dead(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(outbox).where(outbox.c.died_at.is_not(None))):
        yield f"dead letter: {row.name} {row.body} {row.reason}"


def _documents(connection: Connection, case: Case) -> Iterator[str]:
    rows = {str(row.id): row for row in connection.execute(select(document))}
    known = Counter(one.document for one in case.accepted)
    yield from (f"{one}: accepted for {count} files" for one, count in known.items() if count > 1)
    for one in case.accepted:
        row = rows.pop(one.document, None)
        if row is None:
            yield f"{one.document}: LOST, it was accepted and is not there"
            continue
        files = list(connection.execute(select(file).where(file.c.document_id == row.id)))
        if [each.sha256 for each in files] != [one.sending.paper.sha256]:
            yield f"{one.document}: {len(files)} files, or other bytes than were sent"
        yield from _ended(connection, case, one, row)
    for number, row in rows.items():
        yield f"{number}: a document that nobody was told of, {row.state} ({row.reason})"


def _ended(connection: Connection, case: Case, one: Accepted, row: Row[Any]) -> Iterator[str]:
    """State, reports and events of one document."""
    number, end = one.document, one.sending.paper.end
    wanted = DocumentState.DESTROYED if one.replaced else end
    if row.state != wanted:
        yield f"{number}: {one.sending.paper.make} is {row.state} ({row.reason}), not {wanted}"
    heard = case.listener.of(number)
    ends = {kind: heard.pop(kind, 0) for kind in _EVENT.values()}
    if heard != Counter({"evidence-received": 1, **({"evidence-removed": 1} if one.replaced else {})}):
        yield f"{number}: events {dict(heard)}"
    told = {kind: count for kind, count in ends.items() if count}
    if told != {_EVENT[end]: 1} and not (one.replaced and not told):
        yield f"{number}: events of its end {told}, not one {_EVENT[end]}"
    made = Counter(
        connection.execute(
            select(report.c.check_version + " " + report.c.rulebook_version).where(
                report.c.document_id == row.id
            )
        ).scalars()
    )
    most = 0 if end is DocumentState.INFECTED else 1
    if sum(made.values()) > most or (sum(made.values()) < most and not one.replaced):
        yield f"{number}: reports {dict(made)}, not {most}"
    yield from _readable(connection, case, row.id, gone=row.state in GONE)


def _readable(connection: Connection, case: Case, number: UUID, *, gone: bool) -> Iterator[str]:
    for name in connection.execute(select(report.c.object).where(report.c.document_id == number)).scalars():
        if gone:
            if case.store.versions(Bucket.DERIVED, name):
                yield f"{number}: its report is left after it was destroyed"
            continue
        with case.store.open(Ref(Bucket.DERIVED, name)) as chunks:
            if json.loads(b"".join(chunks))["schema"] != "bewijsloket.precheck/1":
                yield f"{number}: its report is none"


def _dossiers(connection: Connection, case: Case) -> Iterator[str]:
    for one in case.submitted:
        state = connection.execute(select(dossier.c.state).where(dossier.c.id == UUID(one))).scalar()
        if state != DossierState.SUBMITTED:
            yield f"dossier {one}: submitted, and is {state}"
        heard = case.listener.of(one)
        if heard != Counter({"dossier-submitted": 1}):
            yield f"dossier {one}: events {dict(heard)}"
    for one in {each.dossier for each in case.accepted if not each.replaced}:
        asked = select(func.count()).where(bundle_report.c.dossier_id == UUID(one))
        if (made := connection.execute(asked).scalar_one()) != 1:
            yield f"dossier {one}: {made} reports over its bundle"


def _objects(connection: Connection, case: Case) -> Iterator[str]:
    """Each file stands exactly where it belongs, once, and nothing else stands there."""
    submitted = set(case.submitted)
    rows = {str(row.document_id): row for row in connection.execute(select(file))}
    wanted: dict[Bucket, dict[str, Row[Any]]] = {bucket: {} for bucket in Bucket}
    for one in case.accepted:
        row = rows.get(one.document)
        if row is None or one.replaced or one.sending.paper.end is DocumentState.INFECTED:
            continue
        bucket = Bucket.EVIDENCE if one.dossier in submitted else Bucket.DRAFT
        wanted[bucket][row.object] = row
        if row.bucket != bucket or row.held != (bucket is Bucket.EVIDENCE):
            yield f"{one.document}: its file is in {row.bucket}, held: {row.held}"
    for bucket in (Bucket.DRAFT, Bucket.EVIDENCE):
        yield from _in_bucket(case.store, bucket, wanted[bucket])
    known = {row.object: row.document_id for row in rows.values()}
    for name in case.store.names(Bucket.QUARANTINE):
        if name in known:
            yield f"{known[name]}: its bytes are left in quarantine"


def _in_bucket(store: ObjectStore, bucket: Bucket, wanted: Mapping[str, Row[Any]]) -> Iterator[str]:
    there = {name for name in store.names(bucket) if not name.startswith(ledger.HEADS)}
    yield from (f"an object in {bucket} that belongs to no file" for _ in there - set(wanted))
    for name, row in wanted.items():
        versions = [one for one in store.versions(bucket, name) if not one.marker]
        hashes = []
        for one in versions:
            with store.open(one.ref) as chunks:
                hashes.append(hashlib.sha256(b"".join(chunks)).hexdigest())
        if bucket is Bucket.EVIDENCE and len(versions) != 1:
            yield f"{row.document_id}: {len(versions)} versions of its evidence"
        if not hashes or set(hashes) != {row.sha256}:
            yield f"{row.document_id}: LOST, its bytes in {bucket} are not what was sent"
        if bucket is Bucket.EVIDENCE and not all(one.hold for one in versions):
            yield f"{row.document_id}: a version of its evidence without a hold"


def _heard(connection: Connection, case: Case) -> Iterator[str]:
    """The consumer heard of every change, and of nothing else."""
    asked = select(outbox.c.id).where(outbox.c.name.like("event.%"))
    noted = {str(one) for one in connection.execute(asked).scalars()}
    known = case.listener.known()
    if noted - known:
        yield f"{len(noted - known)} events were never heard"
    if known - noted:
        yield f"{len(known - noted)} events were heard of changes that were not kept"
