"""The broker that other tests rely on: confirms are real, and what was confirmed outlives kill -9."""

from __future__ import annotations

import time

import pytest
from amqp.exceptions import AMQPError, MessageNacked
from kombu import Connection, Queue

from tests.servers.rabbitmq import RabbitServer

# A queue declared just before a kill is not found again: 3.10 writes its register to disk later than
# the messages. The service declares its queues once, at its first start.
_REGISTERED_SECONDS = 10

QUORUM = {"x-queue-type": "quorum"}


def connect(broker: str) -> Connection:
    return Connection(broker, transport_options={"confirm_publish": True})


def publish(broker: str, queue: Queue, bodies: list[str]) -> None:
    with connect(broker) as connection, connection.Producer() as producer:
        for body in bodies:
            producer.publish(body, routing_key=queue.name, declare=[queue])


def take(broker: str, queue: Queue) -> list[str]:
    """All messages that wait, acknowledged."""
    bodies = []
    with connect(broker) as connection, connection.channel() as channel:
        bound = queue(channel)
        while message := bound.get():
            bodies.append(message.payload)
            message.ack()
    return bodies


def test_a_confirmed_message_of_a_quorum_queue_comes_back(rabbitmq: RabbitServer, broker: str) -> None:
    queue = Queue("work", queue_arguments=QUORUM)
    publish(broker, queue, ["one", "two"])
    host = broker.rpartition("/")[2]
    listed = rabbitmq.control("list_queues", "-p", host, "name", "type").split()
    assert listed == ["name", "type", "work", "quorum"]
    assert take(broker, queue) == ["one", "two"]
    assert take(broker, queue) == []


def test_each_test_has_a_virtual_host_of_its_own(rabbitmq: RabbitServer) -> None:
    queue = Queue("work", queue_arguments=QUORUM)
    first, second = rabbitmq.broker(), rabbitmq.broker()
    publish(first, queue, ["one"])
    with connect(second) as connection, pytest.raises(connection.channel_errors, match="NOT_FOUND"):
        queue(connection.default_channel).get()


def test_a_message_that_is_refused_raises(broker: str) -> None:
    full = Queue("full", queue_arguments={**QUORUM, "x-max-length": 1, "x-overflow": "reject-publish"})
    with pytest.raises(MessageNacked):
        publish(broker, full, [str(number) for number in range(50)])


@pytest.mark.slow
def test_what_was_confirmed_outlives_kill_9(rabbitmq: RabbitServer, broker: str) -> None:
    queue = Queue("work", queue_arguments=QUORUM)
    sent = [str(number) for number in range(100)]
    publish(broker, queue, sent)
    time.sleep(_REGISTERED_SECONDS)
    rabbitmq.program.kill()
    with connect(broker) as connection, pytest.raises(ConnectionError):
        connection.connect()
    rabbitmq.start()
    assert taken_in_time(broker, queue, len(sent)) == sent


def taken_in_time(broker: str, queue: Queue, most: int, *, seconds: float = 120) -> list[str]:
    """What waits. A queue that has no leader yet after a start answers with an error: asked again."""
    until, bodies = time.monotonic() + seconds, []
    while len(bodies) < most and time.monotonic() < until:
        try:
            bodies += take(broker, queue)
        except (AMQPError, OSError):
            time.sleep(1)
    return bodies
