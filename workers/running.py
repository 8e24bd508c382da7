"""Starting a worker and a beat, as the commands and the supervisor do."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from celery import Celery
from celery.signals import worker_process_init

from workers.lines import Line
from workers.parent import end_with_parent

Made = TypeVar("Made")


def once_per_process(make: Callable[[], Made]) -> Callable[[], Made]:
    """What is made anew in each forked process: connections do not survive a fork."""
    made: dict[int, Made] = {}

    def get() -> Made:
        number = os.getpid()
        if number not in made:
            made.clear()
            made[number] = make()
        return made[number]

    return get


def run_worker(app: Celery, lines: Sequence[Line], *, processes: int) -> int:
    """Work on these queues until told to stop; the exit status."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract with more threads costs 1.9 times the CPU
    main = os.getpid()

    def leave_with_main(**_: Any) -> None:
        end_with_parent(main)

    worker_process_init.connect(leave_with_main, weak=False)
    worker = app.Worker(
        queues=[line.value for line in lines],
        concurrency=processes,
        hostname=f"{'-'.join(lines)}.{main}@{socket.gethostname()}",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


def run_beat(app: Celery, schedule: Mapping[str, timedelta]) -> None:
    """Ask for the tasks of housekeeping, each in its interval, until told to stop. What nobody took by the
    next time is no longer wanted."""
    app.conf.beat_schedule = {
        name: {
            "task": name,
            "schedule": every,
            "options": {"queue": Line.HOUSEKEEPING.value, "expires": every.total_seconds()},
        }
        for name, every in schedule.items()
    }
    app.Beat(quiet=True, max_interval=5).run()
