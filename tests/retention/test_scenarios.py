"""Scenarios A to E of the domain page, section 5: after each event, and in every order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from retention.answers import State
from retention.facts import Fact
from retention.schedule import ClassId
from retention.world import World
from tests.retention.build import T, fact, judged, number, told, world

Make = Callable[[Iterable[Fact]], World]

# A: granted and entered; removed; re-entered; removed again.
A = (
    fact(T.GRANTED, "2027-03-10", dossier="d"),
    fact(T.ENTERED, "2027-03-15", dossier="d", registration="r"),
    fact(T.REMOVED, "2031-06-14", registration="r"),
    fact(T.RE_ENTERED, "2034-02-01", registration="r"),
    fact(T.REMOVED, "2045-09-30", registration="r"),
)
# B: removed; long after that a restriction and its lifting are recorded.
B = (
    fact(T.GRANTED, "2027-03-10", dossier="d"),
    fact(T.ENTERED, "2027-03-15", dossier="d", registration="r"),
    fact(T.REMOVED, "2031-03-03", registration="r"),
    fact(T.RESTRICTION_IMPOSED, "2029-05-01", registration="r", kind="temporary", after=10_000_000),
    fact(T.RESTRICTION_LIFTED, "2030-05-01", registration="r", after=10_000_000),
)
# C: a recognition; its diploma reused in a registration that is refused.
C = (
    fact(T.GRANTED, "2026-04-07", dossier="d1"),
    fact(T.REFUSED, "2028-01-10", dossier="d2"),
)
C_GRANTED = (
    fact(T.GRANTED, "2026-04-07", dossier="d1"),
    fact(T.GRANTED, "2028-01-10", dossier="d2"),
    fact(T.ENTERED, "2028-01-12", dossier="d2", registration="r"),
    fact(T.REMOVED, "2040-05-20", registration="r"),
)
# D: refused on 29 February; an objection, rejected.
D = (
    fact(T.REFUSED, "2028-02-29", dossier="d"),
    fact(T.OBJECTION_FILED, "2028-03-20", dossier="d"),
    fact(T.OBJECTION_DECIDED, "2028-06-06", dossier="d"),
)


def one_case(facts: Iterable[Fact]) -> World:
    return world(facts, {"d": "registration"}, {"x": ["d"]}, "r")


def two_cases(facts: Iterable[Fact]) -> World:
    cases = {"d1": "eu-recognition", "d2": "registration"}
    return world(facts, cases, {"diploma": ["d1", "d2"], "other": ["d2"]}, "r")


def after_each(facts: Sequence[Fact], make: Make, document: str = "x") -> list[str]:
    return [told(judged(make(facts[:count])), document) for count in range(1, len(facts) + 1)]


def test_scenario_a_step_by_step() -> None:
    unknown = "not-yet-known"
    assert after_each(A, one_case) == [unknown, unknown, "2051-06-14", unknown, "2065-09-30"]
    last = judged(one_case(A))[number("x")]
    assert last.retain_until == datetime(2065, 9, 30, 22, tzinfo=UTC)
    assert last.destroy_from == date(2065, 10, 1)


def test_scenario_b_step_by_step() -> None:
    steps = after_each(B, one_case)
    assert steps[2] == "2051-03-03"
    assert steps[3:] == ["2071-03-03", "2071-03-03"]
    assert judged(one_case(B))[number("x")].line is ClassId.REGISTER_RESTRICTED


def test_scenario_c_refused() -> None:
    found = judged(two_cases(C))
    assert told(found, "other") == "2038-01-10"
    assert told(found, "diploma") == "2046-04-07"


def test_scenario_c_granted_and_entered() -> None:
    found = judged(two_cases(C_GRANTED))
    assert told(found, "other") == told(found, "diploma") == "2060-05-20"


def test_scenario_d_step_by_step() -> None:
    assert after_each(D, one_case) == ["2038-02-28", "held", "2038-06-06"]
    first = judged(one_case(D[:1]))[number("x")]
    assert first.retain_until == datetime(2038, 2, 28, 23, tzinfo=UTC)


def test_scenario_d_temporary_service() -> None:
    given = world([fact(T.GRANTED, "2080-02-29", dossier="d")], {"d": "temporary-service"}, {"x": ["d"]})
    assert told(judged(given), "x") == "2100-02-28"


def test_scenario_e_the_copy_goes_on_the_day_of_completion() -> None:
    facts = [fact(T.PRIVACY_REQUEST_DUE, "2027-05-31", dossier="d")]
    given = world(facts, {"d": "privacy-request"}, {"x": ["d"]})
    assert told(judged(given), "x") == "not-yet-known"
    facts.append(fact(T.PRIVACY_REQUEST_COMPLETED, "2027-05-20", dossier="d"))
    for order in permutations(facts):
        found = judged(world(order, {"d": "privacy-request"}, {"x": ["d"]}))[number("x")]
        assert (found.state, found.destroy_from) == (State.KNOWN, date(2027, 5, 20))


@pytest.mark.parametrize(
    ("facts", "make"),
    [(A, one_case), (B, one_case), (C, two_cases), (C_GRANTED, two_cases), (D, one_case)],
    ids=["A", "B", "C", "C granted", "D"],
)
def test_every_order_of_arrival_gives_the_same_answer(facts: Sequence[Fact], make: Make) -> None:
    right = judged(make(facts))
    for order in permutations(facts):
        assert judged(make(order)) == right
        assert judged(make((*order, *order))) == right, "repeated"
