# ruff: noqa: E501
"""Dates in many languages to ISO."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.languages.dates import find_dates, month_numbers

SAME_DAY = [
    "12 maja 2014 r.", "12.05.2014", "May 12, 2014", "2014. május 12.", "12 V 2014", "12. Mai 2014", "12 de mayo de 2014",
    "12º de maio de 2014", "12th of May, 2014", "2014 m. gegužės 12 d.", "2014. gada 12. maijs", "12 Mayıs 2014",
    "12 мая 2014 г.", "12 травня 2014 року", "2014-05-12", "12 Μαΐου 2014", "12 mei 2014", "12 mai 2014", "12. svibnja 2014",
    "12. toukokuuta 2014", "12 maggio 2014", "12. května 2014", "12-MEI-2014", "١٢.٠٥.٢٠١٤", "12 05 2014", "12 maj 2014",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME_DAY)
def test_one_day_in_many_ways(text: str) -> None:
    assert [found.days for found in find_dates(f"x {text} y")] == [frozenset({date(2014, 5, 12)})]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("05/12/2014", {"2014-05-12", "2014-12-05"}),
        ("3 listopada 2010", {"2010-10-03", "2010-11-03"}),
        ("1er mars 1999", {"1999-03-01"}),
    ],
)
def test_what_can_mean_two_days_means_both(text: str, days: set[str]) -> None:
    assert [{day.isoformat() for day in found.days} for found in find_dates(text)] == [days]


@pytest.mark.parametrize(
    "text", ["31-02-2014", "Art. 12 Marktplein 2014", "tel. 06 12345678", "1234567", "8,5"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(date(1930, 1, 1), date(2060, 12, 31)))
def test_numeric_dates_come_back(day: date) -> None:
    for text in (f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day}-{day.month}-{day.year}"):
        assert any(day in found.days for found in find_dates(text))


def test_a_word_is_no_month() -> None:
    assert not any(map(month_numbers, ("naam", "marktplaats", "de", "student")))
