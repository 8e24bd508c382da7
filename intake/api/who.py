"""Who calls: the session behind a cookie or a bearer token, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request

from intake.errors import NotSignedIn, OtherSite
from intake.receiving.desk import Desk
from storage.database.engine import reading, transaction
from storage.records import people
from storage.records.acts import Act

COOKIE = "bewijsloket"
APPLICANT = "applicant"
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in applicant, with the act that this request is."""

    subject: UUID
    act: Act


def desk_of(request: Request) -> Desk:
    """The desk of this application."""
    return cast(Desk, request.app.state.desk)


def secret_of(request: Request) -> str | None:
    """The session's secret: a bearer token before a cookie."""
    token = _bearer(request)
    return request.cookies.get(COOKIE) if token is None else token


def _bearer(request: Request) -> str | None:
    """The bearer token; a browser sends passwords of other schemes by itself, as it does cookies."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def refuse_other_sites(request: Request) -> None:
    """A form of another site must not act with a person's cookie. Bearer tokens are not sent by themselves.

    Browsers tell where a request comes from by Sec-Fetch-Site, older ones by Origin.
    """
    if request.method in _SAFE or _bearer(request) is not None:
        return
    site = request.headers.get("sec-fetch-site")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    own = site in ("same-origin", "none") if site else origin == request.headers.get("host")
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


def applicant(request: Request) -> Person:
    """The applicant who calls. NotSignedIn without a session, or with one that is over or of another role."""
    refuse_other_sites(request)
    desk, secret = desk_of(request), secret_of(request)
    if not secret:
        raise NotSignedIn
    now = desk.clock()
    with reading(desk.engine) as connection:
        found = people.find_session(connection, secret, at=now, idle=desk.settings.session_idle)
        subject = None if found is None else people.find_subject(connection, found.person)
    if found is None or found.role != APPLICANT:
        raise NotSignedIn
    if subject is None or people.must_be_noted(found, now):  # else this takes no writer's place
        with transaction(desk.engine) as connection:
            people.used(connection, secret, at=now)
            subject = people.subject_of(connection, found.person, at=now)
    return Person(subject, Act(now, "api", str(subject)))
