"""Small forms, and where a page goes after one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request
from starlette.responses import RedirectResponse

from intake.errors import BadRequest

_MOST_BYTES = 20_000


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a small form; of a field that comes twice, the first."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise BadRequest(field="body")
    return {key: values[0] for key, values in parse_qs(body.decode(errors="replace")).items()}


Form = Annotated[Mapping[str, str], Depends(form_of)]


def to(place: str) -> RedirectResponse:
    """See other: a reload does not send the form again."""
    return RedirectResponse(place, status_code=303)
