"""The commands `bewijsloket web` and `bewijsloket demo`. Light to import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from storage.language import Lang, LangOption

if TYPE_CHECKING:
    from intake.receiving.desk import Desk

EXIT_BAD_CALL = 2


def web(*, lang: LangOption = Lang.NL) -> None:
    """Serve the portal and the API until it is stopped."""
    import uvicorn

    from intake.api.app import make_app

    with _desk(lang) as desk:
        app = make_app(desk)
    # Addresses hold ids only, but an access log of every byte of progress helps nobody.
    host, port = desk.settings.host, desk.settings.port
    uvicorn.run(app, host=host, port=port, access_log=False, log_level="warning")


def demo(*, lang: LangOption = Lang.NL) -> None:
    """Make invented dossiers to look at, where there are none yet."""
    from intake.demo import fill
    from intake.words import said

    with _desk(lang) as desk:
        made = fill(desk)
    typer.echo(said("command", "demo-made" if made else "demo-there", lang))


@contextmanager
def _desk(lang: Lang) -> Iterator[Desk]:
    """The desk by the settings; what goes wrong ends with a sentence and status 2."""
    from pydantic import ValidationError

    from intake.assembly import desk
    from intake.settings import desk_settings
    from intake.words import said
    from storage.errors import StorageError
    from storage.settings import read_settings

    try:
        yield desk(desk_settings(), read_settings())
    except ValidationError as exc:
        names = sorted({f"BEWIJSLOKET_{_field(error['loc'])}" for error in exc.errors()})
        typer.echo(said("command", "setting", lang, given=", ".join(names)), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc
    except StorageError as exc:
        typer.echo(said("command", "storage", lang, given=exc.code), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc


def _field(place: tuple[int | str, ...]) -> str:
    """The setting of an error; only the rule about demo users is over several."""
    return str(place[0]).upper() if place else "DEMO"
