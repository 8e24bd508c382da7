"""What reviewers and records managers read: what was handed in. Every look is an event of the ledger."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Connection

from intake.access.gate import handed_in
from intake.access.roles import Role
from intake.api.answers import problems
from intake.api.documents import report_of
from intake.api.shapes import BundleOut, DocumentOut, DossierOut, DossierPage
from intake.api.tus import TheDesk
from intake.api.who import Visitor, visitor_of
from storage.database.engine import reading, transaction
from storage.records import bundles, documents, dossiers
from storage.records.acts import Thing, note
from storage.records.documents import Document
from storage.states import DossierState

router = APIRouter(prefix="/review", tags=["review"])
Staff = Annotated[Visitor, Depends(visitor_of)]

_PURPOSE = {Role.REVIEWER: "review", Role.RECORDS_MANAGER: "records"}


@router.get(
    "/dossiers", summary="Applications that wait, the oldest first", responses=problems(400, 401, 404)
)
def queue(
    me: Staff,
    desk: TheDesk,
    state: DossierState = DossierState.SUBMITTED,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> DossierPage:
    """Ordered by the moment of submission and by nothing of the person."""
    with reading(desk.engine) as connection:
        found = dossiers.in_state(connection, state, after=after, most=limit + 1)
    more = len(found) > limit
    following = (
        f"/v1/review/dossiers?state={state}&after={found[limit - 1].id}&limit={limit}" if more else None
    )
    return DossierPage(items=[DossierOut.of(one) for one in found[:limit]], next=following)


@router.get(
    "/dossiers/{number}/bundle", summary="An application as handed in", responses=problems(400, 401, 404)
)
def read_bundle(number: UUID, request: Request, me: Staff, desk: TheDesk) -> BundleOut:
    """Of a document that is held back only that it is there. Names of files are the applicant's own."""
    with transaction(desk.engine) as connection:
        found = dossiers.get(connection, number)
        parts = documents.several(connection, dossiers.handed_in(connection, number))
        outcome = bundles.outcome(connection, found, parts)
        looked(connection, request, me, Thing("dossier", number))
        return BundleOut(
            dossier=DossierOut.of(found),
            documents=[_shown(connection, one) for one in parts],
            outcome=outcome,
            being_checked=bool(parts) and outcome is None,
        )


@router.get(
    "/documents/{number}/report",
    summary="What the checks said of a document that was handed in",
    responses=problems(400, 401, 404),
)
def read_report(number: UUID, request: Request, me: Staff, desk: TheDesk) -> dict[str, Any]:
    with transaction(desk.engine) as connection:
        looked(connection, request, me, Thing("document", number))
    return report_of(desk, number)


def _shown(connection: Connection, found: Document) -> DocumentOut:
    files = documents.files_of(connection, found.id)
    whole = DocumentOut.of(found, files, [None] * len(files))
    if handed_in(connection, found):
        return whole
    return whole.model_copy(update={"files": [], "outcome": None, "reason": None, "kind_found": None})


def looked(connection: Connection, request: Request, me: Visitor, thing: Thing) -> None:
    """Time, role, purpose and pseudonym; a reason that was asked for stands in the details, which can be
    destroyed."""
    details = {**thing.details, "role": me.role.value, "purpose": _PURPOSE[me.role]}
    reason = getattr(request.state, "reason", None)
    if reason is not None:
        details["reason"] = reason
    note(connection, f"{thing.kind}.looked", Thing(thing.kind, thing.id, details), act=me.act)
