"""Submitted files become evidence exactly once; what the applicant took away is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage.database.engine import transaction
from storage.errors import Damaged, Unavailable
from storage.objects import Bucket
from storage.records import documents, leases
from storage.states import DocumentState
from tests.workers.desk import Desk, open_desk
from workers.keeping import hold, keep
from workers.scanning import scan
from workers.settings import WorkerSettings

S = DocumentState


def checked(desk: Desk, data: bytes = b"%PDF clean") -> UUID:
    """A document that went through."""
    number = desk.send(data)
    scan(desk.room, number)
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.CHECKED, act=desk.act(), outcome="clear")
    return number


def test_evidence_is_kept_and_held_once(desk: Desk) -> None:
    number = checked(desk)
    assert keep(desk.room, desk.dossier) == 0  # not submitted
    desk.submit()
    assert [keep(desk.room, desk.dossier) for _ in range(2)] == [1, 0]
    (one,) = desk.files(number)
    assert one.ref is not None
    assert one.ref.bucket is Bucket.EVIDENCE
    assert desk.names(Bucket.DRAFT) == []
    assert [hold(desk.room, number) for _ in range(2)] == [1, 0]
    (version,) = desk.store.versions(Bucket.EVIDENCE, one.object)
    assert version.hold
    assert desk.actions().count("file.kept") == desk.actions().count("file.held") == 1


def test_a_copy_that_is_there_is_taken_over(desk: Desk) -> None:
    number = checked(desk)
    desk.submit()
    (one,) = desk.files(number)
    assert one.ref is not None
    there = desk.store.copy(one.ref, Bucket.EVIDENCE, one.object)
    keep(desk.room, desk.dossier)
    assert desk.files(number)[0].ref == there.ref
    assert desk.versions(Bucket.EVIDENCE) == 1


def test_another_object_of_that_name_is_not_taken_for_it(desk: Desk) -> None:
    number = checked(desk)
    desk.submit()
    (one,) = desk.files(number)
    desk.store.put(Bucket.EVIDENCE, one.object, [b"%PDF other"], media_type="application/pdf")
    keep(desk.room, desk.dossier)
    (now,) = desk.files(number)
    assert now.ref is not None
    with desk.store.open(now.ref) as chunks:
        assert b"".join(chunks) == b"%PDF clean"


def test_a_damaged_draft_does_not_become_evidence(desk: Desk) -> None:
    number = checked(desk)
    desk.submit()
    (one,) = desk.files(number)
    place = next(desk.room.store._root.glob(f"draft/{one.object}/*.bytes"))  # type: ignore[attr-defined]
    place.chmod(0o600)
    place.write_bytes(b"%PDF altered")
    with pytest.raises(Damaged):
        keep(desk.room, desk.dossier)
    assert desk.files(number)[0].ref == one.ref


def test_one_process_at_a_time_moves_a_document(desk: Desk) -> None:
    number = checked(desk)
    desk.submit()
    with transaction(desk.engine) as connection:
        leases.take(connection, f"keep:{number}", uuid4(), at=desk.clock(), lasts=timedelta(minutes=2))
    with pytest.raises(Unavailable):
        keep(desk.room, desk.dossier)
    desk.clock.now += timedelta(minutes=2)
    assert keep(desk.room, desk.dossier) == 1


def test_what_is_still_being_checked_follows(desk: Desk) -> None:
    early, late = checked(desk), desk.send(b"%PDF late")
    desk.submit()
    assert keep(desk.room, desk.dossier) == 1
    scan(desk.room, late)
    assert keep(desk.room, desk.dossier) == 0
    with transaction(desk.engine) as connection:
        documents.move(connection, late, S.HELD_BACK, act=desk.act(), outcome="return")
    assert keep(desk.room, desk.dossier) == 1
    assert early != late


def test_what_was_not_scanned_never_becomes_evidence_in_production(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, production=True)
    clean, unscanned = checked(desk), desk.send(b"%PDF unscanned")
    before = WorkerSettings(production=False)
    scan(replace(desk.room, scanner=None, settings=before), unscanned)
    with transaction(desk.engine) as connection:
        documents.move(connection, unscanned, S.CHECKED, act=desk.act(), outcome="clear")
    desk.submit()
    assert keep(desk.room, desk.dossier) == 1
    assert desk.names(Bucket.EVIDENCE) == [desk.files(clean)[0].object]
    assert desk.names(Bucket.DRAFT) == [desk.files(unscanned)[0].object]
    assert desk.document(unscanned).state is S.RECEIVED
    desk.work()
    assert desk.files(unscanned)[0].scanned_with == "fake 1"
    assert len(desk.names(Bucket.EVIDENCE)) == 2
    desk.engine.dispose()
