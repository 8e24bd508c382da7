"""Ends a worker at a chosen boundary: just before or after a call to the store, or at a commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from storage.objects import ObjectStore


class Killed(BaseException):
    """As a kill would: nothing catches it, but everything that was durable stays."""


class Boundaries:
    """Counts boundaries, and ends the worker at number `at` (from 1); 0 for never."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.passed = 0

    def cross(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            raise Killed

    def watch(self, engine: Engine) -> Callable[[], None]:
        """Every commit is a boundary; the answer ends the watching."""

        def before_commit(_connection: Connection) -> None:
            self.cross()

        event.listen(engine, "commit", before_commit)
        return lambda: event.remove(engine, "commit", before_commit)


class BreakingStore:
    """The store, each call of which has a boundary before and after it."""

    def __init__(self, store: ObjectStore, boundaries: Boundaries) -> None:
        self._store = store
        self._boundaries = boundaries

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)

        def call(*args: Any, **named: Any) -> Any:
            self._boundaries.cross()
            found = real(*args, **named)
            self._boundaries.cross()
            return found

        return call

    @contextmanager
    def open(self, *args: Any, **named: Any) -> Iterator[Any]:
        self._boundaries.cross()
        with self._store.open(*args, **named) as chunks:
            yield chunks
        self._boundaries.cross()
