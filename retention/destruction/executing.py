"""Executing lists: one document after the other, each re-checked right before the act.

    listed ─► begun ─────────► objects removed ─────────► records erased ─► looked after ─► proven
              (re-checked; a    (versions, markers,        (a tombstone)     (`proving`)
               late event is     what was made of it)
               "too late" now)

Killed anywhere, the next run finds each document where it was left. One of which nothing was removed yet is
taken back and re-checked; of the others the rest is done. What fails stays on the list with its reason.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, insert, select, update

from retention import clock, findings
from retention.destruction import declaring, lists, proving
from retention.destruction.checking import PASSING, Obstacle, is_locked, obstacle
from retention.destruction.errors import Busy
from retention.destruction.guards import clock_runs_forwards
from retention.destruction.lists import DestructionList, Item
from retention.destruction.settings import DestructionSettings
from retention.destruction.states import UNDONE, ItemState, ListState
from retention.destruction.sweeping import release
from storage.database.destruction import destruction_item, destruction_list, tombstone
from storage.database.engine import reading, transaction
from storage.database.retention import retention_answer
from storage.errors import Damaged, NotFound, Protected, Refused, StorageError
from storage.objects import Bucket, ObjectStore, Ref
from storage.records import documents, erasing, leases
from storage.records.acts import Act
from storage.records.documents import File
from storage.records.erasing import Traces

log = logging.getLogger(__name__)

_LASTS = timedelta(minutes=10)  # of a list's place, where its process dies
_AWAY = 3  # documents in a row that find database or store away
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Means:
    """What execution works with: one store as the destroyer reaches it, as the lock-keeper (who may read and
    see locks), and as the worker (who stores declarations, and sees quarantine)."""

    engine: Engine
    destroyer: ObjectStore
    keeper: ObjectStore
    worker: ObjectStore
    settings: DestructionSettings
    act: Callable[[], Act]


@dataclass(frozen=True, slots=True)
class Executed:
    """What one run did for a list; `done` once its declaration is made."""

    number: int
    destroyed: int
    dropped: int
    failed: int
    done: bool


def execute(means: Means, *, only: int | None = None, until: datetime | None = None) -> list[Executed]:
    """Execute what may be executed now, or one list; no document is begun after `until`. Busy where another
    process has that list; ClockSetBack, with nothing done, where time cannot be trusted.

    Key: (item). Done twice it is done once.
    """
    with reading(means.engine) as connection:
        clock_runs_forwards(connection, means.act().at)
        states = (ListState.WAITING, ListState.EXECUTING)
        found = [one for one in lists.several(connection, states=states) if only in (None, one.number)]
    done = []
    for one in reversed(found):
        try:
            made = _execute(means, one, until)
        except Busy:
            if only is not None:
                raise
            continue
        if made is not None:
            done.append(made)
    declaring.store_declarations(means.engine, means.worker, means.keeper, act=means.act)
    return done


def _execute(means: Means, found: DestructionList, until: datetime | None) -> Executed | None:
    holder = uuid4()
    if not _started(means, found.number, holder):
        return None
    counted = dict.fromkeys(ItemState, 0)
    away = 0
    for number in _undone(means.engine, found.id):
        if until is not None and means.act().at > until:
            break
        try:
            counted[_one(means, found, number, holder)] += 1
            away = 0
        except StorageError as exc:
            _failed(means, number, exc.code)
            counted[ItemState.FAILED] += 1
            away = away + 1 if exc.retry else 0
            if away == _AWAY:
                break
    done = declaring.finish(means.engine, found.number, means.settings, act=means.act)
    with transaction(means.engine) as connection:
        leases.leave(connection, _place(found.number), holder)
    return Executed(
        found.number,
        counted[ItemState.PROVEN],
        counted[ItemState.DROPPED],
        counted[ItemState.FAILED],
        done,
    )


def _started(means: Means, number: int, holder: UUID) -> bool:
    """Whether the list is being executed now, by us; not while it waits."""
    act = means.act()
    with transaction(means.engine) as connection:
        found = lists.get(connection, number, lock=True)
        if found.state is ListState.WAITING:
            if found.execute_from is None or found.execute_from > act.at:
                return False
            lists.move(connection, found, ListState.EXECUTING, act=act, executing_at=act.at)
        elif found.state is not ListState.EXECUTING:
            return False
        _ours(connection, number, holder, act)
    return True


def _ours(connection: Connection, number: int, holder: UUID, act: Act) -> None:
    if not leases.take(connection, _place(number), holder, at=act.at, lasts=_LASTS):
        raise Busy("another process executes this list")


def _place(number: int) -> str:
    return f"destroy:{number}"


def _undone(engine: Engine, list_id: UUID) -> Iterator[UUID]:
    after: UUID | None = None
    while True:
        with reading(engine) as connection:
            page = lists.items(connection, list_id, states=UNDONE, after=after, most=_PAGE)
        yield from (one.id for one in page)
        if len(page) < _PAGE:
            return
        after = page[-1].id


def _one(means: Means, found: DestructionList, number: UUID, holder: UUID) -> ItemState:
    """Bring one document as far as it can come; where it is then."""
    with reading(means.engine) as connection:
        one = lists.item(connection, number)
    if one.state is ItemState.DESTROYING and _untouched(means, one):
        _take_back(means, one)
        with reading(means.engine) as connection:
            one = lists.item(connection, number)
    if one.state in (ItemState.LISTED, ItemState.FAILED):
        state = _begin(means, found, one, holder)
        if state is not ItemState.DESTROYING:
            return state
    if one.state is not ItemState.DESTROYED and not _remove(means, one):
        return ItemState.FAILED
    proving.prove(means.engine, means.destroyer, means.worker, number, act=means.act)
    return ItemState.PROVEN


def _begin(means: Means, found: DestructionList, one: Item, holder: UUID) -> ItemState:
    """Re-check, and decide: from this commit on a late event is too late."""
    assert one.document is not None
    with reading(means.engine) as connection:
        files = documents.files_of(connection, one.document)
    locked = any(_is_locked(means, file) for file in files)
    act = means.act()
    with transaction(means.engine) as connection:
        _ours(connection, found.number, holder, act)
        now = lists.item(connection, one.id, lock=True)
        if now.state not in (ItemState.LISTED, ItemState.FAILED):
            return now.state  # a person took it off meanwhile
        clock_runs_forwards(connection, act.at)
        why = obstacle(connection, found, now, means.settings, act=act)
        if why is None and locked:
            why = Obstacle.LOCKED
        if why is not None:
            return _kept(connection, now, why, act=act)
        _note_begun(connection, now, act=act)
    return ItemState.DESTROYING


def _kept(connection: Connection, one: Item, why: Obstacle, *, act: Act) -> ItemState:
    assert one.document is not None
    if why in PASSING:
        values = {"reason": why.value, "tries": one.tries + 1}
        lists.move_item(connection, one, ItemState.FAILED, act=act, **values)
        return ItemState.FAILED
    lists.move_item(connection, one, ItemState.DROPPED, act=act, reason=why.value)
    release(connection, [one.document])
    return ItemState.DROPPED


def _note_begun(connection: Connection, one: Item, *, act: Act) -> None:
    lists.move_item(connection, one, ItemState.DESTROYING, act=act, reason=None, begun_at=act.at)
    own = retention_answer.c.document_id == one.document
    connection.execute(update(retention_answer).where(own).values(destroyed_at=act.at))


def _is_locked(means: Means, file: File) -> bool:
    return is_locked(means.destroyer.versions(Bucket.EVIDENCE, file.object), means.act().at)


def _untouched(means: Means, one: Item) -> bool:
    """Whether every file is still there with its bytes, as where the process died before the first act."""
    assert one.document is not None
    with reading(means.engine) as connection:
        files = documents.files_of(connection, one.document)
    return all(_is_whole(means, file.ref) for file in files if file.ref is not None)


def _is_whole(means: Means, ref: Ref) -> bool:
    store = means.keeper if ref.bucket is Bucket.EVIDENCE else means.worker
    try:
        with store.open(ref, length=1) as chunks:
            next(iter(chunks), None)
    except (NotFound, Damaged):
        return False
    return True


def _take_back(means: Means, one: Item) -> None:
    """Nothing of it was removed: what came in meanwhile is not too late after all."""
    assert one.document is not None
    act = means.act()
    with transaction(means.engine) as connection:
        now = lists.item(connection, one.id, lock=True)
        if now.state is not ItemState.DESTROYING:
            return
        lists.move_item(connection, now, ItemState.LISTED, act=act, begun_at=None)
        table = retention_answer
        own = table.c.document_id == one.document
        connection.execute(update(table).where(own).values(destroyed_at=None))
        findings.settle(connection, findings.Kind.TOO_LATE, one.document, act=act)
        subject = connection.execute(select(table.c.subject_id).where(own)).scalar_one()
        clock.reckon(connection, subject, act=act)


def _remove(means: Means, one: Item) -> bool:
    """Remove every object, then the records; False where a lock refused before anything was removed."""
    assert one.document is not None
    with reading(means.engine) as connection:
        traces = erasing.traces(connection, one.document)
    try:
        removed = _remove_objects(means, traces)
    except Protected:
        if not _untouched(means, one):
            raise
        _take_back(means, one)
        _failed(means, one.id, Obstacle.LOCKED)
        return False
    act = means.act()
    with transaction(means.engine) as connection:
        now = lists.item(connection, one.id, lock=True)
        if now.state is not ItemState.DESTROYING:
            return True
        try:
            reference = erasing.erase(connection, one.document, act=act)
        except Refused as exc:
            raise Refused("a worker has the document in hand") from exc
        _bury(connection, now, reference)
        values = {"destroyed_at": act.at, "content_key": None, "reason": None, "proof": {"removed": removed}}
        lists.move_item(connection, now, ItemState.DESTROYED, act=act, **values)
        own = retention_answer.c.document_id == one.document
        connection.execute(update(retention_answer).where(own).values(destroyed_at=act.at))
    return True


def _remove_objects(means: Means, traces: Traces) -> dict[str, int]:
    """What was made of it goes after the files: nothing can be read of them again."""
    store, versions, markers = means.destroyer, 0, 0
    for name in traces.files:
        for bucket in (Bucket.EVIDENCE, Bucket.DRAFT):
            gone = store.destroy(bucket, name)
            versions, markers = versions + gone.versions, markers + gone.markers
    prefixes = (*traces.prefixes, *traces.bundles)
    made = {name for prefix in prefixes for name in store.names(Bucket.DERIVED, prefix)}
    derived = sum(store.destroy(Bucket.DERIVED, name).versions for name in sorted(made | set(traces.derived)))
    return {"versions": versions, "markers": markers, "derived": derived}


def _bury(connection: Connection, one: Item, reference: str) -> None:
    listed = select(destruction_list).where(destruction_list.c.id == one.list_id)
    row = connection.execute(listed).one()
    connection.execute(
        insert(tombstone).values(
            reference=reference,
            category=row.category,
            start_year=one.start_year,
            list_number=row.number,
            hmac=one.hmac,
        )
    )


def _failed(means: Means, number: UUID, reason: str) -> None:
    """The reason stands with it; what was begun stays begun."""
    act = means.act()
    log.warning("a document stays on its list: %s", reason)
    with transaction(means.engine) as connection:
        one = lists.item(connection, number, lock=True)
        values = {"reason": reason, "tries": one.tries + 1}
        if one.state in (ItemState.LISTED, ItemState.FAILED):
            lists.move_item(connection, one, ItemState.FAILED, act=act, **values)
        else:
            own = destruction_item.c.id == number
            connection.execute(update(destruction_item).where(own).values(**values))
