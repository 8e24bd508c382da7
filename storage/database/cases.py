"""Tables of the cases: who applies, for what, with which documents and files (design, Things)."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
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

# A person as sign-in knows them: an opaque key, never a BSN and no name.
subject = Table(
    "subject",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
)

# One profession in the register; linked to dossiers by the event `entered`.
registration = Table(
    "registration",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("subject_id", Uuid, ForeignKey("subject.id"), nullable=False, index=True),
    Column("profession", String(60), nullable=False),
    Column("created_at", Instant, nullable=False),
)

# One application. `number` is what people see; `version` counts changes, so that two people cannot
# overwrite each other unknowingly.
dossier = Table(
    "dossier",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", String(20), nullable=False, unique=True),
    Column("subject_id", Uuid, ForeignKey("subject.id"), nullable=False),
    Column("registration_id", Uuid, ForeignKey("registration.id")),
    Column("procedure", String(60), nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("reference_date", Date),  # of submission, in Europe/Amsterdam: chooses the rulebook's version
)
Index("ix_dossier_subject", dossier.c.subject_id, dossier.c.id)
Index("ix_dossier_state", dossier.c.state, dossier.c.submitted_at, dossier.c.id)

# What the applicant calls one thing. `kind` is what they call it, None to find out; `outcome`, `kind_found`
# and `reason` are of its newest report; `content` is a hash over its files in order, kept to know a report
# of other files from one of these.
document = Table(
    "document",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("subject_id", Uuid, ForeignKey("subject.id"), nullable=False, index=True),
    Column("kind", String(30)),
    Column("kind_found", String(30)),
    Column("state", String(20), nullable=False),
    Column("reason", String(60)),  # a code: why unreadable, infected or failed
    Column("outcome", String(10)),
    Column("content", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),  # of the work that its state asks for
    Column("pages", Integer),
    Column("pages_done", Integer, nullable=False),
    Column("replaces_id", Uuid, ForeignKey("document.id")),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
)
# The reconciler looks for what stays in a working state; few rows are.
_WORKING = document.c.state.in_(["received", "scan-waiting", "checking"])
Index(
    "ix_document_working",
    document.c.changed_at,
    sqlite_where=_WORKING,
    postgresql_where=_WORKING,
)

dossier_document = Table(
    "dossier_document",
    metadata,
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), primary_key=True),
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("handed_in_at", Instant),  # with the application or with a supplement; None: still its applicant's
)

# Immutable bytes: one object version. `name` is sealed (storage.sealing); `bucket` is None once destroyed.
file = Table(
    "file",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("position", Integer, nullable=False),  # among the files of the document, from 0
    Column("name", LargeBinary),
    Column("media_type", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("bucket", String(12)),
    Column("object", String(120), nullable=False),
    Column("object_version", String(120)),
    Column("scanned_with", String(80)),  # version of the signatures; None where not scanned
    Column("held", Boolean, nullable=False),  # the object's legal hold is on
    Column("retain_until", Instant),  # set on the object by the clock; None for its first days only
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("document_id", "position"),
)

Index(
    "ix_file_quarantined",
    file.c.object,
    sqlite_where=file.c.bucket == "quarantine",
    postgresql_where=file.c.bucket == "quarantine",
)
# The reconciler looks for what is not where it belongs; few files are. Its queries repeat these conditions
# as they are written here (`records.unfinished`).
_LOOSE = file.c.bucket.in_(["quarantine", "draft"])
Index("ix_file_loose", file.c.document_id, sqlite_where=_LOOSE, postgresql_where=_LOOSE)
_UNHELD = (file.c.bucket == "evidence") & file.c.held.is_(False) & file.c.retain_until.is_(None)
Index("ix_file_unheld", file.c.document_id, sqlite_where=_UNHELD, postgresql_where=_UNHELD)

# A resumable upload. Its bytes lie in the staging folder until they are in quarantine.
upload = Table(
    "upload",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("subject_id", Uuid, ForeignKey("subject.id"), nullable=False),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("kind", String(30)),
    Column("page_of", Uuid, ForeignKey("document.id")),  # becomes a further page of this document
    Column("replaces", Uuid, ForeignKey("document.id")),
    Column("name", LargeBinary),
    Column("media_type", String(100), nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False, server_default="0"),  # bytes counted so far
    Column("object", String(120), nullable=False),  # its name in quarantine, chosen beforehand
    Column("sha256", String(64)),  # known when complete
    Column("document_id", Uuid, ForeignKey("document.id")),  # set when accepted
    Column("duplicate", Boolean, nullable=False),  # the dossier had this file: `document_id` is the older one
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)
Index("ix_upload_subject", upload.c.subject_id, upload.c.created_at)
Index("ix_upload_expires", upload.c.expires_at)
Index("ix_upload_object", upload.c.object)

# What a person sent, by the hour: also of what was refused, removed or given up since. Kept for a day.
received = Table(
    "received",
    metadata,
    Column("subject_id", Uuid, ForeignKey("subject.id"), primary_key=True),
    Column("hour", Instant, primary_key=True),  # its beginning
    Column("bytes", BigInteger, nullable=False),
)
Index("ix_received_hour", received.c.hour)

# What a check said of a document: codes, pages and boxes; the words stand in the object, masked.
report = Table(
    "report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("document_id", Uuid, ForeignKey("document.id"), nullable=False),
    Column("content", String(64), nullable=False),
    Column("kind", String(30), nullable=False),  # as asked; "" to find out
    Column("procedure", String(60), nullable=False),
    Column("check_version", String(40), nullable=False),
    Column("rulebook_version", String(20), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("object", String(120), nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint(
        "document_id",
        "content",
        "kind",
        "procedure",
        "check_version",
        "rulebook_version",
        name="uq_report_key",
    ),
)

finding = Table(
    "finding",
    metadata,
    Column("report_id", Uuid, ForeignKey("report.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("check", String(20), nullable=False),
    Column("code", String(60), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("page", Integer),
    Column("box", JSON),  # [x0, y0, x1, y1], fractions of the upright page, origin top left
    Column("place", String(20)),  # the contract's `where`
    Column("confidence", Float, nullable=False),
)

# What the checks over a whole bundle said.
bundle_report = Table(
    "bundle_report",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("dossier_id", Uuid, ForeignKey("dossier.id"), nullable=False),
    Column("fingerprint", String(64), nullable=False),  # of files, kinds, procedure
    Column("check_version", String(40), nullable=False),
    Column("rulebook_version", String(20), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("object", String(120), nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint(
        "dossier_id", "fingerprint", "check_version", "rulebook_version", name="uq_bundle_report_key"
    ),
)

# A document as read, its words masked: an object in `derived`. One row per range of pages read.
reading = Table(
    "reading",
    metadata,
    Column("document_id", Uuid, ForeignKey("document.id"), primary_key=True),
    Column("content", String(64), primary_key=True),
    Column("reader_version", String(40), primary_key=True),
    Column("first", Integer, primary_key=True),  # page, from 1
    Column("last", Integer, nullable=False),
    Column("object", String(120), nullable=False),
    Column("created_at", Instant, nullable=False),
)

# A signed-in person. The browser holds the id; here stands its SHA-256.
session = Table(
    "session",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("person", String(64), nullable=False),  # a subject's key, or a pseudonymous staff id
    Column("role", String(20), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
)
Index("ix_session_ends", session.c.ends_at)

# Who does a piece of work that must not be done twice at the same time; a dead holder's place falls free.
lease = Table(
    "lease",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("holder", Uuid, nullable=False),
    Column("until", Instant, nullable=False),
)
