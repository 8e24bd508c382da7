"""Trees of processes are found and signalled whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.faults import processes

_TREE = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)', 'below'])"
)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_process_is_found_with_all_below_it_and_killed_whole() -> None:
    above = subprocess.Popen([sys.executable, "-c", _TREE, "above"])
    found = [above.pid]
    try:
        until = time.monotonic() + 30
        while len(found := processes.tree(above.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        assert found[0] == above.pid
        assert processes.words(above.pid)[-1] == "above"
        assert processes.children(above.pid) == found[1:]
        processes.send(found, signal.SIGSTOP)
        while [_state(one) for one in found] != ["T", "T"] and time.monotonic() < until:
            time.sleep(0.05)
        assert [_state(one) for one in found] == ["T", "T"]
    finally:
        processes.send(found, signal.SIGKILL)  # a stopped process would never end
        ended = above.wait(30)
    assert ended == -signal.SIGKILL
    assert processes.tree(above.pid) == [above.pid]
    assert processes.words(above.pid) == []
    processes.send(found, signal.SIGCONT)  # nobody is there: no error
