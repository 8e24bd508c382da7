"""What each dossier asks for: S1's table, and how its rows meet real cases (domain, section 5).

A dossier may be of more than one class, as when it was refused after its registration had been entered. Every
class that applies is told; `answers` takes the longest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from retention.facts import NON_REGISTRATION, OUTCOMES, POSITIVE, REVIEWED, EventType, Fact
from retention.schedule import ClassId
from retention.world import Case, World

_T = EventType

# Applications that lead to an entry, or are noted at one.
REGISTRATION = frozenset({"registration", "periodic-registration", "prescribing-authority"})
# Recognitions that stand by themselves where no entry follows.
RECOGNITION = frozenset(
    {
        *("designated-diploma", "professional-competence", "eu-recognition"),
        *("european-professional-card", "automatic-recognition"),
    }
)
TEMPORARY, DECLARATION, PRIVACY = "temporary-service", "declaration", "privacy-request"


class Missing(StrEnum):
    """What must happen before the end is known."""

    DECISION = "decision"
    ENTRY = "entry"
    REMOVAL = "removal"
    DEREGISTRATION = "deregistration"
    COMPLETION = "completion"
    LINE = "line"  # in the schedule


@dataclass(frozen=True, slots=True)
class Ruling:
    """One class for one dossier. `start` is None until what is `missing` has happened.

    `restricted_on` is the restriction that makes twenty years forty.
    """

    case: UUID
    line: ClassId
    start: date | None
    missing: Missing | None = None
    registration: UUID | None = None
    restricted_on: date | None = None


def rulings_of(case: Case, world: World) -> list[Ruling]:
    """All classes that apply to a dossier; none for one that was given up before submission."""
    if case.gone:
        return []
    if case.procedure == PRIVACY:
        return [_privacy(case, world)]
    outcomes = _last_outcomes(case, world)
    found = [one for fact in outcomes for one in _of_outcome(case, fact, world)]
    entered = {fact.registration for fact in world.of_case(case.id) if fact.type is _T.ENTERED}
    for registration in sorted(entered & world.registrations, key=str):
        if registration is not None:
            found.append(_register(case, registration, world))
    if not found:
        found = [Ruling(case.id, ClassId.UNDECIDED, None, Missing.DECISION)]
    return sorted(set(found), key=lambda one: (one.line, str(one.registration)))


def _last_outcomes(case: Case, world: World) -> list[Fact]:
    """The decisions of the last day that has any: a later one takes the place of earlier ones."""
    told = [fact for fact in world.of_case(case.id) if fact.type in OUTCOMES]
    last = max((fact.on for fact in told), default=None)
    return [fact for fact in told if fact.on == last]


def _of_outcome(case: Case, outcome: Fact, world: World) -> Iterator[Ruling]:
    if outcome.type in POSITIVE:
        yield from _granted(case, outcome, world)
        return
    if outcome.type is _T.WITHDRAWN:
        yield Ruling(case.id, ClassId.WITHDRAWN, outcome.on)
    else:
        line = ClassId.DECLARATION_OTHER if case.procedure == DECLARATION else ClassId.REFUSED
        yield Ruling(case.id, line, _last_decision(case, outcome, world))
    if case.procedure in REGISTRATION | RECOGNITION:  # "alle zaken onder die registratie"
        for registration in world.linked[case.id]:
            if world.standings[registration].restricts(case.id):
                yield _register(case, registration, world)


def _granted(case: Case, outcome: Fact, world: World) -> Iterator[Ruling]:
    linked = world.linked[case.id]
    if case.procedure in REGISTRATION:
        yield from (_register(case, one, world) for one in linked)
        if not linked:
            yield Ruling(case.id, ClassId.REGISTER, None, Missing.ENTRY)
    elif case.procedure in RECOGNITION:
        followed = linked or _entered_since(case, world)
        yield from (_register(case, one, world) for one in followed)
        if not followed:
            yield Ruling(case.id, ClassId.RECOGNITION, outcome.on)
    elif case.procedure == TEMPORARY:
        yield Ruling(case.id, ClassId.TEMPORARY_SERVICE, outcome.on)
    elif case.procedure == DECLARATION:
        yield _declaration(case, outcome, world)
    else:
        yield Ruling(case.id, ClassId.NO_ROW, None, Missing.LINE)


def _register(case: Case, registration: UUID, world: World) -> Ruling:
    standing = world.standings[registration]
    restricted = standing.restricts(case.id)
    return Ruling(
        case=case.id,
        line=ClassId.REGISTER_RESTRICTED if restricted else ClassId.REGISTER,
        start=standing.removed_on,
        missing=None if standing.removed_on else Missing.REMOVAL,
        registration=registration,
        restricted_on=standing.restricted_on if restricted else None,
    )


def _entered_since(case: Case, world: World) -> set[UUID]:
    """Registrations of this person entered since the recognition, whichever dossier asked for them: S1 keeps
    twenty years from the decision only "indien er na de erkenning geen inschrijving heeft plaatsgevonden"."""
    granted = min(fact.on for fact in world.of_case(case.id) if fact.type in POSITIVE)
    return {
        number
        for number, standing in world.standings.items()
        if any(entry >= granted for entry in standing.entries)
    }


def _last_decision(case: Case, outcome: Fact, world: World) -> date:
    """The refusal, or the decision on objection or appeal against it where that came later."""
    return max(
        fact.on for fact in (outcome, *world.of_case(case.id)) if fact is outcome or fact.type in REVIEWED
    )


def _declaration(case: Case, outcome: Fact, world: World) -> Ruling:
    if outcome.kind == NON_REGISTRATION:
        return Ruling(case.id, ClassId.DECLARATION_OTHER, outcome.on)
    left = _deregistered_on(world)
    if left is None:
        return Ruling(case.id, ClassId.DECLARATION, None, Missing.DEREGISTRATION)
    return Ruling(case.id, ClassId.DECLARATION, max(left, outcome.on))


def _deregistered_on(world: World) -> date | None:
    """When the professional left the register with every registration, by removal or by an event of its own;
    None while one stands."""
    told = max((fact.on for fact in world.active if fact.type is _T.DEREGISTERED), default=None)
    ends = [] if told is None else [told]
    for standing in world.standings.values():
        if standing.removed_on is not None:
            ends.append(standing.removed_on)
        elif told is None or any(entry > told for entry in standing.entries):
            return None
    return max(ends, default=None)


def _privacy(case: Case, world: World) -> Ruling:
    done = [fact.on for fact in world.of_case(case.id) if fact.type is _T.PRIVACY_REQUEST_COMPLETED]
    if not done:
        return Ruling(case.id, ClassId.PRIVACY_REQUEST, None, Missing.COMPLETION)
    return Ruling(case.id, ClassId.PRIVACY_REQUEST, max(done))
