"""Proof: looking afterwards, in the stores and in the database, that nothing of a document is left.

Stores: all versions and markers under its files' names in every bucket, and everything whose name begins
with them in `derived`, where readings, recognised text, reports and page pictures are. Database: every table
with a column for documents, and the details of its events. What is found in `derived` was written by a worker
that was at work meanwhile: it goes too, and is looked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from retention.destruction import lists
from retention.destruction.states import ItemState
from storage.database.engine import reading, transaction
from storage.errors import StorageError
from storage.objects import Bucket, ObjectStore
from storage.records import erasing
from storage.records.acts import Act
from storage.records.erasing import Traces

_ROUNDS = 3


class StillThere(StorageError):
    """Something was found after destruction: tried again, and listed until it is gone."""

    code = "destruction.still-there"


def prove(
    engine: Engine,
    destroyer: ObjectStore,
    worker: ObjectStore,
    number: UUID,
    *,
    act: Callable[[], Act],
) -> None:
    """Look, record how it was looked and what was found, and let go of what led to the document. StillThere
    where something is left. Key: (item)."""
    with reading(engine) as connection:
        one = lists.item(connection, number)
    if one.state is ItemState.PROVEN:
        return
    assert one.document is not None
    assert one.destroyed_at is not None
    found = _look_in_stores(engine, destroyer, worker, one.document)
    when = act()
    with transaction(engine) as connection:
        now = lists.item(connection, number, lock=True)
        if now.state is not ItemState.DESTROYED:
            return
        details = erasing.details_left(connection, one.document, before=one.destroyed_at)
        erasing.forget(connection, one.document)
        rows = erasing.left(connection, one.document)
        if rows or details:
            raise StillThere(f"rows are left in {', '.join(sorted(rows)) or 'audit_detail'}")
        removed = (now.proof or {}).get("removed", {})
        proof: dict[str, Any] = {"removed": removed, "found": {**found, "rows": 0, "details": 0}}
        values = {"proven_at": when.at, "proof": {**proof, "lookedAt": when.at.isoformat()}, "reason": None}
        lists.move_item(connection, now, ItemState.PROVEN, act=when, **values)


def _look_in_stores(
    engine: Engine, destroyer: ObjectStore, worker: ObjectStore, document: UUID
) -> dict[str, int]:
    for _ in range(_ROUNDS):
        with reading(engine) as connection:
            traces = erasing.traces(connection, document)
            current = erasing.bundle_objects(connection, traces.dossiers)
        stray = _stray(destroyer, traces, current)
        if not stray:
            break
        for name in stray:
            destroyer.destroy(Bucket.DERIVED, name)
    else:
        raise StillThere("something is being written in derived again and again")
    for bucket, store in (
        (Bucket.EVIDENCE, destroyer),
        (Bucket.DRAFT, destroyer),
        (Bucket.QUARANTINE, worker),
    ):
        if any(store.versions(bucket, name) for name in traces.files):
            raise StillThere(f"versions are left in {bucket}")
    return {"versions": 0, "markers": 0, "derived": 0}


def _stray(destroyer: ObjectStore, traces: Traces, current: set[str]) -> list[str]:
    """What stands in `derived` of the document; reports over its dossiers that were made anew without it
    may stay."""
    own = {name for prefix in traces.prefixes for name in destroyer.names(Bucket.DERIVED, prefix)}
    bundles = {name for prefix in traces.bundles for name in destroyer.names(Bucket.DERIVED, prefix)}
    return sorted(own | (bundles - current))
