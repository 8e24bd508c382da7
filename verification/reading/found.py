"""What goes to and comes from a reading process, apart from the model: light, as both import it to unpack it.

Whatever is sent must not live in a module that opens files: unpacking would import half a second of code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from verification.model import Page, Problem


class Family(StrEnum):
    """How a file is opened."""

    PDF = "pdf"
    PICTURE = "picture"
    OFFICE = "office"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Probe:
    """What the first look found. `page_count` is None, and `family` too, where the file cannot be read."""

    size: int
    sha256: str | None
    media_type: str | None = None
    family: Family | None = None
    page_count: int | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether there are pages to read."""
        return self.family is not None and bool(self.page_count)


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Pages in order, what was wrong with others, and the models that serve for further pages."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    models: tuple[str, ...] | None


def bare(values: dict[str, Any]) -> SimpleNamespace:
    """Limits as a reading process has them: their values alone, of which it believes what it was sent."""
    return SimpleNamespace(**values)
