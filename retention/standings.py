"""One registration through time: in the register or out of it, and whether a restriction played a part.

Re-entry stops a running clock, and so does an entry after a removal (A). A restriction counts for ever:
"tijdelijke" is in S1's list, so lifting it never returns to twenty years.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from retention.facts import EventType, Fact

_T = EventType
# What happens first on one day.
_RANK = {_T.ENTERED: 0, _T.REMOVED: 1, _T.RE_ENTERED: 2}


class Waits(StrEnum):
    """Why a fact has no effect yet: it came before one that it builds on."""

    UNKNOWN_DOSSIER = "unknown-dossier"
    UNKNOWN_REGISTRATION = "unknown-registration"
    UNKNOWN_PERSON = "unknown-person"
    UNKNOWN_DOCUMENT = "unknown-document"
    OTHER_PERSON = "other-person"
    REMOVAL_BEFORE_ENTRY = "removal-before-entry"
    RE_ENTRY_BEFORE_REMOVAL = "re-entry-before-removal"
    LIFTED_BEFORE_IMPOSED = "lifted-before-imposed"
    NO_RESTRICTION = "no-restriction"
    UNKNOWN_HOLD = "unknown-hold"
    UNKNOWN_EVENT = "unknown-event"
    DECIDED_BEFORE_FILED = "decided-before-filed"


@dataclass(frozen=True, slots=True)
class Standing:
    """A registration as its facts leave it. `removed_on` is None while it stands in the register.

    `restricted_on` is the date of the first restriction. `doubtful`: a restriction is lifted of which nobody
    told that it was imposed: nothing may be destroyed until that is cleared up.
    """

    entries: tuple[date, ...]
    removed_on: date | None
    restricted_on: date | None
    narrowed: frozenset[UUID]  # dossiers that the restrictions do not touch
    doubtful: bool
    waiting: tuple[tuple[UUID, Waits], ...]

    def restricts(self, dossier: UUID) -> bool:
        return self.restricted_on is not None and dossier not in self.narrowed


def standing_of(facts: Iterable[Fact], registration: UUID) -> Standing:
    """Fold the active facts about one registration."""
    own = [fact for fact in facts if fact.registration == registration]
    entries = sorted(fact.on for fact in own if fact.type in (_T.ENTERED, _T.RE_ENTERED))
    removed_on, waiting = _removal(own)
    imposed = sorted(fact.on for fact in own if fact.type is _T.RESTRICTION_IMPOSED)
    lifted = [fact for fact in own if fact.type is _T.RESTRICTION_LIFTED]
    early = [fact for fact in lifted if not imposed or fact.on < imposed[0]]
    narrowing = [fact for fact in own if fact.type is _T.RESTRICTION_NARROWED]
    waiting += [(fact.id, Waits.LIFTED_BEFORE_IMPOSED) for fact in early]
    waiting += [(fact.id, Waits.NO_RESTRICTION) for fact in narrowing if not imposed]
    return Standing(
        entries=tuple(entries),
        removed_on=removed_on,
        restricted_on=imposed[0] if imposed else None,
        narrowed=frozenset(fact.dossier for fact in narrowing if fact.dossier is not None),
        doubtful=bool(lifted) and not imposed,
        waiting=tuple(waiting),
    )


def _removal(own: Sequence[Fact]) -> tuple[date | None, list[tuple[UUID, Waits]]]:
    """The removal that stands, the last one where several are told; and facts that wait for others."""
    steps = sorted((fact for fact in own if fact.type in _RANK), key=lambda one: (one.on, _RANK[one.type]))
    first = next((fact.on for fact in steps if fact.type is _T.ENTERED), None)
    removed_on: date | None = None
    waiting: list[tuple[UUID, Waits]] = []
    for fact in steps:
        if fact.type is _T.REMOVED:
            if first is not None and fact.on < first:
                waiting.append((fact.id, Waits.REMOVAL_BEFORE_ENTRY))
            else:
                removed_on = fact.on
            continue
        if fact.type is _T.RE_ENTERED and removed_on is None:
            waiting.append((fact.id, Waits.RE_ENTRY_BEFORE_REMOVAL))
        removed_on = None
    return removed_on, waiting
