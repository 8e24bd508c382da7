"""The commands of destruction, in both languages and for programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from retention.commands import retention
from retention.destruction.chain import Fault
from retention.destruction.checking import Obstacle
from retention.destruction.sheet import words
from retention.destruction.states import Basis, ItemState, ListState
from storage.database.engine import open_engine
from storage.database.migrate import migrate
from tests.retention.conftest import Archive
from tests.retention.destruction.conftest import Cellar, folder_stores


def call(*args: str) -> Result:
    return CliRunner().invoke(retention, list(args))


def said(*args: str) -> Any:
    result = call(*args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_from_sweep_to_verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEWIJSLOKET_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("BEWIJSLOKET_EVIDENCE_FIRST_DAYS", "0")
    monkeypatch.setenv("BEWIJSLOKET_DESTRUCTION_WAITING_DAYS", "0")
    engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    migrate(engine)
    cellar = Cellar(Archive(engine, now=datetime.now(UTC)), folder_stores(tmp_path / "objects"))
    cellar.establish()
    (paper,) = cellar.refused("2010-01-10")
    assert said("sweep")[0]["listed"] == 1
    assert "voorgesteld" in call("lists").stdout
    assert "proposed" in call("lists", "--lang", "en").stdout
    assert said("list", "show", "1")[1]["document"] == str(paper)
    assert call("list", "show", "1", "--sample", "1").exit_code == 2, "a sample needs a reason"
    assert said("list", "review", "1", "--by", "author")[0]["state"] == "reviewed"
    refused = call("list", "approve", "1", "--by", "author", "--lang", "en")
    assert (refused.exit_code, "may not approve" in refused.output) == (2, True)
    assert said("list", "approve", "1", "--by", "approver")[0]["state"] == "waiting"
    assert said("execute")[0]["destroyed"] == 1
    out = tmp_path / "out"
    head = said("declaration", str(out))[0]["head"]
    assert call("verify", str(out), "--head", head).exit_code == 0
    (out / "0001.nl.pdf").write_bytes(b"another")
    wrong = call("verify", str(out))
    assert (wrong.exit_code, "0001.nl.pdf: veranderd" in wrong.stdout) == (1, True)
    assert call("list", "show", "9").exit_code == 2
    engine.dispose()


def test_every_code_has_its_words() -> None:
    assert set(words()["state"]) == {*ListState, *ItemState}
    assert set(words()["basis"]) == set(Basis)
    assert set(words()["fault"]) == set(Fault)
    assert set(Obstacle) <= set(words()["reason"])
    for group in words().values():
        assert all(set(one) == {"nl", "en"} for one in group.values())
