"""Every row of "How the rows meet real cases" that the clock decides (domain page, section 5)."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from retention.answers import State
from retention.facts import HOLD_KINDS
from retention.schedule import ClassId
from tests.retention.build import T, day, fact, judged, number, told, world

ENTERED = (
    fact(T.GRANTED, "2020-01-10", dossier="d"),
    fact(T.ENTERED, "2020-01-15", dossier="d", registration="r"),
)
REMOVED = fact(T.REMOVED, "2025-03-03", registration="r")
IMPOSED = fact(T.RESTRICTION_IMPOSED, "2022-05-01", registration="r", kind="temporary")
UNKNOWN = "not-yet-known"


def answer(*facts: object, procedure: str = "registration") -> str:
    return told(judged(world(facts, {"d": procedure}, {"x": ["d"]}, "r")), "x")  # type: ignore[arg-type]


def test_granted_or_recognised_and_entered() -> None:
    assert answer(ENTERED[0]) == UNKNOWN, "entry is waited for"
    assert answer(*ENTERED) == UNKNOWN
    assert answer(*ENTERED, REMOVED) == "2045-03-03"


def test_entry_after_recognition_moves_it_to_the_register() -> None:
    assert answer(ENTERED[0], procedure="eu-recognition") == "2040-01-10"
    assert answer(*ENTERED, procedure="eu-recognition") == UNKNOWN
    assert answer(*ENTERED, REMOVED, procedure="eu-recognition") == "2045-03-03"


def test_an_entry_before_the_recognition_is_another_profession() -> None:
    facts = [
        fact(T.ENTERED, "2010-01-01", dossier="old", registration="r"),
        fact(T.GRANTED, "2020-01-10", dossier="d"),
    ]
    cases = {"old": "registration", "d": "eu-recognition"}
    found = judged(world(facts, cases, {"x": ["d"]}, "r"))
    assert told(found, "x") == "2040-01-10"


def test_a_recognition_that_names_its_registration_follows_that_one() -> None:
    facts = [
        fact(T.GRANTED, "2020-01-10", dossier="d"),
        fact(T.ENTERED, "2020-01-15", dossier="d", registration="r"),
        fact(T.REMOVED, "2025-03-03", registration="r"),
        fact(T.ENTERED, "2021-01-01", dossier="later", registration="r2"),
    ]
    cases = {"d": "eu-recognition", "later": "registration"}
    assert told(judged(world(facts, cases, {"x": ["d"]}, "r", "r2")), "x") == "2045-03-03"


def test_a_restriction_is_about_all_cases_under_that_registration() -> None:
    facts = [
        *ENTERED,
        fact(T.GRANTED, "2024-02-02", dossier="again", registration="r"),
        fact(T.REFUSED, "2024-09-09", dossier="refused", registration="r"),
        fact(T.GRANTED, "2024-02-02", dossier="other"),
        fact(T.ENTERED, "2024-02-03", dossier="other", registration="r2"),
        fact(T.REMOVED, "2025-03-03", registration="r2"),
        REMOVED,
        IMPOSED,
    ]
    cases = {
        "d": "registration",
        "again": "periodic-registration",
        "refused": "periodic-registration",
        "other": "registration",
    }
    documents = {name: [name] for name in cases}
    found = judged(world(facts, cases, documents, "r", "r2"))
    assert [told(found, one) for one in cases] == ["2065-03-03", "2065-03-03", "2065-03-03", "2045-03-03"]


def test_lifting_never_returns_to_twenty_years() -> None:
    lifted = fact(T.RESTRICTION_LIFTED, "2023-05-01", registration="r")
    for order in permutations((*ENTERED, REMOVED, IMPOSED, lifted)):
        assert answer(*order) == "2065-03-03"


def test_narrowing_a_restriction_leaves_one_dossier_out() -> None:
    narrowed = fact(T.RESTRICTION_NARROWED, "2023-05-01", dossier="d", registration="r")
    assert answer(*ENTERED, REMOVED, IMPOSED, narrowed) == "2045-03-03"
    other = fact(T.RESTRICTION_NARROWED, "2023-05-01", dossier="other", registration="r")
    assert answer(*ENTERED, REMOVED, IMPOSED, other) == "2065-03-03"


def test_a_restriction_lifted_before_it_was_imposed_holds_everything_until_it_is_cleared_up() -> None:
    lifted = fact(T.RESTRICTION_LIFTED, "2023-05-01", registration="r")
    found = judged(world([*ENTERED, REMOVED, lifted], {"d": "registration"}, {"x": ["d"]}, "r"))
    assert found[number("x")].state is State.HELD
    assert found[number("x")].last_day == date(2045, 3, 3)
    assert found[number("x")].destroy_from is None


def test_never_registered_is_the_row_of_the_outcome() -> None:
    assert answer(fact(T.REFUSED, "2028-01-10", dossier="d"), IMPOSED) == "2038-01-10"


def test_recognised_and_registration_then_refused_are_two_dossiers() -> None:
    facts = [fact(T.GRANTED, "2026-04-07", dossier="d1"), fact(T.REFUSED, "2028-01-10", dossier="d2")]
    documents = {"first": ["d1"], "second": ["d2"], "both": ["d1", "d2"]}
    found = judged(world(facts, {"d1": "eu-recognition", "d2": "registration"}, documents))
    assert [told(found, one) for one in documents] == ["2046-04-07", "2038-01-10", "2046-04-07"]


@pytest.mark.parametrize(
    ("outcome", "line", "last"),
    [(T.GRANTED, ClassId.TEMPORARY_SERVICE, "2047-03-10"), (T.REFUSED, ClassId.REFUSED, "2037-03-10")],
)
def test_temporary_service_granted_or_refused(outcome: T, line: ClassId, last: str) -> None:
    facts = [fact(outcome, "2027-03-10", dossier="d")]
    found = judged(world(facts, {"d": "temporary-service"}, {"x": ["d"]}))
    assert (found[number("x")].line, told(found, "x")) == (line, last)


def test_refused_re_registration_and_documents_shared_with_the_registration() -> None:
    facts = [*ENTERED, fact(T.REFUSED, "2024-09-09", dossier="again", registration="r")]
    cases = {"d": "registration", "again": "periodic-registration"}
    documents = {"own": ["again"], "shared": ["d", "again"]}
    assert [told(judged(world(facts, cases, documents, "r")), one) for one in documents] == [
        "2034-09-09",
        UNKNOWN,
    ]
    found = judged(world([*facts, REMOVED], cases, documents, "r"))
    assert [told(found, one) for one in documents] == ["2034-09-09", "2045-03-03"]


def test_withdrawn_after_submission() -> None:
    assert answer(fact(T.WITHDRAWN, "2027-03-10", dossier="d")) == "2037-03-10"


def test_given_up_before_submission_asks_for_nothing() -> None:
    given = world([], {}, {"x": ["d"]})
    assert judged(given) == {}


def test_what_is_submitted_and_not_decided_has_no_end_yet() -> None:
    assert answer() == UNKNOWN


def test_supplements_also_late_ones_are_kept_with_the_dossier() -> None:
    found = judged(world([*ENTERED, REMOVED], {"d": "registration"}, {"x": ["d"], "late": ["d"]}, "r"))
    assert told(found, "late") == told(found, "x")


def test_a_declaration_from_the_later_of_deregistration_and_issue() -> None:
    cases = {"d": "declaration"}
    left = fact(T.DEREGISTERED, "2030-11-30", registration="r")
    for issued, last in (("2027-02-01", "2031-11-30"), ("2032-02-01", "2033-02-01")):
        facts = [fact(T.GRANTED, issued, dossier="d"), left]
        assert told(judged(world(facts, cases, {"x": ["d"]}, "r")), "x") == last


def test_removal_of_the_last_registration_is_deregistration() -> None:
    facts = [
        fact(T.GRANTED, "2027-02-01", dossier="d"),
        fact(T.REMOVED, "2030-11-30", registration="r"),
        fact(T.ENTERED, "2020-01-01", dossier="other", registration="r2"),
    ]
    cases = {"d": "declaration", "other": "registration"}
    assert told(judged(world(facts, cases, {"x": ["d"]}, "r", "r2")), "x") == UNKNOWN
    facts.append(fact(T.REMOVED, "2035-01-01", registration="r2"))
    assert told(judged(world(facts, cases, {"x": ["d"]}, "r", "r2")), "x") == "2036-01-01"
    facts.append(fact(T.RE_ENTERED, "2036-01-01", registration="r2"))
    assert told(judged(world(facts, cases, {"x": ["d"]}, "r", "r2")), "x") == UNKNOWN


def test_who_came_back_after_deregistration_is_registered() -> None:
    facts = [
        fact(T.GRANTED, "2027-02-01", dossier="d"),
        fact(T.DEREGISTERED, "2030-11-30", subject="subject"),
        fact(T.ENTERED, "2031-01-01", dossier="new", registration="r"),
    ]
    cases = {"d": "declaration", "new": "registration"}
    assert told(judged(world(facts, cases, {"x": ["d"]}, "r")), "x") == UNKNOWN


@pytest.mark.parametrize(
    "outcome", [{"what": T.REFUSED}, {"what": T.GRANTED, "kind": "non-registration"}], ids=["refused", "non"]
)
def test_refused_declaration_or_certificate_of_non_registration(outcome: dict[str, object]) -> None:
    given = dict(outcome)
    facts = [fact(given.pop("what"), "2027-03-10", dossier="d", **given)]  # type: ignore[arg-type]
    found = judged(world(facts, {"d": "declaration"}, {"x": ["d"]}))
    assert (told(found, "x"), found[number("x")].line) == ("2028-03-10", ClassId.DECLARATION_OTHER)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (T.OBJECTION_FILED, T.OBJECTION_DECIDED),
        (T.APPEAL_FILED, T.APPEAL_DECIDED),
        (T.PAYMENT_PENDING, T.PAYMENT_SETTLED),
    ],
)
def test_objection_appeal_and_payment_hold_while_they_last(begins: T, ends: T) -> None:
    refused = fact(T.REFUSED, "2028-02-29", dossier="d")
    filed = fact(begins, "2028-03-20", dossier="d")
    decided = fact(ends, "2028-06-06", dossier="d")
    again = fact(begins, "2028-07-01", dossier="d")
    assert answer(refused, filed) == "held"
    over = answer(refused, filed, decided)
    assert over == ("2038-02-28" if ends is T.PAYMENT_SETTLED else "2038-06-06")
    for order in permutations((refused, filed, decided, again)):
        assert answer(*order) == "held", "a second one stands"


def test_an_upheld_objection_is_followed_by_a_new_decision() -> None:
    facts = (
        fact(T.REFUSED, "2028-02-29", dossier="d"),
        fact(T.OBJECTION_FILED, "2028-03-20", dossier="d"),
        fact(T.OBJECTION_DECIDED, "2028-06-06", dossier="d"),
        fact(T.GRANTED, "2028-06-10", dossier="d"),
    )
    for order in permutations(facts):
        assert answer(*order) == UNKNOWN


@pytest.mark.parametrize("kind", sorted(HOLD_KINDS))
@pytest.mark.parametrize("target", ["dossier", "registration", "subject", "document"])
def test_holds_keep_and_let_go(kind: str, target: str) -> None:
    name = {"dossier": "d", "registration": "r", "subject": "subject", "document": "x"}[target]
    placed = fact(T.HOLD_PLACED, "2044-01-01", name="hold", kind=kind, reason="test", **{target: name})  # type: ignore[arg-type]
    lifted = fact(T.HOLD_LIFTED, "2044-06-01", concerns="hold")
    for order in permutations((*ENTERED, REMOVED, placed)):
        assert answer(*order) == "held"
    assert answer(*ENTERED, REMOVED, placed, lifted) == "2045-03-03"
    assert answer(lifted, placed, REMOVED, *ENTERED) == "2045-03-03"


def test_a_hold_on_one_document_leaves_the_others() -> None:
    placed = fact(T.HOLD_PLACED, "2044-01-01", document="x", kind="litigation", reason="test")
    given = world([*ENTERED, REMOVED, placed], {"d": "registration"}, {"x": ["d"], "y": ["d"]}, "r")
    assert (told(judged(given), "x"), told(judged(given), "y")) == ("held", "2045-03-03")


def test_lifting_a_hold_lifts_its_correction_too() -> None:
    placed = fact(T.HOLD_PLACED, "2044-01-01", name="hold", dossier="d", kind="other", reason="test")
    changed = fact(
        T.HOLD_PLACED, "2044-01-02", dossier="d", kind="inspection", reason="test", corrects="hold", after=1
    )
    lifted = fact(T.HOLD_LIFTED, "2044-06-01", concerns="hold")
    assert answer(*ENTERED, REMOVED, placed, changed) == "held"
    assert answer(*ENTERED, REMOVED, placed, changed, lifted) == "2045-03-03"


def test_bes_exemption_has_no_row_and_no_end() -> None:
    found = judged(world([fact(T.GRANTED, "2027-03-10", dossier="d")], {"d": "bes-exemption"}, {"x": ["d"]}))
    assert (told(found, "x"), found[number("x")].line) == (UNKNOWN, ClassId.NO_ROW)


def test_removal_before_entry_starts_nothing() -> None:
    early = fact(T.REMOVED, "2019-01-01", registration="r")
    assert answer(*ENTERED, early) == UNKNOWN
    assert answer(*ENTERED, early, REMOVED) == "2045-03-03"


def test_removed_twice_counts_from_the_later() -> None:
    assert answer(*ENTERED, REMOVED, fact(T.REMOVED, "2025-04-04", registration="r")) == "2045-04-04"


def test_two_outcomes_of_one_day_both_count() -> None:
    facts = (fact(T.REFUSED, "2028-01-10", dossier="d"), fact(T.GRANTED, "2028-01-10", dossier="d"))
    for order in permutations(facts):
        assert answer(*order) == UNKNOWN


def test_a_correction_replaces_what_was_wrong_in_every_order() -> None:
    wrong = fact(T.REMOVED, "2025-03-03", name="wrong", registration="r")
    right = fact(T.REMOVED, "2026-03-03", name="right", registration="r", corrects="wrong", after=1)
    last = fact(T.REMOVED, "2024-03-03", name="last", registration="r", corrects="right", after=2)
    rival = fact(T.REMOVED, "2023-03-03", name="rival", registration="r", corrects="wrong", after=1)
    for order in permutations((*ENTERED, wrong, right)):
        assert answer(*order) == "2046-03-03"
    for order in permutations((*ENTERED, wrong, right, last, rival)):
        assert answer(*order) == "2044-03-03", "the one stated last"


def test_an_annulled_fact_counts_no_more() -> None:
    wrong = fact(T.REMOVED, "2025-03-03", name="wrong", registration="r")
    annulled = fact(T.ANNULLED, "2025-04-01", corrects="wrong", after=1)
    for order in permutations((*ENTERED, wrong, annulled)):
        assert answer(*order) == UNKNOWN


def test_a_back_dated_decision_counts_by_its_date() -> None:
    late = fact(T.REFUSED, "2020-05-05", dossier="d", after=1_000_000)
    assert answer(late) == "2030-05-05"
    assert late.on == day("2020-05-05")


@pytest.mark.parametrize(("entered", "last"), [("2026-04-06", "2046-04-07"), ("2026-04-07", "2060-05-20")])
def test_a_recognition_follows_an_entry_that_another_dossier_asked_for(entered: str, last: str) -> None:
    """S1: from the decision only "indien er na de erkenning geen inschrijving heeft plaatsgevonden"."""
    facts = [
        fact(T.GRANTED, "2026-04-07", dossier="d1"),
        fact(T.GRANTED, "2026-04-01", dossier="d2"),
        fact(T.ENTERED, entered, dossier="d2", registration="r"),
        fact(T.REMOVED, "2040-05-20", registration="r"),
    ]
    found = judged(world(facts, {"d1": "eu-recognition", "d2": "registration"}, {"own": ["d1"]}, "r"))
    assert told(found, "own") == last


def test_what_is_about_another_person_counts_for_nobody_here() -> None:
    """A correction can name another person than the fact that it replaces."""
    facts = [
        fact(T.GRANTED, "2027-02-01", dossier="d"),
        fact(T.DEREGISTERED, "2030-11-30", name="wrong", subject="subject"),
        fact(T.DEREGISTERED, "2030-11-30", subject="somebody else", corrects="wrong", after=1),
    ]
    assert told(judged(world(facts[:2], {"d": "declaration"}, {"x": ["d"]})), "x") == "2031-11-30"
    assert told(judged(world(facts, {"d": "declaration"}, {"x": ["d"]})), "x") == UNKNOWN
