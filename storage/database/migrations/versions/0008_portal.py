"""Page pictures, what applicants say of their documents, and references for the proof of destruction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("content", sa.String(64), primary_key=True),
        sa.Column("variant", sa.String(40), primary_key=True),
        sa.Column("page", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("object", sa.String(120)),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("covered", sa.Boolean, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("code", sa.String(60)),
        sa.Column("words", sa.LargeBinary),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("answered_at", Instant),
    )
    op.create_index("ix_remark_document", "remark", ["document_id", "id"])
    unanswered = sa.text("answered_at IS NULL")
    op.create_index(
        "ix_remark_open", "remark", ["made_at"], sqlite_where=unanswered, postgresql_where=unanswered
    )
    op.create_table(
        "reference",
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("reference", sa.String(32), nullable=False),
        sa.UniqueConstraint("reference"),
    )
