"""Tables of what applicants see and say: page pictures, remarks, receipts."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from storage.database.metadata import metadata
from storage.database.types import Instant

# A page as drawn: an object in `derived`. `object` is None where the page may not be shown, and until it is
# drawn; `state` tells which. `variant` names what is covered, and by which reader and painter.
picture = Table(
    "picture",
    metadata,
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("content", String(64), primary_key=True),
    Column("variant", String(40), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("state", String(10), nullable=False),
    Column("object", String(120)),
    Column("width", Integer),
    Column("height", Integer),
    Column("covered", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False),
)

# What an applicant says about a document: that we are mistaken, or that they need help. The words, and the
# answer to them, are sealed (storage.sealing).
remark = Table(
    "remark",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("code", String(60)),  # of the finding that it is about; None for the whole document
    Column("words", LargeBinary),
    Column("made_at", Instant, nullable=False),
    Column("answer", LargeBinary),
    Column("answered_at", Instant),
)
Index("ix_remark_document", remark.c.document_id, remark.c.id)
_OPEN = remark.c.answered_at.is_(None)
Index("ix_remark_open", remark.c.made_at, sqlite_where=_OPEN, postgresql_where=_OPEN)

# The random reference by which a person can ask later for the proof that a document was destroyed (design,
# Privacy): made when it is handed in, printed on the receipt, and later in the tombstone.
reference = Table(
    "reference",
    metadata,
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("reference", String(32), nullable=False),
    UniqueConstraint("reference"),
)
