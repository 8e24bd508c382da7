"""A line on standard error that says which page of which file is being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from verification.recipe import Progress as Step
from verification.report.words import TEXTS


@contextmanager
def progress_line(lang: str) -> Iterator[Callable[[Step], None]]:
    """Draw progress while the block runs; gone from the screen afterwards."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=None)

        def update(step: Step) -> None:
            reading, page, of = (TEXTS[key][lang] for key in ("reading", "page", "of"))
            line = f"{step.number}/{step.files} · {reading} {step.name}"
            if step.pages:
                line += f" · {page} {step.page} {of} {step.pages}"
            bars.update(bar, description=line, completed=step.page, total=step.pages or None)

        yield update
