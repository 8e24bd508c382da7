"""Documents: sent by a form, read, named, removed; their report."""

from __future__ import annotations

import json
from typing import Annotated, Any
from uuid import UUID

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from intake.api.answers import problems
from intake.api.shapes import DocumentOut, KindIn
from intake.api.tus import Me, TheDesk
from intake.api.who import Person
from intake.errors import Conflict, NotFoundHere
from intake.receiving.arriving import Tally, announced_length
from intake.receiving.desk import Desk, Offer, document_id, known_kind
from intake.receiving.form import SentFile, sent_file
from storage.database.engine import reading, transaction
from storage.errors import Damaged
from storage.objects import Bucket, Ref
from storage.records import documents, dossiers, reports
from storage.records.documents import Document
from storage.states import GONE, DocumentState
from verification.model import Kind

router = APIRouter(tags=["documents"])

_OWN = problems(400, 401, 404)
_OWN_CHANGE = problems(400, 401, 404, 409)

_FORM = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": {"type": "string", "format": "binary", "minLength": 1},
                "kind": {"type": "string", "enum": list(Kind)},
                "pageOf": {"type": "string", "format": "uuid"},
                "replaces": {"type": "string", "format": "uuid"},
            },
        }
    }
}


@router.post(
    "/dossiers/{number}/documents",
    status_code=201,
    summary="Send one file by a plain form",
    responses=problems(400, 401, 404, 408, 409, 413, 423, 429),
    openapi_extra={"requestBody": {"required": True, "content": _FORM}},
)
async def send(number: UUID, request: Request, response: Response, me: Me, desk: TheDesk) -> DocumentOut:
    """The answer carries `Document-Id`: the file is accepted and safe. Large files go by `/uploads`."""
    await run_sync(lambda: desk.refuse_over_day(me.subject, announced_length(request), at=me.act.at))
    tally = Tally()
    try:
        async with sent_file(request, desk.settings, tally) as sent:
            found = await run_sync(lambda: desk.begin(me.subject, offer_of(number, sent), act=me.act))
            await run_sync(desk.take_over, found, sent.file)
    finally:
        with anyio.CancelScope(shield=True):
            await run_sync(lambda: desk.count(me.subject, tally.bytes, at=me.act.at))
    accepted = await run_sync(lambda: desk.finish(found, act=me.act))
    response.headers["Location"] = f"/v1/documents/{accepted.document_id}"
    response.headers["Document-Id"] = str(accepted.document_id)
    if accepted.duplicate:
        response.headers["Document-Duplicate"] = "true"
    return await run_sync(read, accepted.document_id, me, desk)


@router.get("/documents/{number}", summary="One document and how far it is", responses=_OWN)
def read(number: UUID, me: Me, desk: TheDesk) -> DocumentOut:
    with reading(desk.engine) as connection:
        return shown(connection, desk, own_document(connection, me, number))


@router.put("/documents/{number}/kind", summary="Say what kind of document it is", responses=_OWN_CHANGE)
def name_kind(number: UUID, said: KindIn, me: Me, desk: TheDesk) -> DocumentOut:
    """It is checked again as that kind."""
    kind = known_kind(said.kind)
    with transaction(desk.engine) as connection:
        own_document(connection, me, number)
        _refuse_where_closed(connection, number)
        found = documents.name_kind(connection, number, kind, act=me.act)
        return shown(connection, desk, found)


@router.delete("/documents/{number}", status_code=204, summary="Remove a document", responses=_OWN_CHANGE)
def remove(number: UUID, me: Me, desk: TheDesk) -> Response:
    """While the dossier is open. Its bytes are destroyed. Removed already, it is the same."""
    with transaction(desk.engine) as connection:
        found = own_document(connection, me, number)
        if found.state not in GONE:
            _refuse_where_closed(connection, number)
            documents.move(connection, number, DocumentState.REMOVED, act=me.act)
    return Response(status_code=204)


@router.get(
    "/documents/{number}/report",
    summary="What the checks said, as by `bewijsloket check --json`",
    responses=_OWN,
)
def read_report(
    number: UUID,
    me: Me,
    desk: TheDesk,
    version: Annotated[int, Query(ge=0, le=1000, description="0 is the newest, 1 the one before")] = 0,
) -> dict[str, Any]:
    with reading(desk.engine) as connection:
        own_document(connection, me, number)
    return report_of(desk, number, version)


def report_of(desk: Desk, number: UUID, version: int = 0) -> dict[str, Any]:
    """A document's report, the newest at 0; NotFoundHere where there are not so many."""
    with reading(desk.engine) as connection:
        made = reports.of_document(connection, number)
    if version >= len(made):
        raise NotFoundHere("no-report")
    with desk.store.open(Ref(Bucket.DERIVED, made[version].object)) as chunks:
        found = json.loads(b"".join(chunks))
    if not isinstance(found, dict):
        raise Damaged("a stored report is none")
    return found


def offer_of(number: UUID, sent: SentFile) -> Offer:
    """What a form offers to this dossier."""
    return Offer(
        dossier_id=number,
        length=sent.size,
        name=sent.name,
        media_type=sent.media_type,
        kind=sent.fields.get("kind"),
        page_of=document_id(sent.fields, "pageOf"),
        replaces=document_id(sent.fields, "replaces"),
    )


def shown(connection: Connection, desk: Desk, found: Document) -> DocumentOut:
    """A document with its files and their names, opened for their owner."""
    files = documents.files_of(connection, found.id)
    names = [None if one.name is None else desk.sealer.open(one.name) for one in files]
    return DocumentOut.of(found, files, names)


def own_document(connection: Connection, me: Person, number: UUID) -> Document:
    """NotFoundHere for what is not there and for what is another's: nobody learns which."""
    found = documents.get(connection, number)
    if found.subject_id != me.subject:
        raise NotFoundHere
    return found


def _refuse_where_closed(connection: Connection, number: UUID) -> None:
    """A document of any dossier that takes no changes stays as it is. Its dossiers are locked, so that none
    is handed in between this look and the change."""
    for one in dossiers.dossiers_with(connection, number):
        if not dossiers.get(connection, one.id, lock=True).changeable:
            raise Conflict("dossier-closed")
