"""The answer for each document: its class, its end, and everything that this rests on.

known            may be destroyed from `destroy_from`
not-yet-known    what starts the period has not happened: not the same as "never"
held             never, while a hold stands; the end beneath it is told where it is known
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from retention.facts import PENDING, EventType, Fact, same_chain
from retention.periods import Period, last_day_kept, retain_until
from retention.rulings import Ruling, rulings_of
from retention.schedule import ClassId, RecordClass, Schedule
from retention.world import World

_T = EventType


class State(StrEnum):
    KNOWN = "known"
    NOT_YET_KNOWN = "not-yet-known"
    HELD = "held"


class Target(StrEnum):
    """What a hold is on."""

    DOSSIER = "dossier"
    REGISTRATION = "registration"
    SUBJECT = "subject"
    DOCUMENT = "document"


DOUBT = "doubt"  # the kind of a hold that stands while facts contradict each other


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that keeps everything under its target, whatever the clock says. `kind` is one of
    `facts.HOLD_KINDS`, or `doubt`. `id` is that of the fact that placed it, or of what it is on."""

    id: UUID
    kind: str
    since: date | None
    target: Target
    target_id: UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """What one dossier asks for by one line of the schedule; `last_day` is None while it is not known."""

    ruling: Ruling
    period: Period | None
    sources: tuple[str, ...]
    category: str
    version: date
    last_day: date | None

    @property
    def destroy_from(self) -> date | None:
        return None if self.last_day is None else self.last_day + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a document is kept. `asked` is everything that was asked, what decides first."""

    document: UUID
    asked: tuple[Asked, ...]
    holds: tuple[Hold, ...]

    @property
    def decisive(self) -> Asked:
        return self.asked[0]

    @property
    def line(self) -> ClassId:
        return self.decisive.ruling.line

    @property
    def last_day(self) -> date | None:
        """The last day kept by the clock; a hold may keep it longer."""
        return self.decisive.last_day

    @property
    def state(self) -> State:
        if self.holds:
            return State.HELD
        return State.NOT_YET_KNOWN if self.last_day is None else State.KNOWN

    @property
    def destroy_from(self) -> date | None:
        """The first day on which it may be destroyed; None while that is not known or a hold stands."""
        return self.decisive.destroy_from if self.state is State.KNOWN else None

    @property
    def retain_until(self) -> datetime | None:
        """The instant in UTC until which it is locked; also told under a hold."""
        return None if self.last_day is None else retain_until(self.last_day)


def answers(world: World, schedule: Schedule) -> Mapping[UUID, Answer]:
    """The answer for every document of a person that serves a dossier which asks for something."""
    asked = {case.id: [_asked(one, schedule) for one in rulings_of(case, world)] for case in world.cases}
    holds = tuple(sorted(holds_of(world), key=lambda one: (one.kind, str(one.id))))
    found = {}
    for document, cases in world.documents.items():
        own = [one for case in cases for one in asked.get(case, ())]
        if own:
            kept = tuple(one for one in holds if _touches(one, document, cases, world))
            found[document] = Answer(document, tuple(sorted(own, key=_longest_first)), kept)
    return found


def _asked(ruling: Ruling, schedule: Schedule) -> Asked:
    version = schedule.on(ruling.start)
    line: RecordClass = version.classes[ruling.line]
    last_day = None
    if ruling.start is not None and line.period is not None:
        last_day = last_day_kept(ruling.start, line.period, from_january=schedule.from_january)
    return Asked(ruling, line.period, line.sources, line.category, version.since, last_day)


def _longest_first(one: Asked) -> tuple[bool, int, str, str, str]:
    """What is not known yet comes before every date; equal ones in an order of their own."""
    days = 0 if one.last_day is None else -one.last_day.toordinal()
    ruling = one.ruling
    return one.last_day is not None, days, ruling.line, str(ruling.case), str(ruling.registration)


def holds_of(world: World) -> Iterator[Hold]:
    """Everything that holds something of this person now."""
    yield from _placed(world)
    for case in world.cases:
        own = list(world.of_case(case.id))
        for begins, ends in PENDING.items():
            last_end = max((fact.on for fact in own if fact.type is ends), default=None)
            still = [f for f in own if f.type is begins and (last_end is None or f.on > last_end)]
            for fact in still:
                kind = begins.value.partition("-")[0]
                yield Hold(fact.id, kind, fact.on, Target.DOSSIER, case.id)
    for number, standing in world.standings.items():
        if standing.doubtful:
            yield Hold(number, DOUBT, None, Target.REGISTRATION, number)


def _placed(world: World) -> Iterator[Hold]:
    """Holds that were placed and not lifted. Lifting one lifts it with its corrections."""
    chain = same_chain(world.facts)
    over = {
        chain.get(fact.concerns) for fact in world.active if fact.type is _T.HOLD_LIFTED and fact.concerns
    }
    for fact in world.active:
        if fact.type is _T.HOLD_PLACED and chain[fact.id] not in over:
            yield Hold(fact.id, fact.kind or "", fact.on, *target_of(fact))


def target_of(fact: Fact) -> tuple[Target, UUID]:
    """What a hold is on: the one thing that it names."""
    named = (
        (Target.DOCUMENT, fact.document),
        (Target.DOSSIER, fact.dossier),
        (Target.REGISTRATION, fact.registration),
        (Target.SUBJECT, fact.subject),
    )
    return next((kind, number) for kind, number in named if number is not None)


def _touches(hold: Hold, document: UUID, cases: frozenset[UUID], world: World) -> bool:
    if hold.target is Target.DOCUMENT:
        return hold.target_id == document
    if hold.target is Target.DOSSIER:
        return hold.target_id in cases
    if hold.target is Target.REGISTRATION:
        return any(hold.target_id in world.linked.get(case, ()) for case in cases)
    return True
