"""Resumable uploads: the tus protocol 1.0.0 with creation, checksum, expiration and termination.

Source: https://tus.io/protocols/resumable-upload. The offset is the durable size: every byte that an answer
counts survives a kill -9. The last PATCH, and a HEAD on a complete upload, carry `Document-Id`: accepted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, ExitStack
from email.utils import format_datetime
from typing import Annotated
from uuid import UUID

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Request, Response
from starlette.requests import ClientDisconnect

from intake.api.answers import problems
from intake.api.who import Person, applicant, desk_of
from intake.errors import BadRequest, Conflict, Gone, TooLarge, TooSlow, WrongChecksum, WrongVersion
from intake.receiving.arriving import Tally, announced_length, arriving
from intake.receiving.desk import Accepted, Desk, Offer, document_id
from intake.receiving.staging import Appending
from storage.records.uploads import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,expiration,termination"
ALGORITHMS = ("sha256", "sha512", "sha1", "md5")  # offered by the protocol; against accidents, not attackers
PART = "application/offset+octet-stream"
_BUFFER = 1024 * 1024  # bytes gathered before they are written

router = APIRouter(prefix="/uploads", tags=["uploads"])
Me = Annotated[Person, Depends(applicant)]
TheDesk = Annotated[Desk, Depends(desk_of)]


def speaks_tus(tus_resumable: Annotated[str, Header(json_schema_extra={"enum": [VERSION]})]) -> None:
    """Refuse a caller of another version (the protocol asks for 412)."""
    if tus_resumable != VERSION:
        raise WrongVersion


@router.options("", status_code=204, summary="What this server offers of the protocol", responses=problems())
def options(desk: TheDesk) -> Response:
    return Response(
        status_code=204,
        headers={
            "Tus-Resumable": VERSION,
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(desk.settings.max_file_bytes),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


@router.post(
    "",
    status_code=201,
    summary="Begin an upload",
    dependencies=[Depends(speaks_tus)],
    responses=problems(400, 401, 404, 409, 412, 413, 429),
)
def create(
    me: Me,
    desk: TheDesk,
    upload_length: Annotated[int, Header(ge=0)],
    upload_metadata: Annotated[str, Header(max_length=4000)],
) -> Response:
    """`Upload-Metadata` holds `dossier` (its id) and `filename`, and may hold `filetype`, `kind`, `pageOf`,
    `replaces`."""
    found = desk.begin(me.subject, offer(upload_length, metadata(upload_metadata)), act=me.act)
    return Response(
        status_code=201,
        headers={"Location": f"/v1/uploads/{found.id}", **_expires(found), "Tus-Resumable": VERSION},
    )


@router.head(
    "/{number}",
    summary="How far an upload is",
    dependencies=[Depends(speaks_tus)],
    responses=problems(400, 401, 404, 409, 410, 412, 429),
)
def head(number: UUID, me: Me, desk: TheDesk) -> Response:
    """A complete upload without a document is finished here, and `Document-Id` told."""
    found = desk.find(me.subject, number)
    offset = desk.offset(found)
    headers = {
        "Tus-Resumable": VERSION,
        "Upload-Offset": str(offset),
        "Upload-Length": str(found.wish.length),
        "Cache-Control": "no-store",
        **_expires(found),
    }
    if offset == found.wish.length:
        headers |= _accepted(desk.finish(found, act=me.act))
    return Response(status_code=200, headers=headers)


@router.patch(
    "/{number}",
    status_code=204,
    summary="Send a part",
    dependencies=[Depends(speaks_tus)],
    responses=problems(400, 401, 404, 408, 409, 410, 412, 413, 423, 429, 460),
    openapi_extra={"requestBody": {"content": {PART: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def patch(
    number: UUID,
    request: Request,
    me: Me,
    desk: TheDesk,
    upload_offset: Annotated[int, Header(ge=0)],
    content_type: Annotated[str, Header(json_schema_extra={"enum": [PART]})],
    upload_checksum: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """The bytes from `Upload-Offset`. What arrived before a connection broke is kept."""
    if content_type != PART:
        raise BadRequest(field="Content-Type")
    expected = None if upload_checksum is None else checksum(upload_checksum)
    found = await run_sync(desk.find, me.subject, number)
    if found.document_id is not None:
        raise Conflict("wrong-offset", offset=found.wish.length)
    await run_sync(lambda: desk.refuse_over_day(me.subject, announced_length(request), at=me.act.at))
    tally = Tally()
    async with AsyncExitStack() as stack:
        appending = await run_sync(_open, desk, found, stack)
        if appending.size != upload_offset:
            raise Conflict("wrong-offset", offset=appending.size)
        try:
            body = arriving(request, desk.settings, tally)
            await _take(_buffered(body), found, appending, expected)
        finally:
            with anyio.CancelScope(shield=True):
                await run_sync(_keep, desk, found, appending, tally)
        size = appending.size
    headers = {"Tus-Resumable": VERSION, "Upload-Offset": str(size), **_expires(found)}
    if size == found.wish.length:
        headers |= _accepted(await run_sync(lambda: desk.finish(found, act=me.act)))
    return Response(status_code=204, headers=headers)


@router.delete(
    "/{number}",
    status_code=204,
    summary="Give an upload up",
    dependencies=[Depends(speaks_tus)],
    responses=problems(400, 401, 404, 410, 412),
)
def terminate(number: UUID, me: Me, desk: TheDesk) -> Response:
    """The bytes are removed. An accepted document is not: remove that as a document."""
    desk.give_up(desk.find(me.subject, number))
    return Response(status_code=204, headers={"Tus-Resumable": VERSION})


def metadata(header: str) -> dict[str, str]:
    """The pairs of an `Upload-Metadata` header: keys with base64 values.

    >>> metadata("filename YS5wZGY=,empty")
    {'filename': 'a.pdf', 'empty': ''}
    """
    found = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as exc:
            raise BadRequest(field="Upload-Metadata") from exc
    return found


def offer(length: int, told: Mapping[str, str]) -> Offer:
    """What the metadata say about the file."""
    try:
        return Offer(
            dossier_id=UUID(told["dossier"]),
            length=length,
            name=told["filename"],
            media_type=told.get("filetype") or "application/octet-stream",
            kind=told.get("kind") or None,
            page_of=document_id(told, "pageOf"),
            replaces=document_id(told, "replaces"),
        )
    except (KeyError, ValueError) as exc:
        raise BadRequest(field="Upload-Metadata") from exc


def checksum(header: str) -> tuple[str, bytes]:
    """Algorithm and digest of an `Upload-Checksum` header; BadRequest for one that is not offered."""
    name, _, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error as exc:
        raise BadRequest(field="Upload-Checksum") from exc
    if name not in ALGORITHMS:
        raise BadRequest(field="Upload-Checksum")
    return name, digest


def _open(desk: Desk, found: Upload, stack: AsyncExitStack) -> Appending:
    own = ExitStack()
    try:
        appending = own.enter_context(desk.staging.appending(found.id))
    except FileNotFoundError as exc:
        raise Gone from exc
    stack.callback(own.close)
    return appending


def _keep(desk: Desk, found: Upload, appending: Appending, tally: Tally) -> None:
    """What arrived is durable before anybody is told of it, and is counted."""
    appending.sync()
    desk.staging.remember(found.id, appending)
    desk.count_part(found, tally.bytes, appending.size, at=desk.clock())


async def _take(
    body: AsyncIterator[bytes], found: Upload, appending: Appending, expected: tuple[str, bytes] | None
) -> None:
    """Add what arrives. What came before a broken connection is kept; a part with a checksum waits aside
    until it is whole, so that not even a kill leaves a wrong byte."""
    room = found.wish.length - appending.size
    parts = _bounded(body, room, found.wish.length)
    if expected is None:
        async for part in parts:
            await run_sync(appending.add, part)
        return
    digest = hashlib.new(expected[0], usedforsecurity=False)
    with tempfile.SpooledTemporaryFile(_BUFFER) as aside:
        async for part in parts:
            digest.update(part)
            await run_sync(aside.write, part)
        if digest.digest() != expected[1]:
            raise WrongChecksum
        aside.seek(0)
        while part := await run_sync(aside.read, _BUFFER):
            await run_sync(appending.add, part)


async def _bounded(parts: AsyncIterator[bytes], room: int, length: int) -> AsyncIterator[bytes]:
    """The parts, as long as they fit; TooLarge at the first that does not."""
    async for part in parts:
        room -= len(part)
        if room < 0:
            raise TooLarge(limit=length)
        yield part


async def _buffered(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The body in pieces of some size. TooSlow at its end where it stopped early: what came before is
    kept."""
    gathered, broken = bytearray(), False
    try:
        async for chunk in body:
            gathered += chunk
            if len(gathered) >= _BUFFER:
                yield bytes(gathered)
                gathered.clear()
    except (ClientDisconnect, TooSlow):
        broken = True
    if gathered:
        yield bytes(gathered)
    if broken:
        raise TooSlow  # nobody reads the answer where the connection is gone


def _expires(found: Upload) -> dict[str, str]:
    return {"Upload-Expires": format_datetime(found.expires_at, usegmt=True)}


def _accepted(accepted: Accepted) -> dict[str, str]:
    told = {"Document-Id": str(accepted.document_id)}
    return told | ({"Document-Duplicate": "true"} if accepted.duplicate else {})
