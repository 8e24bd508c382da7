"""The command line's help in Dutch, for callers whose locale is Dutch."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_FRAME = {
    "ARGUMENTS_PANEL_TITLE": "Argumenten",
    "OPTIONS_PANEL_TITLE": "Opties",
    "COMMANDS_PANEL_TITLE": "Opdrachten",
    "ERRORS_PANEL_TITLE": "Dit kan niet",
    "DEFAULT_STRING": "[standaard: {}]",
    "REQUIRED_LONG_STRING": "[verplicht]",
    "RICH_HELP": "Probeer [blue]'{command_path} {help_option}'[/] voor uitleg.",
}
_HELP_OPTION = "Toon deze uitleg."


def is_dutch(environ: Mapping[str, str]) -> bool:
    """Whether the locale for messages is Dutch: the first of LC_ALL, LC_MESSAGES and LANG that is set.

    >>> is_dutch({"LANG": "nl_NL.UTF-8"}), is_dutch({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"})
    (True, False)
    """
    set_ones = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in set_ones if value), "").startswith("nl")


def words() -> Mapping[str, Mapping[str, str]]:
    """Path of a command, then `help` or the name of a parameter, to the Dutch sentence."""
    return tomllib.loads((files("intake") / "dutch.toml").read_text(encoding="utf-8"))


def put_into_dutch(command: Any) -> None:
    """Replace the help of a Typer command (click's Group) and of everything below it."""
    from typer import rich_utils

    for name, text in _FRAME.items():
        setattr(rich_utils, name, text)
    _replace(command, "", words())


def _replace(command: Any, path: str, dutch: Mapping[str, Mapping[str, str]]) -> None:
    said = dutch.get(path, {})
    command.help = said.get("help", command.help)
    command.short_help = None
    for parameter in command.params:
        if hasattr(parameter, "help"):
            parameter.help = said.get(parameter.name, parameter.help)
    option = command.get_help_option(command.make_context(path, [], resilient_parsing=True))
    if option is not None:
        option.help = _HELP_OPTION
    for name, below in getattr(command, "commands", {}).items():
        _replace(below, f"{path} {name}".strip(), dutch)
