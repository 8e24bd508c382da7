"""Tables of the clock: what happened, which schedule is applied, how long documents are kept, and holds."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, String, Table, Text, Uuid

from storage.database.metadata import metadata
from storage.database.types import Instant

# What happened, as it was told; never changed, never removed before the records that it is about. The id is
# made of the source's own, so that a repeat has the same. Dossiers and registrations are named without a
# foreign key: an event may come before the thing that it is about. `waits_for` is a code: why it has no
# effect yet.
retention_event = Table(
    "retention_event",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("type", String(30), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("stated_at", Instant, nullable=False),  # when its source recorded it
    Column("received_at", Instant, nullable=False),
    Column("source", String(120), nullable=False),
    Column("by", String(64), nullable=False),
    Column("dossier_id", Uuid, index=True),
    Column("registration_id", Uuid, index=True),
    Column("subject_id", Uuid, index=True),
    Column("document_id", Uuid, index=True),
    Column("kind", String(30)),
    Column("corrects", Uuid, index=True),
    Column("concerns", Uuid, index=True),
    Column("approved_by", String(64)),
    Column("review_on", Date),
    Column("reason", String(200)),
    Column("profession", String(60)),
    Column("waits_for", String(30)),
)
_WAITS = retention_event.c.waits_for.is_not(None)
Index(
    "ix_retention_event_waiting",
    retention_event.c.received_at,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

# What came from outside and could not be taken as an event: kept aside with the code of its reason, and only
# with the fields that events have, so that nothing is lost and nothing personal is kept by accident.
retention_aside = Table(
    "retention_aside",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("source", String(120), nullable=False),
    Column("event", JSON, nullable=False),
    Column("reason", String(60), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("settled_at", Instant),
)
_ASIDE = retention_aside.c.settled_at.is_(None)
Index(
    "ix_retention_aside_open",
    retention_aside.c.received_at,
    sqlite_where=_ASIDE,
    postgresql_where=_ASIDE,
)

# The schedules that were applied, each as it was written. The newest counts.
retention_schedule = Table(
    "retention_schedule",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("edition", String(40), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("from_january", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("applied_at", Instant, nullable=False),
    Column("applied_by", String(64), nullable=False),
)

# How long each document is kept: derived from the events, made anew whenever one comes. `due_on` is the first
# day on which it may be destroyed, and is null while that is not known or a hold stands; `list_id` is the
# destruction list that it is on; `destroyed_at` stays as its tombstone's date.
retention_answer = Table(
    "retention_answer",
    metadata,
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("subject_id", Uuid, ForeignKey("subject.id"), nullable=False, index=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),  # the one that decides
    Column("registration_id", Uuid),
    Column("class", String(40), nullable=False),
    Column("category", String(40), nullable=False),
    Column("state", String(15), nullable=False),
    Column("missing", String(20)),
    Column("start_on", Date),
    Column("restricted_on", Date),
    Column("last_day", Date),
    Column("retain_until", Instant),
    Column("due_on", Date),
    Column("version_from", Date, nullable=False),  # the version of the schedule
    Column("changed_at", Instant, nullable=False),
    Column("list_id", Uuid),
    Column("destroyed_at", Instant),
)
# The sweep costs what is due, not what is stored.
_DUE = retention_answer.c.due_on.is_not(None) & retention_answer.c.destroyed_at.is_(None)
Index("ix_retention_answer_due", retention_answer.c.due_on, sqlite_where=_DUE, postgresql_where=_DUE)
Index("ix_retention_answer_class", retention_answer.c["class"], retention_answer.c.start_on)

# Holds that stand or stood, made of events: for lists, and for those past their date of review.
retention_hold = Table(
    "retention_hold",
    metadata,
    Column("id", Uuid, primary_key=True),  # of the event that placed it
    Column("kind", String(20), nullable=False),
    Column("target", String(12), nullable=False),
    Column("target_id", Uuid, nullable=False),
    Column("placed_on", Date),
    Column("placed_by", String(64), nullable=False),
    Column("reason", String(200)),
    Column("review_on", Date, nullable=False),
    Column("subject_id", Uuid, ForeignKey("subject.id"), nullable=False, index=True),
    Column("lifted_at", Instant),  # when it was found to stand no more
)
_STANDS = retention_hold.c.lifted_at.is_(None)
Index("ix_retention_hold_review", retention_hold.c.review_on, sqlite_where=_STANDS, postgresql_where=_STANDS)

# What a person must look at: a lock that would have to be shortened, an event that came too late.
retention_finding = Table(
    "retention_finding",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("details", JSON, nullable=False),  # codes and dates
    Column("found_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", String(64)),
)
_OPEN = retention_finding.c.settled_at.is_(None)
# One open finding of a kind for a document: found again, it is the same.
Index(
    "uq_retention_finding_open",
    retention_finding.c.document_id,
    retention_finding.c.kind,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
