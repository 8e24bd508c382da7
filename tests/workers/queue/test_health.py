"""What a health check says is true, and it answers in time whatever hangs."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from storage.settings import StorageSettings
from tests.servers.programs import free_port
from workers import pulse
from workers.commands import work
from workers.health import look
from workers.lines import Line
from workers.one_machine import provision
from workers.parts import Part
from workers.pulse import FRESH_SECONDS, Pulse

SECONDS = 20.0  # a machine under load


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StorageSettings:
    monkeypatch.setenv("BEWIJSLOKET_DATA_DIR", str(tmp_path))
    settings = StorageSettings(data_dir=tmp_path)
    provision(settings)
    return settings


@pytest.fixture
def mute() -> Iterator[int]:
    """Somebody who takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def reasons(part: Part, *lines: Line, seconds: float = SECONDS) -> dict[str, str]:
    return {one.what: one.reason for one in look(part, lines, seconds=seconds)}


def test_a_worker_that_gives_no_sign_is_ill(kept: StorageSettings) -> None:
    Pulse(kept.data_dir, "worker-scan").beat()
    found = reasons(Part.WORKER, Line.SCAN, Line.READ_LONG)
    assert found == {"worker-scan": "", "worker-read-long": "health.silent", "database": "", "broker": ""}


def test_a_sign_grows_old(kept: StorageSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    Pulse(kept.data_dir, "beat").beat()
    assert reasons(Part.BEAT)["beat"] == ""
    now = pulse._now()
    monkeypatch.setattr(pulse, "_now", lambda: now + FRESH_SECONDS + 1)
    assert reasons(Part.BEAT)["beat"] == "health.silent"
    monkeypatch.setattr(pulse, "_now", lambda: 1.0)  # the machine was started anew
    assert reasons(Part.BEAT)["beat"] == "health.silent"


def test_a_sign_is_not_written_each_time(kept: StorageSettings) -> None:
    one, path = Pulse(kept.data_dir, "relay"), kept.data_dir / "alive" / "relay"
    one.beat()
    path.unlink()
    one.beat()
    assert not path.exists()


def test_a_database_that_is_away_is_told(
    kept: StorageSettings, monkeypatch: pytest.MonkeyPatch, mute: int
) -> None:
    monkeypatch.setenv("BEWIJSLOKET_DATABASE_URL", f"postgresql+psycopg://x@127.0.0.1:{free_port()}/x")
    assert reasons(Part.RELAY)["database"] == "storage.unavailable"
    monkeypatch.setenv("BEWIJSLOKET_DATABASE_URL", f"postgresql+psycopg://x@127.0.0.1:{mute}/x")
    begun = time.monotonic()
    assert reasons(Part.RELAY, seconds=2)["database"] == "health.no-answer"
    assert time.monotonic() - begun < 5


def test_a_broker_that_is_away_or_mute_is_told(
    kept: StorageSettings, monkeypatch: pytest.MonkeyPatch, mute: int
) -> None:
    monkeypatch.setenv("BEWIJSLOKET_BROKER_URL", f"amqp://x:x@127.0.0.1:{free_port()}/")
    assert reasons(Part.RELAY)["broker"] == "health.broker"
    monkeypatch.setenv("BEWIJSLOKET_BROKER_URL", f"amqp://x:x@127.0.0.1:{mute}/")
    begun = time.monotonic()
    assert reasons(Part.RELAY, seconds=2)["broker"] == "health.no-answer"
    assert time.monotonic() - begun < 5


def test_a_wrong_password_at_the_broker_is_told(
    kept: StorageSettings, monkeypatch: pytest.MonkeyPatch, broker: str
) -> None:
    monkeypatch.setenv("BEWIJSLOKET_BROKER_URL", broker)
    assert reasons(Part.RELAY)["broker"] == ""
    monkeypatch.setenv("BEWIJSLOKET_BROKER_URL", broker.replace("bewijsloket@", "wrong@"))
    assert reasons(Part.RELAY)["broker"] == "health.broker"


def test_the_command_says_it_and_ends_by_it(kept: StorageSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEWIJSLOKET_PORT", str(free_port()))
    down = CliRunner().invoke(work, ["health", "web", "--lang", "en"])
    assert (down.exit_code, down.output) == (1, "! web: ConnectionRefusedError\n")
    Pulse(kept.data_dir, "relay").beat()
    up = CliRunner().invoke(work, ["health", "relay", "--lang", "en"])
    assert (up.exit_code, up.output) == (0, "✓ relay\n✓ database\n✓ broker\n")
