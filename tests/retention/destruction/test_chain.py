"""Declarations as files: what was changed, removed, put in between or cut off shows from the files alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from retention.destruction import chain, declaring
from retention.destruction.chain import Fault
from retention.destruction.errors import BadFiles
from storage.objects import Bucket
from tests.retention.destruction.conftest import Cellar


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three declarations."""
    from datetime import UTC, datetime

    from storage.database.engine import open_engine
    from storage.database.migrate import migrate
    from tests.retention.conftest import Archive
    from tests.retention.destruction.conftest import folder_stores

    folder = tmp_path_factory.mktemp("chain")
    engine = open_engine(f"sqlite:///{folder}/records.db")
    migrate(engine)
    cellar = Cellar(Archive(engine, now=datetime.now(UTC)), folder_stores(folder / "objects"))
    cellar.establish()
    for number in (1, 2, 3):
        cellar.refused(f"201{number}-01-10", papers=number)
        cellar.sweep()
        cellar.approve(number)
        cellar.wait()
        cellar.execute()
    declaring.write(engine, folder / "out", people=True)
    stored = [*cellar.stores.worker.names(Bucket.EVIDENCE, declaring.PREFIX)]
    kept = [cellar.stores.worker.versions(Bucket.EVIDENCE, one) for one in stored]
    assert [[each.hold for each in one] for one in kept] == [[True]] * 3, "kept permanently"
    engine.dispose()
    return folder / "out"


@pytest.fixture
def files(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "files"))


def faults(folder: Path, head: str | None = None) -> set[Fault]:
    return {one.fault for one in chain.verify(folder, head=head)[1]}


def test_what_was_not_touched_is_sound(files: Path) -> None:
    head = json.loads((files / chain.HEAD).read_text())["head"]
    assert chain.verify(files, head=head) == (3, [])
    (files / "0002.people.json").unlink()
    assert chain.verify(files) == (3, []), "the sheet with people has its own period"


@pytest.mark.parametrize("name", ["0002.json", "0002.nl.pdf", "0003.en.pdf", "0001.tombstones.jsonl"])
def test_a_changed_file(files: Path, name: str) -> None:
    content = (files / name).read_bytes()
    (files / name).write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert faults(files) == {Fault.CHANGED}


@pytest.mark.parametrize("name", ["0001.json", "0002.nl.pdf", "0003.tombstones.jsonl"])
def test_a_removed_file(files: Path, name: str) -> None:
    (files / name).unlink()
    assert faults(files) == {Fault.MISSING}


def test_an_inserted_declaration(files: Path) -> None:
    shutil.copy(files / "0002.json", files / "0004.json")
    assert faults(files) == {Fault.INSERTED}
    lines = (files / chain.CHAIN).read_text().splitlines(keepends=True)
    (files / chain.CHAIN).write_text("".join([*lines[:2], lines[1], *lines[2:]]))
    assert Fault.BROKEN in faults(files)


def test_a_removed_line(files: Path) -> None:
    lines = (files / chain.CHAIN).read_text().splitlines(keepends=True)
    (files / chain.CHAIN).write_text("".join([lines[0], lines[2]]))
    assert {Fault.BROKEN, Fault.INSERTED} <= faults(files)


def test_a_cut_tail(files: Path) -> None:
    head = json.loads((files / chain.HEAD).read_text())["head"]
    lines = (files / chain.CHAIN).read_text().splitlines(keepends=True)
    (files / chain.CHAIN).write_text("".join(lines[:2]))
    for path in files.glob("0003.*"):
        path.unlink()
    assert faults(files) == {Fault.CUT}
    end = {"count": 2, "head": chain.sha256(lines[1].rstrip("\n"))}
    (files / chain.HEAD).write_text(json.dumps(end))
    assert faults(files) == set(), "made anew altogether: only a head kept elsewhere tells"
    assert faults(files, head) == {Fault.OTHER_HEAD}


def test_a_declaration_made_anew_with_its_hash_breaks_what_follows(files: Path) -> None:
    lines = (files / chain.CHAIN).read_text().splitlines()
    said = json.loads((files / "0002.json").read_text())
    (files / "0002.json").write_text(chain.canonical({**said, "year": 1999}))
    link = json.loads(lines[1])
    link["files"]["0002.json"] = chain.sha256((files / "0002.json").read_bytes())
    lines[1] = chain.canonical(link)
    (files / chain.CHAIN).write_text("\n".join(lines) + "\n")
    assert faults(files) == {Fault.BROKEN}


def test_tombstones_that_do_not_add_up(files: Path) -> None:
    name = "0003.tombstones.jsonl"
    lines = (files / name).read_text().splitlines(keepends=True)
    (files / name).write_text("".join(lines[:-1]))
    chained = (files / chain.CHAIN).read_text().splitlines()
    link = json.loads(chained[2])
    link["files"][name] = chain.sha256((files / name).read_bytes())
    chained[2] = chain.canonical(link)
    (files / chain.CHAIN).write_text("\n".join(chained) + "\n")
    (files / chain.HEAD).write_text(json.dumps({"count": 3, "head": chain.sha256(chained[2])}))
    assert faults(files) == {Fault.TOMBSTONES}


def test_drawn_again_it_is_the_same_file_and_says_that_it_is_pdf_a(files: Path) -> None:
    from retention.destruction.sheet import draw

    text = (files / "0001.json").read_text()
    made = draw(text, "nl")
    assert made == (files / "0001.nl.pdf").read_bytes()
    assert b"pdfaid" in made


def test_no_chain_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadFiles):
        chain.verify(tmp_path)
