"""How long ago something was, by a clock that may be set back.

A stamp of a later moment than now was made before the clock was set back. Waiting until the clock has caught
up would leave work lying for as long; so such a stamp counts as long ago. What is begun then gets a new
stamp, so that nothing is begun again and again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, or_

AHEAD = timedelta(minutes=5)  # clocks of machines differ less than this


def long_ago(stamp: Column[datetime], *, at: datetime, after: timedelta) -> ColumnElement[bool]:
    """Whether it was longer ago than `after`, as a condition of a query."""
    return or_(stamp < at - after, stamp > at + AHEAD)


def is_over(stamp: datetime, *, at: datetime, after: timedelta) -> bool:
    """The same of one stamp."""
    return not at - after <= stamp <= at + AHEAD
