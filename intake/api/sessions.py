"""Signing in. Until the portal's own way stands, demo users on this machine itself; never from elsewhere."""

from __future__ import annotations

import hashlib
import ipaddress
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from intake.access.roles import Role
from intake.api.answers import problems
from intake.api.shapes import SessionIn, SessionOut
from intake.api.who import COOKIE, desk_of, secret_of, visitor_of
from intake.errors import NotFoundHere
from intake.receiving.desk import Desk
from storage.database import ledger
from storage.database.engine import transaction
from storage.records import people
from storage.records.acts import Act

router = APIRouter(prefix="/sessions", tags=["sessions"])
people_router = APIRouter(prefix="/people", tags=["sessions"])
TheDesk = Annotated[Desk, Depends(desk_of)]


@router.post("", status_code=201, summary="Sign in as a demo user", responses=problems(400, 404, 429))
def begin(wanted: SessionIn, request: Request, response: Response, desk: TheDesk) -> SessionOut:
    """The token goes into `Authorization: Bearer …`; browsers get it as a cookie."""
    if not desk.settings.demo or not _from_here(request):
        raise NotFoundHere("no-demo")
    now = desk.clock()
    key = demo_key(wanted.user, wanted.role)
    with transaction(desk.engine) as connection:
        secret = people.begin_session(connection, key, wanted.role, at=now, lasts=desk.settings.session_lasts)
    keep_cookie(response, request, desk, secret)
    return SessionOut(token=secret, ends_at=now + desk.settings.session_lasts)


@router.delete("/current", status_code=204, summary="Sign out", responses=problems())
def end(request: Request, desk: TheDesk) -> Response:
    secret = secret_of(request)
    if secret:
        with transaction(desk.engine) as connection:
            people.end_session(connection, secret)
    response = Response(status_code=204)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.delete("", status_code=204, summary="Sign out everywhere", responses=problems(401))
def end_all(request: Request, desk: TheDesk) -> Response:
    me = visitor_of(request)
    _end_all(desk, me.key, me.act)
    return Response(status_code=204)


@people_router.delete(
    "/{key}/sessions", status_code=204, summary="End every session of a person", responses=problems(400, 401)
)
def revoke(key: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], request: Request, desk: TheDesk) -> Response:
    """For an administrator: somebody's account or device was lost."""
    _end_all(desk, key, visitor_of(request).act)
    return Response(status_code=204)


def _end_all(desk: Desk, key: str, act: Act) -> None:
    with transaction(desk.engine) as connection:
        ended = people.end_sessions(connection, key)
        ledger.record(
            connection,
            ledger.Event(
                at=act.at,
                action="sessions.ended",
                object_kind="person",
                object_id=key,
                result="done",
                origin=act.origin,
                actor=act.actor,
                details={"sessions": ended},
            ),
        )


def keep_cookie(response: Response, request: Request, desk: Desk, secret: str) -> None:
    """The session's secret, for this site's own pages and out of reach of their scripts."""
    secure = desk.settings.over_https or request.url.scheme == "https"
    response.set_cookie(COOKIE, secret, httponly=True, secure=secure, samesite="lax", path="/")


def demo_key(user: str, role: Role = Role.APPLICANT) -> str:
    """The key of a demo user: opaque, as a provider's subject is. In another role it is another person."""
    place = "demo" if role is Role.APPLICANT else f"demo:{role}"
    return hashlib.sha256(f"{place}:{user}".encode()).hexdigest()


def _from_here(request: Request) -> bool:
    """Whether the other end of the connection is this machine."""
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
