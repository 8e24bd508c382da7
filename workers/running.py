"""Starting a worker and a beat, as the commands and the supervisor do."""

from __future__ import annotations

import os
import socket
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from celery import Celery, bootsteps
from celery.beat import Scheduler
from celery.exceptions import SecurityWarning
from celery.signals import worker_process_init

from workers.lines import Line
from workers.parent import end_with_parent
from workers.pulse import BEAT_SECONDS

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


def is_root() -> bool:
    return os.geteuid() == 0


def run_worker(
    app: Celery, lines: Sequence[Line], *, processes: int, beat: Callable[[], None] = lambda: None
) -> int:
    """Work on these queues until told to stop; the exit status. `beat` is called again and again while the
    worker takes messages."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract with more threads costs 1.9 times the CPU
    main = os.getpid()

    def leave_with_main(**_: Any) -> None:
        end_with_parent(main)

    worker_process_init.connect(leave_with_main, weak=False)
    app.steps["consumer"].add(_beating(beat))
    worker = _made(
        app,
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


def _made(app: Celery, **options: Any) -> Any:
    """Celery's warning about root is ours to give: in our words, once (`is_root`)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return app.Worker(**options)


def _beating(beat: Callable[[], None]) -> type[Any]:
    class Beating(bootsteps.StartStopStep):  # type: ignore[misc]
        """Signs of life from the loop that takes messages: none while it reconnects."""

        requires = ("celery.worker.consumer.tasks:Tasks",)
        timer: Any = None

        def start(self, parent: Any) -> None:
            beat()
            self.timer = parent.timer.call_repeatedly(BEAT_SECONDS, beat)

        def stop(self, parent: Any) -> None:
            if self.timer is not None:
                self.timer.cancel()

    return Beating


def run_beat(
    app: Celery, schedule: Mapping[str, timedelta], *, beat: Callable[[], None] = lambda: None
) -> None:
    """Ask for the tasks of housekeeping, each in its interval, until told to stop. What nobody took by the
    next time is no longer wanted. `beat` is called each time its loop goes round."""

    class Beating(Scheduler):  # type: ignore[misc]
        """In memory: every task of the schedule may come twice."""

        def tick(self, *args: Any, **options: Any) -> Any:
            pause = super().tick(*args, **options)
            beat()
            return pause

    app.conf.beat_schedule = {
        name: {
            "task": name,
            "schedule": every,
            "options": {"queue": Line.HOUSEKEEPING.value, "expires": every.total_seconds()},
        }
        for name, every in schedule.items()
    }
    app.Beat(quiet=True, max_interval=BEAT_SECONDS, scheduler_cls=Beating).run()
