"""Pages of somebody who is signed in: the rendered page knows until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from intake.api.who import desk_of, secret_of
from intake.pages.rendering import page
from storage.database.engine import reading
from storage.records import people


def own_page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """As `page`, with the end of the session and the way out."""
    return page(
        request,
        template,
        status=status,
        signed_in=True,
        session_until=session_until(request),
        demo=desk_of(request).settings.demo,
        **values,
    )


def session_until(request: Request) -> datetime | None:
    """When the session ends if its person does nothing, UTC; None without one."""
    desk, secret = desk_of(request), secret_of(request)
    if not secret:
        return None
    idle = desk.settings.session_idle
    with reading(desk.engine) as connection:
        found = people.find_session(connection, secret, at=desk.clock(), idle=idle)
    return None if found is None else min(found.ends_at, found.seen_at + idle)
