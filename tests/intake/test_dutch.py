"""Help in Dutch: every command, argument and option has its sentence, and none that is gone stays."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from intake.cli import build
from intake.dutch import is_dutch, words


def commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{path} {name}".strip())


def test_every_sentence_has_its_dutch() -> None:
    asked = {
        path: {"help"} | {parameter.name for parameter in command.params}
        for path, command in commands(typer.main.get_command(build()))
    }
    assert {path: set(said) for path, said in words().items()} == asked


@pytest.mark.parametrize(
    ("environ", "dutch"),
    [
        ({"LANG": "nl_NL.UTF-8"}, True),
        ({"LANG": "nl"}, True),
        ({"LC_ALL": "", "LC_MESSAGES": "nl_BE.UTF-8", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_locale_for_messages_decides(environ: dict[str, str], dutch: bool) -> None:
    assert is_dutch(environ) is dutch


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl_NL.UTF-8", ("Lees bewijsstukken", "Opties", "Toon deze uitleg")), ("C.UTF-8", ("Read evidence",))],
)
def test_help_in_the_callers_language(lang: str, said: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", "from intake.cli import main; main()", "check", "--help"]
    environ = {**os.environ, "LC_ALL": lang}
    shown = subprocess.run(command, capture_output=True, text=True, check=True, env=environ).stdout
    assert all(text in shown for text in said)
