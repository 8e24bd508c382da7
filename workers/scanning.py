"""Before anything else touches a document's content: is it free of malware?

received, scan-waiting ─► clean: files in draft, `checking`
                       ─► infected: `infected`, its bytes are destroyed
                       ─► over the scanner's limit, lost or damaged: `unreadable`
                       ─► could not scan: `scan-waiting`, tried again by the reconciler
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from storage.database.engine import reading, transaction
from storage.errors import Damaged, NotFound
from storage.objects import Bucket, Ref
from storage.records import documents, underway
from storage.records.documents import Document, File
from storage.states import GONE, DocumentState
from verification.reading.scanner import Scan, ScanOutcome
from workers import discarding
from workers.moving import clear, copied, verified
from workers.room import Room

_WAITING = (DocumentState.RECEIVED, DocumentState.SCAN_WAITING)
_LEFT = (DocumentState.INFECTED, *GONE)
_MOST_VERSION = 80  # characters of the scanner's version that the record holds

TOO_LARGE = "safety.too-large"
INFECTED = "safety.infected"
NO_SCANNER = "scanner.missing"


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What becomes of the document, why, and which version of the scanner found each file clean."""

    to: DocumentState
    reason: str | None = None
    versions: Mapping[UUID, str] = field(default_factory=dict)


def scan(room: Room, document_id: UUID) -> DocumentState:
    """Have a document's files scanned, and put it into the state that follows; the state it is in after.

    Key: (document, content). Twice, or twice at the same time, is once: copies have the file's own name, the
    state changes in one transaction while document and content are still the same, and what is left in
    quarantine is cleared by whoever comes by. Raises StorageError where store or database fail.
    """
    with reading(room.engine) as connection:
        found = documents.get(connection, document_id)
        files = documents.files_of(connection, document_id)
    if found.state in _WAITING:
        _settle(room, found, files)
    return _cleared(room, document_id)


def _settle(room: Room, found: Document, files: Sequence[File]) -> None:
    refs: dict[UUID, Ref] = {}
    try:
        verdict = _verdict(room, files)
        if verdict.to is DocumentState.CHECKING:
            refs = {one.id: _in_draft(room, one) for one in files}
    except (NotFound, Damaged) as exc:  # where another was faster, the record tells so below
        verdict = _Verdict(DocumentState.UNREADABLE, exc.code)
    act = room.act()
    with transaction(room.engine) as connection:
        now = documents.get(connection, found.id, lock=True)
        if now.content != found.content or now.state not in _WAITING:
            return
        if verdict.to is DocumentState.SCAN_WAITING:
            underway.put_off(connection, found.id, verdict.reason or "", act=act)
            return
        for one, ref in refs.items():
            documents.placed(connection, one, ref, scanned_with=verdict.versions.get(one))
        documents.move(
            connection, found.id, verdict.to, act=act, reason=verdict.reason, content=found.content
        )


def _verdict(room: Room, files: Sequence[File]) -> _Verdict:
    """The scanner's word on all files that it has not seen; the first that is not clean decides."""
    if room.scanner is None and room.settings.production:
        return _Verdict(DocumentState.SCAN_WAITING, NO_SCANNER)
    if room.scanner is None:
        return _Verdict(DocumentState.CHECKING)
    versions: dict[UUID, str] = {}
    for one in files:
        if one.scanned_with is not None:
            continue
        said = _said(room, one)
        match said.outcome:
            case ScanOutcome.CLEAN:
                versions[one.id] = said.version[:_MOST_VERSION]
            case ScanOutcome.INFECTED:
                return _Verdict(DocumentState.INFECTED, INFECTED)
            case ScanOutcome.OVER_LIMIT:
                return _Verdict(DocumentState.UNREADABLE, TOO_LARGE)
            case ScanOutcome.COULD_NOT_SCAN:
                return _Verdict(DocumentState.SCAN_WAITING, f"scanner.{said.trouble}")
    return _Verdict(DocumentState.CHECKING, versions=versions)


def _said(room: Room, one: File) -> Scan:
    """What the scanner says of one file. NotFound or Damaged where its bytes are not what was received."""
    if one.ref is None:
        raise NotFound("the bytes of this file are destroyed")
    if one.size > room.settings.scanner_max_bytes:
        return Scan(ScanOutcome.OVER_LIMIT)
    assert room.scanner is not None
    with room.store.open(one.ref) as chunks:
        return room.scanner.scan(verified(chunks, one.sha256))


def _in_draft(room: Room, one: File) -> Ref:
    """Where the file stands from now on; one that left quarantine earlier stays where it is."""
    if one.ref is not None and one.ref.bucket is not Bucket.QUARANTINE:
        return one.ref
    return copied(room.store, one, Bucket.DRAFT)


def _cleared(room: Room, document_id: UUID) -> DocumentState:
    """Nothing stays in quarantine that stands elsewhere, and nothing at all of what the applicant took away
    meanwhile. The state of the document."""
    with reading(room.engine) as connection:
        found = documents.get(connection, document_id)
        files = documents.files_of(connection, document_id)
    if found.state in _LEFT:
        discarding.discard(room, document_id)
        return found.state
    for one in files:
        if one.ref is not None and one.ref.bucket is not Bucket.QUARANTINE:
            clear(room, one, Bucket.QUARANTINE)
    return found.state
