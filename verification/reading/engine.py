"""Reads a whole file: the first look, then its pages side by side, then what belongs to the file as a whole.

Everything that opens the file runs in the executor; this module only hands out and collects, and imports
nothing heavy. The first pages are recognised with all models; the others with the ones that were found there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from verification.masking import mask_text
from verification.model import (
    DigitalSignature,
    DocumentReading,
    Hidden,
    Page,
    PageSource,
    Problem,
    Quality,
)
from verification.reading.found import PagesRead, Probe
from verification.reading.worker import Loss, Outcome, Task

if TYPE_CHECKING:
    from verification.limits import Limits
    from verification.reading.executors import Executor
    from verification.trust import TrustStore

LARGEST_CHUNK = 4  # pages per task: evens out slow pages, and a lost task costs little
PROBE = "probe"
PAGES = "pages"
HIDDEN = "hidden"
SIGNATURES = "signatures"


def read_document(
    path: Path,
    *,
    executor: Executor,
    limits: Limits,
    trust: TrustStore | None = None,
    pages: range | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DocumentReading:
    """Read the file. Never raises for what the file holds: that becomes `problems`.

    `pages` are page numbers from 1, None for all; with a range that does not hold page 1, what belongs to the
    file as a whole is left out, so that ranges can be joined. `progress` is told pages done and to be done.
    """
    probe = probe_document(path, executor=executor, limits=limits)
    reading = DocumentReading(
        name=shown_name(path),
        sha256=probe.sha256,
        media_type=probe.media_type,
        size=probe.size,
        page_count=probe.page_count,
        pages=(),
        born_digital=False,
        problems=probe.problems,
        opened=probe.readable,
    )
    if not probe.readable:
        return reading
    job = _Job(path, probe, limits, executor.width, progress)
    job.plan(_wanted(probe, pages), whole=pages is None or 1 in pages, trust=trust)
    for outcome in executor.run(job.tasks):
        job.take(outcome)
    return job.joined(reading)


def shown_name(path: Path) -> str:
    """The file's name as it may be shown: a BSN masked, what no terminal or JSON can carry replaced."""
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return mask_text("".join(char if char.isprintable() else "?" for char in name))


def probe_document(path: Path, *, executor: Executor, limits: Limits) -> Probe:
    """The first look at a file: what it is, how many pages it has. Never raises for what the file holds."""
    task = Task(PROBE, "verification.reading.probe:probe", (str(path), limits), limits.file_open_seconds)
    (outcome,) = executor.run(deque([task]))
    if outcome.loss is None:
        found: Probe = outcome.value
        return found
    from verification.reading.probe import fingerprint, presence

    # Opening it hung, crashed or ate memory; its bytes can still be told apart from others.
    gone = presence(path, limits)
    if gone is not None:
        return Probe(gone[0], None, problems=(gone[1],))
    try:
        size, sha256 = fingerprint(path)
    except OSError:
        return Probe(0, None, problems=(Problem("safety.malformed", {"variant": "unreadable"}),))
    code = "safety.too-large" if outcome.loss is Loss.MEMORY else "safety.malformed"
    return Probe(size, sha256, problems=(Problem(code, {"variant": outcome.loss.value}),))


def _wanted(probe: Probe, pages: range | None) -> list[int]:
    """The numbers of the pages to read: those asked for, without those that are over the limits."""
    oversized = {problem.page for problem in probe.problems if problem.page is not None}
    numbers = range(1, (probe.page_count or 0) + 1)
    return [n for n in numbers if n not in oversized and (pages is None or n in pages)]


