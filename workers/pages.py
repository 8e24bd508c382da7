"""Reads pages of a document that may be several files, such as two photographs of one card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storage.errors import Damaged
from storage.records.documents import File
from verification.limits import Limits
from verification.masked import masked, merged, renumbered
from verification.model import DocumentReading, Hidden, MaskedReading
from verification.reading.engine import read_document
from verification.reading.executors import Inline
from verification.reading.found import Probe
from verification.reading.hidden.strings import file_name
from verification.trust import TrustStore
from workers.fetching import name_of
from workers.ranges import Range
from workers.room import Room


@dataclass(frozen=True, slots=True)
class Papers:
    """A document's files on the local disk, in order, with the first look at each."""

    files: Sequence[File]
    paths: Sequence[Path]
    probes: Sequence[Probe]
    limits: Limits

    @property
    def page_count(self) -> int:
        """Pages of all files; 0 where one of them cannot be opened, for then the document cannot."""
        if not all(probe.readable for probe in self.probes):
            return 0
        return sum(probe.page_count or 0 for probe in self.probes)


def read_masked(room: Room, papers: Papers, pages: Range, on_page: Callable[[], None]) -> MaskedReading:
    """These pages, numbered through the whole document, as they may be written down.

    What belongs to a file as a whole comes with its first page. `on_page` is called once a page is done.
    """
    done = 0

    def progress(now: int, _all: int) -> None:
        nonlocal done
        for _ in range(now - done):
            on_page()
        done = now

    parts = []
    for place, own, before in _shares(papers, pages):
        done = 0
        parts.append(renumbered(_read_file(room, papers, place, own, progress), before))
    size = sum(one.size for one in papers.files)
    whole = merged(parts, size=size, page_count=papers.page_count)
    return masked(replace(whole, name=""))


def _shares(papers: Papers, pages: Range) -> Iterator[tuple[int, range | None, int]]:
    """Per file with any of these pages: its place, its own pages (None where it cannot be opened), and the
    number of pages before it."""
    if not papers.page_count:
        yield from ((place, None, 0) for place, one in enumerate(papers.probes) if not one.readable)
        return
    before = 0
    for place, probe in enumerate(papers.probes):
        count = probe.page_count or 0
        own = range(max(1, pages[0] - before), min(count, pages[1] - before) + 1)
        if own:
            yield place, own, before
        before += count


def _read_file(
    room: Room, papers: Papers, place: int, own: range | None, progress: Callable[[int, int], None]
) -> DocumentReading:
    found = read_document(
        papers.paths[place],
        executor=Inline(),
        limits=papers.limits,
        trust=TrustStore.default(),
        pages=own,
        progress=progress,
    )
    if own is None:
        return found
    pages = tuple(page for page in found.pages if page.number in own)  # pages over a limit come every time
    hidden = (*found.hidden, *(_in_name(room, papers.files[place]) if 1 in own else ()))
    return replace(found, pages=pages, hidden=hidden)


def _in_name(room: Room, one: File) -> Iterator[Hidden]:
    """A number in the name that the applicant gave the file: on our disk it has another."""
    try:
        name = name_of(room, one)
    except Damaged:  # sealed with another key: nobody will see the name
        return
    yield from file_name(Path(name.replace("/", "_") or "-"))
