"""Bringing a database to the newest shape, forwards only."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

from storage.database.engine import transaction


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade in one transaction; nothing happens where the database is up to date."""
    with transaction(engine) as connection:
        command.upgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The revision a database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage.database") / "migrations"))
    config.attributes["connection"] = connection
    return config
