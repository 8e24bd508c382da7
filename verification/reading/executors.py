"""Where reading is done: in this process, or in processes of its own.

`Processes` is for the command: every file is opened in a process with a time limit and a memory limit.
`Inline` is for prefork workers, whose children may not have children: they bring their own time limits.
Both take tasks from a deque, to which the caller may add while outcomes come in.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Protocol, Self

from verification.reading.starter import GONE
from verification.reading.worker import Loss, Outcome, Task, perform

STARTING_SECONDS = 30.0  # on top of a first task's limit: a cold disk may be slow to import from
ENDING_SECONDS = 30.0  # for the starter to end all workers and remove their files
POLL_SECONDS = 0.02  # how often a waiting thread looks for a worker that another thread set free
DEFAULT_MEMORY = 3 * 2**30

_ENVIRONMENT = {
    # One thread per process: unlimited OpenMP costs 1.7 to 1.9 times the CPU (libraries.md).
    **{"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    # Page pictures go back to the system at once, in place of leaving holes: 80 MB less on twelve scans.
    **{"MALLOC_MMAP_THRESHOLD_": "4000000", "MALLOC_ARENA_MAX": "1"},
    # Those of born-digital pages are smaller: their room is kept within a task, which saves half of the
    # system's time; after it everything free goes back (`worker.give_back`).
    "MALLOC_TRIM_THRESHOLD_": "16000000",
}


class Executor(Protocol):
    """Runs tasks; yields outcomes as they come, in any order."""

    @property
    def width(self) -> int:
        """How many tasks run at the same time."""

    def run(self, tasks: deque[Task]) -> Iterator[Outcome]:
        """Take and run all tasks, also those added while this runs."""


class Inline:
    """Runs tasks one after another in this process. Time limits are the caller's."""

    width = 1

    def run(self, tasks: deque[Task]) -> Iterator[Outcome]:
        while tasks:
            yield perform(tasks.popleft())


