"""What the commands of this room say, and how they say what went wrong."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import typer
from kombu.exceptions import OperationalError
from pydantic import ValidationError

from storage.errors import StorageError
from storage.language import Lang
from verification.errors import ScannerError
from workers.commands import EXIT_BAD_CALL
from workers.errors import AlreadyRuns, BadSetting, LineTaken, PortTaken


def said(key: str, lang: Lang, **given: str | int) -> str:
    """A sentence; KeyError where there is none, which a test looks for."""
    text: str = _words()["said"][key][lang]
    return text.format(**given)


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """What cannot be done ends with a sentence and status 2."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        yield
    except ValidationError as exc:
        # A rule over several settings names none; only the scanner has such rules.
        places = {str(error["loc"][0]) if error["loc"] else "scanner" for error in exc.errors()}
        names = ", ".join(sorted(f"BEWIJSLOKET_{one.upper()}" for one in places))
        raise _end(said("setting", lang, given=names)) from exc
    except ScannerError as exc:
        raise _end(said("setting", lang, given="BEWIJSLOKET_SCANNER")) from exc
    except StorageError as exc:
        raise _end(said("storage", lang, given=exc.code)) from exc
    except LineTaken as exc:
        raise _end(said("line", lang, given=str(exc))) from exc
    except AlreadyRuns as exc:
        raise _end(said("runs", lang, given=str(exc))) from exc
    except BadSetting as exc:
        raise _end(said("setting", lang, given=str(exc))) from exc
    except PortTaken as exc:
        raise _end(said("port", lang, given=str(exc))) from exc
    except (OperationalError, ConnectionError) as exc:
        raise _end(said("broker", lang)) from exc


def _end(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(EXIT_BAD_CALL)


@cache
def _words() -> Any:
    return tomllib.loads((files("workers") / "words.toml").read_text(encoding="utf-8"))
