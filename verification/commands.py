"""The commands of this room: `check`, `trust` and `sample`.

Light to import: the work is imported when a command is called.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar
from zoneinfo import ZoneInfo

import typer

from verification.bad_call import BadCall
from verification.errors import VerificationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_settings import BaseSettings

    from verification.model import Kind
    from verification.reading.executors import Executor, Processes
    from verification.recipe import FileInput, Precheck, Progress

DEFAULT_PROCEDURE = "periodic-registration"

Settings = TypeVar("Settings", bound="BaseSettings")

# Exit statuses of the design (Contract: the pre-check).
EXIT_CLEAR, EXIT_NOT_CLEAR, EXIT_NOTHING_READ, EXIT_INCOMPLETE = 0, 1, 2, 3

# Legal dates are dates in this zone (design, Things).
LEGAL_ZONE = ZoneInfo("Europe/Amsterdam")


class Lang(StrEnum):
    NL = "nl"
    EN = "en"


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files, checked as one bundle.")],
    *,
    procedure: Annotated[
        str, typer.Option(metavar="ID", help="What the application is for.")
    ] = DEFAULT_PROCEDURE,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="FILE=KIND", help="What a file is, such as a.pdf=diploma; repeatable."),
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Use the rules in force on this day (YYYY-MM-DD).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write a report: FILE.html or FILE.pdf.")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the text and the report.")] = Lang.NL,
) -> None:
    """Read evidence files and say what is right and what a person must look at."""
    with _bad_input_ends_with_2(lang):
        day = _day(on)
        if report is not None:
            _check_report_path(report, files)
        inputs = [_input(path, kinds or []) for path in files]
        _refuse_unknown_names(kinds or [], files)
    with _bad_input_ends_with_2(lang), _executor() as executor:
        precheck = _run(inputs, procedure, day, lang, executor)
        _print(precheck, lang, as_json)  # first: a report that cannot be written costs no result
        if report is not None:
            _write_report(precheck, report, lang, executor)
    raise typer.Exit(_status(precheck))


def sample(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to write the files; made if missing.")
    ],
) -> None:
    """Write an invented bundle of evidence to try `check` on."""
    from verification.sample import write_sample

    for path in write_sample(folder):
        typer.echo(path)


trust = typer.Typer(
    no_args_is_help=True, help="Roots and EU trusted lists that digital signatures are judged by."
)


@trust.command("import")
def trust_import(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A PEM or DER certificate, or an EU trusted list (XML).")
    ],
) -> None:
    """Take in a root certificate or an EU trusted list, with date and hash."""
    from verification.trust import TrustStore

    with _bad_input_ends_with_2():
        for item in TrustStore.default().import_file(file):
            typer.echo(item.line())


@trust.command("list")
def trust_list() -> None:
    """Show what was taken in, and when."""
    from verification.trust import TrustStore

    items = TrustStore.default().entries()
    for item in items:
        typer.echo(item.line())
    if not items:
        typer.echo(
            "Nothing yet: digital signatures stay undetermined. Use: bewijsloket trust import FILE", err=True
        )


def _run(inputs: list[FileInput], procedure: str, day: date, lang: Lang, executor: Executor) -> Precheck:
    from verification.limits import Limits
    from verification.recipe import check_bundle
    from verification.rulebook.loader import load_rules
    from verification.settings import Policy
    from verification.trust import TrustStore

    rules = load_rules(procedure, day, levels=_settings(Policy).bsn_levels)
    with _progress(lang) as progress:
        return check_bundle(
            inputs,
            rules=rules,
            executor=executor,
            limits=_settings(Limits),
            trust=TrustStore.default(),
            progress=progress,
        )


@contextmanager
def _executor() -> Iterator[Processes]:
    from verification.reading.executors import Processes, Starter

    starter = Starter()  # its imports and ours take half a second each, side by side
    try:
        from verification.limits import Limits

        with Processes(starter=starter, memory_bytes=_settings(Limits).worker_memory_bytes) as processes:
            yield processes
    finally:
        starter.close()


def _print(precheck: Precheck, lang: Lang, as_json: bool) -> None:
    if as_json:
        from verification.report.json_report import as_json as json_text

        sys.stdout.write(json_text(precheck))
    else:
        from verification.report.terminal import show

        show(precheck, lang.value)
    sys.stdout.flush()


def _status(precheck: Precheck) -> int:
    from verification.model import DocumentOutcome

    if not precheck.complete:
        return EXIT_INCOMPLETE
    return EXIT_CLEAR if precheck.outcome is DocumentOutcome.CLEAR else EXIT_NOT_CLEAR


@contextmanager
def _progress(lang: Lang) -> Iterator[Callable[[Progress], None] | None]:
    """A progress line on standard error while reading, when that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from verification.report.progress import progress_line

    with progress_line(lang.value) as update:
        yield update


@contextmanager
def _bad_input_ends_with_2(lang: Lang = Lang.EN) -> Iterator[None]:
    try:
        yield
    except BadCall as exc:
        typer.echo(f"bewijsloket: {exc.text(lang.value)}", err=True)
        raise typer.Exit(EXIT_NOTHING_READ) from exc
    except VerificationError as exc:
        typer.echo(f"bewijsloket: {exc}", err=True)
        raise typer.Exit(EXIT_NOTHING_READ) from exc


def _settings(model: type[Settings]) -> Settings:
    """Settings from the environment; BadCall names the one that cannot be used."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    try:
        return model()
    except ValidationError as exc:
        names = [f"BEWIJSLOKET_{str(error['loc'][0]).upper()}" for error in exc.errors()]
        raise BadCall("setting", given=", ".join(names)) from exc
    except SettingsError as exc:
        raise BadCall("setting", given="BEWIJSLOKET_BSN_LEVELS") from exc


def _day(text: str | None) -> date:
    if text is None:
        return datetime.now(LEGAL_ZONE).date()
    try:
        if len(text) != len("2026-11-21"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError as exc:
        raise BadCall("day") from exc


def _input(path: Path, kinds: list[str]) -> FileInput:
    from verification.recipe import FileInput

    return FileInput(path, _kind_for(path, kinds))


def _kind_for(path: Path, kinds: list[str]) -> Kind | None:
    from verification.model import Kind

    for item in kinds:
        name, separator, kind = item.rpartition("=")
        if not separator:
            raise BadCall("as-form")
        if kind not in set(Kind):
            raise BadCall("as-kind", known=", ".join(Kind))
        if name in {str(path), path.name}:
            return Kind(kind)
    return None


def _refuse_unknown_names(kinds: list[str], files: list[Path]) -> None:
    known = {str(path) for path in files} | {path.name for path in files}
    if any(item.rpartition("=")[0] not in known for item in kinds):
        raise BadCall("as-file")


def _check_report_path(report: Path, files: list[Path]) -> None:
    """Say so before the reading, not after it."""
    if report.suffix.lower() not in {".html", ".pdf"}:
        raise BadCall("report-suffix")
    if report.is_dir() or not report.absolute().parent.is_dir():
        raise BadCall("report-folder")
    if report.exists() and any(path.exists() and report.samefile(path) for path in files):
        raise BadCall("report-over-input")


def _write_report(precheck: Precheck, report: Path, lang: Lang, executor: Executor) -> None:
    if report.suffix.lower() == ".pdf":
        from verification.report.pdf import write_pdf

        write_pdf(precheck, report, lang.value, executor=executor)
    else:
        from verification.report.html import write_html

        write_html(precheck, report, lang.value, executor=executor)
