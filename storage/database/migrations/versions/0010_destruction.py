"""Destruction lists, what is on them, what is decided by hand, tombstones and declarations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "destruction_list",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("class", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("basis", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("category", sa.String(120), nullable=False),
        sa.Column("ground", sa.String(200), nullable=False),
        sa.Column("selection_list", sa.String(120), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("reviewed_at", Instant),
        sa.Column("reviewed_by", sa.String(64)),
        sa.Column("approved_at", Instant),
        sa.Column("approved_by", sa.String(64)),
        sa.Column("execute_from", Instant),
        sa.Column("executing_at", Instant),
        sa.Column("done_at", Instant),
        sa.Column("names_until", sa.Date),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_destruction_list_state", "destruction_list", ["state", "number"])
    _create_items()
    op.create_table(
        "tombstone",
        sa.Column("reference", sa.String(32), primary_key=True),
        sa.Column("category", sa.String(120), nullable=False),
        sa.Column("start_year", sa.Integer, nullable=False),
        sa.Column("list_number", sa.Integer, nullable=False),
        sa.Column("hmac", sa.LargeBinary(32), nullable=False),
    )
    op.create_index("ix_tombstone_list_number", "tombstone", ["list_number"])
    op.create_table(
        "declaration",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("list_id", sa.Uuid, sa.ForeignKey("destruction_list.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("tombstones", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("stored_at", Instant),
        sa.UniqueConstraint("list_id"),
    )
    op.create_table(
        "retention_by_hand",
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("class", sa.String(40)),
        sa.Column("last_day", sa.Date),
        sa.Column("permanent", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(200)),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("approved_by", sa.String(64)),
        sa.Column("decided_at", Instant, nullable=False),
    )


def _create_items() -> None:
    op.create_table(
        "destruction_item",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("list_id", sa.Uuid, sa.ForeignKey("destruction_list.id"), nullable=False),
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.id")),
        sa.Column("class", sa.String(40)),
        sa.Column("start_on", sa.Date),
        sa.Column("start_year", sa.Integer, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(60)),
        sa.Column("note", sa.String(200)),
        sa.Column("again_on", sa.Date),
        sa.Column("content_key", sa.LargeBinary(32)),
        sa.Column("hmac", sa.LargeBinary(32), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("begun_at", Instant),
        sa.Column("destroyed_at", Instant),
        sa.Column("proven_at", Instant),
        sa.Column("paper_gone_on", sa.Date),
        sa.Column("proof", sa.JSON),
        sa.UniqueConstraint("list_id", "document_id"),
    )
    op.create_index("ix_destruction_item_document_id", "destruction_item", ["document_id"])
    op.create_index("ix_destruction_item_state", "destruction_item", ["list_id", "state", "id"])
    again = sa.text("again_on IS NOT NULL")
    op.create_index(
        "ix_destruction_item_again",
        "destruction_item",
        ["again_on"],
        sqlite_where=again,
        postgresql_where=again,
    )
