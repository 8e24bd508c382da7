"""What was begun and came to no end is found and finished; what only waits is left alone."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, delete, update

from storage.database import ledger
from storage.database.cases import document, file
from storage.database.cases import upload as upload_rows
from storage.database.engine import reading, transaction
from storage.database.tables import outbox as rows
from storage.names import new_name
from storage.objects import Bucket
from storage.records import documents, leases, outbox, people, underway, uploads
from storage.records.outbox import Work
from storage.records.uploads import Wish
from storage.states import DocumentState
from tests.workers.desk import Desk
from tests.workers.papers import CONTRACT, paper
from workers import dead_letters, reconciler
from workers.lines import Line

S = DocumentState
HOUR = timedelta(hours=1)
LOST = timedelta(minutes=30)
NOBODY: dict[Line, int] = {}


def upload(desk: Desk, data: bytes, *, stored: bytes | None = None) -> UUID:
    """A complete upload that was never accepted; `stored` is what stands in quarantine."""
    wish = Wish(desk.dossier, len(data), "application/pdf", b"sealed")
    until = desk.clock() + timedelta(days=1)
    with transaction(desk.engine) as connection:
        made = uploads.begin(connection, desk.subject, wish, expires_at=until, act=desk.act())
    if stored is not None:
        desk.front.put(Bucket.QUARANTINE, made.object, [stored], media_type="application/pdf")
    with transaction(desk.engine) as connection:
        uploads.complete(connection, made.id, hashlib.sha256(data).hexdigest())
    return made.id


def sent(desk: Desk) -> list[outbox.Waiting]:
    """Everything that waits is noted as sent, and lost on the way."""
    with transaction(desk.engine) as connection:
        found = outbox.waiting(connection, 100)
        outbox.sent(connection, [one.id for one in found], at=desk.clock())
    return [one for one in found if one.name.startswith("task.")]


def waiting(desk: Desk) -> list[outbox.Waiting]:
    with reading(desk.engine) as connection:
        return [one for one in outbox.waiting(connection, 100) if one.name.startswith("task.")]


def forget_tasks(desk: Desk) -> None:
    """As if nothing had ever been asked for."""
    with transaction(desk.engine) as connection:
        connection.execute(delete(rows))


def test_a_lost_message_is_sent_again_under_its_id(desk: Desk) -> None:
    desk.send(b"data")
    (task,) = sent(desk)
    assert reconciler.send_lost_again(desk.room, after=LOST, waiting=NOBODY) == 0
    desk.clock.now += HOUR
    assert reconciler.send_lost_again(desk.room, after=LOST, waiting={Line.SCAN: 3}) == 0  # not its turn yet
    assert reconciler.send_lost_again(desk.room, after=LOST, waiting={Line.READ_LONG: 3}) == 1
    assert waiting(desk) == [task]


def test_a_task_that_was_just_begun_or_is_done_is_not_lost(desk: Desk) -> None:
    desk.send(b"one")
    desk.send(b"two")
    one, two = sent(desk)
    desk.clock.now += HOUR
    with transaction(desk.engine) as connection:
        outbox.begin(connection, one.id, at=desk.clock())
        outbox.done(connection, two.id, at=desk.clock())
    assert reconciler.send_lost_again(desk.room, after=LOST, waiting=NOBODY) == 0


def test_even_behind_a_queue_that_is_never_empty(desk: Desk) -> None:
    desk.send(b"data")
    sent(desk)
    desk.clock.now += 13 * LOST
    assert reconciler.send_lost_again(desk.room, after=LOST, waiting={Line.SCAN: 3}) == 1


def test_what_could_not_be_scanned_is_scanned_when_the_scanner_is_back(desk: Desk) -> None:
    desk.scanner.down = True
    number = desk.send(paper(CONTRACT))
    for pause in (1, 60, 600):
        desk.work()
        with transaction(desk.engine) as connection:
            connection.execute(update(rows).values(done_at=desk.clock()))
        assert desk.document(number).state is S.SCAN_WAITING
        assert reconciler.scan_again(desk.room) == 0
        desk.clock.now += timedelta(seconds=pause + 30)
        assert reconciler.scan_again(desk.room) == 1
        assert reconciler.scan_again(desk.room) == 0  # it is on its way
    desk.scanner.down = False
    desk.work()
    assert desk.document(number).state is S.CHECKED


def test_a_complete_upload_becomes_a_document(desk: Desk) -> None:
    number = upload(desk, b"all bytes", stored=b"all bytes")
    assert reconciler.accept_uploads(desk.room) == 0  # its client may still be there
    desk.clock.now += HOUR
    assert reconciler.accept_uploads(desk.room) == 1
    assert reconciler.accept_uploads(desk.room) == 0
    with reading(desk.engine) as connection:
        found = uploads.get(connection, number)
    assert found.document_id is not None
    assert desk.document(found.document_id).state is S.RECEIVED


@pytest.mark.parametrize("stored", [None, b"other bits", b"all"])
def test_an_upload_whose_bytes_are_not_there_stays_one(desk: Desk, stored: bytes | None) -> None:
    upload(desk, b"all  bytes", stored=stored)
    desk.clock.now += HOUR
    assert reconciler.accept_uploads(desk.room) == 0


def test_the_same_file_again_is_told_not_stored(desk: Desk) -> None:
    older = desk.send(b"all bytes")
    number = upload(desk, b"all bytes", stored=b"all bytes")
    desk.clock.now += HOUR
    assert reconciler.accept_uploads(desk.room) == 1
    with reading(desk.engine) as connection:
        found = uploads.get(connection, number)
    assert (found.document_id, found.duplicate) == (older, True)


def test_forgotten_work_is_asked_for_once(desk: Desk) -> None:
    kept, gone = desk.send(paper(CONTRACT)), desk.send(b"taken away")
    desk.work()
    desk.remove(gone)
    desk.submit()
    forget_tasks(desk)
    assert reconciler.ask_for_forgotten(desk.room) == 0
    desk.clock.now += 2 * HOUR
    assert reconciler.ask_for_forgotten(desk.room) == 2
    assert reconciler.ask_for_forgotten(desk.room) == 0
    assert {one.name for one in waiting(desk)} == {Work.KEEP, Work.DISCARD}
    desk.work()
    (found,) = desk.files(kept)
    assert (found.ref and found.ref.bucket, found.held) == (Bucket.EVIDENCE, True)
    assert [one.ref for one in desk.files(gone)] == [None]


def test_a_hold_that_was_forgotten_is_set(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.submit()
    desk.work()
    with transaction(desk.engine) as connection:
        connection.execute(update(file).values(held=False))
    forget_tasks(desk)
    desk.clock.now += 2 * HOUR
    assert reconciler.ask_for_forgotten(desk.room) == 1
    assert [(one.name, one.body) for one in waiting(desk)] == [(Work.HOLD, {"document": str(number)})]


def test_a_document_that_nobody_works_on_is_begun_again_and_in_the_end_seen(desk: Desk) -> None:
    number = desk.send(b"data")
    for _ in range(5):
        forget_tasks(desk)
        desk.clock.now += 2 * HOUR
        assert reconciler.ask_for_forgotten(desk.room) == 1
        assert [one.name for one in waiting(desk)] == [Work.SCAN]
    forget_tasks(desk)
    desk.clock.now += 2 * HOUR
    reconciler.ask_for_forgotten(desk.room)
    found = desk.document(number)
    assert (found.state, found.reason) == (S.CHECK_FAILED, "task.attempts")


def test_the_ledger_is_sealed_and_its_head_locked(desk: Desk) -> None:
    desk.send(b"data")
    assert reconciler.seal_ledger(desk.room) > 0
    assert reconciler.seal_ledger(desk.room) == 0
    with reading(desk.engine) as connection:
        assert ledger.heads_to_write(connection) == []
        assert list(ledger.verify(connection, desk.store)) == []


def test_one_sealer_at_a_time(desk: Desk) -> None:
    desk.send(b"data")
    with transaction(desk.engine) as connection:
        assert leases.take(connection, "ledger", UUID(int=1), at=desk.clock(), lasts=HOUR / 6)
    assert reconciler.seal_ledger(desk.room) == 0
    desk.clock.now += 2 * HOUR
    assert reconciler.seal_ledger(desk.room) > 0


def test_what_is_over_is_swept(desk: Desk, tmp_path: Path) -> None:
    desk.send(paper(CONTRACT))
    desk.work()
    with transaction(desk.engine) as connection:
        people.begin_session(connection, "key-1", "applicant", at=desk.clock(), lasts=HOUR)
        connection.execute(update(rows).values(done_at=desk.clock()))
        kept = outbox.ask(connection, Work.KEEP, {"dossier": str(desk.dossier)}, at=desk.clock())
    left = tmp_path / "objects" / ".writing" / "interrupted"
    left.write_bytes(b"half")
    old = (desk.clock() - timedelta(days=2)).timestamp()
    os.utime(left, (old, old))
    fresh = left.with_name("fresh")
    fresh.write_bytes(b"half")
    now = desk.clock().timestamp()
    os.utime(fresh, (now, now))
    assert reconciler.sweep(desk.room) == 1  # the interrupted write
    assert (left.exists(), fresh.exists()) == (False, True)
    desk.clock.now += timedelta(days=40)
    assert reconciler.sweep(desk.room) > 2
    assert [one.id for one in waiting(desk)] == [kept]


def test_documents_that_only_wait_for_a_person_are_left_alone(desk: Desk) -> None:
    number = desk.send(paper(CONTRACT))
    desk.work()
    forget_tasks(desk)
    desk.clock.now += timedelta(days=90)
    assert reconciler.ask_for_forgotten(desk.room) == 0
    with reading(desk.engine) as connection:
        assert documents.get(connection, number).state is S.CHECKED


def test_a_dead_scan_of_before_does_not_keep_a_document_from_being_scanned(desk: Desk) -> None:
    """It failed for good, a page was added, and then the scanner was away."""
    number = desk.send(b"data")
    (task,) = sent(desk)
    assert dead_letters.bury(desk.engine, task.id, "task.lost", at=desk.clock())
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.RECEIVED, act=desk.act())
    desk.scanner.down = True
    desk.work()
    assert desk.document(number).state is S.SCAN_WAITING
    desk.clock.now += HOUR
    assert reconciler.scan_again(desk.room) == 0  # one is on its way
    with transaction(desk.engine) as connection:
        for one in outbox.open_tasks(connection):
            outbox.done(connection, one.id, at=desk.clock())
    assert reconciler.scan_again(desk.room) == 1


def test_quarantine_keeps_what_waits_and_nothing_that_nobody_needs(desk: Desk) -> None:
    desk.send(b"waits for its scan")
    upload(desk, b"may still be accepted", stored=b"may still be accepted")
    desk.front.put(Bucket.QUARANTINE, new_name(), [b"told as a duplicate"], media_type="application/pdf")
    assert reconciler.sweep(desk.room) == 0
    desk.clock.now += timedelta(days=3)
    assert reconciler.sweep(desk.room) >= 1
    assert len(desk.names(Bucket.QUARANTINE)) == 2


def test_bytes_for_a_closed_dossier_are_not_read_again_and_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send(paper(CONTRACT))
    upload(desk, b"too late", stored=b"too late")
    desk.submit()
    desk.work()
    opened: list[object] = []
    monkeypatch.setattr(desk.store, "open", lambda *given, **_: opened.append(given))
    desk.clock.now += HOUR
    assert reconciler.accept_uploads(desk.room) == 0
    assert opened == []


def test_a_page_for_a_document_that_was_taken_away_is_not_read_again_and_again(desk: Desk) -> None:
    gone = desk.send(paper(CONTRACT))
    number = upload(desk, b"its page", stored=b"its page")
    with transaction(desk.engine) as connection:
        connection.execute(update(upload_rows).where(upload_rows.c.id == number).values(page_of=gone))
    desk.remove(gone)
    desk.clock.now += HOUR
    with reading(desk.engine) as connection:
        assert uploads.unaccepted(connection, at=desk.clock(), after=HOUR / 2) == []


def test_one_document_that_moved_on_stops_no_round(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found as stuck, it is through when its turn comes; the others are begun again all the same."""
    numbers = [desk.send(one) for one in (b"one", b"two", b"three")]
    forget_tasks(desk)
    desk.clock.now += 2 * HOUR
    with transaction(desk.engine) as connection:
        connection.execute(update(document).values(attempts=9))
    real = underway.stuck

    def then_moved_on(connection: Connection, **asked: Any) -> list[UUID]:
        found = real(connection, **asked)
        if found:
            monkeypatch.setattr(underway, "stuck", real)
            with transaction(desk.engine) as other:
                documents.move(other, numbers[0], S.CHECKING, act=desk.act())
                documents.move(other, numbers[0], S.CHECKED, act=desk.act(), outcome="clear")
        return found

    monkeypatch.setattr(underway, "stuck", then_moved_on)
    reconciler.ask_for_forgotten(desk.room)
    assert [desk.document(one).state for one in numbers] == [S.CHECKED, S.CHECK_FAILED, S.CHECK_FAILED]


