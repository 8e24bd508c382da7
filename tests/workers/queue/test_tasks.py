"""Tasks on both brokers, with real workers: nothing is lost, nothing is done twice, failures are seen."""

from __future__ import annotations

import pytest

from storage.database.engine import reading
from storage.records import outbox
from storage.records.outbox import Work
from storage.states import DocumentState
from tests.workers.queue.conftest import Desk, act
from workers import dead_letters
from workers.relay import Relay

S = DocumentState


def test_a_document_goes_all_the_way(desk: Desk, relaying: Relay) -> None:
    desk.work()
    numbers = [desk.send() for _ in range(5)]
    desk.wait(lambda: all(desk.document(one).state is S.CHECKED for one in numbers))
    assert desk.noted("done", Work.SCAN) == desk.noted("done", Work.READ) == 5


def test_a_killed_child_is_redelivered_once_and_done(desk: Desk, relaying: Relay) -> None:
    desk.wish(Work.READ, "die x")
    number = desk.send()
    desk.work()
    desk.wait(lambda: desk.document(number).state is S.CHECKED)
    assert (desk.noted("begun", Work.READ), desk.noted("done", Work.READ)) == (2, 1)


def test_poison_is_a_dead_letter_and_can_be_replayed(desk: Desk, relaying: Relay) -> None:
    desk.wish(Work.READ, "die")
    number = desk.send()
    desk.work()
    desk.wait(lambda: desk.document(number).state is S.CHECK_FAILED)
    assert desk.document(number).reason == "task.lost"
    assert desk.noted("begun", Work.READ) == desk.settings.task_tries
    with reading(desk.engine) as connection:
        (dead,) = outbox.dead(connection)
    assert (dead.work, dead.reason, dead.body) == (Work.READ, "task.lost", {"document": str(number)})
    desk.wish(Work.READ, "")
    assert dead_letters.replay(desk.engine, [dead.id], act=act()) == 1
    desk.wait(lambda: desk.document(number).state is S.CHECKED)
    assert desk.noted("done", Work.READ) == 1


def test_a_whole_worker_that_is_killed_leaves_nothing_undone(rabbit_desk: Desk, relaying: Relay) -> None:
    rabbit_desk.wish(Work.SCAN, "sleep 3")
    number = rabbit_desk.send()
    worker = rabbit_desk.work()
    rabbit_desk.wait(lambda: rabbit_desk.noted("begun", Work.SCAN) == 1)
    worker.kill()
    worker.wait()
    rabbit_desk.wish(Work.SCAN, "")
    rabbit_desk.work()
    rabbit_desk.wait(lambda: rabbit_desk.document(number).state is S.CHECKED)
    # The killed worker's child, in the middle of its sleep, ended with it.
    assert (rabbit_desk.noted("begun", Work.SCAN), rabbit_desk.noted("done", Work.SCAN)) == (2, 1)


@pytest.mark.slow
def test_a_task_that_runs_too_long_is_killed_and_in_the_end_dead(rabbit_desk: Desk, relaying: Relay) -> None:
    rabbit_desk.settings = rabbit_desk.settings.model_copy(update={"task_seconds": 3})
    rabbit_desk.wish(Work.SCAN, "sleep 60")
    number = rabbit_desk.send()
    rabbit_desk.work()
    rabbit_desk.wait(lambda: rabbit_desk.document(number).state is S.CHECK_FAILED)
    assert rabbit_desk.document(number).reason == "task.lost"
    assert rabbit_desk.noted("begun", Work.SCAN) == 2
