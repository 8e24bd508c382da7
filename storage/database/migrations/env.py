"""Alembic's entry: the connection is handed over by `migrate`, never opened here."""

from __future__ import annotations

from alembic import context

from storage.database import cases, destruction, portal, retention, review, tables
from storage.database.metadata import metadata

TABLES = (cases, destruction, portal, retention, review, tables)  # importing them makes the metadata whole

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
