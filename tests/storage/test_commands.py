"""`bewijsloket storage`, on a folder and on a real server: what it makes, and what it finds out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from storage import commands
from storage.assembly import database, folder_store
from storage.check import Promise
from storage.commands import storage
from storage.database import ledger
from storage.database.engine import transaction
from storage.database.tables import audit_event
from storage.rights import Identity
from storage.settings import read_settings
from tests.servers.s3 import S3Server

EVENT = ledger.Event(
    at=datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
    action="document.received",
    object_kind="document",
    object_id="1",
    result="done",
    origin="portal",
    actor="subject-1",
    details={},
)


def call(*args: str) -> Result:
    return CliRunner().invoke(storage, list(args))


def answers(result: Result) -> list[str]:
    """The mark of each promise, in the order of Promise."""
    return [line[0] for line in result.stdout.splitlines() if line[:2] in ("✓ ", "! ", "? ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BEWIJSLOKET_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def environment(s3_server: S3Server) -> dict[str, str]:
    """Settings of a server where every identity has keys."""
    env = {
        "BEWIJSLOKET_S3_ENDPOINT": s3_server.endpoint,
        "BEWIJSLOKET_S3_BUCKET_PREFIX": "cmd-",
        "BEWIJSLOKET_EVIDENCE_FIRST_DAYS": "1",
        "BEWIJSLOKET_S3_PRINCIPALS": json.dumps({one: f"arn:aws:iam:::user/cmd-{one}" for one in Identity}),
    }
    for name in (*Identity, "owner"):
        keys, setting = s3_server.user(f"cmd-{name}"), name.upper().replace("-", "_")
        env[f"BEWIJSLOKET_S3_{setting}_KEY"] = keys.access
        env[f"BEWIJSLOKET_S3_{setting}_SECRET"] = keys.secret
    return env


@pytest.fixture
def server(environment: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return environment


def test_a_folder_keeps_what_the_program_keeps(folder: Path) -> None:
    assert call("check").exit_code == 1, "nothing was provisioned"
    assert call("provision").exit_code == 0
    checked = call("check", "--lang", "en")
    assert checked.exit_code == 1
    assert answers(checked) == ["✓"] * 6 + ["!"] * 4
    assert "whoever can reach the folder" in checked.stderr


def test_the_ledger_is_looked_over(folder: Path) -> None:
    assert call("provision").exit_code == 0
    settings = read_settings()
    store, engine = folder_store(settings), database(settings)
    with transaction(engine) as connection:
        ledger.record(connection, EVENT)
        ledger.seal(connection, EVENT.at)
        ((number, head),) = ledger.heads_to_write(connection)
    ledger.write_head(store, number, head)
    whole = CliRunner().invoke(commands.ledger, ["verify", "--lang", "en"])
    assert (whole.exit_code, "is whole" in whole.stdout) == (0, True)
    with transaction(engine) as connection:
        connection.execute(update(audit_event).values(actor="somebody-else"))
    changed = CliRunner().invoke(commands.ledger, ["verify", "--lang", "en"])
    assert (changed.exit_code, "Batch 1: an event was changed" in changed.stdout) == (1, True)
    engine.dispose()


def test_a_ledger_that_cannot_be_read(folder: Path) -> None:
    asked = CliRunner().invoke(commands.ledger, ["verify", "--lang", "en"])
    assert asked.exit_code == 2
    assert "Traceback" not in asked.output


def test_a_server_is_made_and_tried(server: dict[str, str]) -> None:
    made = call("provision", "--lang", "en")
    assert made.exit_code == 0, made.output
    assert "cmd-evidence: locks and first days: yes" in made.stdout
    assert call("provision").exit_code == 0, "a second time changes nothing"
    for _ in range(2):
        checked = call("check", "--lang", "en")
        assert answers(checked) == ["✓"] * 9 + ["!"], checked.output
        assert checked.exit_code == 1, "Ceph 16 does not encrypt, and that is told"


def test_broken_locks_are_found_out(server: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the owner's keys in the destroyer's place, a lock can be bypassed."""
    call("provision")
    monkeypatch.setenv("BEWIJSLOKET_S3_DESTROYER_KEY", server["BEWIJSLOKET_S3_OWNER_KEY"])
    monkeypatch.setenv("BEWIJSLOKET_S3_DESTROYER_SECRET", server["BEWIJSLOKET_S3_OWNER_SECRET"])
    told = dict(zip(Promise, answers(call("check")), strict=True))
    assert told[Promise.NO_BYPASS] == "!"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"BEWIJSLOKET_S3_PRINCIPALS": "{}"}, "BEWIJSLOKET_S3_PRINCIPALS"),
        ({"BEWIJSLOKET_S3_PRINCIPALS": "{nonsense"}, "BEWIJSLOKET_S3_PRINCIPALS"),
        ({"BEWIJSLOKET_S3_LOCK_MODE": "maybe"}, "BEWIJSLOKET_S3_LOCK_MODE"),
        ({"BEWIJSLOKET_S3_OWNER_KEY": ""}, "no keys are set for the owner"),
    ],
)
def test_what_cannot_be_used_is_named(
    server: dict[str, str], monkeypatch: pytest.MonkeyPatch, change: dict[str, str], said: str
) -> None:
    for name, value in change.items():
        monkeypatch.setenv(name, value)
    refused = call("provision")
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.output


def test_secrets_from_files(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bewijsloket_s3_worker_secret").write_text("from a file")
    monkeypatch.setenv("BEWIJSLOKET_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("BEWIJSLOKET_S3_WORKER_KEY", "AK1")
    settings = read_settings()
    assert settings.keys_of(Identity.WORKER) == ("AK1", "from a file")
    assert "from a file" not in repr(settings)
