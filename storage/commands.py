"""The commands `bewijsloket storage` and `bewijsloket ledger`. Light to import."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import typer

from storage.language import Lang, LangOption

if TYPE_CHECKING:
    from pydantic import ValidationError

    from storage.check import Tried
    from storage.database.ledger import Finding
    from storage.settings import StorageSettings

EXIT_KEPT, EXIT_BROKEN, EXIT_BAD_CALL = 0, 1, 2

storage = typer.Typer(no_args_is_help=True, help="Where evidence is kept: make the buckets, try the locks.")


@storage.command("provision")
def provision(*, lang: LangOption = Lang.NL) -> None:
    """Make the tables and the four buckets with versions, locks, expiry and rights; read it all back."""
    with _told(lang) as settings:
        if settings.s3_endpoint is None:
            from storage.assembly import folder_store

            folder_store(settings).provision()
            typer.echo(_said("folder-made", lang))
            done = True
        else:
            done = _provision_server(settings, lang)
        _make_tables(settings)
        typer.echo(_said("tables-made", lang))
    raise typer.Exit(EXIT_KEPT if done else EXIT_BROKEN)


@storage.command("migrate")
def migrate(*, lang: LangOption = Lang.NL) -> None:
    """Bring the tables of the database up to date; nothing happens where they are."""
    with _told(lang) as settings:
        _make_tables(settings)
        typer.echo(_said("tables-made", lang))


@storage.command("check")
def check(*, lang: LangOption = Lang.NL) -> None:
    """Try on trial objects what the connected store truly enforces."""
    with _told(lang) as settings:
        if settings.s3_endpoint is None:
            typer.echo(_said("folder-weak", lang), err=True)
        broken = 0
        for tried in _trials(settings):
            typer.echo(_line(tried, lang))
            broken += tried.kept is not True
    raise typer.Exit(EXIT_BROKEN if broken else EXIT_KEPT)


ledger = typer.Typer(no_args_is_help=True, help="The audit ledger: who did what.")


@ledger.callback()
def _ledger() -> None:
    """The audit ledger: who did what."""


@ledger.command("verify")
def verify(*, lang: LangOption = Lang.NL) -> None:
    """Recompute the whole chain and compare it with the heads in the locked bucket."""
    with _told(lang) as settings:
        found = _verify(settings)
        for finding in found:
            typer.echo(f"! {_words()['fault'][finding.fault][lang].format(batch=finding.batch)}")
        if not found:
            typer.echo(f"✓ {_said('ledger-whole', lang)}")
    raise typer.Exit(EXIT_BROKEN if found else EXIT_KEPT)


def _verify(settings: StorageSettings) -> list[Finding]:
    from storage.assembly import database, object_store
    from storage.database.engine import reading
    from storage.database.ledger import verify as look
    from storage.rights import Identity

    with reading(database(settings)) as connection:
        return list(look(connection, object_store(settings, Identity.LOCK_KEEPER)))


def _make_tables(settings: StorageSettings) -> None:
    from storage.assembly import database
    from storage.database.migrate import migrate

    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate(database(settings))


def _provision_server(settings: StorageSettings, lang: Lang) -> bool:
    from storage.assembly import bucket_names, s3_client
    from storage.provision import is_minio
    from storage.provision import provision as make
    from storage.rights import Identity

    client, names = s3_client(settings, None), bucket_names(settings)
    by_identity = is_minio(client)
    if not by_identity and set(settings.s3_principals) != set(Identity):
        typer.echo(_said("principals", lang), err=True)
        raise typer.Exit(EXIT_BAD_CALL)
    principals = None if by_identity else settings.s3_principals
    steps = make(client, names, principals, first_days=settings.evidence_first_days)
    for step in steps:
        typer.echo(_made(names[step.bucket], step.what, step.taken, step.reason, lang))
    made = all(step.taken or step.what == "encryption" for step in steps)
    granted = not by_identity or _grant(settings, lang)
    return made and granted


def _grant(settings: StorageSettings, lang: Lang) -> bool:
    """Whether each identity of a MinIO server has its own rights and no others."""
    from storage.assembly import bucket_names
    from storage.minio import connect_admin, grant
    from storage.rights import Identity

    admin = connect_admin(settings.s3_endpoint or "", settings.keys_of(None))
    keys = {who: settings.keys_of(who) for who in Identity}
    done = True
    for one in grant(admin, keys, bucket_names(settings), prefix=settings.s3_bucket_prefix):
        typer.echo(_made(one.identity, "identity", one.taken, one.reason, lang))
        done = done and one.taken
    return done


def _made(of: str, what: str, taken: bool, reason: str, lang: Lang) -> str:
    answer = _words()["answer"]["kept" if taken else "broken"][lang]
    return f"{of}: {_words()['step'][what][lang]}: {answer}{f' ({reason})' if reason else ''}"


def _trials(settings: StorageSettings) -> Iterator[Tried]:
    from storage.assembly import bucket_names, object_store, s3_client
    from storage.check import check_store
    from storage.rights import Identity

    stores = {who: object_store(settings, who) for who in Identity}
    served = settings.s3_endpoint is not None
    clients = {who: s3_client(settings, who) for who in Identity} if served else {}
    yield from check_store(stores, clients, bucket_names(settings))


def _line(tried: Tried, lang: Lang) -> str:
    answer = {True: "kept", False: "broken", None: "unknown"}[tried.kept]
    mark = {True: "✓", False: "!", None: "?"}[tried.kept]
    reason = f" ({tried.reason})" if tried.reason else ""
    words = _words()
    return f"{mark} {words['promise'][tried.promise][lang]} {words['answer'][answer][lang]}{reason}"


@contextmanager
def _told(lang: Lang) -> Iterator[StorageSettings]:
    """The settings; what goes wrong ends with a sentence and status 2."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from storage.errors import StorageError
    from storage.settings import read_settings

    try:
        yield read_settings()
    except ValidationError as exc:
        names = sorted({f"BEWIJSLOKET_{part.upper()}" for part in _fields(exc)})
        typer.echo(_said("setting", lang).format(given=", ".join(names)), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc
    except SettingsError as exc:
        typer.echo(_said("setting", lang).format(given="BEWIJSLOKET_S3_PRINCIPALS"), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc
    except StorageError as exc:
        typer.echo(_said("error", lang).format(given=f"{exc.code}: {exc}"), err=True)
        raise typer.Exit(EXIT_BAD_CALL) from exc


def _fields(exc: ValidationError) -> set[str]:
    """The settings that cannot be used; broken JSON is told without one, and only one is JSON."""
    return {str(error["loc"][0]) if error["loc"] else "s3_principals" for error in exc.errors()}


def _said(key: str, lang: Lang) -> str:
    text: str = _words()["said"][key][lang]
    return text


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("storage") / "words.toml").read_text(encoding="utf-8"))
