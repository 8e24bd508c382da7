"""The review desk: who works on what, what people judged, asked and decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _work()
    _judgements()
    _rounds()
    op.create_table(
        "visit",
        sa.Column("dossier_id", sa.Uuid, sa.ForeignKey("dossier.id"), primary_key=True),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("before", Instant),
        sa.Column("seen_at", Instant, nullable=False),
    )


def _work() -> None:
    op.create_table(
        "review_work",
        sa.Column("dossier_id", sa.Uuid, sa.ForeignKey("dossier.id"), primary_key=True),
        sa.Column("procedure", sa.String(60), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("assigned_to", sa.String(64)),
        sa.Column("assigned_at", Instant),
        sa.Column("decide_by", sa.Date, nullable=False),
        sa.Column("closed_at", Instant),
    )
    open_ = sa.text("closed_at IS NULL")
    for name, columns in (
        ("age", ["since", "dossier_id"]),
        ("due", ["decide_by", "dossier_id"]),
        ("mine", ["assigned_to", "since", "dossier_id"]),
    ):
        op.create_index(
            f"ix_review_work_{name}", "review_work", columns, sqlite_where=open_, postgresql_where=open_
        )
    # Dossiers that were submitted before there was a desk.
    op.execute(
        "INSERT INTO review_work (dossier_id, procedure, since, decide_by, closed_at) "
        "SELECT id, procedure, submitted_at, '9999-12-31', "
        "CASE WHEN state IN ('decided', 'withdrawn') THEN submitted_at END "
        "FROM dossier WHERE submitted_at IS NOT NULL"
    )


def _judged() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("dossier_id", sa.Uuid, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("document.id"), nullable=False),
    ]


def _judgements() -> None:
    op.create_table(
        "finding_judgement",
        *_judged(),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("finding", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("reason", sa.LargeBinary),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint(
            "dossier_id", "document_id", "finding", "number", name="uq_finding_judgement_number"
        ),
    )
    op.create_table(
        "document_judgement",
        *_judged(),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(10)),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("reason", sa.LargeBinary),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint("dossier_id", "document_id", "number", name="uq_document_judgement_number"),
    )
    op.create_table(
        "paper",
        *_judged(),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("matches", sa.Boolean),
        sa.Column("place", sa.String(80)),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint("dossier_id", "document_id", "number", name="uq_paper_number"),
    )


def _rounds() -> None:
    op.create_table(
        "supplement",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("dossier_id", sa.Uuid, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("extends", sa.Boolean, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("answered_on", sa.Date),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint("dossier_id", "number", name="uq_supplement_number"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("dossier_id", sa.Uuid, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("corrects", sa.Uuid, sa.ForeignKey("decision.id")),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint("dossier_id", "number", name="uq_decision_number"),
    )
    op.create_table(
        "objection",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("dossier_id", sa.Uuid, sa.ForeignKey("dossier.id"), nullable=False),
        sa.Column("decision_id", sa.Uuid, sa.ForeignKey("decision.id"), nullable=False),
        sa.Column("filed_on", sa.Date, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("settled_on", sa.Date),
        sa.Column("settled_by", sa.String(64)),
    )
    op.create_index("ix_objection_dossier_id", "objection", ["dossier_id"])
