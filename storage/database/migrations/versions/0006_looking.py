"""Indexes for what the reconciler looks for, when each document was handed in, and messages set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.database.types import Instant

revision = "0006"
down_revision = "0005"

_HANDED_IN_FIRST = """
UPDATE dossier_document SET handed_in_at =
  (SELECT submitted_at FROM dossier WHERE dossier.id = dossier_document.dossier_id)
WHERE EXISTS (SELECT 1 FROM dossier WHERE dossier.id = dossier_document.dossier_id
  AND dossier.submitted_at >= dossier_document.added_at)
"""
# When a supplement was handed in stood nowhere but in the ledger: the moment it was added comes closest.
_HANDED_IN_LATER = """
UPDATE dossier_document SET handed_in_at = added_at
WHERE handed_in_at IS NULL AND EXISTS (SELECT 1 FROM dossier WHERE dossier.id = dossier_document.dossier_id
  AND dossier.submitted_at IS NOT NULL AND dossier.state <> 'supplement-asked')
"""


def upgrade() -> None:
    op.add_column("dossier_document", sa.Column("handed_in_at", Instant))
    op.execute(_HANDED_IN_FIRST)
    op.execute(_HANDED_IN_LATER)
    op.add_column("outbox", sa.Column("refused", sa.Integer, nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("aside_until", Instant))
    _index("ix_file_loose", "file", "document_id", "bucket IN ('quarantine', 'draft')")
    unheld = "bucket = 'evidence' AND held IS {}"
    op.create_index(
        "ix_file_unheld",
        "file",
        ["document_id"],
        sqlite_where=sa.text(unheld.format("0")),
        postgresql_where=sa.text(unheld.format("false")),
    )
    op.create_index("ix_upload_object", "upload", ["object"])
    _index("ix_audit_batch_unwritten", "audit_batch", "number", "written_at IS NULL")


def _index(name: str, table: str, column: str, condition: str) -> None:
    there = sa.text(condition)
    op.create_index(name, table, [column], sqlite_where=there, postgresql_where=there)
