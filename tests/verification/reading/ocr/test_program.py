"""Tesseract as an outside program: parsing, errors, the time limit, and nothing left behind."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from tests.verification.reading.ocr.pages import blank, scanned
from verification.errors import OutsideProgramError
from verification.reading.ocr import library, program
from verification.reading.ocr.tokens import Osd, Token, mean_confidence, parse_osd, parse_tsv, sure_letters

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(page: int, block: int, line: int, text: str, *, confidence: float = 91.5) -> str:
    return f"5\t{page}\t{block}\t1\t{line}\t1\t10\t20\t30\t40\t{confidence}\t{text}\n"


def test_tsv_of_several_pictures() -> None:
    table = HEAD + row(1, 1, 1, "een") + row(1, 1, 1, "kopie") + row(1, 2, 1, "twee") + row(3, 1, 1, '"quote')
    first, second, third = parse_tsv(table, pictures=3)
    assert [(t.text, t.line, t.paragraph) for t in first] == [("een", 0, 0), ("kopie", 0, 0), ("twee", 1, 1)]
    assert second == ()
    assert third == (Token('"quote', 10, 20, 40, 60, 91.5, 0, 0),)


@pytest.mark.parametrize(
    "table", ["", HEAD, HEAD + row(1, 1, 1, " "), "4\t1\t1\t1\t1\t0\t0\t0\t1\t1\t-1\t\n"]
)
def test_tsv_without_words(table: str) -> None:
    assert parse_tsv(table, pictures=1) == [()]


def test_confidence_counts_characters() -> None:
    (tokens,) = parse_tsv(row(1, 1, 1, "lang", confidence=100) + row(1, 1, 1, "x", confidence=50), pictures=1)
    assert mean_confidence(tokens) == 90
    assert sure_letters(tokens) == 4
    assert mean_confidence(()) == 0


def test_osd() -> None:
    said = "Page number: 0\nOrientation in degrees: 90\nRotate: 270\nOrientation confidence: 12.5\n"
    assert parse_osd(said + "Script: Latin\nScript confidence: 3.2\n") == Osd(270, 12.5, "Latin", 3.2)
    assert parse_osd(said) is None


@pytest.mark.parametrize("reader", [program, library], ids=["program", "library"])
def test_both_readers_read_and_detect(reader: object) -> None:
    pixels, truth = scanned("en", dpi=200, skew=0.0)
    (tokens,) = reader.read_words([pixels], models=("eng",), psm=6, seconds=60)  # type: ignore[attr-defined]
    assert {word for line in truth.split("\n")[:8] for word in line.split()} <= {t.text for t in tokens}
    found = reader.detect(pixels[::-1, ::-1].copy(), seconds=60)  # type: ignore[attr-defined]
    assert (found.rotation, found.script) == (180, "Latin")
    assert reader.detect(blank(), seconds=60) is None  # type: ignore[attr-defined]


def test_one_call_reads_several_pictures() -> None:
    pixels, _ = scanned("en", dpi=150, skew=0.0)
    top, bottom = pixels[:600], pixels[600:1200]
    both = program.read_words([top, bottom], models=("eng",), psm=6, seconds=60)
    apart = [program.read_words([part], models=("eng",), psm=6, seconds=60)[0] for part in (top, bottom)]
    assert both == apart
    assert all(both)


@pytest.mark.parametrize("reader", [program, library], ids=["program", "library"])
def test_a_missing_model_is_told_without_its_page(reader: object) -> None:
    with pytest.raises(OutsideProgramError):
        reader.read_words([blank(200, 200)], models=("xyz",), psm=6, seconds=20)  # type: ignore[attr-defined]


def test_the_library_stops_at_its_time() -> None:
    pixels, _ = scanned("en", dpi=300, skew=0.0)
    start = time.monotonic()
    with pytest.raises(OutsideProgramError):
        library.read_words([pixels], models=("eng",), psm=6, seconds=0.2)
    assert time.monotonic() - start < 10


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `tesseract` on the PATH that hangs with a child of its own, and notes both process ids."""
    script = tmp_path / "tesseract"
    script.write_text(f'#!/bin/sh\nsleep 300 &\necho $$ $! > "{tmp_path}/pids"\nwait\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_hanging_program_ends_with_all_it_started(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(fake))
    monkeypatch.setattr("tempfile.tempdir", None)
    start = time.monotonic()
    with pytest.raises(OutsideProgramError, match="ran over its time"):
        program.read_words([blank(100, 100)], models=("eng",), psm=6, seconds=1.0)
    assert time.monotonic() - start < 8
    pids = [int(pid) for pid in (fake / "pids").read_text().split()]
    deadline = time.monotonic() + 5
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [alive(pid) for pid in pids] == [False, False]
    assert sorted(path.name for path in fake.iterdir()) == ["pids", "tesseract"], "files were left behind"


def test_an_interrupt_ends_the_program_too(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: object, *args: object, **options: object) -> None:
        while not (fake / "pids").exists():
            time.sleep(0.02)
        raise KeyboardInterrupt

    monkeypatch.setattr(program._Group, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        program.read_words([blank(100, 100)], models=("eng",), psm=6, seconds=30)
    time.sleep(0.3)
    assert not any(alive(int(pid)) for pid in (fake / "pids").read_text().split())


def test_no_program_is_an_ordinary_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutsideProgramError, match="not installed"):
        program.read_words([blank(50, 50)], models=("eng",), psm=6, seconds=5)
