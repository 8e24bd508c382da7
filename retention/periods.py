"""Periods and the last day kept (domain, section 5).

The start day is not counted; the same date N years on is kept through 24:00 in Europe/Amsterdam; a date that
does not exist there is 28 February. Years are always counted from the starting date: 29 February 2000 plus
one year plus three is not plus four.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from storage.records.acts import LEGAL_ZONE

_ISO = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A length in calendar years, months and days, as ISO 8601 writes it."""

    years: int = 0
    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """ValueError for what is no duration of years, months and days.

        >>> Period.parse("P20Y"), Period.parse("P0D").at_once
        (Period(years=20, months=0, days=0), True)
        """
        found = _ISO.fullmatch(text)
        if found is None:
            raise ValueError("not an ISO 8601 duration of years, months and days")
        return cls(*(int(part or 0) for part in found.groups()))

    @property
    def at_once(self) -> bool:
        """No period at all: what has it goes on the starting day itself."""
        return self == Period()

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{count}{letter}" for count, letter in parts if count) or "0D")

    def after(self, start: date) -> date:
        """The same date so much later; the last of the month where that date does not exist.

        >>> Period(years=10).after(date(2028, 2, 29)), Period(years=20).after(date(2080, 2, 29))
        (datetime.date(2038, 2, 28), datetime.date(2100, 2, 28))
        """
        months = start.year * 12 + start.month - 1 + self.years * 12 + self.months
        year, month = months // 12, months % 12 + 1
        day = min(start.day, monthrange(year, month)[1])
        return date(year, month, day) + timedelta(days=self.days)


def last_day_kept(start: date, period: Period, *, from_january: bool = False) -> date:
    """The last day through which something is kept. `from_january`: the period counts from the first of
    January after the start, as some lists do. Without a period that is the day before the start.

    >>> last_day_kept(date(2031, 6, 14), Period(years=20)).isoformat()
    '2051-06-14'
    >>> last_day_kept(date(2031, 6, 14), Period(years=20), from_january=True).isoformat()
    '2051-12-31'
    """
    if period.at_once:
        return start - timedelta(days=1)
    return period.after(date(start.year, 12, 31) if from_january else start)


def retain_until(last_day: date) -> datetime:
    """The instant, in UTC, at which the last day kept is over in Europe/Amsterdam.

    >>> retain_until(date(2065, 9, 30)).isoformat(), retain_until(date(2038, 2, 28)).isoformat()
    ('2065-09-30T22:00:00+00:00', '2038-02-28T23:00:00+00:00')
    """
    return datetime.combine(last_day + timedelta(days=1), time(), LEGAL_ZONE).astimezone(UTC)
