"""The applicant's acts on a whole application: handing it in, giving it up."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake.api import dossiers as dossiers_api
from intake.api.tus import Me, TheDesk
from intake.errors import Conflict
from intake.pages.forms import to
from intake.pages.rendering import words_of
from intake.pages.signed_in import own_page
from intake.pages.views import dossier_view
from storage.records.dossiers import Dossier
from storage.states import DOSSIER_CHANGES, DossierState
from verification.rulebook.loader import procedure_name
from verification.rulebook.needs import needs_of

router = APIRouter()


@router.get("/dossiers/{number}/submission")
def summary(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    """What would be handed in, and what is still missing or doubtful."""
    words = words_of(request)
    view = dossier_view(desk, me, number, words)
    if not view.changeable:
        return to(f"/dossiers/{number}")
    return own_page(
        request,
        "submission.html",
        view=view,
        dossier=view.dossier,
        procedure=procedure_name(view.dossier.procedure)[words.lang],
        needs=needs_of(view.dossier.procedure),
        address=desk.settings.paper_address,
        kept=keeping(view.dossier),
    )


@router.post("/dossiers/{number}/submission")
def submit(number: UUID, me: Me, desk: TheDesk) -> Response:
    dossiers_api.submit(number, me, desk)
    return to(f"/dossiers/{number}")


@router.get("/dossiers/{number}/withdrawal")
def ask_withdrawal(number: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    words = words_of(request)
    view = dossier_view(desk, me, number, words)
    if DossierState.WITHDRAWN not in DOSSIER_CHANGES[view.dossier.state]:
        raise Conflict("dossier-closed")
    return own_page(
        request,
        "withdrawal.html",
        dossier=view.dossier,
        procedure=procedure_name(view.dossier.procedure)[words.lang],
    )


@router.post("/dossiers/{number}/withdrawal")
def withdraw(number: UUID, me: Me, desk: TheDesk) -> Response:
    dossiers_api.withdraw(number, me, desk)
    return to(f"/dossiers/{number}")


_REGISTER = ("registration", "periodic-registration", "automatic-recognition")
_RECOGNITION = (
    "professional-competence",
    "eu-recognition",
    "european-professional-card",
    "designated-diploma",
)
_KEPT = {
    **dict.fromkeys(_REGISTER, "kept-register"),
    **dict.fromkeys(_RECOGNITION, "kept-recognition"),
    "temporary-service": "kept-temporary",
    "declaration": "kept-declaration",
    "privacy-request": "kept-privacy",
}


def keeping(dossier: Dossier) -> str:
    """The key of what is said of how long we keep it (privacy statement of the BIG-register, its table)."""
    if dossier.state is DossierState.WITHDRAWN:
        return "kept-gone" if dossier.submitted_at is None else "kept-withdrawn"
    return _KEPT.get(dossier.procedure, "kept-unknown")
