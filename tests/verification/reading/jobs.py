"""What the tests of the executors have done in a reading process."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def nap(seconds: float) -> str:
    time.sleep(seconds)
    return "rested"


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def raise_with_text(secret: str) -> None:
    raise ValueError(secret)


def eat_memory() -> int:
    return len(bytearray(64 * 2**30))


_kept: list[bytearray] = []


def leave_holes() -> int:
    """Take 100 MB in pieces, keep the last of every hundred; MB resident before they are freed."""
    pieces = [bytearray(b"x" * 100_000) for _ in range(1000)]
    _kept.extend(pieces[99::100])
    return resident()


def resident() -> int:
    """MB of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def hang_with_child(pid_file: str) -> None:
    """Start a program, note its process id, and never come back."""
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    Path(pid_file).write_text(str(child.pid))
    time.sleep(600)


def leave_a_file(seconds: float) -> str:
    """Write a page where temporary files belong, and stay for a while."""
    handle, name = tempfile.mkstemp(prefix="page-")
    os.write(handle, b"a page")
    os.close(handle)
    time.sleep(seconds)
    return name


def leave_a_file_and_crash() -> None:
    leave_a_file(0.0)
    crash()


def return_what_cannot_travel() -> object:
    return lambda: None
