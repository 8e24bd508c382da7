"""Pages a minute through the full set, from the first byte sent to the last document checked, against the
engine alone on the same files: every file by itself, on all cores."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from tests.bench import documents
from tests.bench.programs import BenchError
from tests.stack.full_set import full_set
from tests.stack.service import Applicant, service
from verification.limits import Limits
from verification.reading.executors import Processes
from verification.recipe import FileInput, check_bundle
from verification.rulebook.loader import load_rules

PROCEDURE = "registration"
_SENDERS = 4
_WARM = 2  # files that go through before the clock starts: processes start and import
_LOOK = 0.5  # seconds between two looks whether all is checked
_LONGEST = 60.0  # seconds for a page; then it is stuck


def files(folder: Path, *, pages: int, seed: int) -> list[Path]:
    """So many one-page scans, no two alike, and those that only warm up."""
    folder.mkdir()
    made = []
    for number in range(_WARM + pages):
        how = documents.HOW[number % len(documents.HOW)]
        page = documents.make_page(documents.LANGUAGES[number % 4], seed=seed + number)
        path = folder / f"scan-{number}.pdf"
        documents.scans_to_pdf([(documents.scan(page, how, seed=seed + number), how)], path)
        made.append(path)
    return made


def engine_alone(paths: Sequence[Path]) -> float:
    """Seconds for all files after the first ones, which warm it up."""
    rules, limits, cores = load_rules(PROCEDURE, date.today()), Limits(), os.cpu_count() or 1
    with Processes(cores) as executor, ThreadPoolExecutor(cores) as pool:

        def check(path: Path) -> bool:
            return check_bundle([FileInput(path)], rules=rules, executor=executor, limits=limits).complete

        return _timed(paths, lambda some: all(list(pool.map(check, some))))


def full_set_seconds(folder: Path, paths: Sequence[Path]) -> float:
    """Seconds until all of them are checked, the first ones before."""
    folder.mkdir()
    with full_set(folder) as stack, service(stack.settings) as sign_in, ThreadPoolExecutor(_SENDERS) as pool:
        applicant = sign_in("bench")

        def through(some: Sequence[Path]) -> bool:
            dossier = applicant.begin(PROCEDURE)
            list(pool.map(lambda path: applicant.send_by_form(dossier, path), some))
            return _checked(applicant, dossier, len(some))

        return _timed(paths, through)


def _timed(paths: Sequence[Path], do: Callable[[Sequence[Path]], bool]) -> float:
    done = do(paths[:_WARM])
    started = time.perf_counter()
    if not (do(paths[_WARM:]) and done):
        raise BenchError("not every file came through")
    return time.perf_counter() - started


def _checked(applicant: Applicant, dossier: str, count: int) -> bool:
    until = time.monotonic() + _LONGEST * count
    while time.monotonic() < until:
        states = [one["state"] for one in applicant.bundle(dossier)["documents"]]
        if all(one == "checked" for one in states):
            return len(states) == count
        time.sleep(_LOOK)
    return False
