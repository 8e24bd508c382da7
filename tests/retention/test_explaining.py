"""Answers explain themselves in both languages, so that a records manager can read them."""

from __future__ import annotations

import pytest

from retention.answers import Target
from retention.explaining import explain
from retention.facts import HOLD_KINDS
from retention.loading import parse, shipped
from retention.rulings import Missing
from retention.schedule import Schedule, Start
from retention.wording import Lang, said, words
from tests.retention.build import T, fact, judged, number, world

RESTRICTED = (
    fact(T.GRANTED, "2020-01-10", dossier="d"),
    fact(T.ENTERED, "2020-01-15", dossier="d", registration="r"),
    fact(T.REMOVED, "2025-03-03", registration="r"),
    fact(T.RESTRICTION_IMPOSED, "2022-05-01", registration="r", kind="temporary"),
)
FILLED = parse(shipped().text.replace('category = ""', 'category = "9.1"'))


def explained(
    facts: tuple[object, ...],
    lang: Lang = Lang.EN,
    *,
    procedure: str = "registration",
    schedule: Schedule = FILLED,
) -> str:
    given = world(facts, {"d": procedure}, {"x": ["d"]}, "r")  # type: ignore[arg-type]
    return explain(judged(given, schedule)[number("x")], schedule, lang)


def test_the_sentence_of_the_issue() -> None:
    assert explained(RESTRICTED) == (
        "20 years from removal from the register on 3 March 2025, S1; "
        "extended to 40 years by the restriction of 1 May 2022, S1; "
        "ends 3 March 2065; may be destroyed from 4 March 2065"
    )
    assert explained(RESTRICTED, Lang.NL) == (
        "20 jaar vanaf de verwijdering uit het register op 3 maart 2025, S1; "
        "verlengd tot 40 jaar door de bevoegdheidsbeperking van 1 mei 2022, S1; "
        "eindigt 3 maart 2065; mag worden vernietigd vanaf 4 maart 2065"
    )


def test_an_end_that_is_not_known_says_what_is_missing_and_what_then() -> None:
    assert explained(RESTRICTED[:2]) == (
        "the end is not known yet: the registration stands in the register; then 20 years, S1"
    )
    assert "then 40 years, because of the restriction of 1 May 2022" in explained(
        (*RESTRICTED[:2], RESTRICTED[3])
    )
    assert explained(()) == "the end is not known yet: there is no decision yet"


def test_a_hold_says_why_nothing_is_destroyed() -> None:
    filed = fact(T.OBJECTION_FILED, "2028-03-20", dossier="d")
    text = explained((fact(T.REFUSED, "2028-02-29", dossier="d"), filed))
    assert "is not destroyed while this hold stands: objection, since 20 March 2028" in text
    assert "may be destroyed" not in text


def test_doubt_says_what_is_doubted() -> None:
    lifted = fact(T.RESTRICTION_LIFTED, "2023-05-01", registration="r")
    assert "facts contradict each other" in explained((*RESTRICTED[:3], lifted))


def test_other_dossiers_are_named_as_people_call_them() -> None:
    facts = [fact(T.GRANTED, "2026-04-07", dossier="d1"), fact(T.REFUSED, "2028-01-10", dossier="d2")]
    cases = {"d1": "eu-recognition", "d2": "registration"}
    found = judged(world(facts, cases, {"x": ["d1", "d2"]}))[number("x")]
    names = {number("d1"): "2026-AAAA-1", number("d2"): "2028-BBBB-2"}
    text = explain(found, shipped(), Lang.EN, name=names.__getitem__)
    assert "dossier 2028-BBBB-2 asks for refused or not taken into processing through 10 January 2038" in text


def test_a_privacy_request_has_no_period() -> None:
    done = (fact(T.PRIVACY_REQUEST_COMPLETED, "2027-05-20", dossier="d"),)
    assert explained(done, procedure="privacy-request") == (
        "to be destroyed after completion on 20 May 2027, S1; may be destroyed from 20 May 2027"
    )


def test_why_a_class_gets_no_list() -> None:
    refused = (fact(T.REFUSED, "2028-01-10", dossier="d"),)
    assert "gets no destruction list: the line of the schedule has not been verified (?)" in explained(
        refused
    )
    plain = explained(RESTRICTED, schedule=shipped())
    assert "gets no destruction list: the category of the selection list is not filled in" in plain
    exempt = (fact(T.GRANTED, "2028-01-10", dossier="d"),)
    assert "the schedule has no line for this yet" in explained(exempt, procedure="bes-exemption")


def test_counting_from_january_is_told() -> None:
    made = parse(FILLED.text, from_january=True)
    text = explained(
        (fact(T.GRANTED, "2027-03-10", dossier="d"),), procedure="temporary-service", schedule=made
    )
    assert "counted from 1 January after that; ends 31 December 2047" in text


@pytest.mark.parametrize("lang", list(Lang))
def test_every_word_is_there_in_both_languages(lang: Lang) -> None:
    assert set(words()["missing"]) == set(Missing)
    assert set(words()["start"]) == set(Start) - {Start.NONE}
    assert set(words()["hold"]) == HOLD_KINDS | {"doubt"}
    assert len(Target) == 4
    for group, entries in words().items():
        for key, entry in entries.items():
            if group not in ("month", "unit"):
                assert said(group, key, lang) == entry[lang] != ""
