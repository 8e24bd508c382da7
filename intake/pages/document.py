"""One document: what we saw, where, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from intake.api import documents as documents_api
from intake.api.documents import own_document
from intake.api.shapes import KindIn
from intake.api.tus import Me, TheDesk
from intake.api.who import Person
from intake.errors import BadRequest, NotFoundHere
from intake.pages.forms import Form, to
from intake.pages.parts import parts_of
from intake.pages.pictures import block_of, blocks_of, shown_pages
from intake.pages.rendering import Words, words_of
from intake.pages.said import said_of
from intake.pages.signed_in import own_page
from intake.pages.views import dossier_view
from intake.receiving.desk import Desk
from storage.database.engine import reading
from storage.records import dossiers
from storage.records.dossiers import Dossier
from verification.model import Kind, Severity

router = APIRouter()

PageAsked = Annotated[int | None, Query(ge=1, le=100_000)]
_ORDER = (Severity.FAIL, Severity.ATTENTION, Severity.INFO)


@router.get("/documents/{number}")
def show(number: UUID, request: Request, me: Me, desk: TheDesk, page: PageAsked = None) -> Response:
    return document_page(request, desk, me, number, page=page)


@router.get("/documents/{number}/parts")
def parts(number: UUID, request: Request, me: Me, desk: TheDesk, page: PageAsked = None) -> Response:
    """What changes while the document is read and its pages are drawn."""
    values = _values(desk, me, number, words_of(request), page)
    if values is None:
        raise NotFoundHere
    return own_page(request, "document-parts.html", **values)


@router.post("/documents/{number}/kind")
def name_kind(number: UUID, me: Me, desk: TheDesk, form: Form) -> Response:
    documents_api.name_kind(number, KindIn(kind=form.get("kind") or None), me, desk)
    return to(f"/documents/{number}")


@router.post("/documents/{number}/removal")
def remove(number: UUID, me: Me, desk: TheDesk) -> Response:
    home = home_of(desk, me, number)
    documents_api.remove(number, me, desk)
    return to(f"/dossiers/{home.id}")


def document_page(
    request: Request,
    desk: Desk,
    me: Person,
    number: UUID,
    *,
    page: int | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The page of a document. `typed` is a remark without words, to be mended."""
    words = words_of(request)
    values = _values(desk, me, number, words, page)
    if values is None:
        return own_page(request, "document-gone.html", dossier=home_of(desk, me, number))
    return own_page(
        request,
        "document.html",
        status=200 if typed is None else BadRequest.status,
        **values,
        kinds=list(Kind),
        limit=words.size(desk.settings.max_file_bytes),
        typed=typed,
        remarks=said_of(desk, number),
        parts=parts_of(desk, number),
    )


def home_of(desk: Desk, me: Person, number: UUID) -> Dossier:
    """The newest dossier of a person's own document: where its page leads back to."""
    with reading(desk.engine) as connection:
        own_document(connection, me, number)
        found = dossiers.dossiers_with(connection, number)
    if not found:
        raise NotFoundHere
    return found[-1]


def _values(desk: Desk, me: Person, number: UUID, words: Words, page: int | None) -> dict[str, Any] | None:
    """None for a document that was removed or replaced."""
    home = home_of(desk, me, number)
    view = dossier_view(desk, me, home.id, words)
    place = next((at for at, row in enumerate(view.rows) if row.id == number), None)
    if place is None:
        return None
    row = view.rows[place]
    return {
        "view": view,
        "dossier": home,
        "row": row,
        "one": row.one,
        "told": [(severity, [one for one in row.told if one.severity is severity]) for severity in _ORDER],
        "before": view.rows[place - 1] if place else None,
        "pictures": shown_pages(desk, home, row, page),
        "blocks": blocks_of(row),
        "block": block_of(row, page),
        "after": view.rows[place + 1] if place + 1 < len(view.rows) else None,
    }
