"""Documents and dossiers move by the tables only, and every move leaves its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage.database.cases import dossier_document
from storage.database.tables import audit_event
from storage.errors import Closed, Empty, NotFound, Overtaken, Refused
from storage.records import documents, dossiers, handing_in, leases, outbox, people, underway, uploads
from storage.records.numbers import as_number, is_number, new_number
from storage.states import DOCUMENT_CHANGES, DOSSIER_CHANGES, DocumentState, DossierState
from tests.storage.records.conftest import ACT, NOON, Case

S = DocumentState
NONE = timedelta(0)


def actions(case: Case) -> list[str]:
    return list(case.connection.execute(select(audit_event.c.action).order_by(audit_event.c.id)).scalars())


def test_every_state_stands_in_its_table() -> None:
    assert set(DOCUMENT_CHANGES) == set(DocumentState)
    assert set(DOSSIER_CHANGES) == set(DossierState)


@pytest.mark.parametrize("state", [S.RECEIVED, S.CHECKED, S.HELD_BACK, S.DESTROYED, S.CHECK_FAILED])
def test_a_way_that_is_not_in_the_table_is_refused(case: Case, state: DocumentState) -> None:
    number = case.send()
    way = {
        S.RECEIVED: [],
        S.CHECKED: [S.CHECKING, S.CHECKED],
        S.HELD_BACK: [S.CHECKING, S.HELD_BACK],
        S.CHECK_FAILED: [S.CHECKING, S.CHECK_FAILED],
        S.DESTROYED: [S.REMOVED, S.DESTROYED],
    }
    for step in way[state]:
        documents.move(case.connection, number, step, act=ACT)
    for to in set(DocumentState) - DOCUMENT_CHANGES[state]:
        with pytest.raises(Refused):
            documents.move(case.connection, number, to, act=ACT)
    assert documents.get(case.connection, number).state is state


def test_every_move_leaves_an_event_and_grows_the_version(case: Case) -> None:
    number = case.send()
    before = documents.get(case.connection, number)
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    after = documents.move(case.connection, number, S.CHECKED, act=ACT, outcome="clear", kind_found="cv")
    assert {"document.received", "document.checking", "document.checked"} <= set(actions(case))
    assert after.version == before.version + 2
    assert (after.outcome, after.kind_found) == ("clear", "cv")


def test_a_result_for_other_bytes_is_overtaken(case: Case) -> None:
    number = case.send("aa")
    old = documents.get(case.connection, number).content
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    case.send("bb", page_of=number)
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    with pytest.raises(Overtaken):
        documents.move(case.connection, number, S.CHECKED, act=ACT, content=old)


def test_another_kind_is_checked_again(case: Case) -> None:
    number = case.send()
    assert documents.name_kind(case.connection, number, "cv", act=ACT).state is S.RECEIVED
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    documents.move(case.connection, number, S.CHECKED, act=ACT)
    assert documents.name_kind(case.connection, number, "cv", act=ACT).state is S.CHECKED
    assert documents.name_kind(case.connection, number, "diploma", act=ACT).state is S.CHECKING


def test_the_reconciler_finds_what_waits_too_long_and_asks_again(case: Case) -> None:
    number = case.send()
    later = NOON + timedelta(hours=1)
    assert underway.stuck(case.connection, at=NOON, after=NONE) == []
    assert underway.stuck(case.connection, at=later, after=NONE) == [number]
    again = type(ACT)(later, "worker", "reconciler")
    assert underway.asked_again(case.connection, number, act=again)
    assert underway.stuck(case.connection, at=later, after=NONE) == []
    assert [one.name for one in outbox.waiting(case.connection, 9)].count("task.scan") == 2
    documents.move(case.connection, number, S.REMOVED, act=ACT)
    assert not underway.asked_again(case.connection, number, act=again)


def test_what_was_sent_waits_no_more(case: Case) -> None:
    case.send()
    first, *rest = outbox.waiting(case.connection, 9)
    outbox.sent(case.connection, [first.id], at=NOON)
    assert outbox.waiting(case.connection, 9) == rest


def test_a_submitted_dossier_has_its_day_and_takes_no_changes(case: Case) -> None:
    with pytest.raises(Empty):
        handing_in.submit(case.connection, case.dossier, act=ACT)
    case.send()
    late = type(ACT)(NOON.replace(hour=23, minute=30), "api", "subject-1")
    found = handing_in.submit(case.connection, case.dossier, act=late)
    assert (found.state, found.submitted_at) == (DossierState.SUBMITTED, late.at)
    assert str(found.reference_date) == "2026-11-23"  # in Amsterdam it is the next day
    assert handing_in.submit(case.connection, case.dossier, act=ACT) == found
    with pytest.raises(Closed):
        dossiers.lock_changeable(case.connection, case.dossier)


def test_a_dossier_given_up_before_submission_leaves_nothing(case: Case) -> None:
    number = case.send()
    assert handing_in.withdraw(case.connection, case.dossier, act=ACT).state is DossierState.WITHDRAWN
    assert documents.get(case.connection, number).state is S.REMOVED
    handing_in.withdraw(case.connection, case.dossier, act=ACT)
    assert actions(case).count("dossier.withdrawn") == 1


def test_a_document_of_another_dossier_too_stays(case: Case) -> None:
    number = case.send()
    other = dossiers.create(case.connection, case.subject, "registration", act=ACT)
    dossiers.link(case.connection, other.id, number, 0, act=ACT)
    handing_in.withdraw(case.connection, case.dossier, act=ACT)
    assert documents.get(case.connection, number).state is S.RECEIVED
    assert {one.id for one in dossiers.dossiers_with(case.connection, number)} == {case.dossier, other.id}


def test_evidence_stays_when_a_submitted_dossier_is_withdrawn(case: Case) -> None:
    number = case.send()
    handing_in.submit(case.connection, case.dossier, act=ACT)
    handing_in.withdraw(case.connection, case.dossier, act=ACT)
    assert documents.get(case.connection, number).state is S.RECEIVED


def test_own_dossiers_come_newest_first_and_by_pages(case: Case) -> None:
    made = [case.dossier]
    for step in range(1, 5):
        act = type(ACT)(NOON + timedelta(seconds=step), "api", "subject-1")
        made.append(dossiers.create(case.connection, case.subject, "registration", act=act).id)
    first = dossiers.of_subject(case.connection, case.subject, most=3)
    rest = dossiers.of_subject(case.connection, case.subject, before=first[-1].id, most=3)
    assert [one.id for one in first + rest] == made[::-1]
    assert dossiers.of_subject(case.connection, uuid4()) == []


def test_what_is_not_there_is_not_found(case: Case) -> None:
    for look in (documents.get, dossiers.get):
        with pytest.raises(NotFound):
            look(case.connection, uuid4())


def test_a_place_is_held_by_one_until_it_falls_free(case: Case) -> None:
    one, other = uuid4(), uuid4()
    minute = timedelta(minutes=1)
    assert leases.take(case.connection, "sealer", one, at=NOON, lasts=minute)
    assert not leases.take(case.connection, "sealer", other, at=NOON, lasts=minute)
    assert leases.take(case.connection, "sealer", one, at=NOON, lasts=minute)
    assert leases.take(case.connection, "sealer", other, at=NOON + minute, lasts=minute)
    leases.leave(case.connection, "sealer", one)
    assert not leases.take(case.connection, "sealer", one, at=NOON + minute, lasts=minute)
    leases.leave(case.connection, "sealer", other)
    assert leases.take(case.connection, "sealer", one, at=NOON + minute, lasts=minute)


def test_a_session_ends_by_time_by_rest_and_by_hand(case: Case) -> None:
    idle = timedelta(minutes=30)
    secret = people.begin_session(case.connection, "key-1", "applicant", at=NOON, lasts=timedelta(hours=8))
    find = people.find_session
    found = find(case.connection, secret, at=NOON, idle=idle)
    assert found is not None
    assert (found.person, found.role) == ("key-1", "applicant")
    assert find(case.connection, secret + "x", at=NOON, idle=idle) is None
    assert find(case.connection, secret, at=NOON + idle, idle=idle) is None
    people.used(case.connection, secret, at=NOON + idle)
    assert find(case.connection, secret, at=NOON + idle, idle=idle) is not None
    assert find(case.connection, secret, at=NOON + timedelta(hours=8), idle=timedelta(days=1)) is None
    people.end_session(case.connection, secret)
    assert find(case.connection, secret, at=NOON + idle, idle=idle) is None
    assert people.subject_of(case.connection, "key-1", at=NOON) == case.subject


@given(st.integers(2020, 2099), st.data())
def test_one_wrong_character_in_a_number_shows(year: int, data: st.DataObject) -> None:
    number = new_number(year)
    assert is_number(number)
    assert as_number(number.replace("-", " ").lower()) == number
    place = data.draw(st.sampled_from([i for i, c in enumerate(number) if c != "-"]))
    alphabet = "0123456789" if place < 4 else "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    other = data.draw(st.sampled_from([c for c in alphabet if c != number[place]]))
    assert as_number(number[:place] + other + number[place + 1 :]) is None


def asked(case: Case) -> list[str]:
    return [one.name for one in outbox.waiting(case.connection, 100)]


def test_a_document_that_is_through_has_its_bundle_looked_at(case: Case) -> None:
    number = case.send()
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    assert "task.check-bundle" not in asked(case)
    documents.move(case.connection, number, S.CHECKED, act=ACT)
    assert "task.check-bundle" in asked(case)
    assert "task.keep" not in asked(case)


def test_a_document_checked_after_submission_follows_into_evidence(case: Case) -> None:
    number = case.send()
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    handing_in.submit(case.connection, case.dossier, act=ACT)
    assert asked(case).count("task.keep") == 1
    documents.move(case.connection, number, S.HELD_BACK, act=ACT)
    assert asked(case).count("task.keep") == 2


def test_a_supplement_is_not_handed_in_before_it_is_submitted(case: Case) -> None:
    numbers = [case.send("aa")]
    assert dossiers.handed_in(case.connection, case.dossier) == []
    handing_in.submit(case.connection, case.dossier, act=ACT)
    for days, sha256 in ((1, "bb"), (2, "cc")):
        later = replace(ACT, at=NOON + timedelta(days=days))
        ask_for_a_supplement(case)
        upload = case.begin()
        uploads.complete(case.connection, upload.id, sha256)
        added = uploads.accept(case.connection, upload.id, "v1", act=later)
        assert dossiers.handed_in(case.connection, case.dossier) == numbers
        numbers.append(added)
        found = handing_in.submit(case.connection, case.dossier, act=later)
        assert dossiers.handed_in(case.connection, case.dossier) == numbers
        assert (found.submitted_at, str(found.reference_date)) == (NOON, "2026-11-22")
    asked = select(dossier_document.c.handed_in_at).order_by(dossier_document.c.position)
    instants = [at - NOON for at in case.connection.execute(asked).scalars()]
    assert instants == [timedelta(0), timedelta(days=1), timedelta(days=2)]


def ask_for_a_supplement(case: Case) -> None:
    found = dossiers.get(case.connection, case.dossier, lock=True)
    if found.state is DossierState.SUBMITTED:
        dossiers.change(case.connection, found, DossierState.IN_REVIEW, act=ACT)
    found = dossiers.get(case.connection, case.dossier, lock=True)
    dossiers.change(case.connection, found, DossierState.SUPPLEMENT_ASKED, act=ACT)


def test_a_session_outlives_a_clock_that_is_set_back(case: Case) -> None:
    idle, lasts = timedelta(minutes=30), timedelta(hours=8)
    secret = people.begin_session(case.connection, "key-1", "applicant", at=NOON, lasts=lasts)
    back = NOON - timedelta(hours=1)
    found = people.find_session(case.connection, secret, at=back, idle=idle)
    assert found is not None
    assert not people.must_be_noted(found, back)
    assert people.sweep_sessions(case.connection, at=back) == 0


def test_a_scan_that_is_put_off_counts_its_attempts(case: Case) -> None:
    number = case.send()
    reasons = ["scanner.unreachable", "scanner.timed-out"]
    assert [underway.put_off(case.connection, number, one, act=ACT) for one in reasons] == [1, 2]
    found = documents.get(case.connection, number)
    assert (found.state, found.reason) == (S.SCAN_WAITING, "scanner.timed-out")


def test_pages_read_side_by_side_never_count_back_nor_past_the_last(case: Case) -> None:
    number = case.send()
    documents.move(case.connection, number, S.CHECKING, act=ACT)
    underway.progress(case.connection, number, pages=3, done=0, at=NOON)
    seen = []
    for least in (0, 0, 1, 3, 0):
        underway.page_read(case.connection, number, least=least, at=NOON)
        seen.append(documents.get(case.connection, number).pages_done)
    assert seen == [1, 2, 2, 3, 3]


def test_a_place_taken_by_a_clock_that_was_far_ahead_falls_free(case: Case) -> None:
    holder, other = uuid4(), uuid4()
    minute = timedelta(minutes=1)
    ahead = NOON + timedelta(days=1)
    assert leases.take(case.connection, "relay", holder, at=ahead, lasts=minute)
    assert leases.take(case.connection, "relay", other, at=NOON, lasts=minute)
    a_little = NOON - timedelta(seconds=20)  # another machine's clock
    assert not leases.take(case.connection, "relay", holder, at=a_little, lasts=minute)
