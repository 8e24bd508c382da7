"""An index for looking who needs what in quarantine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    there = sa.text("bucket = 'quarantine'")
    op.create_index("ix_file_quarantined", "file", ["object"], sqlite_where=there, postgresql_where=there)
