"""Short ways to write facts and worlds in tests. All people are invented: there are none, only ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from retention.answers import Answer, answers
from retention.facts import EventType, Fact
from retention.loading import shipped
from retention.schedule import Schedule
from retention.world import Case, World

T = EventType
_SPACE = UUID(int=7)
STATED = datetime(2026, 11, 22, 12, tzinfo=UTC)


def number(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(_SPACE, name)


def day(text: str) -> date:
    return date.fromisoformat(text)


def fact(what: EventType, on: str, /, *, name: str = "", after: int = 0, **more: Any) -> Fact:
    """A fact of this kind on this date; dossiers, registrations and other things by their names. `after`:
    stated so many minutes later."""
    targets = ("dossier", "registration", "subject", "document", "corrects", "concerns")
    given: dict[str, Any] = {key: number(value) if key in targets else value for key, value in more.items()}
    if what is T.REMOVED:
        given.setdefault("kind", "request")
    own = number(name or f"{what} {on} {sorted(more.items())}")
    return Fact(own, what, day(on), STATED + timedelta(minutes=after), "staff-1", **given)


def world(
    facts: Iterable[Fact],
    cases: Mapping[str, str],
    documents: Mapping[str, Iterable[str]],
    *registrations: str,
) -> World:
    """`cases`: procedure by name of dossier; `documents`: dossiers by name of document."""
    return World(
        subject=number("subject"),
        cases=tuple(Case(number(name), procedure) for name, procedure in cases.items()),
        registrations=frozenset(number(one) for one in registrations),
        documents={number(one): frozenset(map(number, serves)) for one, serves in documents.items()},
        facts=tuple(facts),
    )


def told(found: Mapping[UUID, Answer], document: str) -> str:
    """An answer in short: the last day, or the state."""
    one = found[number(document)]
    return one.last_day.isoformat() if one.state.value == "known" and one.last_day else one.state.value


def judged(given: World, schedule: Schedule | None = None) -> Mapping[UUID, Answer]:
    return answers(given, schedule or shipped())
