"""The parts of the full set, and what is done to them: killed with -9 and started again, or stopped for a
while and continued, each with everything it had started."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from tests.faults import processes
from tests.servers.programs import Program, Server, ServerError
from tests.stack.full_set import Stack

STOP_SECONDS = 20.0
_LONGEST_DOWN = 6.0  # seconds that a killed server stays away
_STARTS = 5  # tries: a killed PostgreSQL leaves shared memory that is in use for a moment


class How(StrEnum):
    KILL = "kill"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Target:
    """A part: the processes that it is now, and how it comes back (None: its supervisor sees to that)."""

    name: str
    roots: Callable[[], Sequence[int]]
    restart: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is done to one part."""

    target: Target
    how: How

    @property
    def name(self) -> str:
        return f"{self.how} {self.target.name}"


def targets(stack: Stack, supervisor: int, rng: random.Random) -> list[Target]:
    """Every part that the run may break."""
    s3 = stack.s3
    parts = [
        Target("worker child", lambda: _one(_worker_children(supervisor), rng)),
        Target("worker", lambda: _one(_workers(supervisor), rng)),
        Target("web", lambda: processes.part(supervisor, "web")),
        Target("relay", lambda: processes.part(supervisor, "work", "relay")),
        _server("rabbitmq", stack.rabbitmq, [stack.rabbitmq.program]),
        _server("postgres", stack.postgres, [stack.postgres.program]),
        _server("clamd", stack.clamd, [stack.clamd.program]),
    ]
    return [*parts, *store_targets(s3)]


def store_targets(s3: Server) -> list[Target]:
    """The object store as a whole, and each of its processes."""
    from tests.servers.s3 import S3Server

    assert isinstance(s3, S3Server)
    return [
        _server("store", s3, [s3.gateway, s3.osd, s3.mon]),
        _server("store's gateway", s3, [s3.gateway]),
        _server("store's disk", s3, [s3.osd]),
        _server("store's monitor", s3, [s3.mon]),
    ]


def schedule(rng: random.Random, parts: Sequence[Target], count: int) -> list[Fault]:
    """So many faults in random order, each kind as often as any other."""
    kinds = [Fault(one, how) for one in parts for how in How]
    planned: list[Fault] = []
    while len(planned) < count:
        planned += rng.sample(kinds, len(kinds))
    return planned[:count]


def strike(fault: Fault, rng: random.Random) -> None:
    """Do it, and have the part back."""
    pids = [pid for root in fault.target.roots() for pid in processes.tree(root)]
    if fault.how is How.STOP:
        processes.send(pids, signal.SIGSTOP)
        try:
            time.sleep(STOP_SECONDS)
        finally:
            processes.send(pids, signal.SIGCONT)
        return
    processes.send(pids, signal.SIGKILL)
    if fault.target.restart is not None:
        time.sleep(rng.uniform(0, _LONGEST_DOWN))
        fault.target.restart()


def _server(name: str, server: Server, programs: Sequence[Program]) -> Target:
    def restart() -> None:
        for program in programs:
            program.kill()  # waits until it is gone
        for left in reversed(range(_STARTS)):
            try:
                return server.start()
            except ServerError:
                if not left:
                    raise
                time.sleep(1.0)

    return Target(name, lambda: [program.pid for program in programs], restart)


def _workers(supervisor: int) -> list[int]:
    return processes.part(supervisor, "work", "start")


def _worker_children(supervisor: int) -> list[int]:
    return [child for worker in _workers(supervisor) for child in processes.children(worker)]


def _one(pids: Sequence[int], rng: random.Random) -> list[int]:
    with suppress(IndexError):  # none while they are being started again
        return [rng.choice(pids)]
    return []
