"""Where everybody begins: what this is, who you are, what you want to send documents for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake.access.roles import Role
from intake.api import dossiers as dossiers_api
from intake.api import sessions as sessions_api
from intake.api.shapes import DossierIn, SessionIn
from intake.api.tus import Me, TheDesk
from intake.api.who import COOKIE, Visitor, applicant, secret_of, visitor
from intake.errors import NotFoundHere, NotSignedIn
from intake.pages.forms import Form, to
from intake.pages.rendering import Words, page, words_of
from intake.pages.signed_in import own_page
from intake.pages.views import needed_name
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.records import dossiers, people
from storage.records.acts import LEGAL_ZONE
from verification.model import Kind
from verification.rulebook.loader import load_rules, procedure_name, procedures
from verification.rulebook.needs import Need, common_looks, described, looks_of, needs_of
from verification.settings import Policy

router = APIRouter()

_MOST_NAME = 40  # characters of a demo user's name


@dataclass(frozen=True, slots=True)
class Asked:
    """A document of a procedure, as explained: `looks` are sentences."""

    kind: Kind
    name: str
    need: Need
    sure: bool
    looks: tuple[str, ...]


@router.get("/")
def start(request: Request, desk: TheDesk) -> Response:
    me = _signed_in(request)
    if me is not None and me.role is Role.REVIEWER:
        return to("/review")
    if me is None or me.subject is None:
        lang = words_of(request).lang
        ways = [(one.id, one.name[lang]) for one in desk.settings.sign_in]
        return page(request, "start.html", demo=desk.settings.demo, ways=ways, procedures=_titles(request))
    with reading(desk.engine) as connection:
        own = dossiers.of_subject(connection, me.subject)
    return own_page(request, "dossiers.html", dossiers=own, procedures=_titles(request))


@router.get("/applications")
def applications(request: Request, desk: TheDesk) -> Response:
    return _maybe_own(request, desk, "applications.html", procedures=_titles(request))


@router.get("/applications/{procedure}")
def explain(procedure: str, request: Request, desk: TheDesk) -> Response:
    """What a procedure is for, and which documents it asks, each as it must look."""
    if procedure not in procedures():
        raise NotFoundHere
    words = words_of(request)
    rules = load_rules(procedure, desk.clock().astimezone(LEGAL_ZONE).date(), levels=Policy().bsn_levels)
    needs = needs_of(procedure)
    asked = [
        Asked(
            one.kind,
            needed_name(one, words),
            one.need,
            one.sure,
            tuple(told[words.lang] for told in looks_of(one.kind, rules)),
        )
        for one in needs.documents
    ]
    return _maybe_own(
        request,
        desk,
        "application.html",
        procedure=procedure,
        title=procedure_name(procedure)[words.lang],
        needs=needs,
        asked=[(need, [one for one in asked if one.need is need]) for need in Need],
        common=[told[words.lang] for told in common_looks(rules)],
        address=desk.settings.paper_address,
        since=rules.in_force_from,
    )


@router.post("/dossiers")
def begin(me: Me, desk: TheDesk, form: Form) -> Response:
    made = dossiers_api.create(DossierIn(procedure=form.get("procedure", "")), Response(), me, desk)
    return to(f"/dossiers/{made.id}")


@router.post("/sign-in")
def sign_in(request: Request, desk: TheDesk, form: Form) -> Response:
    response = to("/")
    wanted = form.get("role", Role.APPLICANT.value)
    role = Role(wanted) if wanted in set(Role) else Role.APPLICANT
    sessions_api.begin(SessionIn(user=form.get("user", "")[:_MOST_NAME], role=role), request, response, desk)
    return response


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk) -> Response:
    secret = secret_of(request)
    if secret:
        with transaction(desk.engine) as connection:
            people.end_session(connection, secret)
    response = to("/")
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("/session")
def session(request: Request) -> Response:
    """A signed-in person says: I am still here."""
    return own_page(request, "session.html")


def _signed_in(request: Request) -> Visitor | None:
    try:
        return visitor(request)
    except NotSignedIn:
        return None


def _titles(request: Request) -> list[tuple[str, str, str]]:
    """Every procedure: its id, its name, and what it is for."""
    words: Words = words_of(request)
    return [(one, procedure_name(one)[words.lang], needs_of(one).about[words.lang]) for one in described()]


def _maybe_own(request: Request, desk: Desk, template: str, **values: Any) -> Response:
    """A page that everybody may read."""
    try:
        applicant(request)
    except NotSignedIn:
        return page(request, template, demo=desk.settings.demo, **values)
    return own_page(request, template, **values)
