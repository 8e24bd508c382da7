"""What the folder as a broker needs besides: a worker takes over from the one that was there before.

There is one worker for each queue, so that whatever is open when it starts belongs to nobody: messages that a
killed worker had fetched are gone, tasks that it had begun were never ended. Their rows are sent again.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import Engine

from storage.database.engine import reading, transaction
from storage.records import outbox
from storage.records.outbox import Work
from workers.brokers import FolderBroker, connect
from workers.errors import LineTaken
from workers.lines import Line
from workers.relay import line_of, pages_of


@contextmanager
def sole_worker(broker: FolderBroker, lines: Sequence[Line]) -> Iterator[None]:
    """The places of the workers of these queues. LineTaken where another process has one."""
    with ExitStack() as stack:
        for line in lines:
            lock = stack.enter_context((broker.folder / f"worker-{line}.lock").open("w"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise LineTaken(line) from exc
        yield


def take_over(engine: Engine, broker: FolderBroker, lines: Sequence[Line], *, long_pages: int) -> int:
    """Empty these queues and have everything that is open for them sent again; how much."""
    with connect(broker) as connection:
        for queue in broker.queues():
            if queue.name in set(lines):
                queue(connection.default_channel).purge()
    with reading(engine) as database:
        rows = outbox.open_tasks(database)
        pages = pages_of(database, rows)
    mine = [
        row.id
        for row in rows
        if line_of(Work(row.name), pages.get(str(row.body.get("document"))), long_pages=long_pages) in lines
    ]
    with transaction(engine) as database:
        outbox.send_again(database, mine)
    return len(mine)
