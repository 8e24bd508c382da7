"""Asking for a supplement, deciding, and objections: acts on the whole dossier, by people, with reasons.

A decision tells the clock of retention in its own transaction; an objection holds the documents until it is
settled (domain, section 5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from intake.api.tus import TheDesk
from intake.api.who import Visitor
from intake.errors import BadRequest, Conflict
from intake.pages.forms import Form, to
from intake.pages.rendering import words_of
from intake.pages.signed_in import own_page
from intake.receiving.desk import Desk
from intake.review.bundle import Bundle, bundle_of, names_of
from intake.review.dates import reckon
from intake.review.facts import tell_decision, tell_objection
from intake.review.judging import MOST_WORDS, choice, count, day, done, sealed
from intake.review.letters import standard_text
from intake.review.staff import Reviewer, note_look
from storage.database.engine import transaction
from storage.errors import Refused
from storage.language import Lang
from storage.records import decisions, dossiers, supplements
from storage.states import JUDGED_IN, DossierState, Outcome
from verification.rulebook.loader import procedure_name

router = APIRouter()

_GIVEN = timedelta(weeks=4)  # offered, not chosen: the last day is the reviewer's


@router.get("/review/dossiers/{number}/supplement")
def ask_supplement(
    number: UUID, request: Request, me: Reviewer, desk: TheDesk, text: Lang | None = None
) -> Response:
    """`text` is the language of the standard text to begin with; nothing is filled in unasked."""
    return _form_page(request, desk, me, number, "review-supplement.html", text=text)


@router.post("/review/dossiers/{number}/supplement")
def supplement(number: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form) -> Response:
    """Ask for a supplement, or give longer for the one that is asked."""
    words = sealed(desk, form.get("words"))
    if words is None:
        return _form_page(
            request, desk, me, number, "review-supplement.html", problem="storage.no-words", typed=form
        )
    act = supplements.extend if form.get("extends") else supplements.ask

    def do(connection: Connection) -> None:
        act(connection, number, words, until=day(form, "until"), seen=count(form, "seen"), act=me.act)

    return _decided(request, desk, me, number, form, do, "review-supplement.html")


@router.get("/review/dossiers/{number}/decision")
def ask_decision(number: UUID, request: Request, me: Reviewer, desk: TheDesk) -> Response:
    return _form_page(request, desk, me, number, "review-decision.html")


@router.post("/review/dossiers/{number}/decision")
def decide(number: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form) -> Response:
    """Decide, or correct a decision by a new one."""
    if not form.get("outcome"):
        return _form_page(request, desk, me, number, "review-decision.html", problem="no-outcome", typed=form)
    outcome = choice(Outcome, form, "outcome")
    reason = sealed(desk, form.get("reason"))

    def do(connection: Connection) -> None:
        made = decisions.decide(
            connection, number, outcome, reason=reason, seen=count(form, "seen"), act=me.act
        )
        tell_decision(connection, dossiers.get(connection, number), made, act=me.act)

    return _decided(request, desk, me, number, form, do, "review-decision.html")


@router.post("/review/dossiers/{number}/objection")
def object_to(number: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form) -> Response:
    """Record an objection, with the hold that comes with it."""
    on = day(form, "on")

    def act(connection: Connection) -> None:
        made = decisions.object_to(connection, number, filed_on=on, act=me.act)
        tell_objection(connection, number, made, on=on, settled=False, act=me.act)

    return done(request, desk, me, number, form, act)


@router.post("/review/dossiers/{number}/objection/settlement")
def settle(number: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form) -> Response:
    """The objection was decided on: its hold ends."""
    on = day(form, "on")

    def act(connection: Connection) -> None:
        made = decisions.settle(connection, number, settled_on=on, act=me.act)
        tell_objection(connection, number, made, on=on, settled=True, act=me.act)

    return done(request, desk, me, number, form, act)


def _decided(
    request: Request,
    desk: Desk,
    me: Visitor,
    number: UUID,
    form: Mapping[str, str],
    act: Callable[[Connection], None],
    template: str,
) -> Response:
    """Do it, and reckon the decision date anew; what is refused is told where it was asked."""
    try:
        with transaction(desk.engine) as connection:
            act(connection)
            reckon(connection, number, act=me.act)
    except Refused as exc:
        return _form_page(request, desk, me, number, template, problem=exc.code, typed=form)
    except BadRequest as exc:
        if exc.params.get("field") != "until":
            raise
        return _form_page(request, desk, me, number, template, problem="no-day", typed=form)
    return to(f"/review/dossiers/{number}#acts")


def _form_page(
    request: Request,
    desk: Desk,
    me: Visitor,
    number: UUID,
    template: str,
    *,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
    text: Lang | None = None,
) -> Response:
    words = words_of(request)
    bundle = bundle_of(desk, number, words, act=me.act)
    note_look(desk, me, bundle.dossier, None)
    last = bundle.rounds[-1].rows[-1].number if bundle.rounds else 0
    values: dict[str, Any] = {
        "bundle": bundle,
        "dossier": bundle.dossier,
        "procedure": procedure_name(bundle.dossier.procedure)[words.lang],
        "problem": problem,
        "typed": defaultdict(str, typed or {}),
        "open": desk.sealer.open,
        "names": names_of(bundle, words, me=me.key),
        "today": me.act.day,
        "most": MOST_WORDS,
    }
    if template == "review-supplement.html":
        values |= {
            "seen": last,
            "extends": bundle.dossier.state is DossierState.SUPPLEMENT_ASKED,
            "text": "" if text is None else standard_text(bundle, text),
            "suggested": me.act.day + _GIVEN,
        }
    else:
        values |= {
            "seen": bundle.decisions[-1].number if bundle.decisions else 0,
            "outcomes": _outcomes(bundle),
            "correcting": bundle.dossier.state is DossierState.DECIDED,
            "judging": bundle.dossier.state in JUDGED_IN,
        }
    return own_page(request, template, status=Conflict.status if problem else 200, **values)


def _outcomes(bundle: Bundle) -> list[Outcome]:
    """What can be decided, always in the same order: nothing comes first because of what a machine said."""
    if bundle.dossier.state is DossierState.DECIDED:
        return [one for one in Outcome if one is not Outcome.INTENDED_REFUSAL]
    return list(Outcome)
