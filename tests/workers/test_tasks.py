"""A task whose store is away goes back, and uses up no tries while it waits."""

from __future__ import annotations

import pytest
from celery.exceptions import Reject

from storage.database.engine import reading
from storage.errors import Unavailable
from storage.records import outbox
from storage.records.outbox import Work
from storage.states import DocumentState
from tests.workers.desk import Desk
from workers.queue_settings import QueueSettings
from workers.tasks import Bench, perform


def test_a_store_that_is_away_for_long_makes_no_dead_letter(desk: Desk) -> None:
    number = desk.send(b"data")

    def away(**_: object) -> None:
        raise Unavailable("the store is away")

    bench = Bench(desk.engine, {Work.SCAN: away}, desk.clock)
    settings = QueueSettings(task_wait_seconds=0, task_tries=2)
    with reading(desk.engine) as connection:
        (task,) = outbox.open_tasks(connection)
    for _ in range(2 * settings.task_tries):
        with pytest.raises(Reject):
            perform(bench, Work.SCAN, task.id, task.body, settings=settings)
    assert desk.document(number).state is DocumentState.RECEIVED