class Processes:
    """A pool of warm processes; safe to use from several threads at once.

    A process that crashes, hangs or runs out of memory costs its task only: it is replaced. `close` (or
    leaving the `with` block) ends all of them, with whatever programs they started; so does the end of this
    process.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        memory_bytes: int = DEFAULT_MEMORY,
        starter: Starter | None = None,
    ) -> None:
        self.width = workers or os.cpu_count() or 1
        self._memory = memory_bytes
        self._free = threading.Condition()
        self._closed = False
        self._starter = starter or Starter()
        self._idle = [self._starter.start(memory_bytes) for _ in range(self.width)]
        self._busy: set[_Worker] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        with self._free:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle, self._busy = [], set()
            self._free.notify_all()
        self._starter.close()
        for worker in workers:
            worker.connection.close()

    def run(self, tasks: deque[Task]) -> Iterator[Outcome]:
        running: dict[Connection, _Running] = {}
        try:
            while tasks or running:
                self._hand_out(tasks, running)
                for job in _answered(running, time.monotonic() + POLL_SECONDS if tasks else None):
                    del running[job.worker.connection]
                    yield self._collect(job)
        finally:
            for job in running.values():
                self._replace(job.worker)

    def _hand_out(self, tasks: deque[Task], running: dict[Connection, _Running]) -> None:
        while tasks:
            worker = self._take(wait_for_one=not running)
            if worker is None:
                return
            task = tasks.popleft()
            grace = 0.0 if worker.warm else STARTING_SECONDS
            running[worker.connection] = _Running(worker, task, time.monotonic() + task.seconds + grace)
            worker.send(task)

    def _take(self, *, wait_for_one: bool) -> _Worker | None:
        with self._free:
            while not self._idle and wait_for_one and not self._closed:
                self._free.wait()
            if self._closed:
                raise RuntimeError("this executor is closed")
            if not self._idle:
                return None
            worker = self._idle.pop()
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: _Worker, *, instead_of: _Worker) -> None:
        with self._free:
            self._busy.discard(instead_of)
            if not self._closed:
                self._idle.append(worker)
                self._free.notify()
                return
        worker.connection.close()

    def _replace(self, worker: _Worker) -> None:
        fresh = self._starter.replace(worker, self._memory)
        if fresh is not None:
            self._give_back(fresh, instead_of=worker)

    def _collect(self, job: _Running) -> Outcome:
        """The answer of a worker that has one, is dead, or is over its time."""
        loss = Loss.TIME_LIMIT
        if job.worker.connection.poll():
            try:
                outcome: Outcome = job.worker.connection.recv()
            except (EOFError, OSError):
                loss = Loss.CRASHED
            else:
                job.worker.warm = True
                if outcome.loss is Loss.MEMORY:
                    self._replace(job.worker)  # its heap may be in pieces
                else:
                    self._give_back(job.worker, instead_of=job.worker)
                return outcome
        self._replace(job.worker)
        return Outcome(job.task, loss=loss, reason=loss.value)


class Starter:
    """The process that workers are forked from (`starter`), and the folder of their temporary files.

    It needs half a second for its imports, in which this process can do something else.
    """

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="bewijsloket-")
        self._lock = threading.Lock()
        self._started = 0
        self._closed = False
        self._launch()

    def start(self, memory_bytes: int) -> _Worker:
        """A new worker; it is not waited for."""
        with self._lock:
            return self._start(memory_bytes)

    def replace(self, worker: _Worker, memory_bytes: int) -> _Worker | None:
        """Kill the worker and all that it started; once it and its files are gone, a new one.

        None where this was closed in the meantime.
        """
        worker.connection.close()
        with self._lock:
            if self._closed:
                return None
            self._order(f"end {worker.number}")
            with contextlib.suppress(ConnectionResetError):  # the starter died, and its workers with it
                self._control.recv(len(GONE))  # empty if it died before the order came
            return self._start(memory_bytes)

    def close(self) -> None:
        """End all workers, and remove what they left."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._control.close()
            try:
                self._process.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            shutil.rmtree(self._folder, ignore_errors=True)  # the starter did so, unless it was killed

    def _start(self, memory_bytes: int) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            self._started += 1
            self._order(f"start {self._started} {memory_bytes}", theirs.fileno())
        return _Worker(self._started, Connection(ours.detach()))

    def _order(self, message: str, *sockets: int) -> None:
        try:
            socket.send_fds(self._control, [message.encode()], sockets)
        except BrokenPipeError:  # the starter was killed from outside
            self._control.close()
            self._process.wait()
            self._launch()
            socket.send_fds(self._control, [message.encode()], sockets)

    def _launch(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "verification.reading.starter"),
                    *(str(theirs.fileno()), self._folder),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # libraries complain there, with pieces of the document
                env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,  # Ctrl-C is for the parent, which then ends its workers
            )


class _Worker:
    """One process, told by its number, and its socket for tasks."""

    def __init__(self, number: int, connection: Connection) -> None:
        self.number = number
        self.connection = connection
        self.warm = False

    def send(self, task: Task) -> None:
        """Hand a task over; a worker that is gone shows when its answer is asked for."""
        try:
            self.connection.send(task)
        except (BrokenPipeError, ConnectionResetError):
            return


@dataclass(frozen=True, slots=True)
class _Running:
    worker: _Worker
    task: Task
    deadline: float  # of time.monotonic(), s


def _answered(running: dict[Connection, _Running], until: float | None) -> list[_Running]:
    """Wait (not past `until`) for jobs with an answer, a broken connection, or no time left."""
    if not running:
        return []
    deadlines = [job.deadline for job in running.values()]
    nearest = min(deadlines if until is None else [*deadlines, until])
    ready = set(wait(list(running), timeout=max(0.0, nearest - time.monotonic())))
    now = time.monotonic()
    return [job for connection, job in running.items() if connection in ready or job.deadline <= now]
