"""Jobs on one page: results in order, side by side where there are cores, none left behind by an error."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from verification.reading.cores import side_by_side


@pytest.mark.parametrize("cores", [1, 2])
def test_results_come_in_order(cores: int) -> None:
    assert side_by_side([partial(pow, 2, n) for n in range(5)], cores=cores) == [1, 2, 4, 8, 16]


def test_two_cores_work_at_the_same_time() -> None:
    meeting = threading.Barrier(2, timeout=10)  # breaks unless both are there
    assert sorted(side_by_side([meeting.wait, meeting.wait], cores=2)) == [0, 1]


def test_one_core_starts_no_thread() -> None:
    names = side_by_side([threading.current_thread] * 3, cores=1)
    assert set(names) == {threading.current_thread()}


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_is_raised_once_all_have_ended(bad: int) -> None:
    ended = threading.Event()

    def fail() -> None:
        raise ZeroDivisionError

    def work() -> None:
        time.sleep(0.1)
        ended.set()

    jobs = [fail, work] if bad == 0 else [work, fail]
    with pytest.raises(ZeroDivisionError):
        side_by_side(jobs, cores=2)
    assert ended.is_set()
