"""What the applicants of a run do: which documents go to which dossier, how, and what becomes of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.papers import Make, Paper, paper

DOSSIER_DOCUMENTS = 8
_REPLACED, _REMOVED, _SUBMITTED, _BY_FORM = 0.12, 0.06, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Sending:
    """A document, how it is sent, and what its applicant does with it after."""

    paper: Paper
    by_form: bool = False
    replaces: int | None = None  # the place in its dossier of one that was sent before
    removed: bool = False


@dataclass(frozen=True, slots=True)
class DossierPlan:
    """What one applicant sends for one application, in this order."""

    user: str
    sendings: Sequence[Sending]
    submitted: bool

    @property
    def leaves(self) -> frozenset[int]:
        """Places of those that are replaced or removed."""
        replaced = {one.replaces for one in self.sendings if one.replaces is not None}
        removed = {place for place, one in enumerate(self.sendings) if one.removed}
        return frozenset(replaced | removed)


def plans(rng: random.Random, documents: int) -> list[DossierPlan]:
    """Dossiers of a few documents each, so many in all. Every make comes where there is room for it; of two
    dossiers or more at least one is handed in, and one stays open."""
    makes: list[Make | None] = [*Make, *[None] * documents][:documents]
    rng.shuffle(makes)
    made: list[DossierPlan] = []
    for start in range(0, documents, DOSSIER_DOCUMENTS):
        submitted = not made or (len(made) > 1 and rng.random() < _SUBMITTED)
        wanted = makes[start : start + DOSSIER_DOCUMENTS]
        papers = [paper(rng, start + place, make) for place, make in enumerate(wanted)]
        if submitted:  # a readable BSN is held back while the applicant can mend it: that dossier stays open
            papers = [
                paper(rng, start + place, Make.TEXT) if one.make is Make.NUMBERED else one
                for place, one in enumerate(papers)
            ]
        made.append(_dossier(rng, f"applicant-{len(made)}", papers, submitted=submitted))
    return made


def _dossier(rng: random.Random, user: str, papers: Sequence[Paper], *, submitted: bool) -> DossierPlan:
    sendings: list[Sending] = []
    for place, one in enumerate(papers):
        free = [
            before
            for before in range(place)
            if not sendings[before].removed and all(other.replaces != before for other in sendings)
        ]
        replaces = rng.choice(free) if free and rng.random() < _REPLACED else None
        removed = rng.random() < _REMOVED
        sendings.append(Sending(one, rng.random() < _BY_FORM and replaces is None, replaces, removed))
    if all(one.removed for one in sendings):
        submitted = False  # an empty dossier cannot be handed in
    return DossierPlan(user, sendings, submitted)
