"""The states of documents and dossiers, and which may follow which (design, Things).

Every change of state goes through these tables; what does not stand here is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DocumentState(StrEnum):
    """Where a document is."""

    RECEIVED = "received"
    SCAN_WAITING = "scan-waiting"  # could not be scanned yet; tried again
    CHECKING = "checking"
    CHECKED = "checked"
    CHECK_FAILED = "check-failed"  # in the dead letters; can be replayed
    HELD_BACK = "held-back"  # a BSN is readable that must be masked: reviewers never see it
    UNREADABLE = "unreadable"
    INFECTED = "infected"  # its bytes are destroyed at once
    REPLACED = "replaced"
    REMOVED = "removed"
    DESTROYED = "destroyed"


class DossierState(StrEnum):
    """Where an application is."""

    OPEN = "open"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    SUPPLEMENT_ASKED = "supplement-asked"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


_D, _C = DocumentState, DossierState

# The applicant may take a document away or put another in its place at any moment before submission.
_LEAVES = frozenset({_D.REPLACED, _D.REMOVED})

DOCUMENT_CHANGES: Mapping[DocumentState, frozenset[DocumentState]] = {
    # A page added to a document, or its order changed, makes it `received` again: other bytes.
    _D.RECEIVED: _LEAVES
    | {_D.RECEIVED, _D.SCAN_WAITING, _D.CHECKING, _D.CHECK_FAILED, _D.INFECTED, _D.UNREADABLE},
    _D.SCAN_WAITING: _LEAVES | {_D.RECEIVED, _D.CHECKING, _D.CHECK_FAILED, _D.INFECTED, _D.UNREADABLE},
    _D.CHECKING: _LEAVES | {_D.RECEIVED, _D.CHECKED, _D.CHECK_FAILED, _D.HELD_BACK, _D.UNREADABLE},
    # Another kind, another rulebook or another version of a check makes it `checking` again.
    _D.CHECKED: _LEAVES | {_D.RECEIVED, _D.CHECKING, _D.DESTROYED},
    _D.CHECK_FAILED: _LEAVES | {_D.RECEIVED, _D.CHECKING, _D.DESTROYED},
    _D.HELD_BACK: _LEAVES | {_D.RECEIVED, _D.CHECKING, _D.DESTROYED},
    _D.UNREADABLE: _LEAVES | {_D.RECEIVED, _D.CHECKING, _D.DESTROYED},
    _D.INFECTED: _LEAVES | {_D.DESTROYED},
    _D.REPLACED: frozenset({_D.DESTROYED}),
    _D.REMOVED: frozenset({_D.DESTROYED}),
    _D.DESTROYED: frozenset(),
}

DOSSIER_CHANGES: Mapping[DossierState, frozenset[DossierState]] = {
    _C.OPEN: frozenset({_C.SUBMITTED, _C.WITHDRAWN}),
    _C.SUBMITTED: frozenset({_C.IN_REVIEW, _C.WITHDRAWN}),
    _C.IN_REVIEW: frozenset({_C.SUPPLEMENT_ASKED, _C.DECIDED, _C.WITHDRAWN}),
    _C.SUPPLEMENT_ASKED: frozenset({_C.IN_REVIEW, _C.DECIDED, _C.WITHDRAWN}),
    _C.DECIDED: frozenset(),  # a decision is corrected by a new one, which leaves the state as it is
    _C.WITHDRAWN: frozenset(),
}

# A document in one of these waits for a worker.
WORKING = (_D.RECEIVED, _D.SCAN_WAITING, _D.CHECKING)

# A document in one of these is no longer part of its dossier.
GONE = (_D.REPLACED, _D.REMOVED, _D.DESTROYED)

# The applicant may add, replace and remove documents in these.
CHANGEABLE = (_C.OPEN, _C.SUPPLEMENT_ASKED)


class FindingVerdict(StrEnum):
    """What a reviewer says of a finding."""

    CONFIRMED = "confirmed"
    OVERRULED = "overruled"  # with a reason


class DocumentVerdict(StrEnum):
    """What a reviewer says of a document."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # with a reason
    PAPER = "paper"  # the paper is to follow: nothing is said of it before


class PaperState(StrEnum):
    """Where the paper of a document is."""

    EXPECTED = "expected"
    RECEIVED = "received"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What a person decides about a dossier."""

    GRANTED = "granted"
    GRANTED_IN_PART = "granted-in-part"
    INTENDED_REFUSAL = "intended-refusal"  # the applicant may respond; no end yet (Awb 4:7)
    REFUSED = "refused"
    NOT_PROCESSED = "not-processed"


_P = PaperState

# Received again: the place was wrong, or somebody compared it with the scan since.
PAPER_CHANGES: Mapping[PaperState | None, frozenset[PaperState]] = {
    None: frozenset({_P.EXPECTED, _P.RECEIVED}),
    _P.EXPECTED: frozenset({_P.RECEIVED}),
    _P.RECEIVED: frozenset({_P.RECEIVED, _P.RETURNED}),
    _P.RETURNED: frozenset({_P.EXPECTED, _P.RECEIVED}),
}

# Reviewers judge what is in one of these.
JUDGED_IN = (_C.SUBMITTED, _C.IN_REVIEW, _C.SUPPLEMENT_ASKED)

FINAL = frozenset(Outcome) - {Outcome.INTENDED_REFUSAL}
