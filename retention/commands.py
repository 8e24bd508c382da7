"""The command `bewijsloket retention`. Light to import."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retention.destruction import commands as destruction
from retention.facts import EventType
from retention.wording import Lang, said

if TYPE_CHECKING:
    from retention.clock import Recorded

EXIT_DONE, EXIT_LOOK, EXIT_BAD_CALL = 0, 1, 2

retention = typer.Typer(no_args_is_help=True, help="How long evidence is kept, and why.")
schedule = typer.Typer(no_args_is_help=True, help="The retention schedule: show, compare, apply.")
hold = typer.Typer(no_args_is_help=True, help="Holds: nothing under them is destroyed.")
retention.add_typer(schedule, name="schedule")
retention.add_typer(hold, name="hold")
destruction.add(retention)

LangOption = Annotated[Lang, typer.Option(help="Language of the text.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For a program.")]
ByOption = Annotated[str, typer.Option(help="Who does this: a pseudonymous staff id, no name.")]
OnOption = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The legal date.")]
FileOption = Annotated[
    Path | None, typer.Option(dir_okay=False, help="Another schedule than the one that is shipped (TOML).")
]


@retention.command("record")
def record(
    event: Annotated[EventType, typer.Argument(help="What happened.")],
    *,
    on: OnOption,
    dossier: Annotated[str | None, typer.Option(help="Number or id of the dossier.")] = None,
    registration: Annotated[str | None, typer.Option(help="Id of the registration.")] = None,
    subject: Annotated[str | None, typer.Option(help="Id of the person.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of removal or restriction.")] = None,
    corrects: Annotated[str | None, typer.Option(help="Id of the event that this one replaces.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why, without names and numbers of people.")] = None,
    approved_by: Annotated[str | None, typer.Option(help="The second person, where two are needed.")] = None,
    by: ByOption = "operator",
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Record something that decides how long documents are kept. Status 1: it waits for another event."""
    from retention import at_desk as desk

    given = {
        "dossier": dossier,
        "registration": registration,
        "subject": subject,
        "kind": kind,
        "corrects": corrects,
        "reason": reason,
        "approved_by": approved_by,
    }
    with desk.opened(lang) as room:
        _show_recorded(room.record(event, on.date(), by=by, given=given), lang, json)


@retention.command("explain")
def explain(
    target: Annotated[str, typer.Argument(help="Number of a dossier, or id of a document.")],
    *,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Say why each document is kept, and until when."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        lines.show(room.explain(target, lang), lang, json)


@retention.command("what-if")
def what_if(
    target: Annotated[str | None, typer.Argument(help="Number of a dossier, or id of a document.")] = None,
    *,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="What may be destroyed on this date.")
    ] = None,
    event: Annotated[
        list[str] | None, typer.Option(help="What if this happened: removed=2031-03-03 (repeatable).")
    ] = None,
    registration: Annotated[str | None, typer.Option(help="Id of the registration of these events.")] = None,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Show the state on a date, by class and year; or a dossier as it would be after more events."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        if target is None:
            lines.show(room.due_by(None if on is None else on.date(), lang), lang, json)
        else:
            lines.show(room.what_if(target, event or [], registration, lang), lang, json)


@retention.command("waiting")
def waiting(
    *,
    retry: Annotated[bool, typer.Option(help="Try again what was kept aside.")] = False,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """List events that have no effect yet, and those that were kept aside. Status 1: there are some."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        if retry:
            typer.echo(said("command", "retried", lang, count=room.retry()), err=True)
        found = room.waiting(lang)
        lines.show(found, lang, json)
    raise typer.Exit(EXIT_LOOK if found else EXIT_DONE)


@retention.command("findings")
def findings(*, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """List what a person must look at. Status 1: there is something."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        found = room.findings(lang)
        lines.show(found, lang, json)
    raise typer.Exit(EXIT_LOOK if found else EXIT_DONE)


@retention.command("assumptions")
def assumptions(*, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """Show what is taken for true without a text that says so, with owner and date."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        lines.show(room.assumptions(lang), lang, json)


@schedule.command("show")
def show(*, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """Show the schedule that is applied: class, period, starting event, source, ground, category."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        lines.show(room.schedule(lang), lang, json)


@schedule.command("compare")
def compare(*, file: FileOption = None, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """Show per class, with counts, what another schedule would change. Nothing is written."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        found, hint = room.compare(file, lang)
        lines.show(found, lang, json, empty="same")
        if not json:
            typer.echo(hint)


@schedule.command("apply")
def apply(
    *,
    fingerprint: Annotated[str, typer.Option(help="Fingerprint of the schedule, as `compare` showed it.")],
    by: ByOption,
    file: FileOption = None,
    lang: LangOption = Lang.NL,
) -> None:
    """Apply the schedule that was compared: an act of the records manager."""
    from retention import at_desk as desk

    with desk.opened(lang) as room:
        count = room.apply(file, fingerprint, by)
    typer.echo(said("command", "applied", lang, count=count))


@hold.command("place")
def place(
    *,
    kind: Annotated[str, typer.Option(help="litigation, inspection, objection, appeal, payment or other.")],
    reason: Annotated[str, typer.Option(help="Why, without names and numbers of people.")],
    by: ByOption,
    dossier: Annotated[str | None, typer.Option(help="Number or id of the dossier.")] = None,
    registration: Annotated[str | None, typer.Option(help="Id of the registration.")] = None,
    subject: Annotated[str | None, typer.Option(help="Id of the person.")] = None,
    document: Annotated[str | None, typer.Option(help="Id of the document.")] = None,
    review: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When to look at it again.")
    ] = None,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Place a hold on one dossier, registration, person or document."""
    from retention import at_desk as desk

    given = {
        "dossier": dossier,
        "registration": registration,
        "subject": subject,
        "document": document,
        "kind": kind,
        "reason": reason,
        "review_on": None if review is None else review.date().isoformat(),
    }
    with desk.opened(lang) as room:
        _show_recorded(room.record(EventType.HOLD_PLACED, None, by=by, given=given), lang, json)


@hold.command("lift")
def lift(
    number: Annotated[str, typer.Argument(help="Id of the hold.")],
    *,
    by: ByOption,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Lift a hold."""
    from retention import at_desk as desk

    with desk.opened(lang) as room:
        done = room.record(EventType.HOLD_LIFTED, None, by=by, given={"concerns": number})
        _show_recorded(done, lang, json)


@hold.command("list")
def list_holds(
    *,
    overdue: Annotated[bool, typer.Option(help="Only those past their date of review.")] = False,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """List the holds that stand, those first whose review comes first."""
    from retention import at_desk as desk
    from retention import lines

    with desk.opened(lang) as room:
        lines.show(room.holds(lang, overdue=overdue), lang, json)


def _show_recorded(done: Recorded, lang: Lang, as_json: bool) -> None:
    from retention import lines

    lines.show_recorded(done, lang, as_json)
    raise typer.Exit(EXIT_LOOK if done.waits_for is not None else EXIT_DONE)
