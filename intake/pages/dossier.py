"""One application: what is left to do, its documents, and sending more."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake.api import documents as documents_api
from intake.api.tus import Me, TheDesk
from intake.errors import IntakeError
from intake.pages.asked import asked_of
from intake.pages.forms import to
from intake.pages.handing_in import keeping
from intake.pages.rendering import Words, texts, words_of
from intake.pages.signed_in import own_page
from intake.pages.views import DossierView, dossier_view
from intake.words import said
from storage.states import DOSSIER_CHANGES, DossierState
from verification.model import Kind
from verification.rulebook.loader import procedure_name
from verification.rulebook.needs import needs_of

router = APIRouter()


@router.get("/dossiers/{number}")
def show(
    number: UUID,
    request: Request,
    me: Me,
    desk: TheDesk,
    problem: str = "",
    limit: str = "",
    kind: str = "",
) -> Response:
    words = words_of(request)
    view = dossier_view(desk, me, number, words)
    return own_page(
        request,
        "dossier.html",
        **_values(view, words),
        duplicate="duplicate" in request.query_params,
        sent="sent" in request.query_params,
        problem=problem_told(problem, limit, words) if problem else None,
        kinds=list(Kind),
        chosen=kind if kind in set(Kind) else "",
        limit=words.size(desk.settings.max_file_bytes),
        asked=asked_of(desk, view.dossier),
        kept=keeping(view.dossier),
        may_withdraw=DossierState.WITHDRAWN in DOSSIER_CHANGES[view.dossier.state],
    )


@router.get("/dossiers/{number}/parts")
def parts(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    """What changes while documents are read."""
    words = words_of(request)
    return own_page(request, "dossier-parts.html", **_values(dossier_view(desk, me, number, words), words))


@router.post("/dossiers/{number}/documents")
async def send(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    """A file by a plain form; the page says what became of it."""
    response = Response()
    try:
        await documents_api.send(number, request, response, me, desk)
    except IntakeError as exc:
        asked = {"problem": exc.said} | {
            key: str(value) for key, value in exc.params.items() if key == "limit"
        }
        return to(f"/dossiers/{number}?{urlencode(asked)}")
    told = "duplicate" if "document-duplicate" in response.headers else "sent"
    return to(f"/dossiers/{number}?{told}=1")


def problem_told(code: str, limit: str, words: Words) -> dict[str, str] | None:
    """A problem named in the address; None for one that does not exist."""
    if not limit.isdigit():
        limit = "?"
    try:
        title = said("title", code, words.lang)
        if code in texts()["problem"]:
            shown = words.size(int(limit)) if limit.isdigit() else limit
            return {"title": title, "detail": words.said("problem", code, limit=shown)}
        return {
            "title": title,
            "detail": said("detail", code, words.lang, limit=limit, field="", known="", offset=""),
        }
    except KeyError:
        return None


def _values(view: DossierView, words: Words) -> dict[str, Any]:
    needs = needs_of(view.dossier.procedure)
    return {
        "view": view,
        "dossier": view.dossier,
        "procedure": procedure_name(view.dossier.procedure)[words.lang],
        "needs": needs,
    }
