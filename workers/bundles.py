"""Judging a dossier's documents together: translations, and whatever else only shows between documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from storage.database.engine import reading, transaction
from storage.errors import Damaged, NotFound
from storage.names import dossier_prefix
from storage.objects import Bucket, Ref
from storage.records import bundles, documents, dossiers, reports
from storage.records.documents import Document, File
from storage.records.dossiers import Dossier
from storage.records.reports import Key, Reading
from storage.states import DocumentState
from verification import model
from verification.model import Check, DocumentOutcome, Kind
from verification.reading.codec import UnknownShape
from verification.recipe import Precheck, as_masked_document, bundle_checks, check_document, worst
from verification.remember import forget
from verification.report.json_report import as_data
from verification.rulebook.rules import Rules
from verification.versions import READER, REPORT
from workers.derived import MEDIA_TYPE, dossier_object
from workers.ranges import covered
from workers.room import Room
from workers.rules import rules_for
from workers.stored import load

_JUDGED = (DocumentState.CHECKED, DocumentState.HELD_BACK)
# Documents that nobody could judge are part of the bundle all the same, and make it no better than this.
_UNJUDGED = {
    DocumentState.INFECTED: DocumentOutcome.RETURN,
    DocumentState.UNREADABLE: DocumentOutcome.RETURN,
    DocumentState.CHECK_FAILED: DocumentOutcome.REVIEW,
    DocumentState.SCAN_WAITING: DocumentOutcome.REVIEW,
}


@dataclass(frozen=True, slots=True)
class _Member:
    """A document of the bundle, with what was read of it."""

    document: Document
    files: Sequence[File]
    rows: Sequence[Reading]

    @property
    def read(self) -> bool:
        return covered(self.rows, self.document.pages)


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A dossier as it is now; `under_way` where one of its `own` documents will be through soon and ask for
    this again."""

    dossier: Dossier
    members: Sequence[_Member]
    unjudged: Sequence[Document]
    own: Sequence[Document]

    @property
    def under_way(self) -> bool:
        return bundles.under_way(self.own)

    @property
    def fingerprint(self) -> str:
        return bundles.fingerprint(self.dossier, self.own)

    def stored_as(self, version: str) -> str:
        """The name of its report: as the fingerprint, but with random names in place of contents."""
        files = [(one.document.id, one.document.kind, *(f.object for f in one.files)) for one in self.members]
        others = [(one.id, one.state.value, one.reason) for one in self.unjudged]
        made_of = bundles.hashed(self.dossier.procedure, [*files, *others])
        return dossier_object(self.dossier.id, made_of, REPORT, version)

    def outcome(self, judged: Sequence[str]) -> DocumentOutcome:
        """A bundle is as bad as the worst of its documents."""
        return worst([*map(DocumentOutcome, judged), *(_UNJUDGED[one.state] for one in self.unjudged)])


def check_bundle(room: Room, dossier_id: UUID) -> None:
    """Judge a dossier's documents together, unless one of them is still under way: it asks for this again.

    Key: (dossier, fingerprint of documents, contents, kinds and procedure; versions of checks and rulebook).
    The object is named by the key; the report is kept once, while the dossier is still the same. Reports on
    other compositions of it, which may speak of documents that the applicant took away, are destroyed.
    Raises StorageError where store or database fail.
    """
    with reading(room.engine) as connection:
        bundle = _bundle(connection, dossier_id)
    if bundle.under_way:
        return
    unread = [one for one in bundle.members if not one.read]
    if unread:  # a newer reader: they are read again, and ask for this when they are through
        return _have_read(room, unread)
    try:
        if bundle.members or bundle.unjudged:
            _report(room, bundle)
    finally:
        forget()
    _clear_others(room, dossier_id)
    return None


def _bundle(connection: Connection, dossier_id: UUID) -> _Bundle:
    found = dossiers.get(connection, dossier_id)
    own = documents.several(connection, dossiers.documents_of(connection, dossier_id))
    members = [_member(connection, one) for one in own if not bundles.under_way([one])]
    kept = [
        one
        for one in members
        if one.document.state in _JUDGED or (one.document.state is DocumentState.UNREADABLE and one.read)
    ]
    others = [one.document for one in members if one not in kept]
    return _Bundle(found, kept, others, own)


def _member(connection: Connection, found: Document) -> _Member:
    files = documents.files_of(connection, found.id)
    return _Member(found, files, reports.readings(connection, found.id, found.content, READER))


def _have_read(room: Room, members: Sequence[_Member], *, lost: bool = False) -> None:
    """Documents without a reading of this version go through reading and checking again."""
    act = room.act()
    with transaction(room.engine) as connection:
        for one in members:
            now = documents.get(connection, one.document.id, lock=True)
            if now.version != one.document.version:
                continue
            if lost:
                reports.forget_readings(connection, now.id, now.content, READER)
            documents.move(connection, now.id, DocumentState.CHECKING, act=act)


