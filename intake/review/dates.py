"""The decision date of an application: the procedure's period, standing still during a supplement.

Awb 4:15(1)(a): the period is suspended from the day after the one on which the applicant is asked, until the
day on which the application is completed or the given time has passed unused. Of both readings of "until" the
one is taken that stands still a day less: it decides sooner. Awb 4:5(4): not taking into processing is told
within four weeks after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from retention.periods import Period
from storage.records import supplements, work
from storage.records.acts import LEGAL_ZONE, Act
from storage.records.supplements import Round
from verification.rulebook.decision import decision_period
from verification.settings import Policy

_FOUR_WEEKS = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Dates:
    """`without` is the last day as if nothing had stood still, `by` the last day that counts, `still` the
    number of days between them. `waiting`: it stands still now, so that `by` may grow. `lapsed` is the last
    day of a supplement that was not answered in time, and `not_processed_by` the last day to say so. `sure`
    is False where nobody could verify the period; `source` names where it stands."""

    without: date
    by: date
    still: int
    waiting: bool
    lapsed: date | None
    not_processed_by: date | None
    sure: bool
    source: str


def dates_of(procedure: str, submitted_at: datetime, rounds: Sequence[Round], *, today: date) -> Dates:
    """The decision dates of a submitted application as they stand today."""
    rule = decision_period(procedure, own=Policy().decision_periods)
    without = Period.parse(rule.period).after(submitted_at.astimezone(LEGAL_ZONE).date())
    still = sum(_still(one, today) for one in rounds)
    last = rounds[-1] if rounds and rounds[-1].answered_on is None else None
    lapsed = last.until if last is not None and last.until < today else None
    return Dates(
        without=without,
        by=without + timedelta(days=still),
        still=still,
        waiting=last is not None and lapsed is None,
        lapsed=lapsed,
        not_processed_by=None if lapsed is None else lapsed + _FOUR_WEEKS,
        sure=rule.sure,
        source=rule.source,
    )


def reckon(connection: Connection, number: UUID, *, act: Act) -> None:
    """Bring the order of the queue up to date after an act that moves the decision date."""
    found = work.get(connection, number)
    rounds = supplements.of_dossier(connection, number)
    work.due(connection, number, dates_of(found.procedure, found.since, rounds, today=act.day).by)


def _still(one: Round, today: date) -> int:
    """Days on which the period stood still for a request, up to today."""
    end = min(one.answered_on or today, one.until)
    return max(0, (end - one.asked_on).days - 1)
