"""The queues of tasks, each with workers of its own, so that none holds up another. Light to import."""

from __future__ import annotations

from enum import StrEnum


class Line(StrEnum):
    """One queue."""

    SCAN = "scan"
    READ_SHORT = "read-short"
    READ_LONG = "read-long"
    HOUSEKEEPING = "housekeeping"
