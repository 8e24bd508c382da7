"""How often one address or person may ask, per process: a bucket of tokens that fills by the minute."""

from __future__ import annotations

import time
from collections.abc import Callable

from intake.errors import TooOften

_MINUTE = 60.0  # seconds
_MOST_KEYS = 10_000  # remembered; the buckets of the rest are full again


class Rates:
    """At most `most` a minute for each key. Used from many threads: a lost token is no harm."""

    def __init__(self, most: Callable[[], int], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}  # tokens, when

    def take(self, key: str) -> None:
        """TooOften, with the seconds to wait, where none is left.

        >>> rates = Rates(lambda: 2, clock=lambda: 0.0)
        >>> rates.take("a"); rates.take("a"); rates.take("b")
        """
        now, most = self._clock(), self._most()
        tokens, seen = self._left.get(key, (float(most), now))
        tokens = min(most, tokens + (now - seen) * most / _MINUTE)
        if tokens < 1:
            raise TooOften(seconds=round((1 - tokens) * _MINUTE / most) + 1)
        self._left[key] = (tokens - 1, now)
        if len(self._left) > _MOST_KEYS:
            self._forget(now)

    def _forget(self, now: float) -> None:
        recent = {key: one for key, one in list(self._left.items()) if now - one[1] < _MINUTE}
        self._left = recent if len(recent) <= _MOST_KEYS else {}
