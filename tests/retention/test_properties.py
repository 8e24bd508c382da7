"""Properties of the clock: dates, order, and never earlier than any class asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from retention.answers import State, answers
from retention.facts import Fact
from retention.loading import shipped
from retention.periods import Period, last_day_kept, retain_until
from retention.rulings import rulings_of
from tests.retention.build import T, fact, judged, number, world

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DATES = st.dates(date(1900, 1, 1), date(2120, 12, 31))
YEARS = st.integers(1, 100)


@given(DATES, YEARS)
def test_the_same_date_so_many_years_on_is_still_kept(start: date, years: int) -> None:
    last = last_day_kept(start, Period(years=years))
    assert last.year == start.year + years
    assert (last.month, last.day) == (start.month, start.day) or (
        (start.month, start.day, last.month, last.day) == (2, 29, 2, 28)
    )


@given(DATES, YEARS)
def test_locked_through_the_whole_last_day_and_no_longer(start: date, years: int) -> None:
    last = last_day_kept(start, Period(years=years))
    until = retain_until(last)
    assert until.tzinfo is UTC
    just_before = (until - timedelta(microseconds=1)).astimezone(AMSTERDAM)
    assert just_before.date() == last, "the day itself is still kept, through 24:00 in Amsterdam"
    assert until.astimezone(AMSTERDAM).date() == last + timedelta(days=1)


@given(DATES, YEARS, YEARS)
def test_more_years_never_end_earlier(start: date, years: int, more: int) -> None:
    assert last_day_kept(start, Period(years=years)) < last_day_kept(start, Period(years=years + more))


@given(DATES, DATES, YEARS)
def test_a_later_start_never_ends_earlier(one: date, other: date, years: int) -> None:
    first, second = sorted((one, other))
    assert last_day_kept(first, Period(years=years)) <= last_day_kept(second, Period(years=years))


@given(DATES, YEARS)
def test_counting_from_january_is_at_or_after(start: date, years: int) -> None:
    period = Period(years=years)
    january = last_day_kept(start, period, from_january=True)
    assert january >= last_day_kept(start, period)
    assert january == date(start.year + years, 12, 31)


def test_years_are_not_additive() -> None:
    start = date(2000, 2, 29)
    one_by_one = Period(years=3).after(Period(years=1).after(start))
    assert Period(years=4).after(start) == date(2004, 2, 29) != one_by_one


@given(st.integers(0, 200), st.integers(0, 300), st.integers(0, 2000))
def test_a_period_is_written_as_it_is_read(years: int, months: int, days: int) -> None:
    period = Period(years, months, days)
    assert Period.parse(str(period)) == period


@given(st.datetimes(datetime(2026, 1, 1), datetime(2090, 1, 1)))
def test_midnight_is_22_or_23_hours_utc(instant: datetime) -> None:
    until = retain_until(instant.date())
    assert until.hour in (22, 23)
    assert until == until.astimezone(AMSTERDAM)


# Any history of a person with three dossiers, two registrations and four documents.
CASES = {"a": "registration", "b": "eu-recognition", "c": "periodic-registration"}
DOCUMENTS = {"1": ["a"], "2": ["b"], "3": ["c"], "4": ["a", "b", "c"]}
DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31))


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    facts: list[Fact] = []
    kinds = [T.GRANTED, T.REFUSED, T.WITHDRAWN, T.OBJECTION_FILED, T.OBJECTION_DECIDED, T.ENTERED]
    kinds += [T.REMOVED, T.RE_ENTERED, T.RESTRICTION_IMPOSED, T.RESTRICTION_LIFTED, T.ANNULLED]
    for place in range(draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(kinds))
        more: dict[str, object] = {"name": f"fact {place}", "after": draw(st.integers(0, 5))}
        if kind in (T.GRANTED, T.REFUSED, T.WITHDRAWN, T.OBJECTION_FILED, T.OBJECTION_DECIDED, T.ENTERED):
            more["dossier"] = draw(st.sampled_from(sorted(CASES)))
        if kind in (T.ENTERED, T.REMOVED, T.RE_ENTERED, T.RESTRICTION_IMPOSED, T.RESTRICTION_LIFTED):
            more["registration"] = draw(st.sampled_from(["r", "q"]))
        if kind is T.ANNULLED or (place and draw(st.integers(0, 4)) == 0):
            more["corrects"] = f"fact {draw(st.integers(0, max(place - 1, 0)))}"
        facts.append(fact(kind, draw(DAYS).isoformat(), **more))  # type: ignore[arg-type]
    return facts


@settings(max_examples=150, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_plays_no_part(facts: list[Fact], chance: Random) -> None:
    right = judged(world(facts, CASES, DOCUMENTS, "r", "q"))
    shuffled = [*facts, *facts[:2]]
    chance.shuffle(shuffled)
    assert judged(world(shuffled, CASES, DOCUMENTS, "q", "r")) == right


@settings(max_examples=150, deadline=None)
@given(histories())
def test_never_earlier_than_any_class_asks(facts: list[Fact]) -> None:
    """Computed here by another way: each ruling of each dossier of the document by itself."""
    given_world = world(facts, CASES, DOCUMENTS, "r", "q")
    schedule = shipped()
    for document, found in answers(given_world, schedule).items():
        serves = given_world.documents[document]
        for case in (one for one in given_world.cases if one.id in serves):
            for ruling in rulings_of(case, given_world):
                period = schedule.line(ruling.line, ruling.start).period
                if ruling.start is None or period is None:
                    assert found.state is not State.KNOWN
                    assert found.last_day is None
                elif found.last_day is not None:
                    asked = ruling.start.replace(day=1, year=ruling.start.year + period.years)
                    assert found.last_day >= asked
                    assert found.last_day >= last_day_kept(ruling.start, period)


@settings(max_examples=100, deadline=None)
@given(histories(), DAYS)
def test_a_restriction_only_lengthens(facts: list[Fact], on: date) -> None:
    before = judged(world(facts, CASES, DOCUMENTS, "r", "q"))
    imposed = fact(T.RESTRICTION_IMPOSED, on.isoformat(), name="more", registration="r")
    after = judged(world([*facts, imposed], CASES, DOCUMENTS, "r", "q"))
    for document, answer in before.items():
        now = after[document].last_day
        assert now is None or (answer.last_day is not None and now >= answer.last_day)


@settings(max_examples=100, deadline=None)
@given(histories(), st.sampled_from(["a", "b", "c"]))
def test_serving_one_dossier_more_never_shortens(facts: list[Fact], more: str) -> None:
    before = judged(world(facts, CASES, DOCUMENTS, "r", "q"))[number("1")].last_day
    after = judged(world(facts, CASES, {**DOCUMENTS, "1": ["a", more]}, "r", "q"))[number("1")].last_day
    assert after is None or (before is not None and after >= before)
