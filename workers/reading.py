"""Reading documents: bytes to masked pages in the `derived` bucket.

    read ─► short: all pages, then `checking.check`
         ─► long: one task per range of pages ─► whoever saves the last asks for `checking.check`

A BSN is in memory only here. The identity check looks for it while it is (`verification.masked`); what is
written is masked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from storage.database.engine import reading, transaction
from storage.errors import Damaged, NotFound, StorageError
from storage.objects import Bucket
from storage.records import documents, reports, underway
from storage.records.documents import Document, File
from storage.records.outbox import Work, ask
from storage.records.reports import Reading
from storage.states import GONE, DocumentState
from verification.limits import Limits
from verification.reading.codec import encode
from verification.reading.engine import probe_document
from verification.reading.executors import Inline
from verification.remember import forget
from verification.versions import READER
from workers import checking, discarding
from workers.derived import MEDIA_TYPE, document_object
from workers.fetching import fetched
from workers.pages import Papers, read_masked
from workers.ranges import Range, count, covered, includes, left
from workers.room import Room

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    """A document to read; `rows` are the ranges that this version of the reader has read before."""

    document: Document
    files: Sequence[File]
    rows: Sequence[Reading]


def read(room: Room, document_id: UUID) -> None:
    """Read and check a document, or share out its pages where it is long.

    Key: (content, reader version, first page). What was read before is not read again; two at the same time
    write the same object, and its row is kept once. Raises StorageError where store or database fail. Time
    and memory are bounded by ending the process: a time limit that is raised as an exception in here would be
    taken for a step of reading that failed.
    """
    job = _job(room, document_id)
    if job is None:
        return
    if covered(job.rows, job.document.pages) or _with_files(room, job, _read_or_share):
        checking.check(room, document_id)


def read_pages(room: Room, document_id: UUID, first: int, last: int) -> None:
    """Read one range of a long document; whoever saves the last missing one has the document joined.

    Key: (content, reader version, first). As `read`.
    """
    job = _job(room, document_id)
    if job is None or includes(job.rows, (first, last)):
        return

    def act(room: Room, job: _Job, papers: Papers) -> bool:
        return _read_range(room, job, papers, (first, last), shared=True)

    _with_files(room, job, act)


def _job(room: Room, document_id: UUID) -> _Job | None:
    """None where the document does not wait to be read (any more)."""
    with reading(room.engine) as connection:
        found = documents.get(connection, document_id)
        files = documents.files_of(connection, document_id)
        rows = reports.readings(connection, document_id, found.content, READER)
    if found.state is DocumentState.CHECKING and not any(_in_quarantine(one) for one in files):
        return _Job(found, files, rows)
    if found.state is DocumentState.CHECKING:  # it failed before it was scanned, and was replayed
        _have_scanned(room, found)
    if found.state in GONE:  # a reading that was under way may have written after they were destroyed
        discarding.discard(room, document_id)
    return None


def _in_quarantine(one: File) -> bool:
    return one.ref is not None and one.ref.bucket is Bucket.QUARANTINE


def _have_scanned(room: Room, found: Document) -> None:
    """Nothing is opened before it was scanned."""
    with transaction(room.engine) as connection:
        if documents.get(connection, found.id, lock=True).version == found.version:
            documents.move(connection, found.id, DocumentState.RECEIVED, act=room.act())


def _with_files(room: Room, job: _Job, act: Callable[[Room, _Job, Papers], bool]) -> bool:
    """Do it with the files at hand, and forget what was in them. False also where they are lost."""
    limits = Limits()
    try:
        with fetched(room, job.files) as paths:
            probes = [probe_document(path, executor=Inline(), limits=limits) for path in paths]
            return act(room, job, Papers(job.files, paths, probes, limits))
    except (NotFound, Damaged) as exc:
        _lost(room, job, exc.code)
        return False
    finally:
        forget()


def _read_or_share(room: Room, job: _Job, papers: Papers) -> bool:
    """Whether everything is read now."""
    pages, act = papers.page_count, room.act()
    is_long = pages > room.settings.long_document_pages
    most = room.settings.pages_per_range if is_long else max(pages, 1)
    todo = left(job.rows, pages, most=most)
    with transaction(room.engine) as connection:
        if not _is_still(connection, job):
            return False
        underway.progress(connection, job.document.id, pages=pages, done=count(job.rows), at=act.at)
        if is_long:
            for first, last in todo:
                body: dict[str, str | int] = {"document": str(job.document.id), "first": first, "last": last}
                ask(connection, Work.READ_PAGES, body, at=act.at)
    if is_long:
        return not todo
    return all(_read_range(room, job, papers, one, shared=False) for one in todo)


def _read_range(room: Room, job: _Job, papers: Papers, pages: Range, *, shared: bool) -> bool:
    """Read and save; False where the document is another by now."""

    def on_page() -> None:
        _tell(room, job.document.id)

    kept = read_masked(room, papers, pages, on_page)
    name = document_object(job.files, "reading", READER, *pages)
    room.store.put(Bucket.DERIVED, name, [encode(kept)], media_type=MEDIA_TYPE)
    act = room.act()
    with transaction(room.engine) as connection:
        if _is_still(connection, job):
            number, content = job.document.id, job.document.content
            reports.save_reading(connection, number, content, READER, Reading(*pages, name), at=act.at)
            rows = reports.readings(connection, number, content, READER)
            underway.page_read(connection, number, least=count(rows), at=act.at)
            if shared and covered(rows, papers.page_count):
                ask(connection, Work.JOIN, {"document": str(number)}, at=act.at)
            return True
    _job(room, job.document.id)  # it may be gone: then so must be what was written just now
    return False


def _is_still(connection: Connection, job: _Job) -> bool:
    """Whether the document waits to be read, with the same files. Locks it."""
    now = documents.get(connection, job.document.id, lock=True)
    return now.state is DocumentState.CHECKING and now.content == job.document.content


def _lost(room: Room, job: _Job, reason: str) -> None:
    """Bytes that are not there, or not what they were: nobody can read them. Where they were moved in the
    meantime, the reading is asked for anew."""
    act = room.act()
    with transaction(room.engine) as connection:
        if not _is_still(connection, job):
            return
        now = documents.files_of(connection, job.document.id)
        if [one.ref for one in now] != [one.ref for one in job.files]:
            ask(connection, Work.READ, {"document": str(job.document.id)}, at=act.at)
            return
        documents.move(connection, job.document.id, DocumentState.UNREADABLE, act=act, reason=reason)


def _tell(room: Room, document_id: UUID) -> None:
    """One page more is done. That this cannot be told now is no reason to lose the reading."""
    try:
        with transaction(room.engine) as connection:
            underway.page_read(connection, document_id, at=room.clock())
    except StorageError as exc:
        log.warning("progress could not be told: %s", exc.code)
