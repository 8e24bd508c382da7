"""The bench: what the peer writes is never read as input, and a row that fails is told and costs no other."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import documents, programs


def test_the_peer_never_writes_over_the_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands: list[list[Path]] = []

    def note(command: Sequence[str | Path], **_: object) -> programs.Timing:
        commands.append([Path(part) for part in command[-3:]])
        return programs.Timing(1.0, 1.0)

    monkeypatch.setattr(programs, "timed", note)
    source = tmp_path / "scan-1.pdf"
    programs.ocrmypdf(source, source.with_suffix(".txt"))
    ((sidecar, read, written),) = commands
    assert read == source
    assert len({sidecar, read, written}) == 3


def test_a_row_that_fails_is_told_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> programs.Timing:
        raise programs.BenchError("ocrmypdf ended with 6")

    monkeypatch.setattr(documents, "scanned_pages", lambda _: [])
    monkeypatch.setattr(documents, "scans_to_pdf", lambda *_: None)
    monkeypatch.setattr(documents, "born_digital", lambda *_, **__: "")
    monkeypatch.setattr(programs, "check", lambda *_: programs.Timing(1.0, 1.0))
    monkeypatch.setattr(programs, "pdfplumber", lambda _: programs.Timing(3.0, 3.0))
    monkeypatch.setattr(programs, "ocrmypdf", refuse)
    assert bench._run(tmp_path, ("one", "text"), Namespace(seed=0, repeat=2)) == ["one"]
    said = capsys.readouterr().out
    assert "could not be run, so there is no figure: ocrmypdf ended with 6" in said
    assert "target faster: 3.0 times, met" in said


def test_programs_run_in_turn_and_the_median_counts() -> None:
    order: list[str] = []
    walls = iter([1.0, 10.0, 5.0, 50.0, 2.0, 20.0])

    def run(name: str) -> programs.Timing:
        order.append(name)
        return programs.Timing(next(walls), 0.0)

    ours, theirs = programs.in_turn(lambda: run("a"), lambda: run("b"), repeat=3)
    assert "".join(order) == "ababab"
    assert (ours.wall, theirs.wall) == (2.0, 20.0)
