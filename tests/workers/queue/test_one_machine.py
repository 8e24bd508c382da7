"""`bewijsloket run`: one on each data folder, a port of its own, and its end is no try of a task."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from storage.assembly import database
from storage.database.engine import reading, transaction
from storage.language import Lang
from storage.records import outbox
from storage.records.outbox import Work
from storage.settings import StorageSettings
from tests.servers.programs import free_port
from tests.workers.queue.conftest import now
from workers import one_machine
from workers.errors import AlreadyRuns, BadSetting, PortTaken
from workers.one_machine import provision, run_all
from workers.supervisor import Supervisor
from workers.told import said
from workers.web import Web


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("BEWIJSLOKET_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BEWIJSLOKET_PORT", str(free_port()))
    return []


@pytest.fixture
def port() -> Iterator[int]:
    """Another program listens there."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def start(spoken: list[str]) -> None:
    """`run` with children that are never looked at."""
    run_all(lambda key, **_: spoken.append(key), ["/bin/true"])


def test_a_second_one_on_the_same_folder_is_refused_as_a_whole(
    spoken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def inside(_: Supervisor) -> None:
        with pytest.raises(AlreadyRuns, match="var"):
            start(spoken)

    monkeypatch.setattr(Supervisor, "run", inside)
    start(spoken)
    monkeypatch.setattr(Supervisor, "run", lambda _: None)
    start(spoken)  # the place fell free
    assert "var" in said("runs", Lang.NL, given="var")


def test_a_port_that_is_taken_is_told_before_anything_is_touched(
    spoken: list[str], port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEWIJSLOKET_PORT", str(port))
    with pytest.raises(PortTaken, match=str(port)):
        start(spoken)
    assert not (tmp_path / "var" / "records.db").exists()
    assert spoken == []


def test_its_end_is_no_try_of_what_it_interrupted(spoken: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = StorageSettings()
    provision(kept)
    engine = database(kept)
    with transaction(engine) as connection:
        number = outbox.ask(connection, Work.KEEP, {"dossier": str(uuid4())}, at=now())

    def killed(_: Supervisor) -> None:
        with transaction(engine) as connection:
            assert outbox.begin(connection, number, at=now()) == 1

    monkeypatch.setattr(Supervisor, "run", killed)
    for _ in range(5):
        start(spoken)
    with reading(engine) as connection:
        assert outbox.dead(connection) == []
    engine.dispose()


def test_root_is_told_once_in_our_words(spoken: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Supervisor, "run", lambda _: None)
    monkeypatch.setattr(one_machine, "is_root", lambda: True)
    start(spoken)
    monkeypatch.setattr(one_machine, "is_root", lambda: False)
    start(spoken)
    assert spoken == ["unscanned", "root", "unscanned"]


@pytest.mark.parametrize("port", ["nonsense", "65536", "-1", "٣"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(BadSetting, match="BEWIJSLOKET_PORT"):
        Web.by_environment({"BEWIJSLOKET_PORT": port})


def test_forgiveness_ends_after_a_day() -> None:
    assert timedelta(hours=1) < one_machine._FORGIVEN <= timedelta(days=1)


def test_where_nobody_answers_the_reason_is_told(port: int) -> None:
    """Somebody listens and says nothing."""
    assert Web("127.0.0.1", port).trouble(seconds=0.3) == "TimeoutError"
    assert Web("0.0.0.0", free_port()).trouble() == "ConnectionRefusedError"
