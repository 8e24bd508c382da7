"""Whatever fails for good is seen in the database, with its reason, and can be tried again."""

from __future__ import annotations

from uuid import uuid4

import pytest

from storage.database.engine import reading, transaction
from storage.errors import Damaged, Overtaken, Unavailable
from storage.records import documents, outbox
from storage.records.outbox import Dead, Work
from storage.states import DocumentState
from tests.workers.queue.conftest import Desk, act, now
from workers import dead_letters
from workers.brokers import connect, declare
from workers.errors import TaskFailed
from workers.relay import Relay
from workers.tasks import Bench, perform

S = DocumentState


def dead(desk: Desk) -> list[Dead]:
    with reading(desk.engine) as connection:
        return outbox.dead(connection)


def scan_task(desk: Desk) -> outbox.Waiting:
    """The one task that waits."""
    with reading(desk.engine) as connection:
        (one,) = [row for row in outbox.waiting(connection, 10) if row.name == Work.SCAN]
    return one


@pytest.mark.parametrize(("how", "reason"), [("memory", "task.memory"), ("error", "task.error")])
def test_a_failure_has_its_reason_and_no_text(desk: Desk, relaying: Relay, how: str, reason: str) -> None:
    desk.wish(Work.SCAN, how)
    number = desk.send()
    desk.work()
    desk.wait(lambda: desk.document(number).state is S.CHECK_FAILED)
    assert desk.document(number).reason == reason
    assert desk.noted("begun", Work.SCAN) == 1
    desk.wish(Work.SCAN, "")
    assert dead_letters.replay(desk.engine, [dead(desk)[0].id], act=act()) == 1
    desk.wait(lambda: desk.document(number).state is S.CHECKED)
    assert dead(desk) == []
    log = (desk.folder / "worker.log").read_text()
    assert "text of a document" not in log
    assert "stub_worker.py" in log  # but the place is told


def test_what_only_the_broker_saw_is_brought_in(rabbit_desk: Desk) -> None:
    """A task whose process was lost while the database was away is in the broker's queue alone."""
    number, broker = rabbit_desk.send(), rabbit_desk.broker
    relay = rabbit_desk.relay()
    with connect(broker) as connection:
        declare(connection, broker)
        relay.round(relay.producer_on(connection))
        (scan,) = [queue for queue in broker.queues() if queue.name == "scan"]
        message = scan(connection.default_channel).get(no_ack=False)
        assert message is not None
        message.reject()
        collected = []
        rabbit_desk.wait(
            lambda: bool(
                collected.append(dead_letters.collect(rabbit_desk.engine, connection, broker, at=now()))
                or sum(collected)
            )
        )
        assert dead_letters.collect(rabbit_desk.engine, connection, broker, at=now()) == 0
    assert rabbit_desk.document(number).state is S.CHECK_FAILED
    assert [(one.work, one.reason) for one in dead(rabbit_desk)] == [(Work.SCAN, "task.lost")]


def test_what_is_away_is_waited_for(desk: Desk) -> None:
    desk.send()
    task = scan_task(desk)
    calls = []

    def service(document: str) -> None:
        calls.append(document)
        if len(calls) < 3:
            raise Unavailable("the store is away")

    bench = Bench(desk.engine, {Work.SCAN: service}, now)
    perform(bench, Work.SCAN, task.id, task.body, settings=desk.settings)
    assert len(calls) == 3
    perform(bench, Work.SCAN, task.id, task.body, settings=desk.settings)  # the message came twice
    assert len(calls) == 3


def test_what_cannot_succeed_is_buried_at_once(desk: Desk) -> None:
    number = desk.send()
    task = scan_task(desk)

    def service(document: str) -> None:
        raise Damaged("not what was written")

    with pytest.raises(TaskFailed, match=r"^storage\.damaged$"):
        perform(
            Bench(desk.engine, {Work.SCAN: service}, now),
            Work.SCAN,
            task.id,
            task.body,
            settings=desk.settings,
        )
    assert desk.document(number).reason == "storage.damaged"


def test_what_is_overtaken_is_done(desk: Desk) -> None:
    number = desk.send()
    task = scan_task(desk)

    def service(document: str) -> None:
        raise Overtaken("it has other files by now")

    perform(
        Bench(desk.engine, {Work.SCAN: service}, now), Work.SCAN, task.id, task.body, settings=desk.settings
    )
    assert desk.document(number).state is S.RECEIVED
    assert dead(desk) == []


def test_a_dead_task_leaves_a_document_alone_that_went_on(desk: Desk) -> None:
    number = desk.send()
    task = scan_task(desk)
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.CHECKING, act=act())
    assert dead_letters.bury(desk.engine, task.id, "task.lost", at=now())
    assert not dead_letters.bury(desk.engine, task.id, "task.lost", at=now())
    assert desk.document(number).state is S.CHECKING
    assert dead_letters.replay(desk.engine, [task.id, uuid4()], act=act()) == 1
    assert (dead(desk), desk.document(number).state) == ([], S.CHECKING)


def test_a_dead_task_without_a_check_is_replayed_as_itself(desk: Desk) -> None:
    with transaction(desk.engine) as connection:
        number = outbox.ask(connection, Work.KEEP, {"dossier": str(uuid4())}, at=now())
        outbox.sent(connection, [number], at=now())
    dead_letters.bury(desk.engine, number, "storage.damaged", at=now())
    assert dead_letters.replay(desk.engine, [number], act=act()) == 1
    with transaction(desk.engine) as connection:
        assert [one.id for one in outbox.waiting(connection, 10)] == [number]
        assert outbox.begin(connection, number, at=now()) == 1
