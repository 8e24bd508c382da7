"""How far a task is stands in its row of the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("begun", sa.Integer, nullable=False, server_default="0"))
    for instant in ("begun_at", "done_at", "died_at"):
        op.add_column("outbox", sa.Column(instant, Instant))
    op.add_column("outbox", sa.Column("reason", sa.String(60)))
    still = sa.text("done_at IS NULL AND died_at IS NULL")
    op.create_index("ix_outbox_open", "outbox", ["published_at"], sqlite_where=still, postgresql_where=still)
    dead = sa.text("died_at IS NOT NULL")
    op.create_index("ix_outbox_dead", "outbox", ["died_at"], sqlite_where=dead, postgresql_where=dead)
    # Events are done once they are sent; no worker had begun any task before this version.
    op.execute(
        "UPDATE outbox SET done_at = published_at WHERE published_at IS NOT NULL AND name LIKE 'event.%'"
    )
