"""Both executors answer alike; a bad task costs itself and nothing else, and leaves nothing running."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.verification.reading import jobs
from verification.reading.executors import Executor, Inline, Processes
from verification.reading.worker import Loss, Task, descendants, perform

JOBS = jobs.__name__


def task(function: str, *args: object, seconds: float = 20.0, label: str = "job") -> Task:
    return Task(label, f"{JOBS}:{function}", args, seconds)


@pytest.fixture(scope="module")
def pool() -> Iterator[Processes]:
    with Processes(2) as processes:
        yield processes


@pytest.fixture(params=["inline", "processes"])
def executor(request: pytest.FixtureRequest) -> Executor:
    return Inline() if request.param == "inline" else request.getfixturevalue("pool")


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_running(pid)


def test_all_tasks_are_answered(executor: Executor) -> None:
    outcomes = list(executor.run(deque(task("double", n, label=str(n)) for n in range(7))))
    assert {outcome.task.label: outcome.value for outcome in outcomes} == {str(n): 2 * n for n in range(7)}


def test_tasks_may_be_added_while_it_runs(executor: Executor) -> None:
    tasks = deque([task("double", 1)])
    values = []
    for outcome in executor.run(tasks):
        values.append(outcome.value)
        if outcome.value < 16:
            tasks.append(task("double", outcome.value))
    assert values == [2, 4, 8, 16]


def test_an_error_is_told_without_its_text(executor: Executor) -> None:
    (outcome,) = executor.run(deque([task("raise_with_text", "999990019")]))
    assert outcome.loss is Loss.ERROR
    assert "ValueError" in outcome.reason
    assert "999990019" not in repr(outcome.reason)


def test_a_value_that_cannot_travel_is_a_loss(pool: Processes) -> None:
    (outcome,) = pool.run(deque([task("return_what_cannot_travel")]))
    assert outcome.loss is Loss.ERROR


def test_no_memory_is_an_ordinary_loss(pool: Processes) -> None:
    (outcome,) = pool.run(deque([task("eat_memory")]))
    assert outcome.loss is Loss.MEMORY


def test_a_function_that_is_not_there_is_a_loss() -> None:
    assert perform(Task("x", "verification.reading.nowhere:nothing", (), 1.0)).loss is Loss.ERROR


@pytest.mark.parametrize(("bad", "loss"), [("crash", Loss.CRASHED), ("nap", Loss.TIME_LIMIT)])
def test_a_bad_task_costs_only_itself(pool: Processes, bad: str, loss: Loss) -> None:
    args = (60.0,) if bad == "nap" else ()
    list(pool.run(deque(task("double", n) for n in range(4))))  # warm: no grace for starting
    tasks = [task(bad, *args, seconds=0.4, label="bad"), *(task("double", n, label=str(n)) for n in range(5))]
    outcomes = {outcome.task.label: outcome for outcome in pool.run(deque(tasks))}
    assert outcomes.pop("bad").loss is loss
    assert sorted(outcome.value for outcome in outcomes.values()) == [0, 2, 4, 6, 8]


def test_a_hung_task_leaves_no_program_behind(pool: Processes, tmp_path: Path) -> None:
    list(pool.run(deque(task("double", n) for n in range(4))))
    noted = tmp_path / "pid"
    (outcome,) = pool.run(deque([task("hang_with_child", str(noted), seconds=1.5)]))
    assert outcome.loss is Loss.TIME_LIMIT
    assert wait_until_gone(int(noted.read_text()))


def test_closing_ends_all_processes() -> None:
    before = set(descendants(os.getpid()))
    with Processes(2) as processes:
        started = set(descendants(os.getpid())) - before
        assert len(started) == 2
        assert processes.width == 2
    assert all(wait_until_gone(pid) for pid in started)
    with pytest.raises(RuntimeError):
        next(processes.run(deque([task("double", 1)])))


def test_an_abandoned_run_does_not_keep_its_processes_busy(pool: Processes) -> None:
    run = pool.run(deque([task("double", 1), task("nap", 30.0), task("nap", 30.0)]))
    next(run)
    run.close()
    started = time.monotonic()
    assert [o.value for o in pool.run(deque([task("double", 2)]))] == [4]
    assert time.monotonic() - started < 15


def test_threads_share_the_pool(pool: Processes) -> None:
    found: dict[int, list[int]] = {}

    def ask(who: int) -> None:
        found[who] = sorted(o.value for o in pool.run(deque(task("double", n) for n in range(5))))

    threads = [threading.Thread(target=ask, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert found == {who: [0, 2, 4, 6, 8] for who in range(3)}


def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    """Even if it is killed, and even with a program of the worker under way."""
    noted = tmp_path / "pid"
    script = (
        "from collections import deque\n"
        "from verification.reading.executors import Processes\n"
        "from verification.reading.worker import Task\n"
        f"task = Task('x', '{JOBS}:hang_with_child', ({str(noted)!r},), 600.0)\n"
        "print(list(Processes(1).run(deque([task]))))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, "-c", script], env=environment)
    try:
        end = time.monotonic() + 30
        while not (noted.exists() and noted.read_text()) and time.monotonic() < end:
            time.sleep(0.05)
        (worker,) = [pid for pid in descendants(parent.pid) if pid != int(noted.read_text())]
    finally:
        parent.kill()
        parent.wait()
    assert wait_until_gone(worker)
    assert wait_until_gone(int(noted.read_text()))
