"""Page pictures for the screen: upright, covered where a BSN can be read, kept as objects in `derived`.

Drawn when somebody wants to see a page (`storage.records.pictures`). What to cover comes from the masked
reading: no digit is read again. Where the rules let a BSN be visible nothing is covered; where nobody can
tell what to cover there is no picture: fail closed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from storage.database.engine import reading, transaction
from storage.errors import Damaged, NotFound
from storage.objects import Bucket
from storage.records import documents, dossiers, pictures, reports
from storage.records.documents import Document, File
from storage.records.dossiers import Dossier
from storage.records.reports import Reading
from storage.states import GONE, DocumentState
from verification.limits import Limits
from verification.model import Box, Check, Finding, Kind, MaskedReading, Page
from verification.reading.codec import UnknownShape
from verification.reading.engine import probe_document
from verification.reading.executors import Inline
from verification.reading.worker import Task
from verification.recipe import as_masked_document, check_document
from verification.report.pictures import Drawn, covers_of
from verification.rulebook.rules import MaskingLevel
from verification.versions import READER, is_covered, picture_variant
from workers import discarding
from workers.derived import document_object
from workers.fetching import fetched
from workers.ranges import covered
from workers.room import Room
from workers.rules import rules_for
from workers.stored import load

WIDTH_PX = 1400  # sharp on a wide screen and for a look through the glass, some 200 kB a page
_MEDIA_TYPE = "image/jpeg"
_SECONDS = 20.0
_DRAWN_IN = (DocumentState.CHECKED, DocumentState.HELD_BACK, DocumentState.CHECK_FAILED)


@dataclass(frozen=True, slots=True)
class _Case:
    document: Document
    files: Sequence[File]
    rows: Sequence[Reading]
    homes: Sequence[Dossier]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a page of the document stands: the file, and the number of the page in it."""

    path: Path
    media_type: str
    number: int


def draw_pages(room: Room, document_id: UUID, variant: str, first: int, last: int) -> int:
    """Draw these pages; how many. Key: (files, variant, page): drawn twice they have the same name.

    A document that is another by now, or that nobody may see any more, is left alone; one whose reading is
    of another version gets no pictures until it is read again.
    """
    case = _case(room, document_id)
    if case is None or variant not in {picture_variant(covered=True), picture_variant(covered=False)}:
        return 0
    try:
        kept = load(room, case.files, case.rows, pages=case.document.pages or 0)
        pages = [page for page in kept.reading.pages if first <= page.number <= last]
        covers = _covers(room, case, kept, pages, variant)
        with fetched(room, case.files) as paths:
            made = _drawn(paths, pages, covers)
    except (NotFound, Damaged, UnknownShape):
        return 0
    for page in pages:
        _keep(room, case, variant, page, made.get(page.number), covers[page.number])
    if _is_gone(room, document_id):  # what was written just now must go with the rest
        discarding.discard(room, document_id)
    return len(made)


def _case(room: Room, document_id: UUID) -> _Case | None:
    with reading(room.engine) as connection:
        found = documents.get(connection, document_id)
        files = documents.files_of(connection, document_id)
        rows = reports.readings(connection, document_id, found.content, READER)
        homes = dossiers.dossiers_with(connection, document_id)
    if found.state not in _DRAWN_IN or not homes or not covered(rows, found.pages):
        return None
    return _Case(found, files, rows, homes)


def _covers(
    room: Room, case: _Case, kept: MaskedReading, pages: Sequence[Page], variant: str
) -> Mapping[int, tuple[Box, ...] | None]:
    """What to cover on each page; None where it may not be shown."""
    rules = [rules_for(home, room.act().day)[0] for home in case.homes]
    if not is_covered(variant) and any(one.bsn is MaskingLevel.MAY for one in rules):
        return {page.number: () for page in pages}
    document = as_masked_document(kept, None if case.document.kind is None else Kind(case.document.kind))
    findings: list[Finding] = []
    for one in rules:
        checked = check_document(
            document, path=Path("-"), bundle=(document,), rules=one, checks=(Check.IDENTITY,)
        )
        findings += [finding for _, finding in checked.findings()]
    return {page.number: covers_of(page, findings) for page in pages}


def _drawn(
    paths: Sequence[Path], pages: Sequence[Page], covers: Mapping[int, tuple[Box, ...] | None]
) -> Mapping[int, Drawn]:
    """The pages that may be shown and could be drawn."""
    spots = dict(enumerate(_spots(paths), start=1))
    tasks = deque(
        Task(
            str(page.number),
            "verification.report.pictures:draw",
            (spot.path, spot.media_type, spot.number, page.rotation, cover, WIDTH_PX),
            _SECONDS,
        )
        for page in pages
        if (cover := covers[page.number]) is not None and (spot := spots.get(page.number)) is not None
    )
    return {
        int(outcome.task.label): outcome.value for outcome in Inline().run(tasks) if outcome.value is not None
    }


def _spots(paths: Sequence[Path]) -> Iterator[_Spot]:
    """Every page of a document of several files, in order."""
    for path in paths:
        probe = probe_document(path, executor=Inline(), limits=Limits())
        for number in range(1, (probe.page_count or 0) + 1):
            yield _Spot(path, probe.media_type or "", number)


def _keep(
    room: Room, case: _Case, variant: str, page: Page, made: Drawn | None, cover: tuple[Box, ...] | None
) -> None:
    name = None
    if made is not None:
        name = document_object(case.files, "picture", variant, page.number, suffix="jpg")
        room.store.put(Bucket.DERIVED, name, [made.jpeg], media_type=_MEDIA_TYPE)
    with transaction(room.engine) as connection:
        pictures.drawn(
            connection,
            case.document.id,
            case.document.content,
            variant,
            page.number,
            stored_as=name,
            size=None if made is None else (made.width, made.height),
            covered=bool(cover),
        )


def _is_gone(room: Room, document_id: UUID) -> bool:
    with reading(room.engine) as connection:
        return documents.get(connection, document_id).state in GONE
