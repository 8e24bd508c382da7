"""A task's row, from being asked for to its end, on both databases."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from storage.records import outbox
from storage.records.outbox import News, Work
from tests.storage.records.conftest import NOON, Case

LATER = NOON + timedelta(hours=1)


def task(case: Case, *, sent: bool = True) -> UUID:
    number = outbox.ask(case.connection, Work.KEEP, {"dossier": str(case.dossier)}, at=NOON)
    if sent:
        outbox.sent(case.connection, [number], at=NOON)
    return number


def test_a_task_is_counted_and_done_once(case: Case) -> None:
    number = task(case)
    assert [outbox.begin(case.connection, number, at=NOON) for _ in range(2)] == [1, 2]
    outbox.done(case.connection, number, at=NOON)
    assert outbox.begin(case.connection, number, at=NOON) is None
    assert outbox.die(case.connection, number, "task.lost", at=NOON) is None
    assert outbox.open_tasks(case.connection) == []


def test_a_message_that_nobody_asked_for_is_not_begun(case: Case) -> None:
    assert outbox.begin(case.connection, uuid4(), at=NOON) is None


def test_an_event_is_done_when_it_is_sent(case: Case) -> None:
    number = outbox.ask(case.connection, News.SUBMITTED, {"subject": str(case.dossier)}, at=NOON)
    outbox.sent(case.connection, [number], at=NOON)
    assert outbox.overdue(case.connection, at=LATER, after=timedelta(0)) == []
    assert outbox.forget(case.connection, before=LATER) == 1


def test_the_dead_are_listed_until_they_are_sent_again(case: Case) -> None:
    number = task(case)
    outbox.begin(case.connection, number, at=NOON)
    outbox.die(case.connection, number, "task.memory", at=NOON)
    (dead,) = outbox.dead(case.connection)
    assert (dead.id, dead.work, dead.reason) == (number, Work.KEEP, "task.memory")
    assert outbox.begin(case.connection, number, at=NOON) is None
    outbox.send_again(case.connection, [number])
    assert outbox.dead(case.connection) == []
    assert [one.id for one in outbox.waiting(case.connection, 10)] == [number]
    assert outbox.begin(case.connection, number, at=NOON) == 1


def test_overdue_is_what_was_sent_and_not_begun_for_long(case: Case) -> None:
    lost, begun, dead, unsent = task(case), task(case), task(case), task(case, sent=False)
    outbox.begin(case.connection, begun, at=LATER)
    outbox.die(case.connection, dead, "task.lost", at=NOON)
    assert [one.id for one in outbox.overdue(case.connection, at=LATER, after=timedelta(0))] == [lost]
    assert {one.id for one in outbox.open_tasks(case.connection)} == {lost, begun, unsent}


def test_what_was_asked_lately_or_is_open_is_known(case: Case) -> None:
    number = task(case)
    known = {(Work.KEEP, str(case.dossier))}
    assert outbox.asked_since(case.connection, LATER) == known  # it is open
    outbox.done(case.connection, number, at=NOON)
    assert outbox.asked_since(case.connection, LATER) == set()
    assert outbox.asked_since(case.connection, NOON) == known


def test_what_the_end_of_all_workers_interrupted_is_no_try(case: Case) -> None:
    number, dead = task(case), task(case)
    for _ in range(5):
        assert outbox.begin(case.connection, number, at=NOON) == 1
        assert outbox.forgive(case.connection, since=NOON - timedelta(days=1)) == 1
    outbox.begin(case.connection, dead, at=NOON)
    outbox.die(case.connection, dead, "task.lost", at=NOON)
    assert outbox.forgive(case.connection, since=NOON) == 0


def test_a_task_that_is_old_may_be_what_ends_them(case: Case) -> None:
    number = task(case)
    outbox.begin(case.connection, number, at=NOON)
    assert outbox.forgive(case.connection, since=LATER) == 0
    assert outbox.begin(case.connection, number, at=NOON) == 2
