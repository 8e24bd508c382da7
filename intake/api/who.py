"""Who calls: the session behind a cookie or a bearer token, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request

from intake.access.rates import Rates
from intake.access.roles import Role
from intake.access.rules import Limit
from intake.errors import NotSignedIn, OtherSite
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.records import people
from storage.records.acts import Act

COOKIE = "bewijsloket"
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in. `key` is opaque; `subject` is set for applicants only; `act` is this request."""

    role: Role
    key: str
    subject: UUID | None
    act: Act


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in applicant, with the act that this request is."""

    subject: UUID
    act: Act


def desk_of(request: Request) -> Desk:
    """The desk of this application."""
    return cast(Desk, request.app.state.desk)


def rates_of(request: Request) -> Mapping[Limit, Rates]:
    """How often may be asked, of this application."""
    return cast("Mapping[Limit, Rates]", request.app.state.rates)


def secret_of(request: Request) -> str | None:
    """The session's secret: a bearer token before a cookie."""
    token = _bearer(request)
    return request.cookies.get(COOKIE) if token is None else token


def _bearer(request: Request) -> str | None:
    """The bearer token; a browser sends passwords of other schemes by itself, as it does cookies."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def refuse_other_sites(request: Request, *, by_programs: bool = False) -> None:
    """A form of another site must not act with a person's cookie. Bearer tokens are not sent by themselves.

    Browsers tell where a request comes from by Sec-Fetch-Site, older ones by Origin; with `by_programs`, what
    tells neither is no browser.
    """
    if request.method in _SAFE or _bearer(request) is not None:
        return
    site = request.headers.get("sec-fetch-site")
    told = request.headers.get("origin")
    if site:
        own = site in ("same-origin", "none")
    elif told is None:
        own = by_programs
    else:
        own = urlsplit(told).netloc == request.headers.get("host")
    if not own:
        raise OtherSite


def still_signed_in(request: Request) -> bool:
    """Whether the session of a request that is going on for long stands; looking is no use of it."""
    desk, secret = desk_of(request), secret_of(request)
    with reading(desk.engine) as connection:
        return bool(secret) and (
            people.find_session(connection, secret or "", at=desk.clock(), idle=desk.settings.session_idle)
            is not None
        )


def visitor(request: Request, *, quiet: bool = False) -> Visitor:
    """Who is signed in. NotSignedIn without a session, or with one that is over. With `quiet` the request is
    no use of the session: a page asked by itself."""
    desk, secret = desk_of(request), secret_of(request)
    if not secret:
        raise NotSignedIn
    now = desk.clock()
    with reading(desk.engine) as connection:
        found = people.find_session(connection, secret, at=now, idle=desk.settings.session_idle)
        if found is None:
            raise NotSignedIn
        subject = people.find_subject(connection, found.person)
    role = Role(found.role)
    new = subject is None and role is Role.APPLICANT
    if new or (people.must_be_noted(found, now) and not quiet):  # else this takes no writer's place
        with transaction(desk.engine) as connection:
            if not quiet:
                people.used(connection, secret, at=now)
            if new:
                subject = people.subject_of(connection, found.person, at=now)
    if role is not Role.APPLICANT:
        return Visitor(role, found.person, None, Act(now, "desk", found.person))
    return Visitor(role, found.person, subject, Act(now, "api", str(subject)))


def visitor_of(request: Request) -> Visitor:
    """Whom the gate let in."""
    return cast(Visitor, request.state.visitor)


def applicant(request: Request) -> Person:
    """The applicant who calls, let in by the gate or not. NotSignedIn for anybody else."""
    found: Visitor = getattr(request.state, "visitor", None) or visitor(request)
    if found.subject is None:
        raise NotSignedIn
    return Person(found.subject, found.act)
