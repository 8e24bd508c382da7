"""The applicant's pages: sign in, begin, send, look, submit. Each form works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from intake.api import documents as documents_api
from intake.api import dossiers as dossiers_api
from intake.api import sessions as sessions_api
from intake.api.shapes import DossierIn, SessionIn
from intake.api.tus import Me, TheDesk
from intake.api.who import COOKIE, Person, applicant, refuse_other_sites, secret_of
from intake.errors import BadRequest, IntakeError, NotFoundHere, NotSignedIn
from intake.pages.rendering import language_of, page
from intake.receiving.desk import Desk
from intake.words import said
from storage.database.engine import reading, transaction
from storage.records import dossiers, people
from storage.states import CHANGEABLE, WORKING, DocumentState
from verification.model import Kind
from verification.rulebook.loader import procedure_name, procedures

router = APIRouter(include_in_schema=False, dependencies=[Depends(refuse_other_sites)])

_MOST_FORM_BYTES = 10_000
_SEVERITIES = ("fail", "attention", "info")


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a small form."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_FORM_BYTES:
            raise BadRequest(field="body")
    return {key: values[0] for key, values in parse_qs(body.decode(errors="replace")).items()}


Form = Annotated[Mapping[str, str], Depends(form_of)]


@router.get("/")
def start(request: Request, desk: TheDesk) -> Response:
    try:
        me = applicant(request)
    except NotSignedIn:
        return page(request, "start.html", demo=desk.settings.demo)
    with reading(desk.engine) as connection:
        own = dossiers.of_subject(connection, me.subject)
    lang = language_of(request).value
    titles = {one: procedure_name(one)[lang] for one in procedures()}
    return page(request, "dossiers.html", dossiers=own, procedures=titles, signed_in=True)


@router.post("/sign-in")
def sign_in(request: Request, desk: TheDesk, form: Form) -> Response:
    response = _to("/")
    sessions_api.begin(SessionIn(user=form.get("user", "")[:40]), request, response, desk)
    return response


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk) -> Response:
    secret = secret_of(request)
    if secret:
        with transaction(desk.engine) as connection:
            people.end_session(connection, secret)
    response = _to("/")
    response.delete_cookie(COOKIE, path="/")
    return response


@router.post("/dossiers")
def begin(me: Me, desk: TheDesk, form: Form) -> Response:
    made = dossiers_api.create(DossierIn(procedure=form.get("procedure", "")), Response(), me, desk)
    return _to(f"/dossiers/{made.id}")


@router.get("/dossiers/{number}")
def show(
    number: UUID, request: Request, me: Me, desk: TheDesk, problem: str = "", limit: str = ""
) -> Response:
    bundle = dossiers_api.bundle_of(desk, me, number)
    lang = language_of(request)
    return page(
        request,
        "dossier.html",
        bundle=bundle,
        procedure=procedure_name(bundle.dossier.procedure)[lang.value],
        changeable=bundle.dossier.state in CHANGEABLE,
        refresh=any(one.state in WORKING for one in bundle.documents),
        unscanned=any(not one.scanned for one in bundle.documents),
        duplicate="duplicate" in request.query_params,
        problem=_problem(problem, limit, request) if problem else None,
        kinds=list(Kind),
        signed_in=True,
    )


@router.post("/dossiers/{number}/documents")
async def send(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    response = Response()
    try:
        await documents_api.send(number, request, response, me, desk)
    except IntakeError as exc:
        asked = {"problem": exc.said} | {
            key: str(value) for key, value in exc.params.items() if key == "limit"
        }
        return _to(f"/dossiers/{number}?{urlencode(asked)}")
    return _to(f"/dossiers/{number}" + ("?duplicate" if "document-duplicate" in response.headers else ""))


@router.post("/dossiers/{number}/submission")
def submit(number: UUID, me: Me, desk: TheDesk) -> Response:
    dossiers_api.submit(number, me, desk)
    return _to(f"/dossiers/{number}")


@router.get("/documents/{number}")
async def look(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    return await run_sync(_document, number, request, me, desk)


@router.post("/documents/{number}/removal")
def remove(number: UUID, me: Me, desk: TheDesk) -> Response:
    home = _home(desk, number)
    documents_api.remove(number, me, desk)
    return _to(f"/dossiers/{home}")


@router.get("/static/pages.css")
def style() -> Response:
    return FileResponse(str(files("intake.pages") / "static" / "pages.css"), media_type="text/css")


def _document(number: UUID, request: Request, me: Person, desk: Desk) -> Response:
    one = documents_api.read(number, me, desk)
    findings: dict[str, list[Any]] = {severity: [] for severity in _SEVERITIES}
    checked = one.state in (DocumentState.CHECKED, DocumentState.HELD_BACK)
    if checked:
        for finding in _findings(documents_api.read_report(number, me, desk)):
            findings[finding["severity"]].append(finding)
    return page(
        request,
        "document.html",
        one=one,
        dossier=_home(desk, number),
        checked=checked,
        findings=findings,
        refresh=one.state in WORKING,
        signed_in=True,
    )


def _findings(report: Mapping[str, Any]) -> list[Any]:
    found = []
    for document in report.get("documents", []):
        for check in document["checks"]:
            found += check["findings"]
    return found


def _home(desk: Desk, number: UUID) -> UUID:
    """The newest dossier of a document: where its page leads back to."""
    with reading(desk.engine) as connection:
        found = dossiers.dossiers_with(connection, number)
    if not found:
        raise NotFoundHere
    return found[-1].id


def _problem(code: str, limit: str, request: Request) -> dict[str, str] | None:
    """A problem named in the address; None for one that does not exist."""
    lang = language_of(request)
    try:
        detail = said(
            "detail", code, lang, limit=limit if limit.isdigit() else "?", field="", known="", offset=""
        )
        return {"title": said("title", code, lang), "detail": detail}
    except KeyError:
        return None


def _to(place: str) -> RedirectResponse:
    return RedirectResponse(place, status_code=303)
