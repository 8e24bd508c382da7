"""After a full run over documents with a BSN and names: none of it in database, logs, names or objects."""

from __future__ import annotations

import logging
import re
import sqlite3
from pathlib import Path

import pytest

from storage.objects import Bucket
from storage.states import DocumentState
from tests.workers.desk import Desk
from tests.workers.papers import BSN, CONTRACT, PAY_SLIP, paper
from verification.reading.codec import UnknownShape, decode
from verification.sample.bundle import write_sample

PERSONAL = ("Dijkstra", "Femke", "loonstrook", "paspoort", "Utrecht", "Ziekenhuis")
DIGITS = re.compile(r"\W*".join(BSN))  # also where they stand apart


def spoken(text: str) -> list[str]:
    """What of it is personal. A database dump, a log or a name may hold nothing of the sort."""
    return [one for one in PERSONAL if one.lower() in text.lower()] + DIGITS.findall(text)


def dump(desk: Desk) -> str:
    """Every row of every table, with the bytes of sealed columns in hex."""
    with sqlite3.connect(desk.engine.url.database or "") as connection:
        return "\n".join(connection.iterdump())


def read_out(written: bytes) -> str:
    """The words of a reading as they stand on its pages; nothing of a report."""
    try:
        pages = decode(written).reading.pages
    except UnknownShape:
        return ""
    return "\n".join(f"{page.text}\n{' '.join(word.text for word in page.numbers)}" for page in pages)


def check_traces(desk: Desk, log: str) -> None:
    assert spoken(dump(desk)) == []
    assert spoken(log) == []
    assert spoken("\n".join(name for bucket in Bucket for name in desk.names(bucket))) == []
    for name in desk.names(Bucket.DERIVED):
        written = desk.content(Bucket.DERIVED, name)
        assert DIGITS.findall(written.decode()) == []
        assert DIGITS.findall(read_out(written)) == []
    assert desk.room.settings.temp_dir is not None
    assert list(desk.room.settings.temp_dir.iterdir()) == []


def test_text_layers_leave_no_trace(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    number = desk.send(paper(PAY_SLIP), name=f"loonstrook Femke Dijkstra {BSN}.pdf")
    other = desk.send(paper(CONTRACT), name="contract Femke Dijkstra.pdf")
    desk.send(b"%PDF broken " + BSN.encode(), name="paspoort.pdf")
    desk.work()
    desk.submit()
    desk.work()
    assert desk.document(number).state is DocumentState.HELD_BACK
    assert desk.document(other).state is DocumentState.CHECKED
    check_traces(desk, caplog.text)


def test_an_error_in_the_middle_leaves_no_trace(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a check raises may quote the document: it is told by class and place only."""
    caplog.set_level(logging.DEBUG)

    def crash(*_args: object, **_named: object) -> None:
        raise ValueError(f"Femke Dijkstra {BSN}")

    monkeypatch.setattr("verification.checks.language.check", crash)
    number = desk.send(paper(PAY_SLIP))
    desk.work()
    assert desk.codes(number) >= {"language.not-run", "identity.bsn-visible"}
    check_traces(desk, caplog.text)


@pytest.mark.slow
def test_the_sample_leaves_no_trace(desk: Desk, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """Recognised text: a photographed passport, scans, and a pay slip with a box that hides nothing."""
    caplog.set_level(logging.DEBUG)
    numbers = [desk.send(path.read_bytes(), name=path.name) for path in write_sample(tmp_path / "sample")]
    desk.work()
    states = [desk.document(number).state for number in numbers]
    assert states == [
        DocumentState.HELD_BACK,
        DocumentState.CHECKED,
        DocumentState.CHECKED,
        DocumentState.HELD_BACK,
    ]
    check_traces(desk, caplog.text)
