"""A reading process: takes tasks over a socket, answers each, and dies with its parent.

Forked by `starter`. Hostile files are opened here and nowhere else, so that a crash, a hang or a bomb costs
this process and not the command.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import pickle
import resource
import signal
import tempfile
import threading
import traceback
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


class Loss(StrEnum):
    """Why a task has no result."""

    TIME_LIMIT = "time-limit"
    CRASHED = "crashed"
    MEMORY = "memory"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Task:
    """A call to make elsewhere. `function` is `module:name`, importable there; `seconds` its time limit.

    `label` says to whoever asked which task an outcome belongs to.
    """

    label: str
    function: str
    args: tuple[Any, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its value, or the loss. `reason` names error and place, never its text."""

    task: Task
    value: Any = None
    loss: Loss | None = None
    reason: str = ""


def perform(task: Task) -> Outcome:
    """Make the call here. What it raises becomes a loss: an exception's text may hold document text."""
    module, _, name = task.function.partition(":")
    try:
        return Outcome(task, getattr(importlib.import_module(module), name)(*task.args))
    except MemoryError:
        return Outcome(task, loss=Loss.MEMORY, reason="MemoryError")
    except Exception as exc:  # noqa: BLE001 - the process boundary: told as a loss, with error and place
        return Outcome(task, loss=Loss.ERROR, reason=place_of(exc))


def place_of(exc: BaseException) -> str:
    """The class of an error and the line it was raised at, without its text."""
    frames = traceback.extract_tb(exc.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(exc).__name__} at {where}"


def descendants(pid: int) -> list[int]:
    """All processes below `pid`, from /proc; empty where there is none."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def kill(pids: list[int]) -> None:
    """End these processes at once; one that is gone already is no error."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _die_with_parent(life: int) -> None:
    """Wait for the end of the pipe that the parent holds open; then end, with all started programs."""
    os.read(life, 1)
    kill(descendants(os.getpid()))
    os._exit(1)


def _answer(connection: Connection, outcome: Outcome) -> None:
    """Send the outcome; a value that cannot cross to another process is a loss like any other error."""
    try:
        connection.send(outcome)
    except (TypeError, AttributeError, pickle.PicklingError) as exc:
        connection.send(Outcome(outcome.task, loss=Loss.ERROR, reason=place_of(exc)))


def give_back() -> None:
    """Give freed memory back to the system: glibc keeps what lies between blocks in use, more with every page
    of a long scan. Elsewhere than on glibc this does nothing.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def serve(tasks: int, *, life: int, memory_bytes: int, folder: Path) -> None:
    """Serve tasks that come over the socket `tasks` until its other end hangs up.

    `life` is a pipe that ends with the parent, `memory_bytes` the address space that may be used; `folder`
    takes all temporary files, and is removed by the parent however this ends.
    """
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    threading.Thread(target=_die_with_parent, args=(life,), daemon=True).start()
    with Connection(tasks) as connection:
        while True:
            try:
                task = connection.recv()
            except EOFError:
                return
            _answer(connection, perform(task))
            del task
            give_back()
