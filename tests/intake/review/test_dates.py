"""Decision dates: the period of the procedure, and how it stands still during supplements (Awb 4:15)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from intake.review.dates import dates_of
from retention.periods import Period
from storage.records.supplements import Round, Supplement
from verification.rulebook.decision import decision_period
from verification.rulebook.loader import procedures

SUBMITTED = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # 3 November in the Netherlands


def asked(on: date, until: date, answered: date | None = None) -> Round:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Round((Supplement(1, 1, False, b"", until, answered, "wit", at),))


@pytest.mark.parametrize(
    ("rounds", "today", "by", "still", "waiting", "lapsed"),
    [
        ([], date(2026, 11, 20), date(2026, 12, 29), 0, False, None),
        # Asked on the 10th, completed on the 15th: the 11th to the 14th stand still.
        (
            [asked(date(2026, 11, 10), date(2026, 12, 8), date(2026, 11, 15))],
            date(2026, 11, 20),
            date(2027, 1, 2),
            4,
            False,
            None,
        ),
        # Not completed yet: it stands still from day to day.
        (
            [asked(date(2026, 11, 10), date(2026, 12, 8))],
            date(2026, 11, 20),
            date(2027, 1, 7),
            9,
            True,
            None,
        ),
        # Never completed: up to the last day, and then no longer.
        (
            [asked(date(2026, 11, 10), date(2026, 11, 17))],
            date(2026, 12, 1),
            date(2027, 1, 4),
            6,
            False,
            date(2026, 11, 17),
        ),
        # Completed on the day itself.
        (
            [asked(date(2026, 11, 10), date(2026, 12, 8), date(2026, 11, 10))],
            date(2026, 11, 20),
            date(2026, 12, 29),
            0,
            False,
            None,
        ),
    ],
)
def test_dates(
    rounds: list[Round], today: date, by: date, still: int, waiting: bool, lapsed: date | None
) -> None:
    found = dates_of("registration", SUBMITTED, rounds, today=today)
    assert (found.without, found.by, found.still) == (date(2026, 12, 29), by, still)
    assert (found.waiting, found.lapsed) == (waiting, lapsed)


def test_every_procedure_has_a_period_with_its_source() -> None:
    for one in procedures():
        found = decision_period(one, own={})
        assert Period.parse(found.period) > Period()
        assert found.source


def test_an_administrator_sets_it() -> None:
    found = decision_period("registration", own={"registration": "P28D"})
    assert (found.period, found.sure) == ("P28D", True)
