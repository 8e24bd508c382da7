"""Everything that decides how long the documents of one person are kept: the input of the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from retention.facts import Fact, active
from retention.standings import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier. `gone`: given up before it was submitted, so that it asks for nothing."""

    id: UUID
    procedure: str
    gone: bool = False


@dataclass(frozen=True)
class World:
    """One person's dossiers, registrations, documents (with the dossiers that each serves) and facts."""

    subject: UUID
    cases: tuple[Case, ...]
    registrations: frozenset[UUID]
    documents: Mapping[UUID, frozenset[UUID]]
    facts: tuple[Fact, ...]

    @cached_property
    def active(self) -> tuple[Fact, ...]:
        """The facts that count, corrections applied, without what those are about that is another's."""
        return tuple(fact for fact in active(self.facts) if self._owns(fact))

    @cached_property
    def standings(self) -> Mapping[UUID, Standing]:
        return {one: standing_of(self.active, one) for one in self.registrations}

    @cached_property
    def linked(self) -> Mapping[UUID, frozenset[UUID]]:
        """The registrations that each dossier is about, by its entry or a decision that names one."""
        found: dict[UUID, set[UUID]] = {one.id: set() for one in self.cases}
        for fact in self.active:
            if fact.dossier in found and fact.registration in self.registrations:
                found[fact.dossier].add(fact.registration)
        return {case: frozenset(numbers) for case, numbers in found.items()}

    def _owns(self, fact: Fact) -> bool:
        cases = {one.id for one in self.cases}
        named = (fact.dossier, fact.registration, fact.subject, fact.document)
        own = (cases, self.registrations, (self.subject,), self.documents)
        return not any(named) or any(one in kept for one, kept in zip(named, own, strict=True))

    def of_case(self, number: UUID) -> Iterable[Fact]:
        return (fact for fact in self.active if fact.dossier == number)
