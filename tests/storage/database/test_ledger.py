"""The ledger on both databases, heads in a folder: every way of tampering shows, forgetting does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, func, select, text, update

from storage.database import ledger
from storage.database.engine import transaction
from storage.database.ledger import Event, Fault
from storage.database.tables import audit_batch, audit_detail, audit_event
from storage.folder import FolderStore
from storage.objects import Bucket

START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def heads(tmp_path: Path) -> FolderStore:
    store = FolderStore(tmp_path / "objects", first=timedelta(days=7))
    store.provision()
    return store


def event(number: int, **more: Any) -> Event:
    return Event(
        at=START + timedelta(seconds=number),
        action="document.received",
        object_kind="document",
        object_id=f"{number:032x}",
        result="done",
        origin="portal",
        actor="subject-1",
        details={"size": number, "kind": "diploma"},
        **more,
    )


@pytest.fixture
def sealed(engine: Engine, heads: FolderStore) -> Engine:
    """Three batches of four events, their heads stored."""
    for batch in range(3):
        with transaction(engine) as connection:
            for number in range(4):
                ledger.record(connection, event(4 * batch + number))
            assert ledger.seal(connection, START) == 4
    store_heads(engine, heads)
    return engine


def store_heads(engine: Engine, heads: FolderStore) -> None:
    with engine.connect() as connection:
        waiting = ledger.heads_to_write(connection)
    for number, head in waiting:
        ledger.write_head(heads, number, head)
        with transaction(engine) as connection:
            ledger.head_written(connection, number, START)


def faults(engine: Engine, heads: FolderStore) -> list[tuple[Fault, int | None]]:
    with engine.connect() as connection:
        return [(one.fault, one.batch) for one in ledger.verify(connection, heads)]


def test_an_honest_ledger_has_no_faults(sealed: Engine, heads: FolderStore) -> None:
    assert faults(sealed, heads) == []
    with transaction(sealed) as connection:
        assert ledger.seal(connection, START) == 0, "nothing is sealed twice"
        assert ledger.heads_to_write(connection) == []


def test_an_event_not_sealed_yet_is_no_fault(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        ledger.record(connection, event(99))
    assert faults(sealed, heads) == []


@pytest.mark.parametrize("column", ["action", "object_id", "result", "origin", "actor", "at", "commitment"])
def test_a_changed_event_shows(sealed: Engine, heads: FolderStore, column: str) -> None:
    other: Any = {"at": START + timedelta(days=1), "commitment": b"\1" * 32}.get(column, "other")
    with transaction(sealed) as connection:
        victim = connection.execute(
            select(audit_event.c.id).where(audit_event.c.batch == 2, audit_event.c.place == 1)
        ).scalar_one()
        connection.execute(update(audit_event).where(audit_event.c.id == victim).values({column: other}))
    assert (Fault.HEAD_DIFFERS, 2) in faults(sealed, heads)


def test_a_removed_event_shows(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        victim = connection.execute(
            select(audit_event.c.id).where(audit_event.c.batch == 2, audit_event.c.place == 3)
        ).scalar_one()
        connection.execute(delete(audit_detail).where(audit_detail.c.event_id == victim))
        connection.execute(delete(audit_event).where(audit_event.c.id == victim))
    assert faults(sealed, heads) == [(Fault.HEAD_DIFFERS, 2)]


def test_events_that_changed_places_show(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        for before, after in ((0, 10), (1, 0), (10, 1)):
            connection.execute(
                update(audit_event)
                .where(audit_event.c.batch == 1, audit_event.c.place == before)
                .values(place=after)
            )
    assert faults(sealed, heads) == [(Fault.HEAD_DIFFERS, 1)]


def test_a_cut_tail_shows(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        gone = select(audit_event.c.id).where(audit_event.c.batch == 3)
        connection.execute(delete(audit_detail).where(audit_detail.c.event_id.in_(gone)))
        connection.execute(delete(audit_event).where(audit_event.c.batch == 3))
        connection.execute(delete(audit_batch).where(audit_batch.c.number == 3))
    assert faults(sealed, heads) == [(Fault.TAIL_CUT, 3)]


def test_a_chain_made_anew_shows_by_its_stored_heads(sealed: Engine, heads: FolderStore) -> None:
    """Whoever changes an event and computes all heads again does not have the locked bucket."""
    with transaction(sealed) as connection:
        connection.execute(
            update(audit_event)
            .where(audit_event.c.batch == 1, audit_event.c.place == 0)
            .values(actor="other")
        )
        connection.execute(delete(audit_batch))
        connection.execute(text("UPDATE audit_event SET batch = NULL, place = NULL"))
    with transaction(sealed) as connection:
        ledger.seal(connection, START)
    store_heads(sealed, heads)
    assert {(Fault.HEAD_DIFFERS, 1), (Fault.TAIL_CUT, 2), (Fault.TAIL_CUT, 3)} <= set(faults(sealed, heads))


def test_a_head_that_was_never_stored_shows(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        ledger.record(connection, event(50))
        ledger.seal(connection, START)
    assert faults(sealed, heads) == [(Fault.HEAD_NOT_STORED, 4)]


def test_changed_details_show(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        victim = connection.execute(
            select(audit_event.c.id).where(audit_event.c.batch == 2).limit(1)
        ).scalar()
        connection.execute(
            update(audit_detail).where(audit_detail.c.event_id == victim).values(details='{"size":0}')
        )
    assert faults(sealed, heads) == [(Fault.DETAILS_CHANGED, 2)]


def test_forgotten_details_do_not_break_the_chain(sealed: Engine, heads: FolderStore) -> None:
    with transaction(sealed) as connection:
        connection.execute(delete(audit_detail))
    assert faults(sealed, heads) == []


def test_details_cannot_be_guessed_from_the_event(engine: Engine) -> None:
    with transaction(engine) as connection:
        for _ in range(2):
            ledger.record(connection, event(1))
        different = func.count(audit_event.c.commitment.distinct())
        assert connection.execute(select(different)).scalar_one() == 2, "the same details, another salt"


def test_a_repeated_head_is_no_fault(sealed: Engine, heads: FolderStore) -> None:
    """Killed between storing and noting it, the sealer stores the same head again."""
    with sealed.connect() as connection:
        head = connection.execute(select(audit_batch.c.head).where(audit_batch.c.number == 1)).scalar_one()
    ledger.write_head(heads, 1, head)
    assert len(heads.versions(Bucket.EVIDENCE, ledger.head_name(1))) == 2
    assert faults(sealed, heads) == []


def test_evidence_whose_random_name_begins_as_a_head_does_is_none(sealed: Engine, heads: FolderStore) -> None:
    """One in 256 does: found by `make faults`, as a cut tail."""
    name = "1e/42c3a1f0b7d95e8a6c4d2b1f0e9d87"
    heads.put(Bucket.EVIDENCE, name, [b"evidence"], media_type="application/pdf")
    assert faults(sealed, heads) == []
