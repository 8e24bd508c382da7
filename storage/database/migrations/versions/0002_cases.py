"""People, dossiers, documents, files, uploads, reports, readings and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
    )
    op.create_index("ix_session_ends", "session", ["ends_at"])
    op.create_table(
        "subject",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subject"),
        sa.UniqueConstraint("key", name="uq_subject_key"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(30)),
        sa.Column("kind_found", sa.String(30)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(60)),
        sa.Column("outcome", sa.String(10)),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("pages_done", sa.Integer, nullable=False),
        sa.Column("replaces_id", sa.Uuid),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["replaces_id"], ["document.id"], name="fk_document_replaces_id_document"),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_document_subject_id_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_subject_id", "document", ["subject_id"])
    working = sa.text("state IN ('received', 'scan-waiting', 'checking')")
    op.create_index(
        "ix_document_working", "document", ["changed_at"], sqlite_where=working, postgresql_where=working
    )
    op.create_table(
        "registration",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("profession", sa.String(60), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_registration_subject_id_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_registration"),
    )
    op.create_index("ix_registration_subject_id", "registration", ["subject_id"])
    op.create_table(
        "dossier",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("registration_id", sa.Uuid),
        sa.Column("procedure", sa.String(60), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("submitted_at", Instant),
        sa.Column("reference_date", sa.Date),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_dossier_registration_id_registration"
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_dossier_subject_id_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_dossier"),
        sa.UniqueConstraint("number", name="uq_dossier_number"),
    )
    op.create_index("ix_dossier_state", "dossier", ["state", "submitted_at", "id"])
    op.create_index("ix_dossier_subject", "dossier", ["subject_id", "id"])
    op.create_table(
        "file",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.LargeBinary),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("bucket", sa.String(12)),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("object_version", sa.String(120)),
        sa.Column("scanned_with", sa.String(80)),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_file_document_id_document"),
        sa.PrimaryKeyConstraint("id", name="pk_file"),
        sa.UniqueConstraint("document_id", "position", name="uq_file_document_id"),
    )
    op.create_table(
        "reading",
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("reader_version", sa.String(40), nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_reading_document_id_document"),
        sa.PrimaryKeyConstraint("document_id", "content", "reader_version", "first", name="pk_reading"),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("procedure", sa.String(60), nullable=False),
        sa.Column("check_version", sa.String(40), nullable=False),
        sa.Column("rulebook_version", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_report_document_id_document"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint(
            "document_id",
            "content",
            "kind",
            "procedure",
            "check_version",
            "rulebook_version",
            name="uq_report_key",
        ),
    )
    op.create_table(
        "bundle_report",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("dossier_id", sa.Uuid, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("check_version", sa.String(40), nullable=False),
        sa.Column("rulebook_version", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="fk_bundle_report_dossier_id_dossier"),
        sa.PrimaryKeyConstraint("id", name="pk_bundle_report"),
        sa.UniqueConstraint(
            "dossier_id", "fingerprint", "check_version", "rulebook_version", name="uq_bundle_report_key"
        ),
    )
    op.create_table(
        "dossier_document",
        sa.Column("dossier_id", sa.Uuid, nullable=False),
        sa.Column("document_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_dossier_document_document_id_document"
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name="fk_dossier_document_dossier_id_dossier"
        ),
        sa.PrimaryKeyConstraint("dossier_id", "document_id", name="pk_dossier_document"),
    )
    op.create_index("ix_dossier_document_document_id", "dossier_document", ["document_id"])
    op.create_table(
        "finding",
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("check", sa.String(20), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("severity", sa.String(10), nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("box", sa.JSON),
        sa.Column("place", sa.String(20)),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_finding_report_id_report"),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_finding"),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("dossier_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(30)),
        sa.Column("page_of", sa.Uuid),
        sa.Column("replaces", sa.Uuid),
        sa.Column("name", sa.LargeBinary),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("document_id", sa.Uuid),
        sa.Column("duplicate", sa.Boolean, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_upload_document_id_document"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name="fk_upload_dossier_id_dossier"),
        sa.ForeignKeyConstraint(["page_of"], ["document.id"], name="fk_upload_page_of_document"),
        sa.ForeignKeyConstraint(["replaces"], ["document.id"], name="fk_upload_replaces_document"),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name="fk_upload_subject_id_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )
    op.create_index("ix_upload_expires", "upload", ["expires_at"])
    op.create_index("ix_upload_subject", "upload", ["subject_id", "created_at"])
    op.create_table(
        "lease",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("holder", sa.Uuid, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )
