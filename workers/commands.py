"""The commands `bewijsloket work` and `bewijsloket run`. Light to import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storage.language import Lang, LangOption
from workers.lines import Line
from workers.parts import Part

EXIT_ILL, EXIT_BAD_CALL = 1, 2


work = typer.Typer(no_args_is_help=True, help="What happens in the background: scan, read, check, keep.")


@work.command("start")
def start(
    *,
    queue: Annotated[
        list[Line] | None, typer.Option(help="A queue to work on; all if none is given.")
    ] = None,
    processes: Annotated[int, typer.Option(min=0, help="How many tasks at a time; 0: one per core.")] = 0,
    supervised: Annotated[
        bool,
        typer.Option("--supervised", hidden=True, help="Started by `run`, which says what is to be said."),
    ] = False,
    lang: LangOption = Lang.NL,
) -> None:
    """Work on tasks until it is stopped."""
    from workers import processes as roots
    from workers.running import is_root
    from workers.told import said, told

    with told(lang):
        if is_root() and not supervised:  # the supervisor said it
            typer.echo(said("root", lang), err=True)
        status = roots.start_worker(queue or list(Line), processes)
    raise typer.Exit(status)


@work.command("relay")
def relay(*, lang: LangOption = Lang.NL) -> None:
    """Send what waits in the outbox to the broker, until it is stopped."""
    from workers import processes
    from workers.told import told

    with told(lang):
        processes.start_relay()


@work.command("beat")
def beat(*, lang: LangOption = Lang.NL) -> None:
    """Ask for housekeeping at its times, until it is stopped."""
    from workers import processes
    from workers.told import told

    with told(lang):
        processes.start_beat()


@work.command("dead")
def dead(
    *,
    replay: Annotated[str | None, typer.Option(help="Try this one again, by its id, or `all`.")] = None,
    lang: LangOption = Lang.NL,
) -> None:
    """List tasks that failed for good, with the reason, or have them tried again."""
    from workers import processes
    from workers.told import said, told

    with told(lang):
        found = processes.dead()
        if replay is not None:
            chosen = [one.id for one in found if replay in ("all", str(one.id))]
            if not chosen and replay != "all":
                typer.echo(said("unknown-dead", lang, given=replay), err=True)
                raise typer.Exit(EXIT_BAD_CALL)
            typer.echo(said("replayed", lang, given=processes.replay(chosen)))
            return
        for one in found:
            when = one.died_at.isoformat(timespec="seconds")
            thing = next(iter(one.body.values()))
            parts = {"when": when, "id": str(one.id), "work": one.work.value, "reason": one.reason}
            typer.echo(said("dead", lang, thing=thing, **parts))
        if not found:
            typer.echo(said("no-dead", lang))


@work.command("health")
def health(
    part: Annotated[Part, typer.Argument(help="Which part to ask.")],
    *,
    queue: Annotated[
        list[Line] | None, typer.Option(help="A queue of the worker; all if none is given.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long it may take.")] = 10.0,
    lang: LangOption = Lang.NL,
) -> None:
    """Say whether a part works: exit status 0 if all is well, 1 if not."""
    from workers.health import look
    from workers.told import said, told

    with told(lang):
        found = look(part, queue or list(Line), seconds=seconds)
    for one in found:
        typer.echo(said("ill" if one.reason else "well", lang, given=one.what, reason=one.reason))
    raise typer.Exit(EXIT_ILL if any(one.reason for one in found) else 0)


@work.command("recheck")
def recheck(*, lang: LangOption = Lang.NL) -> None:
    """Check documents again that were checked by older checks or rules."""
    from workers import processes
    from workers.told import said, told

    with told(lang):
        typer.echo(said("rechecked", lang, given=processes.recheck()))


@work.command("register")
def register(*, lang: LangOption = Lang.NL) -> None:
    """Take events of the register from the broker, each once, until it is stopped."""
    from workers import processes
    from workers.told import told

    with told(lang):
        processes.take_register_events()


@work.command("listen")
def listen(
    *,
    name: Annotated[str, typer.Option(help="Name of the queue that keeps the events.")] = "example",
    seen: Annotated[
        Path | None, typer.Option(help="File that remembers which events were shown.", dir_okay=False)
    ] = None,
    lang: LangOption = Lang.NL,
) -> None:
    """Show events as they come, each once: an example of a consumer."""
    from workers import processes
    from workers.told import told

    with told(lang):
        processes.listen(name, seen, typer.echo)


def run(*, lang: LangOption = Lang.NL) -> None:
    """Run everything: web, workers, relay and beat, with what they need, until it is stopped."""
    from workers.one_machine import run_all
    from workers.told import said, told

    with told(lang):
        run_all(lambda key, **given: typer.echo(said(key, lang, **given)))
