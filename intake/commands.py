"""The command `bewijsloket web`. Light to import."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

EXIT_BAD_CALL = 2


class Lang(StrEnum):
    NL = "nl"
    EN = "en"


def web(*, lang: Annotated[Lang, typer.Option(help="Language of the text.")] = Lang.NL) -> None:
    """Serve the portal and the API until it is stopped."""
    import uvicorn
    from pydantic import ValidationError

    from intake.api.app import make_app
    from intake.assembly import desk
    from intake.settings import DeskSettings
    from intake.words import Lang as Spoken
    from intake.words import said
    from storage.errors import StorageError
    from storage.settings import read_settings

    spoken = Spoken(lang.value)
    try:
        settings = DeskSettings.model_validate({})
        app = make_app(desk(settings, read_settings()))
    except ValidationError as exc:
        names = sorted({f"BEWIJSLOKET_{str(error['loc'][0]).upper()}" for error in exc.errors()})
        typer.echo(said("command", "setting", spoken, given=", ".join(names)), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc
    except StorageError as exc:
        typer.echo(said("command", "storage", spoken, given=exc.code), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc
    # Addresses hold ids only, but an access log of every byte of progress helps nobody.
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, log_level="warning")
