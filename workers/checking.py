"""Judging documents as they were read: one report per document, procedure and version, then the state.

A document's report holds what it says by itself; whether it needs a translation, and has one, only shows in
its bundle (`bundles`, docs/decisions).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from storage.database.engine import reading, transaction
from storage.errors import Damaged, NotFound, Overtaken, Unavailable
from storage.objects import Bucket
from storage.records import documents, dossiers, reports
from storage.records.documents import Document, File
from storage.records.dossiers import Dossier
from storage.records.outbox import Work, ask
from storage.records.reports import Found, Key, Reading
from storage.states import GONE, DocumentState
from verification.model import Check, Finding, Kind, MaskedReading, Severity
from verification.reading.codec import UnknownShape
from verification.recipe import CheckedDocument, Precheck, as_masked_document, check_document, worst
from verification.remember import forget
from verification.report.json_report import as_json
from verification.versions import READER, REPORT
from workers import discarding
from workers.derived import MEDIA_TYPE, document_object
from workers.ranges import covered
from workers.room import Room
from workers.rules import rules_for
from workers.stored import load

ALONE = tuple(check for check in Check if check is not Check.TRANSLATION)  # what a document says by itself
_TRIES = 3  # the applicant may call the document something else while it is judged
_CANNOT_BE_OPENED = "safety.malformed"


@dataclass(frozen=True, slots=True)
class _Case:
    """A document with all that was read of it, and the dossiers it belongs to."""

    document: Document
    files: Sequence[File]
    rows: Sequence[Reading]
    homes: Sequence[Dossier]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one procedure says of the document; `may_hold` where its applicant can still mend it."""

    key: Key
    precheck: Precheck
    stored_as: str
    may_hold: bool

    @property
    def checked(self) -> CheckedDocument:
        return self.precheck.documents[0]


def check(room: Room, document_id: UUID) -> None:
    """Judge a document that was read, by the rules of each dossier it belongs to, and put it into the state
    that follows; its bundles are looked at next.

    Key: (content, kind, procedure, versions of checks and rulebook). Reports and state are written in one
    transaction, while the document is still the same: of a changed one nothing is kept, and what happened
    first counts. Objects are named by the key. Raises StorageError where store or database fail.
    """
    try:
        for _ in range(_TRIES):
            case = _case(room, document_id)
            if case is None:
                return
            try:
                return _check(room, case)
            except Overtaken:
                continue
    finally:
        forget()
    # The task waits and tries again, in growing pauses, for as long as a task waits for anything.
    raise Unavailable("the document changes faster than it can be judged")


def _case(room: Room, document_id: UUID) -> _Case | None:
    """None where the document does not wait to be judged (any more)."""
    with reading(room.engine) as connection:
        found = documents.get(connection, document_id)
        files = documents.files_of(connection, document_id)
        rows = reports.readings(connection, document_id, found.content, READER)
        homes = dossiers.dossiers_with(connection, document_id)
    if found.state in GONE:
        discarding.discard(room, document_id)
    if found.state is not DocumentState.CHECKING:
        return None
    if not covered(rows, found.pages):
        _read_again(room, found)
        return None
    return _Case(found, files, rows, homes)


def _read_again(room: Room, found: Document, *, lost: bool = False) -> None:
    """Ask for what is missing; with `lost`, for everything."""
    act = room.act()
    with transaction(room.engine) as connection:
        if lost:
            reports.forget_readings(connection, found.id, found.content, READER)
        ask(connection, Work.READ, {"document": str(found.id)}, at=act.at)


def _check(room: Room, case: _Case) -> None:
    try:
        kept = load(room, case.files, case.rows, pages=case.document.pages or 0)
    except (NotFound, Damaged, UnknownShape):
        return _read_again(room, case.document, lost=True)
    judged = _judged(room, case, kept)
    for one in judged:
        text = as_json(one.precheck).encode()
        room.store.put(Bucket.DERIVED, one.stored_as, [text], media_type=MEDIA_TYPE)
    _decide(room, case, judged)
    return None


def _judged(room: Room, case: _Case, kept: MaskedReading) -> list[_Judged]:
    found, act = case.document, room.act()
    document = as_masked_document(kept, None if found.kind is None else Kind(found.kind))
    submitted = any(one.ref is not None and one.ref.bucket is Bucket.EVIDENCE for one in case.files)
    judged: dict[Key, _Judged] = {}
    for home in case.homes:
        rules, version = rules_for(home, act.day)
        key = Key(found.content, found.kind or "", rules.procedure, REPORT, version)
        may_hold = home.changeable and not submitted
        if key in judged:
            judged[key] = replace(judged[key], may_hold=judged[key].may_hold or may_hold)
            continue
        checked = check_document(
            document, path=Path("document"), bundle=(document,), rules=rules, checks=ALONE
        )
        precheck = Precheck(rules, (checked,), ())
        parts = (key.kind, key.procedure, key.check_version, key.rulebook_version)
        name = document_object(case.files, "report", *parts)
        judged[key] = _Judged(key, precheck, name, may_hold)
    if not judged:
        raise NotFound("the document belongs to no dossier")
    return list(judged.values())


def _decide(room: Room, case: _Case, judged: Sequence[_Judged]) -> None:
    number, act = case.document.id, room.act()
    to, reason = _state(judged)
    outcome = worst([one.precheck.outcome for one in judged])
    with transaction(room.engine) as connection:
        now = documents.get(connection, number, lock=True)
        if now.state is DocumentState.CHECKING:
            for one in judged:
                reports.save(
                    connection,
                    number,
                    one.key,
                    outcome=one.precheck.outcome.value,
                    stored_as=one.stored_as,
                    findings=[_found(check, finding) for check, finding in _findings(one.checked)],
                    act=act,
                )
            kind = judged[0].checked.document.kind.value
            content = case.document.content
            documents.move(
                connection,
                number,
                to,
                act=act,
                reason=reason,
                content=content,
                outcome=outcome.value,
                kind_found=kind,
            )
    if now.state in GONE:  # what was written just now must go with the rest
        discarding.discard(room, number)


def _state(judged: Sequence[_Judged]) -> tuple[DocumentState, str | None]:
    """What becomes of the document, and why."""
    first = judged[0].checked
    if not first.document.reading.opened:
        codes = [finding.code for _, finding in _findings(first) if finding.severity is Severity.FAIL]
        return DocumentState.UNREADABLE, (codes or [_CANNOT_BE_OPENED])[0]
    for one in judged:
        for check, finding in _findings(one.checked):
            if one.may_hold and check is Check.IDENTITY and finding.severity is Severity.FAIL:
                return DocumentState.HELD_BACK, finding.code
    return DocumentState.CHECKED, None


def _findings(checked: CheckedDocument) -> list[tuple[Check, Finding]]:
    return [(result.check, finding) for result, finding in checked.findings()]


def _found(check: Check, finding: Finding) -> Found:
    return Found(
        check=check.value,
        code=finding.code,
        severity=finding.severity.value,
        confidence=finding.confidence,
        page=finding.page,
        box=finding.box,
        place=None if finding.where is None else finding.where.value,
    )
