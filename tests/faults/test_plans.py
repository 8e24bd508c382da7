"""What a run will do is whole before it begins: every make, every way, and an end for each document."""

from __future__ import annotations

import random

from tests.faults.breaking import How, Target, schedule
from tests.faults.papers import Make
from tests.faults.plans import DossierPlan, Sending, plans


def _sendings(made: list[DossierPlan]) -> list[Sending]:
    return [one for plan in made for one in plan.sendings]


def test_every_make_comes_and_no_file_twice() -> None:
    made = plans(random.Random(7), 40)
    papers = [one.paper for plan in made for one in plan.sendings]
    assert len(papers) == 40
    assert len({one.sha256 for one in papers}) == 40
    assert {one.make for one in papers} == set(Make)


def test_the_same_seed_is_the_same_run() -> None:
    once, again = (plans(random.Random(7), 40) for _ in range(2))
    assert [one.submitted for one in once] == [one.submitted for one in again]
    for these, those in zip(_sendings(once), _sendings(again), strict=True):
        assert (these.by_form, these.replaces, these.removed) == (
            those.by_form,
            those.replaces,
            those.removed,
        )
        # A password comes with random bytes; everything else is the same.
        assert these.paper == those.paper or these.paper.make is those.paper.make is Make.LOCKED


def test_what_is_replaced_was_sent_before_and_is_there() -> None:
    for plan in plans(random.Random(3), 120):
        replaced = [
            (place, one.replaces) for place, one in enumerate(plan.sendings) if one.replaces is not None
        ]
        assert all(before < place for place, before in replaced)
        assert len({before for _, before in replaced}) == len(replaced)
        assert not any(plan.sendings[before].removed for _, before in replaced)


def test_no_readable_bsn_is_handed_in_and_nothing_empty() -> None:
    made = plans(random.Random(5), 200)
    assert {one.submitted for one in made} == {True, False}
    for plan in made:
        if plan.submitted:
            assert all(one.paper.make is not Make.NUMBERED for one in plan.sendings)
            assert len(plan.leaves) < len(plan.sendings)


def test_each_kind_of_fault_comes_as_often_as_any_other() -> None:
    parts = [Target(name, lambda: []) for name in "abc"]
    planned = schedule(random.Random(1), parts, 12)
    assert {(one.target.name, one.how): planned.count(one) for one in planned} == {
        (name, how): 2 for name in "abc" for how in How
    }
