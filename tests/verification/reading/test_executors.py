"""Both executors answer alike; a bad task costs itself and nothing else, and leaves nothing running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
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


def eventually(true: Callable[[], bool], *, seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def wait_until_gone(pid: int) -> bool:
    return eventually(lambda: not is_running(pid))


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


def test_memory_freed_by_a_task_goes_back_to_the_system() -> None:
    with Processes(1) as one:
        (before,) = one.run(deque([task("leave_holes")]))
        (after,) = one.run(deque([task("resident")]))
    assert after.value < before.value - 60


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


def test_closing_ends_all_processes(pool: Processes) -> None:
    list(pool.run(deque([task("nap", 0.2), task("nap", 0.2)])))  # its workers are there, and stay
    before = set(descendants(os.getpid()))
    with Processes(2) as processes:
        list(processes.run(deque([task("nap", 0.2), task("nap", 0.2)])))
        started = set(descendants(os.getpid())) - before
        assert len(started) == 3  # two workers, and the process that starts them
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


def pages_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("page-*")]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that takes the temporary files of what is started from here on."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


LOST = [("leave_a_file", (60.0,), Loss.TIME_LIMIT), ("leave_a_file_and_crash", (), Loss.CRASHED)]


@pytest.mark.parametrize(("bad", "args", "loss"), LOST)
def test_a_killed_worker_leaves_no_file(
    temporary: Path, bad: str, args: tuple[object, ...], loss: Loss
) -> None:
    with Processes(1) as processes:
        (kept,) = processes.run(deque([task("leave_a_file", 0.0)]))
        assert Path(kept.value).is_relative_to(temporary)
        assert len(pages_in(temporary)) == 1  # the worker lives, and so does its folder
        (lost,) = processes.run(deque([task(bad, *args, seconds=0.4)]))
        assert lost.loss is loss
        assert pages_in(temporary) == []
    assert list(temporary.iterdir()) == []


def ended(parent: subprocess.Popen[bytes], end: signal.Signals) -> bool:
    """Asked again after a while, as a person does: Python can lose one interrupt inside a destructor."""
    for _ in range(4):
        parent.send_signal(end)
        try:
            parent.wait(8)
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_ended_command_leaves_no_file(tmp_path: Path, end: signal.Signals) -> None:
    script = (
        "import signal\n"
        "from collections import deque\n"
        "from verification.reading.executors import Processes\n"
        "from verification.reading.worker import Task\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background ignores it
        f"task = Task('x', '{JOBS}:leave_a_file', (600.0,), 600.0)\n"
        "with Processes(1) as processes:\n"
        "    list(processes.run(deque([task])))\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "TMPDIR": str(tmp_path),
    }
    parent = subprocess.Popen([sys.executable, "-c", script], env=environment, stderr=subprocess.DEVNULL)
    try:
        assert eventually(lambda: pages_in(tmp_path) != [])
        assert ended(parent, end)
    finally:
        parent.kill()
        parent.wait()
    assert eventually(lambda: list(tmp_path.iterdir()) == [])


def test_a_killed_starter_is_started_again(temporary: Path) -> None:
    before = set(descendants(os.getpid()))
    with Processes(1) as processes:
        list(processes.run(deque([task("leave_a_file", 0.0)])))
        for pid in set(descendants(os.getpid())) - before:
            os.kill(pid, signal.SIGKILL)
        answers = list(processes.run(deque(task("double", n) for n in range(3))))
        assert [answer.loss for answer in answers] == [Loss.CRASHED, None, None]
    assert list(temporary.iterdir()) == []


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
        assert eventually(lambda: noted.exists() and noted.read_text() != "")
        started = descendants(parent.pid)
        assert int(noted.read_text()) in started
    finally:
        parent.kill()
        parent.wait()
    assert all(wait_until_gone(pid) for pid in started)
