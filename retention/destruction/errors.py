"""What can go wrong with destruction lists. Each is a RetentionError; see `retention.errors`.

RetentionError
└── DestructionError
    ├── NoSuchList      or no such document on it
    ├── WrongState      the state of the list or of the document does not allow it
    ├── SamePerson      who made a list may not approve it
    ├── NoReason        a reason is needed, without numbers of people
    ├── TooEarly        the waiting time is not over, or a date by hand would be earlier than the clock's
    ├── ClockSetBack    something was recorded at a later time than now
    ├── Busy            another process executes this list
    └── BadFiles        declarations as files that do not fit each other
"""

from __future__ import annotations

from typing import ClassVar

from retention.errors import RetentionError


class DestructionError(RetentionError):
    code: ClassVar[str] = "destruction.error"


class NoSuchList(DestructionError):
    code = "destruction.no-such-list"


class WrongState(DestructionError):
    """`state` among the params is the one it is in."""

    code = "destruction.wrong-state"


class SamePerson(DestructionError):
    code = "destruction.same-person"


class NoReason(DestructionError):
    code = "destruction.no-reason"


class ClockSetBack(DestructionError):
    code = "destruction.clock-set-back"


class Busy(DestructionError):
    code = "destruction.busy"


class BadFiles(DestructionError):
    code = "destruction.bad-files"
