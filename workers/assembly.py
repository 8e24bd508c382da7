"""Builds this room's adapters from the settings, once per process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from storage import assembly
from storage.rights import Identity
from storage.settings import StorageSettings
from verification.reading.scanner import Scanner
from workers.room import ContentScanner, Room
from workers.scanner import CarefulScanner
from workers.settings import WorkerSettings


def room(
    settings: WorkerSettings,
    storage: StorageSettings,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Room:
    """All adapters; connects to nothing yet. ScannerError for an address that is none, NotProvisioned where
    keys are missing."""
    return Room(
        engine=assembly.database(storage),
        store=assembly.object_store(storage, Identity.WORKER),
        lock_keeper_store=assembly.object_store(storage, Identity.LOCK_KEEPER),
        destroyer_store=assembly.object_store(storage, Identity.DESTROYER),
        scanner=_scanner(settings),
        settings=settings,
        clock=clock,
        sealer=assembly.sealer(storage),
    )


def _scanner(settings: WorkerSettings) -> ContentScanner | None:
    if not settings.scanner:
        return None
    scanner = Scanner(settings.scanner, answer_seconds=settings.scanner_seconds)
    return scanner if settings.scanner_may_be_silent else CarefulScanner(scanner)
