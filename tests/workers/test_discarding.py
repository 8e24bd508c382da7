"""What is no part of any evidence is destroyed: at once, or when its applicant had the time to mend it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.database.cases import dossier
from storage.database.engine import transaction
from storage.objects import Bucket
from storage.records import documents, outbox, reports
from storage.records.outbox import Work
from storage.records.reports import Reading
from storage.states import DocumentState
from tests.workers.desk import TOO_MUCH, Desk
from tests.workers.papers import CONTRACT, PAY_SLIP, paper
from tests.workers.test_keeping import checked
from workers import reconciler
from workers.derived import document_object
from workers.discarding import discard
from workers.keeping import keep
from workers.rechecking import recheck

S = DocumentState
MINUTE = timedelta(minutes=1)
FORTNIGHT = timedelta(days=14)


def test_a_removed_document_is_destroyed_with_all_that_was_made_of_it(desk: Desk) -> None:
    number = checked(desk)
    files = desk.files(number)
    for part in ("reading", "left by a killed process"):
        name = document_object(files, part)
        desk.store.put(Bucket.DERIVED, name, [b"{}"], media_type="application/json")
    with transaction(desk.engine) as connection:
        one = Reading(1, 1, document_object(files, "reading"))
        reports.save_reading(connection, number, "cc", "1", one, at=desk.clock())
    desk.remove(number)
    assert [discard(desk.room, number) for _ in range(2)] == [True, True]
    assert desk.document(number).state is S.DESTROYED
    assert all(desk.names(bucket) == [] for bucket in Bucket)
    assert desk.files(number)[0].name is None


def test_what_was_submitted_is_not_discarded(desk: Desk) -> None:
    number = checked(desk)
    desk.submit()
    keep(desk.room, desk.dossier)
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.REPLACED, act=desk.act())
    assert discard(desk.room, number) is False
    assert desk.document(number).state is S.REPLACED
    assert desk.versions(Bucket.EVIDENCE) == 1


def test_an_infected_page_beside_evidence_is_destroyed_alone(desk: Desk) -> None:
    number = checked(desk)
    desk.submit()
    keep(desk.room, desk.dossier)
    (kept,) = desk.files(number)
    with transaction(desk.engine) as connection:
        connection.execute(update(dossier).values(state="supplement-asked"))
    desk.send(b"malware", page_of=number)
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.INFECTED, act=desk.act())
    assert discard(desk.room, number) is False
    assert desk.names(Bucket.QUARANTINE) == []
    evidence, page = desk.files(number)
    assert (evidence.ref, page.ref) == (kept.ref, None)
    assert desk.versions(Bucket.EVIDENCE) == 1


def test_nothing_else_is_discarded(desk: Desk) -> None:
    number = checked(desk)
    assert discard(desk.room, number) is False
    assert desk.names(Bucket.DRAFT) != []


def expire(desk: Desk) -> None:
    """A round of the reconciler, and the work that it asks for."""
    reconciler.ask_for_expired(desk.room)
    desk.work()


def test_what_is_over_the_scanners_limit_goes_after_a_fortnight(desk: Desk) -> None:
    """It stands in quarantine, and would for ever; the record stays with the dossier, without file name."""
    number = desk.send(TOO_MUCH)
    desk.work()
    desk.submit()
    desk.work()
    desk.clock.now += FORTNIGHT - MINUTE
    expire(desk)
    assert len(desk.names(Bucket.QUARANTINE)) == 1
    desk.clock.now += 2 * MINUTE
    expire(desk)
    assert desk.names(Bucket.QUARANTINE) == []
    (one,) = desk.files(number)
    assert (one.ref, one.name) == (None, None)
    found = desk.document(number)
    assert (found.state, found.reason) == (S.UNREADABLE, "safety.too-large")
    assert desk.actions().count("document.discarded") == 1
    assert reconciler.ask_for_expired(desk.room) == 0
    assert [one["id"] for one in desk.bundle()["bundle"]["unjudged"]] == [str(number)]


def test_a_broken_file_goes_with_what_was_read_of_it(desk: Desk) -> None:
    number = desk.send(b"%PDF-1.4 broken", kind="diploma")
    desk.work()
    before = desk.document(number)
    assert before.state is S.UNREADABLE
    desk.clock.now += FORTNIGHT + MINUTE
    expire(desk)
    (one,) = desk.files(number)
    assert one.ref is None
    assert desk.names(Bucket.DRAFT) == []
    assert [name for name in desk.names(Bucket.DERIVED) if name.startswith(one.object)] == []
    assert desk.document(number).reason == before.reason
    with transaction(desk.engine) as connection:  # nobody can read it again, whatever it is called
        documents.name_kind(connection, number, "contract", act=desk.act())
    assert recheck(desk.room) == 0
    desk.work()
    assert (desk.document(number).state, desk.document(number).reason) == (S.UNREADABLE, before.reason)


def test_what_is_held_back_goes_a_fortnight_after_the_notice(desk: Desk) -> None:
    number = desk.send(paper(PAY_SLIP))
    desk.work()
    assert desk.document(number).state is S.HELD_BACK
    desk.clock.now += FORTNIGHT + MINUTE
    expire(desk)
    assert desk.document(number).state is S.DESTROYED
    assert all(desk.names(bucket) == [] for bucket in Bucket)
    assert desk.files(number)[0].name is None


@pytest.mark.parametrize("submitted_late", [False, True])
def test_what_was_handed_in_stays(desk: Desk, submitted_late: bool) -> None:
    """Also at the last moment, when its destruction was asked for already."""
    number = desk.send(paper(PAY_SLIP))
    desk.work()
    if submitted_late:
        desk.clock.now += FORTNIGHT + MINUTE
        assert reconciler.ask_for_expired(desk.room) == 1
    desk.submit()
    desk.clock.now += FORTNIGHT + MINUTE
    expire(desk)
    (one,) = desk.files(number)
    assert one.ref is not None
    assert one.ref.bucket is Bucket.EVIDENCE
    assert desk.document(number).state is S.HELD_BACK


def test_a_task_that_comes_early_destroys_nothing(desk: Desk) -> None:
    """The date is looked at again immediately before."""
    numbers = [desk.send(data) for data in (paper(PAY_SLIP), TOO_MUCH, paper(CONTRACT))]
    desk.work()
    with transaction(desk.engine) as connection:
        for one in numbers:
            outbox.ask(connection, Work.DISCARD, {"document": str(one)}, at=desk.clock())
    desk.work()
    assert [desk.document(one).state for one in numbers] == [S.HELD_BACK, S.UNREADABLE, S.CHECKED]
    assert all(desk.files(one)[0].ref is not None for one in numbers)


def test_interrupted_half_way_it_is_finished(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.send(TOO_MUCH)
    desk.work()
    desk.clock.now += FORTNIGHT + MINUTE
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(documents, "bytes_gone", killed)
        with pytest.raises(KeyboardInterrupt):
            discard(desk.room, number)
    assert desk.names(Bucket.QUARANTINE) == []
    assert desk.files(number)[0].ref is not None
    expire(desk)
    assert desk.files(number)[0].ref is None
