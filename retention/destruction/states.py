"""The states of a destruction list and of what is on it, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ListState(StrEnum):
    """Where a list is."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"  # by the records manager who makes it
    APPROVED = "approved"  # by another person
    WAITING = "waiting"  # until the waiting time is over
    EXECUTING = "executing"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class ItemState(StrEnum):
    """Where a document on a list is."""

    LISTED = "listed"
    EXCLUDED = "excluded"  # a person took it off, with a reason
    DROPPED = "dropped"  # it is not due any more, or not in this class
    DESTROYING = "destroying"  # decided; its objects are being removed
    DESTROYED = "destroyed"  # nothing is stored any more; to be looked after
    FAILED = "failed"  # tried again; its reason stands with it
    PROVEN = "proven"


class Basis(StrEnum):
    """Why a list may be executed."""

    APPROVAL = "approval"  # two people
    SCHEDULE = "schedule"  # a setting lets the jobs enforce the schedule for its class
    SHORT_RULE = "short-rule"  # its class has no period: it goes on the day itself


_L, _I = ListState, ItemState

LIST_CHANGES: Mapping[ListState, frozenset[ListState]] = {
    # Straight to `waiting`: only where nobody has to approve (`Basis`).
    _L.PROPOSED: frozenset({_L.REVIEWED, _L.WAITING, _L.WITHDRAWN}),
    _L.REVIEWED: frozenset({_L.PROPOSED, _L.APPROVED, _L.WITHDRAWN}),
    _L.APPROVED: frozenset({_L.WAITING, _L.WITHDRAWN}),
    _L.WAITING: frozenset({_L.EXECUTING, _L.WITHDRAWN}),
    _L.EXECUTING: frozenset({_L.DONE}),
    _L.DONE: frozenset(),
    _L.WITHDRAWN: frozenset(),
}

ITEM_CHANGES: Mapping[ItemState, frozenset[ItemState]] = {
    _I.LISTED: frozenset({_I.EXCLUDED, _I.DROPPED, _I.DESTROYING, _I.FAILED}),
    _I.EXCLUDED: frozenset(),
    _I.DROPPED: frozenset(),
    # Back to `listed` only while nothing of it was removed.
    _I.DESTROYING: frozenset({_I.LISTED, _I.DESTROYED}),
    _I.DESTROYED: frozenset({_I.PROVEN}),
    _I.FAILED: frozenset({_I.LISTED, _I.EXCLUDED, _I.DROPPED, _I.DESTROYING, _I.FAILED}),
    _I.PROVEN: frozenset(),
}

# A list in one of these takes what falls due.
OPEN_LISTS = (_L.PROPOSED,)
# What is on a list may be taken off in these: less is destroyed than was approved, never more.
CHANGEABLE = (_L.PROPOSED, _L.REVIEWED, _L.APPROVED, _L.WAITING, _L.EXECUTING)
# An item in one of these keeps its list from being done.
UNDONE = (_I.LISTED, _I.DESTROYING, _I.DESTROYED, _I.FAILED)
