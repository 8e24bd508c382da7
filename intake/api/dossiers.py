"""Dossiers: made, read, handed in, given up; their bundle and its changes as they happen."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection
from sse_starlette.sse import EventSourceResponse

from intake.api.answers import problems
from intake.api.documents import shown
from intake.api.listening import Stream, changes, listeners_of
from intake.api.problems import language
from intake.api.shapes import BundleOut, DossierIn, DossierOut, DossierPage, ProcedureOut
from intake.api.tus import Me, TheDesk
from intake.api.who import Person, still_signed_in
from intake.errors import BadRequest, NotFoundHere
from intake.receiving.desk import Desk
from intake.review.dates import reckon
from retention import decisions
from storage.database.engine import reading, transaction
from storage.records import bundles, documents, dossiers, handing_in
from storage.records.dossiers import Dossier
from storage.states import DossierState
from verification.rulebook.loader import procedure_name, procedures

router = APIRouter(tags=["dossiers"])

_OWN = problems(400, 401, 404)
_OWN_CHANGE = problems(400, 401, 404, 409)


@router.get("/procedures", summary="What one can apply for", responses=problems())
def list_procedures(request: Request) -> list[ProcedureOut]:
    lang = language(request).value
    return [ProcedureOut(id=one, title=procedure_name(one)[lang]) for one in procedures()]


@router.post("/dossiers", status_code=201, summary="Begin an application", responses=problems(400, 401))
def create(wanted: DossierIn, response: Response, me: Me, desk: TheDesk) -> DossierOut:
    if wanted.procedure not in procedures():
        raise BadRequest("unknown-procedure", known=", ".join(procedures()))
    with transaction(desk.engine) as connection:
        made = dossiers.create(connection, me.subject, wanted.procedure, act=me.act)
    response.headers["Location"] = f"/v1/dossiers/{made.id}"
    return DossierOut.of(made)


@router.get("/dossiers", summary="Own applications, newest first", responses=problems(400, 401))
def list_own(
    me: Me,
    desk: TheDesk,
    before: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> DossierPage:
    with reading(desk.engine) as connection:
        found = dossiers.of_subject(connection, me.subject, before=before, most=limit + 1)
    more = len(found) > limit
    following = f"/v1/dossiers?before={found[limit - 1].id}&limit={limit}" if more else None
    return DossierPage(items=[DossierOut.of(one) for one in found[:limit]], next=following)


@router.get("/dossiers/{number}", summary="One application", responses=_OWN)
def read(number: UUID, me: Me, desk: TheDesk) -> DossierOut:
    with reading(desk.engine) as connection:
        return DossierOut.of(own_dossier(connection, me, number))


@router.post("/dossiers/{number}/submission", summary="Hand the application in", responses=_OWN_CHANGE)
def submit(number: UUID, me: Me, desk: TheDesk) -> DossierOut:
    """Documents that are still being checked follow by themselves. Repeated, it is the same submission."""
    with transaction(desk.engine) as connection:
        own_dossier(connection, me, number)
        found = handing_in.submit(connection, number, act=me.act)
        reckon(connection, number, act=me.act)
        return DossierOut.of(found)


@router.post("/dossiers/{number}/withdrawal", summary="Give the application up", responses=_OWN_CHANGE)
def withdraw(number: UUID, me: Me, desk: TheDesk) -> DossierOut:
    with transaction(desk.engine) as connection:
        before = own_dossier(connection, me, number)
        given_up = handing_in.withdraw(connection, number, act=me.act)
        if before.state is not DossierState.WITHDRAWN and given_up.submitted_at is not None:
            decisions.withdrawn(connection, number, act=me.act)
        return DossierOut.of(given_up)


@router.get("/dossiers/{number}/bundle", summary="The application with all its documents", responses=_OWN)
def read_bundle(number: UUID, me: Me, desk: TheDesk) -> BundleOut:
    return bundle_of(desk, me, number)


@router.get(
    "/dossiers/{number}/events",
    summary="Changes as they happen",
    response_class=EventSourceResponse,
    responses=problems(400, 401, 404, 429),
)
async def listen(number: UUID, request: Request, me: Me, desk: TheDesk) -> EventSourceResponse:
    """Server-sent events named `bundle`: the bundle at first and after every change, with the pages read so
    far; `signed-out` as the last one where the session ended. Whoever cannot listen asks for the bundle now
    and then."""
    await run_sync(bundle_of, desk, me, number)  # a stranger is told so before the stream begins

    def look() -> BundleOut | None:
        return bundle_of(desk, me, number) if still_signed_in(request) else None

    place = ExitStack()
    place.enter_context(listeners_of(request).one_more(me.subject, desk.settings))
    return Stream(changes(look), place.close)


def bundle_of(desk: Desk, me: Person, number: UUID) -> BundleOut:
    """A person's own dossier with its documents."""
    with reading(desk.engine) as connection:
        found = own_dossier(connection, me, number)
        parts = documents.several(connection, dossiers.documents_of(connection, number))
        outcome = bundles.outcome(connection, found, parts)
        return BundleOut(
            dossier=DossierOut.of(found),
            documents=[shown(connection, desk, one) for one in parts],
            outcome=outcome,
            being_checked=bool(parts) and outcome is None,
        )


def own_dossier(connection: Connection, me: Person, number: UUID) -> Dossier:
    """NotFoundHere for what is not there and for what is another's: nobody learns which."""
    found = dossiers.get(connection, number)
    if found.subject_id != me.subject:
        raise NotFoundHere
    return found
