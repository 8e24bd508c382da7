"""Finding the service's processes in /proc, and signalling whole trees of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def children(pid: int) -> list[int]:
    """Ids of the processes that this one started and that still are its children."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):
                found += [int(one) for one in (task / "children").read_text().split()]
    return found


def tree(pid: int) -> list[int]:
    """A process and all below it, from the top."""
    return [pid, *(below for child in children(pid) for below in tree(child))]


def words(pid: int) -> list[str]:
    """A process's command line; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return []


def part(supervisor: int, *wanted: str) -> list[int]:
    """Children of the supervisor whose command line has all these words."""
    return [one for one in children(supervisor) if set(wanted) <= set(words(one))]


def send(pids: Iterable[int], what: signal.Signals) -> None:
    """A signal to each that is still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, what)
