"""What the checks said of documents, ordered for their applicant: what to do first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from intake.receiving.desk import Desk
from storage.errors import Damaged, NotFound
from storage.objects import Bucket, Ref
from storage.records import documents, reports
from storage.records.documents import Document
from storage.states import DocumentState
from verification.model import Check, Severity

_ORDER = [Severity.FAIL, Severity.ATTENTION, Severity.INFO]
_JUDGED = (DocumentState.CHECKED, DocumentState.HELD_BACK, DocumentState.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Advice:
    """One finding. `number` counts those that have a place on a page, from 1; 0 for the others. `box` in
    fractions of the upright page. `message` by language."""

    number: int
    code: str
    severity: Severity
    message: Mapping[str, str]
    page: int | None
    box: tuple[float, float, float, float] | None
    rule: str


def told_of(
    desk: Desk, connection: Connection, dossier: UUID, found: Iterable[Document]
) -> Mapping[UUID, tuple[Advice, ...]]:
    """What is said of each judged document: by itself, and beside the others of its dossier."""
    return {
        number: _ordered(list(said)) for number, said in findings_of(desk, connection, dossier, found).items()
    }


def findings_of(
    desk: Desk, connection: Connection, dossier: UUID, found: Iterable[Document]
) -> Mapping[UUID, Sequence[Mapping[str, Any]]]:
    """The findings themselves, as the contract of the pre-check has them, each with its `check`."""
    newest = reports.newest_bundle(connection, dossier)
    together = {} if newest is None else _by_id(_load(desk, newest[1]))
    return {
        one.id: [*_own(desk, connection, one), *together.get(str(one.id), ())]
        for one in found
        if one.state in _JUDGED
    }


def asks_something(told: tuple[Advice, ...]) -> bool:
    """Whether the applicant has something to do."""
    return any(one.severity is Severity.FAIL for one in told)


def _own(desk: Desk, connection: Connection, one: Document) -> list[Any]:
    """The findings of a document's newest report; of one that was sent anew and not judged yet, none."""
    made = reports.of_document(connection, one.id)
    if not made or made[0].key.content != documents.get(connection, one.id).content:
        return []
    found: list[Any] = []
    for document in _load(desk, made[0].object).get("documents", []):
        for check in document["checks"]:
            found += _named(check)
    return found


def _by_id(bundle: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What only shows between documents: whether one needs a translation, and has one."""
    told: dict[str, list[Any]] = {}
    for document in bundle.get("documents", []):
        for check in document["checks"]:
            if check["check"] == Check.TRANSLATION:
                told.setdefault(document["id"], []).extend(_named(check))
    return told


def _named(check: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{**one, "check": check["check"]} for one in check["findings"]]


def _load(desk: Desk, name: str) -> Mapping[str, Any]:
    """A stored report; nothing where it was destroyed in the meantime, because another takes its place."""
    try:
        with desk.store.open(Ref(Bucket.DERIVED, name)) as chunks:
            found = json.loads(b"".join(chunks))
    except NotFound:
        return {}
    if not isinstance(found, dict):
        raise Damaged("a stored report is none")
    return found


def _ordered(found: list[Any]) -> tuple[Advice, ...]:
    """Worst first, then by page; numbered so that words and picture can point at each other."""
    found = sorted(found, key=lambda one: (_ORDER.index(Severity(one["severity"])), one.get("page") or 0))
    told, number = [], 0
    for one in found:
        box = one.get("box")
        placed = box is not None and one.get("page") is not None and one["severity"] != Severity.INFO
        number += placed
        told.append(
            Advice(
                number=number if placed else 0,
                code=one["code"],
                severity=Severity(one["severity"]),
                message=one["message"],
                page=one.get("page"),
                box=None if box is None else tuple(box),
                rule=one["rule"]["source"],
            )
        )
    return tuple(told)
