"""The clock: events, schedules, answers, holds, findings; what the clock set on an object."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("file", sa.Column("retain_until", Instant))
    # Evidence with a date has no hold and lacks nothing: it must not fill the index of what does.
    unheld = "bucket = 'evidence' AND held IS {} AND retain_until IS NULL"
    op.drop_index("ix_file_unheld", "file")
    op.create_index(
        "ix_file_unheld",
        "file",
        ["document_id"],
        sqlite_where=sa.text(unheld.format("0")),
        postgresql_where=sa.text(unheld.format("false")),
    )
    op.create_table(
        "retention_event",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("type", sa.String(30), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("stated_at", Instant, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("dossier_id", sa.Uuid),
        sa.Column("registration_id", sa.Uuid),
        sa.Column("subject_id", sa.Uuid),
        sa.Column("document_id", sa.Uuid),
        sa.Column("kind", sa.String(30)),
        sa.Column("corrects", sa.Uuid),
        sa.Column("concerns", sa.Uuid),
        sa.Column("approved_by", sa.String(64)),
        sa.Column("review_on", sa.Date),
        sa.Column("reason", sa.String(200)),
        sa.Column("profession", sa.String(60)),
        sa.Column("waits_for", sa.String(30)),
        sa.PrimaryKeyConstraint("id", name="pk_retention_event"),
    )
    op.create_index("ix_retention_event_concerns", "retention_event", ["concerns"])
    op.create_index("ix_retention_event_corrects", "retention_event", ["corrects"])
    op.create_index("ix_retention_event_document_id", "retention_event", ["document_id"])
    op.create_index("ix_retention_event_dossier_id", "retention_event", ["dossier_id"])
    op.create_index("ix_retention_event_registration_id", "retention_event", ["registration_id"])
    op.create_index("ix_retention_event_subject_id", "retention_event", ["subject_id"])
    where = sa.text("waits_for IS NOT NULL")
    op.create_index(
        "ix_retention_event_waiting",
        "retention_event",
        ["received_at"],
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_table(
        "retention_aside",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("event", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(60), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.PrimaryKeyConstraint("id", name="pk_retention_aside"),
    )
    where = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_retention_aside_open",
        "retention_aside",
        ["received_at"],
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_table(
        "retention_schedule",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("edition", sa.String(40), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("from_january", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("applied_at", Instant, nullable=False),
        sa.Column("applied_by", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_schedule"),
    )
    op.create_table(
        "retention_answer",
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("dossier_id", sa.Uuid, nullable=False),
        sa.Column("registration_id", sa.Uuid),
        sa.Column("class", sa.String(40), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("state", sa.String(15), nullable=False),
        sa.Column("missing", sa.String(20)),
        sa.Column("start_on", sa.Date),
        sa.Column("restricted_on", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("retain_until", Instant),
        sa.Column("due_on", sa.Date),
        sa.Column("version_from", sa.Date, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.Column("list_id", sa.Uuid),
        sa.Column("destroyed_at", Instant),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_retention_answer_document_id_document"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name="fk_retention_answer_subject_id_subject"
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name="fk_retention_answer_dossier_id_dossier"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_retention_answer"),
    )
    op.create_index("ix_retention_answer_class", "retention_answer", ["class", "start_on"])
    where = sa.text("due_on IS NOT NULL AND destroyed_at IS NULL")
    op.create_index(
        "ix_retention_answer_due", "retention_answer", ["due_on"], sqlite_where=where, postgresql_where=where
    )
    op.create_index("ix_retention_answer_subject_id", "retention_answer", ["subject_id"])
    op.create_table(
        "retention_hold",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("target", sa.String(12), nullable=False),
        sa.Column("target_id", sa.Uuid, nullable=False),
        sa.Column("placed_on", sa.Date),
        sa.Column("placed_by", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(200)),
        sa.Column("review_on", sa.Date, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("lifted_at", Instant),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_retention_hold_subject_id_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_retention_hold"),
    )
    where = sa.text("lifted_at IS NULL")
    op.create_index(
        "ix_retention_hold_review",
        "retention_hold",
        ["review_on"],
        sqlite_where=where,
        postgresql_where=where,
    )
    op.create_index("ix_retention_hold_subject_id", "retention_hold", ["subject_id"])
    op.create_table(
        "retention_finding",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("found_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.Column("settled_by", sa.String(64)),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_retention_finding_document_id_document"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_retention_finding"),
    )
    where = sa.text("settled_at IS NULL")
    op.create_index(
        "uq_retention_finding_open",
        "retention_finding",
        ["document_id", "kind"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
