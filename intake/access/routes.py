"""Signing in by an OpenID provider: away to it, and back with a session."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from intake.access.claims import Known, known
from intake.api.sessions import keep_cookie
from intake.api.who import desk_of, secret_of
from intake.errors import NotFoundHere, NotVerified
from intake.receiving.desk import Desk
from storage.database import ledger
from storage.database.engine import transaction
from storage.errors import Damaged
from storage.records import people

if TYPE_CHECKING:
    from intake.access.oidc import Begun, Relying

router = APIRouter(prefix="/sign-in", include_in_schema=False)
TheDesk = Annotated[Desk, Depends(desk_of)]

_UNDER_WAY = "bewijsloket-sign-in"  # cookie: what must come back, sealed
_LASTS = timedelta(minutes=10)


@router.get("/{way}")
def leave(way: str, request: Request, desk: TheDesk) -> Response:
    """To the provider. What must come back is kept in the browser, where nobody can read or change it."""
    begun = _relying(request, desk, way).begin()
    response = RedirectResponse(begun.address, status_code=303)
    response.set_cookie(
        _UNDER_WAY,
        _sealed(desk, way, begun),
        max_age=int(_LASTS.total_seconds()),
        path="/sign-in",
        httponly=True,
        secure=desk.settings.over_https,
        samesite="lax",  # it comes back from another site
    )
    return response


@router.get("/{way}/answer")
def come_back(way: str, request: Request, desk: TheDesk) -> Response:
    """From the provider. A session of before ends: nobody goes on in another's."""
    begun = _opened(desk, way, request.cookies.get(_UNDER_WAY, ""))
    relying = _relying(request, desk, way)
    who = known(relying.finish(request.query_params, begun), relying.provider)
    now = desk.clock()
    lasts = desk.settings.session_lasts
    key = desk.sealer.pseudonym(f"{who.issuer}\n{who.subject}")
    before = secret_of(request)
    with transaction(desk.engine) as connection:
        if before:
            people.end_session(connection, before)
        secret = people.begin_session(connection, key, who.role, at=now, lasts=lasts)
        ledger.record(connection, _event(who, key, way, now))
    response = RedirectResponse("/", status_code=303)
    keep_cookie(response, request, desk, secret)
    response.delete_cookie(_UNDER_WAY, path="/sign-in")
    return response


def _event(who: Known, key: str, way: str, now: datetime) -> ledger.Event:
    return ledger.Event(
        at=now,
        action="session.begun",
        object_kind="person",
        object_id=key,
        result="done",
        origin="portal",
        actor=key,
        details={"role": who.role.value, "way": way},
    )


def _relying(request: Request, desk: Desk, way: str) -> Relying:
    """This service as a client of a provider; Authlib is loaded where somebody signs in by it."""
    from intake.access.oidc import Relying

    known_ones = cast("dict[str, Relying]", request.app.state.relying)
    for provider in desk.settings.sign_in:
        if provider.id == way:
            place = f"{desk.settings.public_url.rstrip('/')}/sign-in/{way}/answer"
            return known_ones.setdefault(way, Relying(provider, place))
    raise NotFoundHere


def _sealed(desk: Desk, way: str, begun: Begun) -> str:
    until = (desk.clock() + _LASTS).timestamp()
    parts = [way, begun.state, begun.nonce, begun.verifier, until]
    return desk.sealer.seal(json.dumps(parts)).hex()


def _opened(desk: Desk, way: str, cookie: str) -> Begun:
    """NotVerified where this browser began no such sign-in, or too long ago."""
    from intake.access.oidc import Begun

    try:
        begun_as, state, nonce, verifier, until = json.loads(desk.sealer.open(bytes.fromhex(cookie)))
    except (Damaged, ValueError) as exc:
        raise NotVerified from exc
    if begun_as != way or desk.clock().timestamp() > until:
        raise NotVerified
    return Begun("", state, nonce, verifier)
