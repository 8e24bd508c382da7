"""Tables of the review desk: who works on what, what people judged, asked and decided.

What a person said is never changed: each row has a number among those of its thing, a later one counts, and
who writes one says which was the last they saw (`records.turns`). Words of people are sealed.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
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

# One row for each dossier that was submitted. `since` is its first submission; `decide_by` its decision date
# as last reckoned, for the order of the queue only. `by` everywhere is a pseudonymous staff id.
review_work = Table(
    "review_work",
    metadata,
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), primary_key=True),
    Column("procedure", String(60), nullable=False),
    Column("since", Instant, nullable=False),
    Column("assigned_to", String(64)),
    Column("assigned_at", Instant),
    Column("decide_by", Date, nullable=False),
    Column("closed_at", Instant),  # decided or withdrawn
)
_OPEN = review_work.c.closed_at.is_(None)
# The queue costs what is open, not what is stored.
for _name, _columns in (
    ("ix_review_work_age", (review_work.c.since, review_work.c.dossier_id)),
    ("ix_review_work_due", (review_work.c.decide_by, review_work.c.dossier_id)),
    ("ix_review_work_mine", (review_work.c.assigned_to, review_work.c.since, review_work.c.dossier_id)),
):
    Index(_name, *_columns, sqlite_where=_OPEN, postgresql_where=_OPEN)

# What a person says of one finding of the pre-check. `finding` is the finding's key (`records.judgements`);
# code, severity and rulebook version stay here, whatever becomes of the report.
finding_judgement = Table(
    "finding_judgement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("content", String(64), nullable=False),  # of the document, as it was judged
    Column("finding", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("code", String(60), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("reason", LargeBinary),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("dossier_id", "document_id", "finding", "number", name="uq_finding_judgement_number"),
)

# What a person says of a document: accepted, refused, or to be seen on paper.
document_judgement = Table(
    "document_judgement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("content", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("outcome", String(10)),  # of the pre-check, as it was then
    Column("verdict", String(10), nullable=False),
    Column("reason", LargeBinary),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("dossier_id", "document_id", "number", name="uq_document_judgement_number"),
)

# The paper that belongs to a document: it is destroyed together with it, so where it lies is known.
paper = Table(
    "paper",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("on", Date, nullable=False),  # the legal date of this state: received on, returned on
    Column("matches", Boolean),  # the scan; None as long as nobody compared them
    Column("place", String(80)),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("dossier_id", "document_id", "number", name="uq_paper_number"),
)

# What was asked of the applicant, until when. `round` counts the times; a row with the same round gives it
# longer, with the reason in `words`.
supplement = Table(
    "supplement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("extends", Boolean, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("until", Date, nullable=False),  # last day
    Column("answered_on", Date),  # the day that its applicant handed something in
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("dossier_id", "number", name="uq_supplement_number"),
)

# What was decided about a dossier, by a person. A wrong one is corrected by another that names it.
decision = Table(
    "decision",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("corrects", Uuid, ForeignKey("decision.id")),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("dossier_id", "number", name="uq_decision_number"),
)

# An objection against a decision; it holds the documents until it is settled.
objection = Table(
    "objection",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False, index=True),
    Column("decision_id", Uuid, ForeignKey("decision.id"), nullable=False),
    Column("filed_on", Date, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("settled_on", Date),
    Column("settled_by", String(64)),
)

# When somebody was in a dossier: who is there now, and what is new since their last time. One row each.
visit = Table(
    "visit",
    metadata,
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("before", Instant),  # the end of the visit before this one
    Column("seen_at", Instant, nullable=False),
)
