"""A room is built from the settings, without reaching for anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from storage.errors import NotProvisioned
from storage.records.outbox import Work
from storage.settings import StorageSettings
from tests.workers.desk import Desk
from verification.errors import ScannerError
from verification.reading.scanner import Scanner
from workers.assembly import room
from workers.scanner import CarefulScanner
from workers.services import services
from workers.settings import WorkerSettings


def test_without_settings_everything_is_embedded(tmp_path: Path) -> None:
    made = room(WorkerSettings(), StorageSettings(data_dir=tmp_path))
    assert made.scanner is None
    assert made.clock().tzinfo is not None
    assert made.engine.dialect.name == "sqlite"


def test_a_scanner_is_asked_for_its_limits_unless_told_otherwise(tmp_path: Path) -> None:
    kept = StorageSettings(data_dir=tmp_path)
    address = "unix:///run/clamd.sock"
    assert isinstance(room(WorkerSettings(scanner=address), kept).scanner, CarefulScanner)
    lenient = WorkerSettings(scanner=address, scanner_may_be_silent=True)
    assert isinstance(room(lenient, kept).scanner, Scanner)
    with pytest.raises(ScannerError):
        room(WorkerSettings(scanner="clamd"), kept)


def test_every_identity_needs_its_keys(tmp_path: Path) -> None:
    kept = StorageSettings(
        data_dir=tmp_path,
        s3_endpoint="http://127.0.0.1:1",
        s3_worker_key="w",
        s3_worker_secret=SecretStr("s"),
    )
    with pytest.raises(NotProvisioned, match="lock-keeper"):
        room(WorkerSettings(), kept)


def test_every_kind_of_work_has_its_service(desk: Desk) -> None:
    assert set(services(desk.room)) == set(Work)
