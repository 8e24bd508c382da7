"""Acts on findings, documents and papers. Each is a plain form; what could not be done is told on the page
with everything that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from intake.api.tus import TheDesk
from intake.api.who import Visitor
from intake.errors import BadRequest, Conflict
from intake.pages.forms import Form, to
from intake.pages.rendering import words_of
from intake.receiving.desk import Desk
from intake.review.bundle import Part, bundle_of
from intake.review.findings import Seen
from intake.review.opened import bundle_page
from intake.review.staff import Reviewer
from intake.review.viewer import View
from storage.database.engine import transaction
from storage.errors import Refused
from storage.records import judgements, papers, work
from storage.records.judgements import Judged
from storage.states import DocumentVerdict, FindingVerdict, PaperState
from verification.masking import mask_text

router = APIRouter()

MOST_WORDS = 4000  # characters of a reason or a letter
_MOST_PLACE = 80
_MOST_NUMBER = 6  # digits of a count in a form
_ALL_CLEAR = "clear"

One = TypeVar("One", bound=StrEnum)


@router.post("/review/dossiers/{number}/assignment")
def assign(number: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form) -> Response:
    """Take a dossier, or give it back."""
    wanted = me.key if form.get("to") == "me" else None

    def act(connection: Connection) -> None:
        work.assign(connection, number, wanted, seen=form.get("seen") or None, act=me.act)

    return done(request, desk, me, number, form, act)


@router.post("/review/dossiers/{number}/documents/{document}/findings")
def judge_findings(
    number: UUID, document: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form
) -> Response:
    """Confirm or overrule a finding, or confirm all clear ones at once."""
    bundle = bundle_of(desk, number, words_of(request), act=me.act)
    part = bundle.part(document)
    verdict = choice(FindingVerdict, form, "verdict")
    chosen = _chosen(part, form)
    reason = sealed(desk, form.get("reason"))

    def act(connection: Connection) -> None:
        judgements.judge_findings(connection, number, document, chosen, verdict, reason=reason, act=me.act)

    following = next((one.key for one in part.open if one.key not in {made.finding for made in chosen}), None)
    kept = following if form.get("finding") != _ALL_CLEAR else None
    return done(request, desk, me, number, form, act, finding=kept or chosen[0].finding)


@router.post("/review/dossiers/{number}/documents/{document}/judgement")
def judge_document(
    number: UUID, document: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form
) -> Response:
    """Accept or refuse a document, or wait for its paper."""
    bundle_of(desk, number, words_of(request), act=me.act).part(document)
    verdict = choice(DocumentVerdict, form, "verdict")
    reason = sealed(desk, form.get("reason"))

    def act(connection: Connection) -> None:
        judgements.judge_document(
            connection, number, document, verdict, reason=reason, seen=count(form, "seen"), act=me.act
        )
        known = papers.of_dossier(connection, number).get(document, ())
        if verdict is DocumentVerdict.PAPER and not known:
            papers.move(connection, number, document, PaperState.EXPECTED, on=me.act.day, seen=0, act=me.act)

    return done(request, desk, me, number, form, act)


@router.post("/review/dossiers/{number}/documents/{document}/paper")
def move_paper(
    number: UUID, document: UUID, request: Request, me: Reviewer, desk: TheDesk, form: Form
) -> Response:
    """The paper came, lies somewhere, matches the scan or not, went back."""
    bundle_of(desk, number, words_of(request), act=me.act).part(document)
    state = choice(PaperState, form, "state")
    matches = {"yes": True, "no": False}.get(form.get("compared", ""))
    place = mask_text(form.get("place", "").strip())[:_MOST_PLACE] or None

    def act(connection: Connection) -> None:
        papers.move(
            connection,
            number,
            document,
            state,
            on=day(form, "on"),
            matches=matches,
            place=place,
            seen=count(form, "seen"),
            act=me.act,
        )

    return done(request, desk, me, number, form, act)


def done(
    request: Request,
    desk: Desk,
    me: Visitor,
    number: UUID,
    form: Mapping[str, str],
    act: Callable[[Connection], None],
    *,
    finding: str = "",
) -> Response:
    """Do it in one transaction, and go on where the reviewer was. What the state of things refuses is told
    on the page, which shows how they stand now."""
    view = View(count(form, "document") or 1, count(form, "page") or None, finding=finding)
    try:
        with transaction(desk.engine) as connection:
            act(connection)
    except Refused as exc:
        kept = View(view.document, view.page, finding=form.get("finding", "")[:16])
        return bundle_page(
            request, desk, me, number, kept, status=Conflict.status, problem=exc.code, typed=form
        )
    if finding:
        view = View(view.document, finding=finding)
    anchor = f"#finding-{finding}" if finding else ""
    return to(f"/review/dossiers/{number}{view.address()}{anchor}")


def sealed(desk: Desk, given: str | None) -> bytes | None:
    """What a person wrote, sealed, without any BSN; None for nothing."""
    text = (given or "").strip()
    return desk.sealer.seal(mask_text(text), most=MOST_WORDS) if text else None


def choice(kind: type[One], form: Mapping[str, str], field: str) -> One:
    """BadRequest for what cannot be chosen; nothing is chosen where nothing was."""
    try:
        return kind(form.get(field, ""))
    except ValueError as exc:
        raise BadRequest(field=field) from exc


def count(form: Mapping[str, str], field: str) -> int:
    """A number from a form; 0 for none."""
    given = form.get(field, "")
    if given and not (given.isascii() and given.isdecimal() and len(given) <= _MOST_NUMBER):
        raise BadRequest(field=field)
    return int(given or 0)


def day(form: Mapping[str, str], field: str) -> date:
    """A date as browsers send it. BadRequest for none."""
    try:
        return date.fromisoformat(form.get(field, ""))
    except ValueError as exc:
        raise BadRequest(field=field) from exc


def _chosen(part: Part, form: Mapping[str, str]) -> list[Judged]:
    """The findings that a form is about, each as its writer saw it. BadRequest for none."""
    key = form.get("finding", "")
    if key == _ALL_CLEAR:
        found = [one for one in part.findings if one.clear and f"seen-{one.key}" in form]
    else:
        found = [one for one in part.findings if one.key == key]
    if not found:
        raise BadRequest(field="finding")
    return [_judged(one, form) for one in found]


def _judged(one: Seen, form: Mapping[str, str]) -> Judged:
    return Judged(one.key, one.code, one.severity.value, seen=count(form, f"seen-{one.key}"))