def test_one_upload_that_cannot_be_read_stops_no_round(desk: Desk, tmp_path: Path) -> None:
    numbers = [upload(desk, data, stored=data) for data in (b"first", b"second")]
    with reading(desk.engine) as connection:
        name = uploads.get(connection, numbers[0]).object
    for record in (tmp_path / "objects" / "quarantine" / name).glob("@*.json"):
        record.write_text("no record")
    desk.clock.now += HOUR
    assert reconciler.accept_uploads(desk.room) == 1


def test_a_clock_that_was_set_back_neither_spins_nor_leaves_anything_lying(desk: Desk) -> None:
    """What was stamped an hour ahead is begun again once, not after the hour, and not in every round."""
    desk.scanner.down = True
    waits = desk.send(paper(CONTRACT))
    desk.work()
    lost = desk.send(b"lost")
    sent(desk)
    late = upload(desk, b"all bytes", stored=b"all bytes")
    desk.clock.now -= HOUR
    with transaction(desk.engine) as connection:
        connection.execute(update(rows).where(rows.c.begun > 0).values(done_at=desk.clock()))
        for one in outbox.open_tasks(connection):
            if one.body.get("document") == str(waits):
                outbox.done(connection, one.id, at=desk.clock())
    assert [reconciler.scan_again(desk.room) for _ in range(3)] == [1, 0, 0]
    again = [reconciler.send_lost_again(desk.room, after=LOST, waiting=NOBODY) for _ in range(3)]
    assert again[0] >= 1
    sent(desk)
    assert reconciler.send_lost_again(desk.room, after=LOST, waiting=NOBODY) == 0
    desk.scanner.down = False
    with transaction(desk.engine) as connection:
        outbox.send_again(connection, [one.id for one in outbox.open_tasks(connection)])
    desk.work()
    assert desk.document(waits).state is S.CHECKED
    assert desk.document(lost).state is not S.RECEIVED
    assert reconciler.accept_uploads(desk.room) == 1
    with reading(desk.engine) as connection:
        assert uploads.get(connection, late).document_id is not None
