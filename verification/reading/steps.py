"""The steps of reading a page: one that fails is named, and stops no other."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import TypeVar

from verification.reading.worker import place_of

log = logging.getLogger(__name__)
T = TypeVar("T")


class Steps:
    """Runs the steps of one page. `failed` are the names of those that could not run (`Page.problems`)."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def run(self, name: str, step: Callable[[], T], otherwise: T) -> T:
        """The step's result, or `otherwise` with its name noted; error and place go to the log, no text."""
        started = sum(os.times()[:4])
        try:
            return step()
        except Exception as exc:  # noqa: BLE001 - told by name in Page.problems; one step never stops a page
            log.warning("step %s could not run: %s", name, place_of(exc))
            if name not in self.failed:
                self.failed.append(name)
            return otherwise
        finally:
            log.debug("step %s took %.0f ms of CPU", name, 1000 * (sum(os.times()[:4]) - started))
