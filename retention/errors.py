"""What can go wrong in this room.

    RetentionError
    ├── BadSchedule     a schedule that has a gap, an overlap, an unknown event, no source, ...
    ├── BadFact         an event that makes no sense, and never will
    │   ├── UnknownType     of a kind that we do not know
    │   ├── BadDate         before 1900, or further ahead than a year
    │   └── Contradicted    its id was used before, for something else
    └── NeedsTwo        an act for which a second person must stand in

Messages hold codes, dates and ids, never names or contents. What only came too early is no error: it waits
(`recording.Problem`).
"""

from __future__ import annotations

from typing import ClassVar


class RetentionError(Exception):
    """Base of all errors of this room. `code` chooses the words, `params` fill them."""

    code: ClassVar[str] = "retention.error"

    def __init__(self, message: str, **params: str) -> None:
        super().__init__(message)
        self.params = params


class BadSchedule(RetentionError):
    """`where` among the params names the place: a version, a class, a field."""

    code = "retention.bad-schedule"


class BadFact(RetentionError):
    """`field` among the params names what is wrong or missing."""

    code = "retention.bad-event"


class UnknownType(BadFact):
    code = "retention.unknown-type"


class BadDate(BadFact):
    code = "retention.bad-date"


class Contradicted(BadFact):
    code = "retention.contradicted"


class NeedsTwo(RetentionError):
    code = "retention.needs-two"
