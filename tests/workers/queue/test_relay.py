"""The relay on both brokers: what is not confirmed stays, what is sent twice is done once."""

from __future__ import annotations

from threading import Event, Thread
from time import sleep
from uuid import uuid4

import pytest
from kombu import Connection
from sqlalchemy import select, update

from storage.database.engine import reading, transaction
from storage.database.tables import outbox as rows
from storage.records import documents, outbox, underway
from storage.records.outbox import News, Work
from storage.states import DocumentState
from tests.servers.rabbitmq import RabbitServer
from tests.workers.queue.conftest import Desk, act, now
from workers.brokers import CONFIRM_SECONDS, EVENTS, WORK, connect, declare, waiting_in
from workers.lines import Line
from workers.relay import Relay, line_of

S = DocumentState


def sent_once(desk: Desk, relay: Relay) -> int:
    with connect(desk.broker) as connection:
        declare(connection, desk.broker)
        return relay.round(relay.producer_on(connection))


def waiting(desk: Desk) -> dict[Line, int]:
    with connect(desk.broker) as connection:
        declare(connection, desk.broker)
        return waiting_in(connection, desk.broker)


def unsent(desk: Desk) -> list[str]:
    with reading(desk.engine) as connection:
        return [one.name for one in outbox.waiting(connection, 1000)]


@pytest.mark.parametrize(
    ("work", "pages", "line"),
    [
        (Work.SCAN, None, Line.SCAN),
        (Work.READ, None, Line.READ_SHORT),
        (Work.READ, 20, Line.READ_SHORT),
        (Work.READ, 21, Line.READ_LONG),
        (Work.READ_PAGES, 300, Line.READ_LONG),
        (Work.JOIN, 300, Line.READ_LONG),
        (Work.CHECK_BUNDLE, None, Line.READ_SHORT),
        (Work.KEEP, None, Line.HOUSEKEEPING),
        (Work.HOLD, None, Line.HOUSEKEEPING),
        (Work.DISCARD, None, Line.HOUSEKEEPING),
    ],
)
def test_each_task_has_its_queue(work: Work, pages: int | None, line: Line) -> None:
    assert line_of(work, pages, long_pages=20) is line


def test_what_waits_is_sent_to_its_queue_and_noted(desk: Desk) -> None:
    number = desk.send()
    with transaction(desk.engine) as connection:
        documents.move(connection, number, S.CHECKING, act=act())
        underway.progress(connection, number, pages=300, done=0, at=now())
    assert sent_once(desk, desk.relay()) == 3  # scan, read, and the event
    assert unsent(desk) == []
    assert waiting(desk) == {Line.SCAN: 1, Line.READ_SHORT: 0, Line.READ_LONG: 1, Line.HOUSEKEEPING: 0}


def test_a_crash_before_it_is_noted_repeats_without_harm(desk: Desk) -> None:
    number = desk.send()
    relay = desk.relay()
    sent_once(desk, relay)
    with transaction(desk.engine) as connection:  # as if it had died between the broker's word and the note
        connection.execute(update(rows).values(published_at=None, done_at=None))
    sent_once(desk, relay)
    assert waiting(desk)[Line.SCAN] == 2
    stop = Event()
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    desk.work()
    desk.wait(lambda: desk.document(number).state is S.CHECKED)
    desk.wait(lambda: not any(waiting(desk).values()))
    stop.set()
    thread.join()
    assert desk.noted("done", Work.SCAN) == desk.noted("done", Work.READ) == 1


def test_two_relays_send_once_and_one_takes_over(desk: Desk) -> None:
    stops = [Event(), Event()]
    threads = [Thread(target=desk.relay().run, args=(stop,)) for stop in stops]
    for thread in threads:
        thread.start()
    for _ in range(3):
        desk.send()
    desk.wait(lambda: not unsent(desk))
    assert waiting(desk)[Line.SCAN] == 3
    for stop, thread in zip(stops, threads, strict=True):
        desk.send()
        desk.wait(lambda: not unsent(desk))
        stop.set()
        thread.join()
    assert waiting(desk)[Line.SCAN] == 5


