"""The commands of destruction, below `bewijsloket retention`. Light to import."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from retention.schedule import ClassId
from retention.wording import Lang

EXIT_DONE, EXIT_LOOK = 0, 1

one_list = typer.Typer(no_args_is_help=True, help="One destruction list: look, review, approve, take off.")

LangOption = Annotated[Lang, typer.Option(help="Language of the text.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For a program.")]
ByOption = Annotated[str, typer.Option(help="Who does this: a pseudonymous staff id, no name.")]
Number = Annotated[int, typer.Argument(help="Number of the list.")]
Document = Annotated[str, typer.Argument(help="Id of the document.")]
Reason = Annotated[str, typer.Option(help="Why, without names and numbers of people.")]


def add(retention: typer.Typer) -> None:
    """Hang these below the command of the room."""
    retention.add_typer(one_list, name="list")
    for name, command in (
        ("sweep", sweep),
        ("lists", lists),
        ("execute", execute),
        ("declaration", declaration),
        ("verify", verify),
    ):
        retention.command(name)(command)


def sweep(*, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """Propose destruction lists of what is due. The service does this by itself every day."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show([desk.sweep()], lang, json)


def lists(*, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """List the destruction lists, the newest first, with their states."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show(desk.lists(), lang, json)


@one_list.command("show")
def show(
    number: Number,
    *,
    sample: Annotated[int, typer.Option(help="Draw so many documents at random, to be opened.")] = 0,
    reason: Annotated[str, typer.Option(help="Why they are opened; kept with each.")] = "",
    by: ByOption = "operator",
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Show a list and what is on it, with the reason of each document that is not destroyed."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        found = desk.sample(number, sample, reason, by) if sample else desk.show(number)
        at_desk.show(found, lang, json)


@one_list.command("review")
def review(number: Number, *, by: ByOption, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """Stand for a list as its author."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show([desk.review(number, by)], lang, json)


@one_list.command("approve")
def approve(number: Number, *, by: ByOption, json: JsonOption = False, lang: LangOption = Lang.NL) -> None:
    """Approve a list as the second person; then its waiting time begins."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show([desk.approve(number, by)], lang, json)


@one_list.command("send-back")
def send_back(
    number: Number, *, reason: Reason, by: ByOption, json: JsonOption = False, lang: LangOption = Lang.NL
) -> None:
    """Give a reviewed list back to its author."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show([desk.send_back(number, reason, by)], lang, json)


@one_list.command("withdraw")
def withdraw(
    number: Number, *, reason: Reason, by: ByOption, json: JsonOption = False, lang: LangOption = Lang.NL
) -> None:
    """Withdraw a list before it is executed; what is still due is listed again."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show([desk.withdraw(number, reason, by)], lang, json)


@one_list.command("exclude")
def exclude(
    number: Number,
    document: Document,
    *,
    reason: Reason,
    by: ByOption,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When it may be listed again.")
    ] = None,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Take a document off a list for a time."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        day = None if until is None else until.date()
        at_desk.show(desk.exclude(number, document, reason, by, day), lang, json)


@one_list.command("keep")
def keep(
    number: Number,
    document: Document,
    *,
    reason: Reason,
    by: ByOption,
    line: Annotated[ClassId | None, typer.Option("--class", help="The class it belongs to.")] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day it is kept.")
    ] = None,
    permanent: Annotated[bool, typer.Option(help="For ever, by exception; needs a second person.")] = False,
    approved_by: Annotated[str | None, typer.Option(help="The second person, where two are needed.")] = None,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Give a document another class or a later date, or keep it permanently; it comes off the list."""
    from retention.destruction import at_desk

    given = {"line": line, "last_day": None if until is None else until.date(), "permanent": permanent}
    with at_desk.opened(lang) as desk:
        found = desk.keep(number, document, reason, by, {**given, "approved_by": approved_by})
        at_desk.show(found, lang, json)


@one_list.command("paper")
def paper(
    number: Number, document: Document, *, by: ByOption, json: JsonOption = False, lang: LangOption = Lang.NL
) -> None:
    """Note that the paper that belongs to a document was destroyed alongside."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show(desk.paper(number, document, by), lang, json)


def execute(
    number: Annotated[int | None, typer.Argument(help="Number of the list; else all that may.")] = None,
    *,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Execute lists whose waiting time is over, as the service does by itself. Status 1: something failed."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        found, failed = desk.execute(number)
        at_desk.show(found, lang, json)
    raise typer.Exit(EXIT_LOOK if failed else EXIT_DONE)


def declaration(
    folder: Annotated[Path, typer.Argument(file_okay=False, help="Where the files come.")],
    *,
    people: Annotated[bool, typer.Option(help="With the sheets that say who; keep them apart.")] = False,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Write all declarations of destruction as files: JSON, PDF/A, tombstones, and their chain."""
    from retention.destruction import at_desk

    with at_desk.opened(lang) as desk:
        at_desk.show([desk.write(folder, people=people)], lang, json)


def verify(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Where the files are.")],
    *,
    head: Annotated[str | None, typer.Option(help="The head that was kept elsewhere.")] = None,
    json: JsonOption = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Check declarations, chain and tombstones from the files alone. Status 1: something is wrong."""
    from retention.destruction import at_desk

    with at_desk.told(lang):
        found, wrong = at_desk.verified(folder, head)
        at_desk.show(found, lang, json)
    raise typer.Exit(EXIT_LOOK if wrong else EXIT_DONE)
