"""Everything that a worker reaches outside itself, in one place; built once per process (`assembly`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine

from storage.objects import ObjectStore
from storage.records.acts import Act
from storage.sealing import Sealer
from verification.reading.scanner import Scan
from workers.settings import WorkerSettings


class ContentScanner(Protocol):
    """What looks for malware."""

    def scan(self, content: Iterable[bytes]) -> Scan:
        """Never raises but what the content raises."""


@dataclass(frozen=True, slots=True)
class Room:
    """The adapters of a worker. The three stores are the same one, each with the rights of another identity.

    `clock` gives an aware instant in UTC; `sealer` opens sealed file names, None where none is needed.
    """

    engine: Engine
    store: ObjectStore
    lock_keeper_store: ObjectStore
    destroyer_store: ObjectStore
    scanner: ContentScanner | None
    settings: WorkerSettings
    clock: Callable[[], datetime]
    sealer: Sealer | None = None

    def act(self) -> Act:
        """An act of this process, now."""
        return Act(self.clock(), "worker", "worker")
