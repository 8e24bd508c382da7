"""The body of a request as it arrives, and no slower than the settings allow.

Two limits: nothing at all for `upload_idle_seconds`, and less than `upload_least_rate` over a window. Only
the time spent waiting for the client counts: a slow disk of ours is not the client's fault.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

import anyio
from fastapi import Request

from intake.errors import TooSlow
from intake.settings import DeskSettings


@dataclass(slots=True)
class Tally:
    """How many bytes of a body arrived, whatever became of them."""

    bytes: int = 0


async def arriving(
    request: Request, settings: DeskSettings, tally: Tally, *, clock: Callable[[], float] = time.monotonic
) -> AsyncGenerator[bytes, None]:
    """The pieces of the body, counted. TooSlow by the settings, ClientDisconnect where the other side is
    gone."""
    pace = Pace(settings.upload_least_rate, settings.upload_rate_seconds)
    stream = request.stream().__aiter__()
    while True:
        began = clock()
        try:
            with anyio.fail_after(settings.upload_idle_seconds):
                piece = await stream.__anext__()
        except StopAsyncIteration:
            return
        except TimeoutError as exc:
            raise TooSlow from exc
        tally.bytes += len(piece)
        pace.count(len(piece), clock() - began)
        yield piece


def announced_length(request: Request) -> int:
    """How many bytes the body will have; 0 where that is not told."""
    told = request.headers.get("content-length", "")
    return int(told) if told.isdecimal() else 0


class Pace:
    """At least `least` bytes a second over each window of `seconds`, the waiting alone counted."""

    def __init__(self, least: int, seconds: float) -> None:
        self._least, self._seconds = least, seconds
        self._bytes, self._waited = 0, 0.0

    def count(self, size: int, waited: float) -> None:
        """One piece more, for which `waited` seconds passed. TooSlow at the end of a window that had too few.

        >>> pace = Pace(100, 10)
        >>> pace.count(900, 9); pace.count(100, 1); pace.count(0, 5)
        """
        self._bytes += size
        self._waited += waited
        if self._waited < self._seconds:
            return
        if self._bytes < self._least * self._waited:
            raise TooSlow
        self._bytes, self._waited = 0, 0.0
