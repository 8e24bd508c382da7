"""Several photographs as one document: another order, one taken away, one taken again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from intake.api import documents as documents_api
from intake.api.documents import own_document
from intake.api.tus import Me, TheDesk
from intake.api.who import Person
from intake.errors import BadRequest, Conflict
from intake.pages.forms import Form, to
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.records import documents, dossiers, parts
from storage.records.documents import File

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document; `place` from 1."""

    id: UUID
    place: int
    name: str


def parts_of(desk: Desk, number: UUID) -> list[Part]:
    """The files of a document in order, named for their owner."""
    with reading(desk.engine) as connection:
        files = documents.files_of(connection, number)
    names = ["" if one.name is None else desk.sealer.open(one.name) for one in files]
    return [Part(one.id, place, name) for place, (one, name) in enumerate(zip(files, names, strict=True), 1)]


@router.post("/documents/{number}/parts/order")
def reorder(number: UUID, me: Me, desk: TheDesk, form: Form) -> Response:
    """One place up or down."""
    wanted, step = _id(form.get("part", "")), {"up": -1, "down": 1}.get(form.get("way", ""), 0)
    with transaction(desk.engine) as connection:
        _refuse_where_closed(connection, me, number)
        order = [one.id for one in documents.files_of(connection, number)]
        if wanted not in order:
            raise BadRequest(field="part")
        place = order.index(wanted)
        other = min(max(place + step, 0), len(order) - 1)
        order[place], order[other] = order[other], order[place]
        parts.reorder(connection, number, order, act=me.act)
    return _back(number)


@router.post("/documents/{number}/parts/removal")
def take_out(number: UUID, me: Me, desk: TheDesk, form: Form) -> Response:
    with transaction(desk.engine) as connection:
        _refuse_where_closed(connection, me, number)
        parts.take_out(connection, number, _id(form.get("part", "")), act=me.act)
    return _back(number)


@router.post("/documents/{number}/parts/{part}/again")
async def take_again(number: UUID, part: UUID, request: Request, me: Me, desk: TheDesk) -> Response:
    """A new photograph in the place of one of the document's: sent as a further page, then put there."""
    home = await run_sync(_home, desk, me, number)
    before = await run_sync(_files, desk, number)
    await documents_api.send(home, request, Response(), me, desk)
    await run_sync(_put_in_place, desk, me, number, part, {one.id for one in before})
    return _back(number)


def _put_in_place(desk: Desk, me: Person, number: UUID, old: UUID, before: set[UUID]) -> None:
    """Nothing happens where the file was told as a duplicate."""
    with transaction(desk.engine) as connection:
        order = [one.id for one in documents.files_of(connection, number)]
        new = [one for one in order if one not in before]
        if len(new) != 1 or old not in order:
            return
        parts.take_out(connection, number, old, act=me.act)
        left = [one for one in order if one not in (old, new[0])]
        left.insert(order.index(old), new[0])
        parts.reorder(connection, number, left, act=me.act)


def _files(desk: Desk, number: UUID) -> list[File]:
    with reading(desk.engine) as connection:
        return documents.files_of(connection, number)


def _refuse_where_closed(connection: Connection, me: Person, number: UUID) -> UUID:
    """The document's newest dossier; its dossiers are locked. Conflict where one takes no changes."""
    own_document(connection, me, number)
    homes = [
        dossiers.get(connection, one.id, lock=True) for one in dossiers.dossiers_with(connection, number)
    ]
    if not homes or not all(one.changeable for one in homes):
        raise Conflict("dossier-closed")
    return homes[-1].id


def _home(desk: Desk, me: Person, number: UUID) -> UUID:
    with transaction(desk.engine) as connection:
        return _refuse_where_closed(connection, me, number)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as exc:
        raise BadRequest(field="part") from exc


def _back(number: UUID) -> RedirectResponse:
    return to(f"/documents/{number}")
