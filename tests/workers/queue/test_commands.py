"""The commands of `bewijsloket work`, and the sentences they say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from storage.assembly import database
from storage.database.engine import transaction
from storage.records import outbox
from storage.records.outbox import Work
from storage.settings import StorageSettings
from tests.workers.queue.conftest import now
from workers import told
from workers.brokers import FolderBroker, connect, waiting_in
from workers.commands import work
from workers.embedded import sole_worker, take_over
from workers.errors import LineTaken
from workers.lines import Line
from workers.one_machine import children, provision


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StorageSettings:
    monkeypatch.setenv("BEWIJSLOKET_DATA_DIR", str(tmp_path))
    settings = StorageSettings(data_dir=tmp_path)
    provision(settings)
    return settings


def bewijsloket(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(work, [*words, "--lang", "en"])
    return done.exit_code, done.output


def test_every_sentence_is_there_in_both_languages() -> None:
    text = (Path(told.__file__).parent / "words.toml").read_text()
    for section in tomllib.loads(text).values():
        assert all(set(said) == {"nl", "en"} for said in section.values())


def test_dead_letters_are_listed_and_replayed(kept: StorageSettings) -> None:
    assert bewijsloket("dead") == (0, "✓ No tasks that failed.\n")
    engine, dossier = database(kept), str(uuid4())
    with transaction(engine) as connection:
        number = outbox.ask(connection, Work.KEEP, {"dossier": dossier}, at=now())
        outbox.die(connection, number, "storage.damaged", at=now())
    status, text = bewijsloket("dead")
    assert status == 0
    assert all(part in text for part in (str(number), "task.keep", dossier, "storage.damaged"))
    assert bewijsloket("dead", "--replay", str(uuid4()))[0] == 2
    assert bewijsloket("dead", "--replay", str(number)) == (0, "1 tasks asked for again.\n")
    assert bewijsloket("dead", "--replay", "all") == (0, "0 tasks asked for again.\n")
    assert bewijsloket("dead") == (0, "✓ No tasks that failed.\n")
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BEWIJSLOKET_TASK_TRIES", "0"),
        ("BEWIJSLOKET_EVENT_SOURCE", "http://example.org"),
        ("BEWIJSLOKET_SCANNER", "nonsense"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    kept: StorageSettings, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    status, text = bewijsloket("relay" if name != "BEWIJSLOKET_SCANNER" else "recheck")
    assert (status, name in text) == (2, True)


def test_a_queue_in_a_folder_has_one_worker_which_takes_over(kept: StorageSettings) -> None:
    broker, engine = FolderBroker(kept.data_dir / "queue"), database(kept)
    broker.prepare()
    with transaction(engine) as connection:
        scan = outbox.ask(connection, Work.SCAN, {"document": str(uuid4())}, at=now())
        hold = outbox.ask(connection, Work.HOLD, {"document": str(uuid4())}, at=now())
        done = outbox.ask(connection, Work.SCAN, {"document": str(uuid4())}, at=now())
        outbox.sent(connection, [scan, hold, done], at=now())
        outbox.done(connection, done, at=now())
    with connect(broker) as connection:
        producer = broker.producer(connection, lambda *_: None)
        queue = broker.queues()[0]
        producer.publish({}, exchange=queue.exchange, routing_key=queue.routing_key, declare=[queue])
        assert waiting_in(connection, broker)[Line.SCAN] == 1
        with sole_worker(broker, [Line.SCAN]):
            with pytest.raises(LineTaken), sole_worker(broker, [Line.HOUSEKEEPING, Line.SCAN]):
                pass
            assert take_over(engine, broker, [Line.SCAN], long_pages=20) == 1
        assert waiting_in(connection, broker)[Line.SCAN] == 0
    with transaction(engine) as database_connection:
        assert [one.id for one in outbox.waiting(database_connection, 10)] == [scan]
    engine.dispose()


def test_the_supervisors_workers_have_each_queue_once() -> None:
    words = [word for child in children(["bewijsloket"]) for word in child.command]
    assert sorted(word for word in words if word.startswith("--queue=")) == sorted(
        f"--queue={line}" for line in Line
    )
