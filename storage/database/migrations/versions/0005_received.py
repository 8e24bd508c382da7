"""How many bytes a person sent in each hour, and how far an upload is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("upload", sa.Column("received", sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "received",
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("hour", Instant, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_received_subject_id_subject"),
        sa.PrimaryKeyConstraint("subject_id", "hour", name="pk_received"),
    )
    op.create_index("ix_received_hour", "received", ["hour"])
