"""The applicant disagrees, or needs help: kept with the document, for a person to read."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from intake.api.documents import own_document
from intake.api.tus import Me, TheDesk
from intake.api.who import Person
from intake.pages.document import document_page
from intake.pages.forms import Form, to
from intake.pages.said import MOST_CHARACTERS
from intake.receiving.desk import Desk
from storage.database.engine import transaction
from storage.records import remarks
from storage.records.remarks import RemarkKind
from verification.masking import mask_text
from verification.rulebook.messages import texts

router = APIRouter()


@router.post("/documents/{number}/objection")
def disagree(number: UUID, request: Request, me: Me, desk: TheDesk, form: Form) -> Response:
    """We are mistaken, with a reason; without one, the page asks for it and keeps the rest."""
    words = form.get("words", "").strip()
    if not words:
        return document_page(request, desk, me, number, typed=form)
    about = form.get("about", "")
    _keep(desk, me, number, RemarkKind.MISTAKEN, code=about if about in texts() else None, words=words)
    return to(f"/documents/{number}#told")


@router.post("/documents/{number}/help")
def ask_help(number: UUID, me: Me, desk: TheDesk, form: Form) -> Response:
    """I cannot do this: asked twice, it is asked once."""
    with transaction(desk.engine) as connection:
        own_document(connection, me, number)
        asked = [
            one
            for one in remarks.of_document(connection, number)
            if one.kind is RemarkKind.HELP and one.answered_at is None
        ]
    if not asked:
        _keep(desk, me, number, RemarkKind.HELP, code=None, words=form.get("words", "").strip())
    return to(f"/documents/{number}#told")


def _keep(desk: Desk, me: Person, number: UUID, kind: RemarkKind, *, code: str | None, words: str) -> None:
    sealed = desk.sealer.seal(mask_text(words), most=MOST_CHARACTERS) if words else None
    with transaction(desk.engine) as connection:
        own_document(connection, me, number)
        remarks.add(connection, number, kind, code=code, words=sealed, act=me.act)
