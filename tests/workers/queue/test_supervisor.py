"""Children are started again, end with Ctrl-C within seconds, and do not outlive a killed supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

# Two children write their ids to files; the second lets no one ask it to end.
PROGRAM = """
import os, sys
from pathlib import Path
from workers.supervisor import Child, Supervisor
folder = sys.argv[1]
note = "import os, pathlib, signal, time; pathlib.Path({path!r}).write_text(str(os.getpid())); "
note += "{more}time.sleep(600)"
def child(name, more=""):
    return Child(name, [sys.executable, "-c", note.format(path=f"{folder}/{name}", more=more)])
stubborn = "signal.signal(signal.SIGTERM, signal.SIG_IGN); "
children = [child("one"), child("two", stubborn)]
ready = Path(folder, "ready").exists
Supervisor(children, os.environ, ready=ready, told=lambda: Path(f"{folder}/told").open("a").write("x")).run()
"""


def alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait(ready: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < until
        time.sleep(0.05)


def number(path: Path) -> int:
    """The process id in a file; 0 where there is none yet."""
    text = path.read_text() if path.exists() else ""
    return int(text) if text else 0


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    made = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)])
    wait(lambda: bool(number(tmp_path / "one") and number(tmp_path / "two")))
    yield made
    made.kill()
    made.wait()
    for name in ("one", "two"):
        with suppress(ProcessLookupError):
            os.kill(number(tmp_path / name), signal.SIGKILL)


def test_a_child_that_dies_is_started_again(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    first = number(tmp_path / "one")
    os.kill(first, signal.SIGKILL)
    wait(lambda: number(tmp_path / "one") not in (0, first))
    assert alive(number(tmp_path / "one"))


def test_it_tells_once_and_only_when_what_it_started_is_ready(
    supervisor: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    time.sleep(1)
    assert not (tmp_path / "told").exists()
    (tmp_path / "ready").touch()
    wait((tmp_path / "told").exists)
    time.sleep(1)
    assert (tmp_path / "told").read_text() == "x"


def test_ctrl_c_ends_all_within_seconds(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(15) == 0
    assert not any(alive(number(tmp_path / name)) for name in ("one", "two"))


def test_children_end_with_a_killed_supervisor(supervisor: subprocess.Popen[bytes], tmp_path: Path) -> None:
    supervisor.kill()
    wait(lambda: not any(alive(number(tmp_path / name)) for name in ("one", "two")), 5)
