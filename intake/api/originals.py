"""The files themselves, as they were sent: downloaded, never shown in a page of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response, StreamingResponse

from intake.access.roles import Role
from intake.api.answers import problems
from intake.api.review import looked
from intake.api.tus import TheDesk
from intake.api.who import Visitor, visitor_of
from intake.errors import Conflict, NotFoundHere
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.objects import Bucket, Ref
from storage.records import documents
from storage.records.acts import Thing

router = APIRouter(prefix="/originals", tags=["originals"])
Who = Annotated[Visitor, Depends(visitor_of)]

# What is told of a file's type; the name that its sender gave it decides nothing.
_SAFE = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/heic": "heic",
    "image/webp": "webp",
}
_OTHER = ("application/octet-stream", "bin")
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@router.get("/{number}/{position}", summary="A file as it was sent", responses=problems(400, 401, 404, 409))
def download(
    number: UUID, position: Annotated[int, Path(ge=0, le=1000)], request: Request, me: Who, desk: TheDesk
) -> Response:
    """As an attachment, and not while it still waits in quarantine to be looked at for harmful software."""
    with reading(desk.engine) as connection:
        files = documents.files_of(connection, number)
    found = next((one for one in files if one.position == position), None)
    if found is None or found.ref is None:
        raise NotFoundHere
    if found.ref.bucket is Bucket.QUARANTINE:
        raise Conflict("not-looked-at")
    if me.role is not Role.APPLICANT:
        with transaction(desk.engine) as connection:
            looked(connection, request, me, Thing("document", number, {"file": position}))
    media_type, ending = (found.media_type, _SAFE[found.media_type]) if found.media_type in _SAFE else _OTHER
    told = {
        "Content-Disposition": f'attachment; filename="{number}-{position + 1}.{ending}"',
        "Content-Length": str(found.size),
    }
    return StreamingResponse(_pieces(desk, found.ref), media_type=media_type, headers=_HEADERS | told)


def _pieces(desk: Desk, ref: Ref) -> Iterator[bytes]:
    with desk.store.open(ref) as chunks:
        yield from chunks
