"""Signs of life: a process writes now and then that its own loop goes round, and a health check reads it.

The time is that of the machine since its start (CLOCK_BOOTTIME), the same in all its processes: no clock that
is set makes a dead process live.
"""

from __future__ import annotations

import time
from pathlib import Path

FRESH_SECONDS = 30.0  # a sign of life is believed for so long
BEAT_SECONDS = 5.0  # between two signs
_FOLDER = "alive"


class Pulse:
    """The sign of one process, `name`, in a folder that its health check sees too."""

    def __init__(self, data_dir: Path, name: str) -> None:
        self._path = data_dir / _FOLDER / name
        self._written = 0.0

    def beat(self) -> None:
        """Still here. Called as often as one likes; written every few seconds. OSError where it cannot be."""
        now = _now()
        if now - self._written < BEAT_SECONDS / 2:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".fresh")
        fresh.write_text(repr(now))
        fresh.rename(self._path)
        self._written = now

    def age(self) -> float | None:
        """Seconds since the last sign; None where there is none since this machine was started."""
        try:
            age = _now() - float(self._path.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return age if age >= 0 else None


def _now() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)
