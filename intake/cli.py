"""The command `bewijsloket`: loads what the rooms registered under `bewijsloket.commands`, and nothing else.

Each entry point names a function or a Typer application in a light module, so that `--help` needs no
heavy import.
"""

from __future__ import annotations

import os
from importlib.metadata import entry_points

import typer

from intake import dutch

GROUP = "bewijsloket.commands"


def build() -> typer.Typer:
    """The whole command line from the registered commands, in alphabetical order."""
    app = typer.Typer(
        name="bewijsloket",
        help="Evidence desk of the Dutch BIG-register: read, check, keep and destroy evidence.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    # A callback keeps `bewijsloket check` a sub-command while it is the only one.
    app.callback()(_nothing)
    for entry in sorted(entry_points(group=GROUP), key=lambda item: item.name):
        command = entry.load()
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=entry.name)
        else:
            app.command(name=entry.name)(command)
    return app


def _nothing() -> None:
    """Evidence desk of the Dutch BIG-register: read, check, keep and destroy evidence."""


def main() -> None:
    """The console script."""
    command = typer.main.get_command(build())
    if dutch.is_dutch(os.environ):
        dutch.put_into_dutch(command)
    command()
