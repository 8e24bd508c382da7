"""The queue: what waits, by age or decision date, of a procedure, assigned or not; found by its number.

Nothing of a person filters or orders it: see `storage.records.work`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from intake.api.tus import TheDesk
from intake.api.who import Visitor
from intake.pages.forms import to
from intake.pages.rendering import Words, words_of
from intake.pages.signed_in import own_page
from intake.receiving.desk import Desk
from intake.review.dates import Dates, dates_of
from intake.review.staff import Reviewer, called
from storage.database.engine import reading
from storage.errors import NotFound
from storage.records import supplements, work
from storage.records.acts import LEGAL_ZONE
from storage.records.numbers import as_number
from storage.records.work import Order, Waiting, Wanted, Whose
from verification.rulebook.loader import procedure_name, procedures

router = APIRouter()

_MOST = 50  # on one page
_SOON = 7  # days before the decision date that stand out

Text = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue. `days` is its age."""

    one: Waiting
    procedure: str
    days: int
    dates: Dates
    who: str
    soon: bool


@router.get("/review")
def queue(
    request: Request,
    me: Reviewer,
    desk: TheDesk,
    order: Order = Order.AGE,
    whose: Whose = Whose.ALL,
    procedure: Text = "",
    number: Text = "",
    after: UUID | None = None,
) -> Response:
    """What waits; a whole number leads to its dossier at once."""
    words = words_of(request)
    wanted = Wanted(order, whose, procedure if procedure in procedures() else None)
    missing = ""
    if number.strip():
        found = _find(desk, number)
        if found is not None:
            return to(f"/review/dossiers/{found}")
        missing = number.strip()
    rows, more = _rows(desk, me, wanted, after, words)
    chosen = {"order": order.value, "whose": whose.value, "procedure": wanted.procedure or ""}
    return own_page(
        request,
        "review-queue.html",
        rows=rows,
        chosen=chosen,
        orders=list(Order),
        everybody=list(Whose),
        procedures=sorted((procedure_name(one)[words.lang], one) for one in procedures()),
        missing=missing,
        following=f"?{urlencode(chosen | {'after': str(rows[-1].one.id)})}" if more else None,
        narrowed=wanted != Wanted(order),
    )


def _find(desk: Desk, typed: str) -> UUID | None:
    number = as_number(typed)
    if number is None:
        return None
    with reading(desk.engine) as connection:
        return work.by_number(connection, number)


def _rows(
    desk: Desk, me: Visitor, wanted: Wanted, after: UUID | None, words: Words
) -> tuple[list[Row], bool]:
    """One page of the queue, and whether there is more. A dossier that went meanwhile begins anew."""
    with reading(desk.engine) as connection:
        if after is not None:
            try:
                wanted = replace(wanted, after=work.get(connection, after))
            except NotFound:
                wanted = replace(wanted, after=None)
        found = work.queue(connection, wanted, me=me.key, most=_MOST + 1)
        rounds = supplements.of_dossiers(connection, [one.id for one in found])
    today = me.act.day
    rows = [
        _row(one, dates_of(one.procedure, one.since, rounds.get(one.id, ()), today=today), me, words, today)
        for one in found[:_MOST]
    ]
    return rows, len(found) > _MOST


def _row(one: Waiting, dates: Dates, me: Visitor, words: Words, today: date) -> Row:
    who = words.t("review-nobody") if one.assigned_to is None else called(one.assigned_to, words, me=me.key)
    return Row(
        one=one,
        procedure=procedure_name(one.procedure)[words.lang],
        days=(today - one.since.astimezone(LEGAL_ZONE).date()).days,
        dates=dates,
        who=who,
        soon=(dates.by - today).days <= _SOON,
    )