def _report(room: Room, bundle: _Bundle) -> None:
    rules, version = rules_for(bundle.dossier, room.act().day)
    name, versions = bundle.stored_as(version), (REPORT, version)
    with reading(room.engine) as connection:
        known = reports.newest_bundle(connection, bundle.dossier.id, bundle.fingerprint, versions=versions)
    if known is not None and room.store.versions(Bucket.DERIVED, name):
        return
    found: list[model.Document] = []
    for place, one in enumerate(bundle.members, start=1):
        try:
            found.append(_as_read(room, one, place))
        except (NotFound, Damaged, UnknownShape):
            return _have_read(room, [one], lost=True)
    told = [
        _told(room, bundle.dossier, one, documents=found, place=place, rules=rules, version=version)
        for place, one in enumerate(bundle.members)
    ]
    whole = as_data(Precheck(rules, (), bundle_checks(found, rules)))
    outcome = bundle.outcome([whole["outcome"], *(one["outcome"] for one in told)])
    room.store.put(Bucket.DERIVED, name, [_json(whole, told, outcome, bundle)], media_type=MEDIA_TYPE)
    act = room.act()
    with transaction(room.engine) as connection:
        dossiers.get(connection, bundle.dossier.id, lock=True)
        if _bundle(connection, bundle.dossier.id).fingerprint != bundle.fingerprint:
            return None  # whatever changed it asks for this again
        reports.save_bundle(
            connection,
            bundle.dossier.id,
            bundle.fingerprint,
            versions=versions,
            outcome=outcome.value,
            stored_as=name,
            act=act,
        )
    return None


def _as_read(room: Room, one: _Member, place: int) -> model.Document:
    """The document under a name that only tells its place: its own is personal."""
    kept = load(room, one.files, one.rows, pages=one.document.pages or 0)
    named = replace(kept, reading=replace(kept.reading, name=f"document-{place}"))
    return as_masked_document(named, None if one.document.kind is None else Kind(one.document.kind))


def _told(
    room: Room,
    home: Dossier,
    one: _Member,
    *,
    documents: Sequence[model.Document],
    place: int,
    rules: Rules,
    version: str,
) -> dict[str, Any]:
    """What a document says in this bundle: what its own report says, and the translation check."""
    document = documents[place]
    own = _own_report(room, home, one, version)
    wanted = tuple(Check) if own is None else (Check.TRANSLATION,)
    checked = check_document(document, path=Path("-"), bundle=documents, rules=rules, checks=wanted)
    data: dict[str, Any] = as_data(Precheck(rules, (checked,), ()))["documents"][0]
    if own is not None:
        order = [check.value for check in Check]
        checks = sorted([*own["checks"], *data["checks"]], key=lambda found: order.index(found["check"]))
        outcome = worst([DocumentOutcome(own["outcome"]), checked.outcome])
        data |= {"checks": checks, "outcome": outcome.value}
    return {**data, "id": str(one.document.id)}


def _own_report(room: Room, home: Dossier, one: _Member, version: str) -> dict[str, Any] | None:
    """What the document's own report says of it; None where it has none by these rules."""
    key = Key(one.document.content, one.document.kind or "", home.procedure, REPORT, version)
    with reading(room.engine) as connection:
        found = reports.find(connection, one.document.id, key)
    if found is None:
        return None
    try:
        with room.store.open(Ref(Bucket.DERIVED, found.object)) as chunks:
            own: dict[str, Any] = json.loads(b"".join(chunks))["documents"][0]
    except (NotFound, Damaged):
        return None
    return own


def _json(
    whole: dict[str, Any], told: Sequence[dict[str, Any]], outcome: DocumentOutcome, bundle: _Bundle
) -> bytes:
    """The design's JSON, with the id of each document, and the documents that nobody could judge."""
    unjudged = [
        {"id": str(one.id), "state": one.state.value, "reason": one.reason} for one in bundle.unjudged
    ]
    whole |= {"outcome": outcome.value, "documents": told}
    whole["bundle"]["unjudged"] = unjudged
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _clear_others(room: Room, dossier_id: UUID) -> None:
    """Forget and destroy the reports on other compositions than the present one."""
    with transaction(room.engine) as connection:
        dossiers.get(connection, dossier_id, lock=True)
        now = _bundle(connection, dossier_id)
        if now.under_way:
            return
        kept = reports.forget_bundles(connection, dossier_id, but=now.fingerprint)
    # One that is written at this moment, and not recorded yet, has the name of the present composition.
    current = {now.stored_as(rules_for(now.dossier, room.act().day)[1]), *kept}
    prefix = f"{dossier_prefix(dossier_id)}/"
    for name in [one for one in room.store.names(Bucket.DERIVED, prefix) if one not in current]:
        room.destroyer_store.destroy(Bucket.DERIVED, name)
