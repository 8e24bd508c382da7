"""Tables of the outbox and the audit ledger."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
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

# What is to be sent to the broker: written in the transaction of the change, taken by the relay. For a task
# the row also tells how far it is: a message can be lost, the row cannot.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True),  # the task's or event's own id
    Column("name", String(80), nullable=False),
    Column("body", JSON, nullable=False),  # ids and codes only
    Column("created_at", Instant, nullable=False),
    Column("published_at", Instant),
    Column("begun", Integer, nullable=False, server_default="0"),  # how often a worker began it
    Column("begun_at", Instant),
    Column("done_at", Instant),
    Column("died_at", Instant),  # in the dead letters since then
    Column("reason", String(60)),  # a code: why it died, or is set aside
    Column("refused", Integer, nullable=False, server_default="0"),  # how often it could not be sent
    Column("aside_until", Instant),  # and when it is tried again
)
Index(
    "ix_outbox_waiting",
    outbox.c.created_at,
    sqlite_where=outbox.c.published_at.is_(None),
    postgresql_where=outbox.c.published_at.is_(None),
)
_OPEN = outbox.c.done_at.is_(None) & outbox.c.died_at.is_(None)
Index("ix_outbox_open", outbox.c.published_at, sqlite_where=_OPEN, postgresql_where=_OPEN)
_DEAD = outbox.c.died_at.is_not(None)
Index("ix_outbox_dead", outbox.c.died_at, sqlite_where=_DEAD, postgresql_where=_DEAD)

# The audit ledger (design, Locks). `batch` and `place` are null until the sealer has chained the event.
audit_event = Table(
    "audit_event",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("action", String(60), nullable=False),
    Column("object_kind", String(30), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("result", String(30), nullable=False),
    Column("origin", String(30), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("commitment", LargeBinary(32), nullable=False),
    Column("batch", Integer),
    Column("place", Integer),
    UniqueConstraint("batch", "place"),
)
Index("ix_audit_event_object", audit_event.c.object_kind, audit_event.c.object_id, audit_event.c.id)
Index(
    "ix_audit_event_unsealed",
    audit_event.c.id,
    sqlite_where=audit_event.c.batch.is_(None),
    postgresql_where=audit_event.c.batch.is_(None),
)

# Details have periods of their own: destroying a row here does not break the chain.
audit_detail = Table(
    "audit_detail",
    metadata,
    Column("event_id", Uuid, ForeignKey("audit_event.id"), primary_key=True),
    Column("salt", LargeBinary(16), nullable=False),
    Column("details", String, nullable=False),  # canonical JSON
    Column("keep_until", Date),
)

audit_batch = Table(
    "audit_batch",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("events", BigInteger, nullable=False),
    Column("head", LargeBinary(32), nullable=False),
    Column("sealed_at", Instant, nullable=False),
    Column("written_at", Instant),  # when the head stood in the locked bucket
)
_UNWRITTEN = audit_batch.c.written_at.is_(None)
Index(
    "ix_audit_batch_unwritten",
    audit_batch.c.number,
    sqlite_where=_UNWRITTEN,
    postgresql_where=_UNWRITTEN,
)
