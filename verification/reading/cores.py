"""Several jobs on one page side by side, where a page alone has more than one core.

Threads do: Tesseract, OpenCV and numpy work outside Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import TypeVar

T = TypeVar("T")


def side_by_side(jobs: Sequence[Callable[[], T]], *, cores: int) -> list[T]:
    """The results of all jobs, in order; one after another on one core. Raises what the first of them raises.

    This thread takes the first job, so that the models it has loaded are used.
    """
    if cores == 1 or len(jobs) < 2:
        return [job() for job in jobs]
    others = [_threads().submit(job) for job in jobs[1:]]
    try:
        first = jobs[0]()
    finally:
        wait(others)
    return [first, *(other.result() for other in others)]


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="page")
