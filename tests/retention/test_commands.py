"""`bewijsloket retention`: what records managers ask and do, in both languages and for programs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import typer
from sqlalchemy import select
from typer.testing import CliRunner, Result

from retention.commands import retention
from retention.destruction.errors import DestructionError
from retention.facts import EventType
from retention.loading import shipped
from retention.wording import words
from storage.database.cases import dossier
from storage.database.engine import open_engine, reading
from storage.database.migrate import migrate
from storage.records.outbox import Work
from tests.retention.conftest import Archive


def call(*args: str) -> Result:
    return CliRunner().invoke(retention, list(args))


def said(*args: str) -> Any:
    result = call(*args, "--json")
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.setenv("BEWIJSLOKET_DATA_DIR", str(tmp_path))
    engine = open_engine(f"sqlite:///{tmp_path}/records.db")
    migrate(engine)
    yield Archive(engine)
    engine.dispose()


@pytest.fixture
def case(archive: Archive) -> tuple[str, str]:
    """Number of a submitted dossier, and id of its document."""
    number = archive.dossier()
    paper = archive.document(number)
    with reading(archive.engine) as connection:
        shown = connection.execute(select(dossier.c.number).where(dossier.c.id == number)).scalar_one()
    return shown, str(paper)


def test_record_and_explain(case: tuple[str, str]) -> None:
    number, paper = case
    registration = str(uuid4())
    assert call("record", "granted", "--on", "2017-03-10", "--dossier", number).exit_code == 0
    entered = ("record", "entered", "--on", "2017-03-15", "--dossier", number, "--registration", registration)
    assert "1 documents have another answer" in call(*entered, "--lang", "en").stdout
    removed = ("record", "removed", "--on", "2025-03-03", "--registration", registration, "--kind", "expiry")
    assert said(*removed)["changed"] == [paper]
    (told,) = said("explain", number)
    assert (told["lastDay"], told["retainUntil"]) == ("2045-03-03", "2045-03-03 23:00:00+00:00")
    assert said("explain", paper) == [told]
    dutch = call("explain", number).stdout
    assert "20 jaar vanaf de verwijdering uit het register op 3 maart 2025, S1" in dutch
    assert "mag worden vernietigd vanaf 4 maart 2045" in dutch


def test_what_waits_is_told_with_status_1(archive: Archive) -> None:
    early = call("record", "removed", "--on", "2025-03-03", "--registration", str(uuid4()), "--kind", "death")
    assert (early.exit_code, "nog niet bekend" in early.stdout) == (1, True)
    listed = call("waiting", "--lang", "en")
    assert (
        listed.exit_code,
        "removed of 3 March 2025: this registration is not known yet" in listed.stdout,
    ) == (
        1,
        True,
    )


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("record", "refused", "--on", "1850-01-01", "--dossier", "NUMBER"), "before 1900"),
        (("record", "refused", "--on", "2020-01-01"), "dossier"),
        (("record", "refused", "--on", "2020-01-01", "--dossier", "2026-XXXX-X"), "no such dossier"),
        (
            ("record", "removed", "--on", "2020-01-01", "--registration", "big-1", "--kind", "death"),
            "registration",
        ),
        (("explain", "nothing"), "no such dossier"),
        (("schedule", "compare", "--file", "/nonexistent.toml"), "cannot be read"),
        (("what-if", "NUMBER", "--event", "retired=2020-01-01"), "retired=2020-01-01"),
    ],
)
def test_what_cannot_be_done_ends_with_a_sentence(
    case: tuple[str, str], args: tuple[str, ...], sentence: str
) -> None:
    result = call(*(case[0] if one == "NUMBER" else one for one in args), "--lang", "en")
    assert (result.exit_code, sentence in result.stderr) == (2, True), result.output
    assert "Traceback" not in result.output


def test_narrowing_asks_for_a_second_person(case: tuple[str, str]) -> None:
    args = ("record", "restriction-narrowed", "--on", "2020-01-01", "--dossier", case[0])
    result = call(*args, "--registration", str(uuid4()), "--reason", "other specialism", "--lang", "en")
    assert (result.exit_code, "second person" in result.stderr) == (2, True)


def test_holds(case: tuple[str, str]) -> None:
    number, paper = case
    call("record", "refused", "--on", "2010-01-10", "--dossier", number)
    given = ("--kind", "litigation", "--reason", "court of Utrecht", "--by", "staff-7")
    placed = said("hold", "place", "--dossier", number, *given, "--review", "2026-01-01")
    assert placed["changed"] == [paper]
    assert "niet vernietigd zolang deze vernietigingsstop geldt: rechtszaak" in call("explain", number).stdout
    assert (
        "by staff-7, review on 1 January 2026: court of Utrecht"
        in call("hold", "list", "--overdue", "--lang", "en").stdout
    )
    assert call("hold", "lift", placed["id"], "--by", "staff-7").exit_code == 0
    assert said("hold", "list") == []
    assert said("explain", number)[0]["destroyFrom"] == "2020-01-11"


def test_what_if(case: tuple[str, str]) -> None:
    number, _ = case
    registration = str(uuid4())
    call("record", "granted", "--on", "2017-03-10", "--dossier", number, "--registration", registration)
    imagined = ("--event", "removed=2031-03-03", "--registration", registration)
    assert said("what-if", number, *imagined)[0]["lastDay"] == "2051-03-03"
    assert said("explain", number)[0]["state"] == "not-yet-known", "nothing was written"
    assert said("what-if", "--on", "2060-01-01") == [
        {"class": "register", "year": None, "count": 1, "destructionList": False}
    ]
    call("record", "removed", "--on", "2021-03-03", "--registration", registration, "--kind", "death")
    assert said("what-if", "--on", "2041-03-03") == []
    shown = call("what-if", "--on", "2041-03-04", "--lang", "en").stdout
    assert shown == "2041  register: 1 documents (gets no destruction list)\n"


def test_a_changed_schedule_is_compared_then_applied(
    archive: Archive, case: tuple[str, str], tmp_path: Path
) -> None:
    number, _ = case
    call("record", "refused", "--on", "2018-01-10", "--dossier", number)
    assert said("schedule", "compare") == []
    assert "Nothing changes" in call("schedule", "compare", "--lang", "en").stdout
    changed = tmp_path / "schedule.toml"
    text = (
        shipped()
        .text.replace('period = "P10Y"', 'period = "P12Y"', 1)
        .replace('category = ""', 'category = "1"')
    )
    changed.write_text(text.replace('edition = "2026-11"', 'edition = "own"'))
    given = ("--file", str(changed))
    assert said("schedule", "compare", *given) == [{"class": "refused", "effect": "later", "count": 1}]
    shown = call("schedule", "compare", *given, "--lang", "en").stdout
    fingerprint = shown.partition("--fingerprint ")[2].split()[0]
    wrong = call("schedule", "apply", *given, "--fingerprint", "0" * 64, "--by", "staff-7", "--lang", "en")
    assert (wrong.exit_code, "not the schedule that was compared" in wrong.stderr) == (2, True)
    assert said("explain", number)[0]["lastDay"] == "2028-01-10", "not before somebody says so"
    done = call("schedule", "apply", *given, "--fingerprint", fingerprint, "--by", "staff-7", "--lang", "en")
    assert done.stdout == "✓ Applied; 1 people are reckoned anew.\n"
    assert archive.asked(Work.RECKON) == [{"subject": str(archive.person())}]
    archive.reckon()
    assert said("explain", number)[0]["lastDay"] == "2030-01-10"
    assert said("schedule", "show")[0]["edition"] == "own"
    assert said("schedule", "compare", *given) == []


def test_a_wrong_schedule_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    broken = tmp_path / "schedule.toml"
    broken.write_text(shipped().text.replace("P40Y", "forty"))
    result = call("schedule", "compare", "--file", str(broken), "--lang", "en")
    assert (result.exit_code, "register-restricted" in result.stderr) == (2, True)


def test_the_page_of_assumptions(archive: Archive) -> None:
    shown = call("assumptions", "--lang", "en").stdout
    assert "[?] S1 has no row for applications withdrawn after submission" in shown
    assert "(owner: records manager, 22 November 2026) Gets no destruction list: withdrawn." in shown
    assert "recordmanager" in call("assumptions").stdout


def test_the_schedule_says_why_a_class_gets_no_list(archive: Archive) -> None:
    shown = call("schedule", "show", "--lang", "en").stdout
    assert "register-restricted: As before" in shown
    assert shown.count("Gets no destruction list") == len(shipped().versions[-1].classes)


def test_findings_and_waiting_are_empty(archive: Archive) -> None:
    assert (call("findings").exit_code, call("waiting", "--retry").exit_code) == (0, 0)


def test_every_command_has_its_dutch_help() -> None:
    dutch = tomllib.loads((files("intake") / "dutch.toml").read_text(encoding="utf-8"))

    def walk(command: Any, path: str) -> Iterator[tuple[str, set[str]]]:
        yield path, {"help"} | {one.name for one in command.params}
        for name, below in getattr(command, "commands", {}).items():
            yield from walk(below, f"{path} {name}")

    whole = typer.Typer(add_completion=False)
    whole.add_typer(retention, name="retention")
    command: Any = typer.main.get_command(whole)
    for path, asked in walk(command.commands["retention"], "retention"):
        assert set(dutch[path]) == asked, path


def test_every_error_and_wait_has_its_words() -> None:
    from retention import errors
    from retention.findings import Kind
    from retention.schedules import Effect
    from retention.standings import Waits

    kinds = [errors.BadSchedule, errors.BadFact, errors.UnknownType, errors.BadDate]
    kinds += [errors.Contradicted, errors.NeedsTwo]
    kinds += DestructionError.__subclasses__()
    assert set(words()["error"]) == {one.code for one in kinds}
    assert set(words()["waits"]) == set(Waits)
    assert set(words()["effect"]) == set(Effect)
    assert set(words()["finding"]) == set(Kind)
    assert len(EventType) == 23
