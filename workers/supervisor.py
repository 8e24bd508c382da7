"""Several processes as one: started by command line, started again when they die, ended together.

Each child ends when the supervisor does, also where that was killed with -9 (`parent`); Ctrl-C reaches only
the supervisor, which asks its children to end and kills those that do not within seconds. What a killed child
was doing is done by the next start (`embedded`).
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from time import monotonic

from workers.parent import end_with_parent

log = logging.getLogger(__name__)

_LOOK = 0.2  # seconds between two looks at the children
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds before a child that died is started again
_STEADY = 60.0  # seconds after which a child counts as healthy: the next pause is short again
_GRACE = 5.0  # seconds that children have to end


@dataclass(frozen=True, slots=True)
class Child:
    """A process: its name in messages and its command line."""

    name: str
    command: Sequence[str]


@dataclass(slots=True)
class _Running:
    child: Child
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = _FIRST_PAUSE


@dataclass
class Supervisor:
    """`ready` is asked between two looks at the children until it says yes; then `told` is called, once."""

    children: Sequence[Child]
    env: Mapping[str, str]
    ready: Callable[[], bool] = lambda: True
    told: Callable[[], None] = lambda: None
    stop: Event = field(default_factory=Event)

    def run(self) -> None:
        """Until SIGINT, SIGTERM or `stop`; then no child is left. Call it in the main thread."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop.set())
        running = [_Running(child) for child in self.children]
        try:
            for one in running:
                self._start(one)
            waiting = True
            while not self.stop.wait(_LOOK):
                for one in running:
                    self._look(one)
                if waiting and self.ready():
                    waiting = False
                    self.told()
        finally:
            _end([one.process for one in running if one.process is not None])

    def _look(self, one: _Running) -> None:
        now = monotonic()
        if one.process is not None and one.process.poll() is not None:
            log.warning("%s ended with %s; it is started again", one.child.name, one.process.returncode)
            one.pause = _FIRST_PAUSE if now - one.started > _STEADY else one.pause
            one.process, one.due = None, now + one.pause
            one.pause = min(2 * one.pause, _LONGEST_PAUSE)
        if one.process is None and now >= one.due:
            self._start(one)

    def _start(self, one: _Running) -> None:
        one.started = monotonic()
        one.process = subprocess.Popen(
            list(one.child.command),
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in a terminal reaches a whole process group
            preexec_fn=partial(end_with_parent, os.getpid()),
        )


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for one in processes:
        if one.poll() is None:
            one.send_signal(signal.SIGTERM)
    until = monotonic() + _GRACE
    for one in processes:
        try:
            one.wait(max(0.0, until - monotonic()))
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()
