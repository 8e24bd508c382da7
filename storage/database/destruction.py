"""Tables of destruction: lists, what is on them, what is decided by hand, tombstones, declarations."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from storage.database.metadata import metadata
from storage.database.types import Instant

# What is to be destroyed together: of one class (the restricted cases among the ordinary ones) and one year
# in which it falls due. The people stand here by pseudonymous ids, which go at `names_until`.
destruction_list = Table(
    "destruction_list",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("class", String(40), nullable=False),
    Column("year", Integer, nullable=False),
    Column("basis", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("category", String(120), nullable=False),
    Column("ground", String(200), nullable=False),
    Column("selection_list", String(120), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("reviewed_at", Instant),
    Column("reviewed_by", String(64)),
    Column("approved_at", Instant),
    Column("approved_by", String(64)),
    Column("execute_from", Instant),  # the end of the waiting time
    Column("executing_at", Instant),
    Column("done_at", Instant),
    Column("names_until", Date),
    UniqueConstraint("number"),
)
Index("ix_destruction_list_state", destruction_list.c.state, destruction_list.c.number)

# One document on a list. `document_id` and what else tells of its case goes with the proof of its
# destruction; `content_key` goes with the document. `reason` is a code, `note` what a person wrote.
destruction_item = Table(
    "destruction_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("list_id", Uuid, ForeignKey("destruction_list.id"), nullable=False),
    Column("document_id", Uuid, ForeignKey("document.id"), index=True),
    Column("class", String(40)),
    Column("start_on", Date),
    Column("start_year", Integer, nullable=False),
    Column("due_on", Date),
    Column("state", String(12), nullable=False),
    Column("reason", String(60)),
    Column("note", String(200)),
    Column("again_on", Date),  # when what was excluded may be listed again
    Column("content_key", LargeBinary(32)),
    Column("hmac", LargeBinary(32), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("begun_at", Instant),
    Column("destroyed_at", Instant),
    Column("proven_at", Instant),
    Column("paper_gone_on", Date),  # the paper that belongs to it was destroyed alongside
    Column("proof", JSON),  # counts of what was removed and of what was found afterwards
    UniqueConstraint("list_id", "document_id"),
)
Index(
    "ix_destruction_item_state", destruction_item.c.list_id, destruction_item.c.state, destruction_item.c.id
)
_AGAIN = destruction_item.c.again_on.is_not(None)
Index(
    "ix_destruction_item_again",
    destruction_item.c.again_on,
    sqlite_where=_AGAIN,
    postgresql_where=_AGAIN,
)

# What stays of a destroyed document (design, Privacy): no class, day, dossier number or content hash.
tombstone = Table(
    "tombstone",
    metadata,
    Column("reference", String(32), primary_key=True),
    Column("category", String(120), nullable=False),
    Column("start_year", Integer, nullable=False),
    Column("list_number", Integer, nullable=False, index=True),
    Column("hmac", LargeBinary(32), nullable=False),
)

# The declarations of destruction, kept permanently. `head` closes the chain up to this one.
declaration = Table(
    "declaration",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("list_id", Uuid, ForeignKey("destruction_list.id"), nullable=False),
    Column("text", Text, nullable=False),  # canonical JSON
    Column("tombstones", Text, nullable=False),  # one line of JSON each
    Column("link", Text, nullable=False),  # its line of the chain, canonical JSON
    Column("head", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("stored_at", Instant),  # when it stood in the locked bucket
    UniqueConstraint("list_id"),
)

# What people decided about one document against the clock: kept longer, or permanently by exception. Never
# shorter: that asks for a correction of the facts.
retention_by_hand = Table(
    "retention_by_hand",
    metadata,
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("class", String(40)),
    Column("last_day", Date),
    Column("permanent", Boolean, nullable=False),
    Column("reason", String(200)),
    Column("by", String(64), nullable=False),
    Column("approved_by", String(64)),
    Column("decided_at", Instant, nullable=False),
)
