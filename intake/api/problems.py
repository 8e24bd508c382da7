"""Problem details (RFC 9457) in the caller's language; nothing of a request's content is repeated."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from types import MappingProxyType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from intake.errors import (
    BadRequest,
    Conflict,
    IntakeError,
    NotFoundHere,
    NotSignedIn,
    TooBusy,
    TooOften,
    TooSlow,
    UnknownHost,
)
from intake.pages.rendering import language_of, page
from intake.words import preferred, said
from storage.errors import Closed, Empty, NotFound, OutOfSpace, Refused, StorageError
from storage.language import Lang

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_RETRY_SECONDS = "30"
_FRAMES = 5  # of an error that nobody foresaw
_PROGRAMS = ("/v1/", "/health/")  # addresses that programs ask; all others are pages


def language(request: Request) -> Lang:
    """The caller's language."""
    return preferred(request.headers.get("accept-language"))


def problem(
    request: Request,
    status: int,
    code: str,
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
    params: Mapping[str, str | int] = MappingProxyType({}),
) -> Response:
    """One problem: a page for people, problem details for programs. `type` is a URN that stays the same in
    every language."""
    if not request.url.path.startswith(_PROGRAMS):
        found = _page(request, status, code, params)
        found.headers.update(headers)
        return found
    lang = language(request)
    body = {
        "type": f"urn:bewijsloket:problem:{code}",
        "title": said("title", code, lang),
        "status": status,
        "detail": said("detail", code, lang, **params),
    }
    extra = {"Content-Language": lang.value, **headers}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=extra)


def _page(request: Request, status: int, code: str, params: Mapping[str, str | int]) -> Response:
    if status == NotSignedIn.status and request.method == "GET":
        return RedirectResponse("/", status_code=303)
    lang = language_of(request)
    title, detail = said("title", code, lang), said("detail", code, lang, **params)
    return page(request, "problem.html", status=status, title=title, detail=detail)


def install(app: FastAPI) -> None:
    """Let every error that is foreseen leave as a problem."""
    app.add_exception_handler(IntakeError, _ours)
    app.add_exception_handler(StorageError, _of_storage)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _of_framework)


def _ours(request: Request, exc: Exception) -> Response:
    assert isinstance(exc, IntakeError)
    # What is still to come of the body would keep the connection open for as long as its sender likes.
    headers = {"Connection": "close"} if isinstance(exc, TooSlow) else {}
    if exc.status == TooBusy.status:
        headers["Retry-After"] = _RETRY_SECONDS
    if isinstance(exc, TooOften):
        headers["Retry-After"] = str(exc.params["seconds"])
    return problem(request, exc.status, exc.said, headers=headers, params=exc.params)


def _of_storage(request: Request, exc: Exception) -> Response:
    assert isinstance(exc, StorageError)
    if isinstance(exc, NotFound):
        return problem(request, NotFoundHere.status, "not-found")
    if isinstance(exc, Closed):
        return problem(request, Conflict.status, "dossier-closed")
    if isinstance(exc, Empty):
        return problem(request, Conflict.status, "dossier-empty")
    if isinstance(exc, Refused):
        return problem(request, Conflict.status, "conflict")
    if exc.retry:
        log.warning("come back later: %s", exc)  # its words name buckets and codes only
        code, status = ("full", 507) if isinstance(exc, OutOfSpace) else ("busy", 503)
        return problem(request, status, code, headers={"Retry-After": _RETRY_SECONDS})
    log.error("storage refused: %s", exc.code)
    return problem(request, 500, "internal")


def _invalid(request: Request, exc: Exception) -> Response:
    """Which fields, never their values."""
    assert isinstance(exc, RequestValidationError)
    fields = sorted({".".join(str(part) for part in error["loc"][:3]) for error in exc.errors()})
    return problem(request, BadRequest.status, "bad-request", params={"field": ", ".join(fields)[:300]})


def _of_framework(request: Request, exc: Exception) -> Response:
    assert isinstance(exc, HTTPException)
    if exc.status_code == NotFoundHere.status:
        return problem(request, NotFoundHere.status, "not-found")
    headers = dict(exc.headers or {})
    return problem(request, exc.status_code, "bad-request", headers=headers, params={"field": request.method})


def unknown_host(request: Request) -> Response:
    """A request under a name that is not ours."""
    return problem(request, UnknownHost.status, UnknownHost.code)


def unexpected(request: Request, exc: Exception) -> Response:
    """Logs the class of an error and where it was raised; its text may hold what somebody sent."""
    frames = traceback.extract_tb(exc.__traceback__)[-_FRAMES:]
    place = " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno}" for one in reversed(frames))
    log.error("unexpected %s at %s", type(exc).__name__, place)
    return problem(request, 500, "internal")
