"""The web application: routes, problems, headers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from importlib.metadata import version
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, FastAPI
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake.access import routes as sign_in
from intake.access.gate import gate
from intake.access.hosts import KnownHosts
from intake.access.rates import Rates
from intake.access.rules import Limit
from intake.api import documents, dossiers, originals, problems, register, review, sessions, tus
from intake.api.answers import Problem
from intake.api.listening import Listeners
from intake.pages import routes as pages
from intake.receiving.desk import Desk
from intake.review import routes as review_desk
from storage.database.engine import reading
from storage.errors import StorageError

log = logging.getLogger(__name__)

API_VERSION = "1.0.0"  # of the interface; the major number stands in the address
_SWEEP_SECONDS = 600.0

# NL GOV REST API Design Rules, module transport security.
_HEADERS = {
    "API-Version": API_VERSION,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "Cache-Control": "no-store",
}


def make_app(desk: Desk) -> FastAPI:
    """The application around one desk."""
    app = FastAPI(
        title="bewijsloket",
        version=API_VERSION,
        description="Evidence desk of the Dutch BIG-register: send documents, see what the pre-check says.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_sweeping,
        dependencies=[Depends(gate)],
    )
    app.state.desk = desk
    app.state.listeners = Listeners()
    app.state.relying = {}
    app.state.rates = {
        Limit.SIGN_IN: Rates(lambda: desk.settings.sign_ins_per_minute),
        Limit.UPLOAD: Rates(lambda: desk.settings.uploads_per_minute),
    }
    one = APIRouter(prefix="/v1")
    for part in (
        dossiers.router,
        documents.router,
        tus.router,
        sessions.router,
        sessions.people_router,
        review.router,
        originals.router,
        register.router,
    ):
        one.include_router(part)
    app.include_router(one)
    app.include_router(_health(desk))
    app.include_router(sign_in.router)
    app.include_router(pages.router)
    app.include_router(review_desk.router)
    app.add_middleware(KnownHosts, settings=lambda: desk.settings, refuse=problems.unknown_host)
    app.add_middleware(_Headers)
    problems.install(app)
    app.openapi_schema = _described(app)
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """openapi.json: problems by their own shape, and none that the framework would have answered with."""
    found = app.openapi()
    schemas = found["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema(by_alias=True)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for path in found["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
    return found


@contextlib.asynccontextmanager
async def _sweeping(app: FastAPI) -> AsyncIterator[None]:
    """Remove uploads that have ended, now and then, as long as the application runs."""
    task = asyncio.create_task(_sweep(app.state.desk))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _sweep(desk: Desk) -> None:
    while True:
        try:
            await run_sync(desk.sweep)
        except (StorageError, OSError) as exc:
            log.warning("sweeping waits for its next round: %s", type(exc).__name__)
        await asyncio.sleep(_SWEEP_SECONDS)


class _Headers:
    """Adds the headers of every answer, without touching the streams in between. No error gets past it: the
    server would log its text, which may hold what somebody sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except Exception as exc:  # noqa: BLE001 - told by class and place
            answer = problems.unexpected(Request(scope), exc)
            if not begun:
                await answer(scope, receive, with_headers)
        return None


def _health(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live", summary="Whether the process runs")
    def live() -> dict[str, str]:
        return {"version": version("bewijsloket")}

    @router.get("/ready", summary="Whether it can take files in")
    def ready() -> Response:
        try:
            with reading(desk.engine) as connection:
                connection.exec_driver_sql("SELECT 1")
        except StorageError as exc:
            return JSONResponse({"ready": False, "reason": exc.code}, status_code=503)
        return JSONResponse({"ready": True})

    return router