def test_an_unroutable_task_is_noticed_stays_and_goes_later(
    rabbit_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    rabbit_desk.send()
    relay = rabbit_desk.relay()
    with Connection(rabbit_desk.broker.url) as connection, connect(rabbit_desk.broker) as publishing:
        declare(publishing, rabbit_desk.broker)
        connection.default_channel.queue_unbind("scan", WORK.name, "scan")
        producer = relay.producer_on(publishing)
        assert relay.round(producer) == 1  # the event, to which nobody has to listen
        assert unsent(rabbit_desk) == [Work.SCAN]
        assert "scan: queue.missing" in caplog.text
        rabbit_desk.wait(lambda: relay.round(producer) == 1)  # the queue was bound again
    assert waiting(rabbit_desk)[Line.SCAN] == 1


def test_a_queue_that_is_full_refuses_and_the_row_waits(rabbit_desk: Desk) -> None:
    broker = rabbit_desk.broker
    with connect(broker) as connection:
        (queue,) = [one for one in broker.queues() if one.name == "scan"]
        queue.queue_arguments = {**queue.queue_arguments, "x-max-length": 1}
        queue(connection.default_channel).declare()
        EVENTS(connection.default_channel).declare()
        relay = rabbit_desk.relay()
        for _ in range(20):
            rabbit_desk.send()
        relay.round(relay.producer_on(connection))
    assert Work.SCAN in unsent(rabbit_desk)
    assert News.RECEIVED not in unsent(rabbit_desk)


def test_a_full_queue_and_an_unknown_name_hold_up_nobody(
    rabbit_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """More of both than one round takes, and all of them older than what is for another queue."""
    broker = rabbit_desk.broker
    with transaction(rabbit_desk.engine) as connection:
        for _ in range(250):
            outbox.ask(connection, Work.SCAN, {"document": str(uuid4())}, at=now())
        stranger = outbox.ask(connection, Work.KEEP, {"dossier": str(uuid4())}, at=now())
        connection.execute(update(rows).where(rows.c.id == stranger).values(name="task.of-a-newer-version"))
        outbox.ask(connection, Work.KEEP, {"dossier": str(uuid4())}, at=now())
    with connect(broker) as connection:
        queues = {one.name: one for one in broker.queues()}
        scan = queues["scan"]
        scan.queue_arguments = {**scan.queue_arguments, "x-max-length": 1}
        for queue in queues.values():
            queue(connection.default_channel).declare()
        relay = rabbit_desk.relay()
        producer = relay.producer_on(connection)
        for _ in range(4):
            relay.round(producer)
        assert Work.KEEP not in unsent(rabbit_desk)
        assert "scan: queue.full" in caplog.text
        assert "task.of-a-newer-version: name.unknown" in caplog.text
        left = len(unsent(rabbit_desk))
        scan(connection.default_channel).purge()
        rabbit_desk.wait(lambda: relay.round(producer) > 0)
    assert len(unsent(rabbit_desk)) < left
    with reading(rabbit_desk.engine) as database:
        row = database.execute(select(rows).where(rows.c.id == stranger)).one()
    assert (row.reason, row.published_at) == ("name.unknown", None)


@pytest.mark.slow
def test_a_broker_that_is_killed_loses_nothing(rabbitmq: RabbitServer, rabbit_desk: Desk) -> None:
    relay, stop = rabbit_desk.relay(), Event()
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    rabbit_desk.work()
    numbers = [rabbit_desk.send() for _ in range(10)]
    rabbit_desk.wait(lambda: rabbit_desk.noted("begun", Work.SCAN) > 0)
    rabbitmq.program.kill()
    try:
        numbers += [rabbit_desk.send() for _ in range(10)]
        sleep(2)
    finally:
        rabbitmq.start()
    rabbit_desk.wait(lambda: all(rabbit_desk.document(one).state is S.CHECKED for one in numbers), 120)
    rabbit_desk.wait(lambda: not still_open(rabbit_desk))
    stop.set()
    thread.join()
    with reading(rabbit_desk.engine) as connection:
        # Between a task and its acknowledgement the broker died: some come twice, and are done once.
        assert outbox.dead(connection) == []
    assert rabbit_desk.noted("done", Work.READ) == len(numbers)


@pytest.mark.slow
def test_a_broker_that_hangs_is_waited_for(rabbitmq: RabbitServer, rabbit_desk: Desk) -> None:
    relay, stop = rabbit_desk.relay(), Event()
    thread = Thread(target=relay.run, args=(stop,))
    thread.start()
    rabbit_desk.send()
    rabbit_desk.wait(lambda: not unsent(rabbit_desk))
    rabbitmq.program.pause()
    try:
        rabbit_desk.send()
        sleep(20)  # longer than a confirm is waited for
        assert unsent(rabbit_desk)
    finally:
        rabbitmq.program.resume()
    rabbit_desk.wait(lambda: not unsent(rabbit_desk))
    stop.set()
    thread.join()


@pytest.mark.slow
def test_a_broker_without_memory_takes_nothing_and_is_waited_for(
    rabbitmq: RabbitServer, rabbit_desk: Desk, relaying: Relay
) -> None:
    """Its memory alarm stops whoever publishes, and says nothing to a publish."""
    rabbit_desk.send()
    rabbit_desk.wait(lambda: not unsent(rabbit_desk))
    rabbitmq.control("set_vm_memory_high_watermark", "absolute", "1")
    try:
        sleep(3)  # until it has looked
        rabbit_desk.send()
        sleep(CONFIRM_SECONDS + 5)
        assert unsent(rabbit_desk)
    finally:
        rabbitmq.control("set_vm_memory_high_watermark", "absolute", "1GB")
    rabbit_desk.wait(lambda: not unsent(rabbit_desk), 120)
    assert waiting(rabbit_desk)[Line.SCAN] >= 2


def still_open(desk: Desk) -> bool:
    with reading(desk.engine) as connection:
        return connection.execute(select(rows.c.id).where(rows.c.done_at.is_(None))).first() is not None