@dataclass
class _Job:
    """The work on one file: tasks still to do and what has come in."""

    path: Path
    probe: Probe
    limits: Limits
    width: int
    progress: Callable[[int, int], None] | None
    tasks: deque[Task] = field(default_factory=deque)
    waiting: list[int] = field(default_factory=list)
    total: int = 0
    pages: dict[int, Page] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    hidden: tuple[Hidden, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()
    lost: list[str] = field(default_factory=list)

    def plan(self, numbers: Sequence[int], *, whole: bool, trust: TrustStore | None) -> None:
        """The first pages with all models, one per process; the others follow when one of them is in."""
        self.total = len(numbers)
        for number in numbers[: self.width]:
            self.tasks.append(self._pages_task([number], None))
        self.waiting = list(numbers[self.width :])
        if whole:
            self.tasks.extend(self._file_tasks(trust))

    def _file_tasks(self, trust: TrustStore | None) -> list[Task]:
        seconds = self.limits.page_seconds
        hidden, given = "verification.reading.hidden:hidden_in_", (self.path, self.limits)
        if self.probe.media_type != "application/pdf":
            return [Task(HIDDEN, f"{hidden}picture", given, seconds)]
        return [
            Task(HIDDEN, f"{hidden}pdf", given, seconds),
            Task(SIGNATURES, "verification.reading.signatures:read_signatures", (self.path, trust), seconds),
        ]

    def _pages_task(self, numbers: Sequence[int], models: tuple[str, ...] | None) -> Task:
        cores = self.width if self.total == 1 else 1  # a page alone has all cores
        args = (str(self.path), self.probe.family, tuple(numbers), models, self.limits, cores)
        seconds = self.limits.page_seconds * len(numbers)
        return Task(PAGES, "verification.reading.page:read_pages", args, seconds)

    def take(self, outcome: Outcome) -> None:
        """Note an outcome, and add the tasks that follow from it."""
        if outcome.task.label == PAGES:
            self._take_pages(outcome)
        elif outcome.loss is not None:
            self.lost.append(outcome.task.label)
        elif outcome.task.label == HIDDEN:
            self.hidden = outcome.value
        else:
            self.signatures = outcome.value

    def _take_pages(self, outcome: Outcome) -> None:
        numbers: tuple[int, ...] = outcome.task.args[2]
        if outcome.loss is None:
            read: PagesRead = outcome.value
            self.pages.update((page.number, page) for page in read.pages)
            self.problems += read.problems
            self._hand_out_rest(read.models)
        elif len(numbers) > 1:  # one of them is at fault: each on its own
            self.tasks.extend(self._pages_task([number], None) for number in numbers)
            return
        else:
            self._lose(numbers[0], outcome.loss)
            self._hand_out_rest(None)
        if self.progress is not None:
            self.progress(len(self.pages) + len(self.problems), self.total)

    def _hand_out_rest(self, models: tuple[str, ...] | None) -> None:
        numbers, self.waiting = self.waiting, []
        if not numbers:
            return
        size = max(1, min(LARGEST_CHUNK, len(numbers) // (2 * self.width)))
        for start in range(0, len(numbers), size):
            self.tasks.append(self._pages_task(numbers[start : start + size], models))

    def _lose(self, number: int, loss: Loss) -> None:
        self.pages[number] = _lost_page(number)
        self.problems.append(Problem("safety.malformed", {"variant": f"page-{loss.value}"}, page=number))

    def joined(self, reading: DocumentReading) -> DocumentReading:
        """The reading with all that came in; a lost step over the whole file is told on its first page."""
        for problem in (*reading.problems, *self.problems):  # a page that nobody saw is no page that is clear
            if problem.page is not None and problem.page not in self.pages:
                self.pages[problem.page] = _lost_page(problem.page)
        pages = [self.pages[number] for number in sorted(self.pages)]
        if pages and self.lost:
            pages[0] = replace(pages[0], problems=(*pages[0].problems, *self.lost))
        content = [page for page in pages if page.source is not PageSource.BLANK]
        return replace(
            reading,
            pages=tuple(pages),
            born_digital=bool(content) and all(page.born_digital for page in content),
            problems=(*reading.problems, *self.problems),
            hidden=self.hidden,
            signatures=self.signatures,
            opened=any("page" not in page.problems for page in pages),
        )


def _lost_page(number: int) -> Page:
    quality = Quality(dpi=None, sharpness=None, contrast=None, ink=0.0)
    return Page(number, PageSource.BLANK, 0, None, None, (), quality, born_digital=False, problems=("page",))
