"""Outbox and audit ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("published_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    waiting = sa.text("published_at IS NULL")
    op.create_index(
        "ix_outbox_waiting", "outbox", ["created_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("object_kind", sa.String(30), nullable=False),
        sa.Column("object_id", sa.String(64), nullable=False),
        sa.Column("result", sa.String(30), nullable=False),
        sa.Column("origin", sa.String(30), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("commitment", sa.LargeBinary(32), nullable=False),
        sa.Column("batch", sa.Integer),
        sa.Column("place", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        sa.UniqueConstraint("batch", "place", name="uq_audit_event_batch"),
    )
    op.create_index("ix_audit_event_object", "audit_event", ["object_kind", "object_id", "id"])
    unsealed = sa.text("batch IS NULL")
    op.create_index(
        "ix_audit_event_unsealed", "audit_event", ["id"], sqlite_where=unsealed, postgresql_where=unsealed
    )
    op.create_table(
        "audit_detail",
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("details", sa.String, nullable=False),
        sa.Column("keep_until", sa.Date),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name="fk_audit_detail_event_id_audit_event"
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_audit_detail"),
    )
    op.create_table(
        "audit_batch",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("events", sa.BigInteger, nullable=False),
        sa.Column("head", sa.LargeBinary(32), nullable=False),
        sa.Column("sealed_at", Instant, nullable=False),
        sa.Column("written_at", Instant),
        sa.PrimaryKeyConstraint("number", name="pk_audit_batch"),
    )
