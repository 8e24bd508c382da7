"""The problems that a route may answer with, for openapi.json: every one is named, by status."""

from __future__ import annotations

from typing import Any

from intake.api.problems import MEDIA_TYPE
from intake.api.shapes import Shape

_MEANING = {
    400: "What was asked makes no sense",
    401: "Not signed in",
    403: "Another role may do this, or a form of another site wanted to",
    404: "Not there, or another's",
    408: "Nothing arrived for too long, or too little",
    409: "The state does not allow it",
    410: "The upload has ended",
    412: "A version of tus that we do not speak",
    413: "Larger than is taken in",
    421: "Asked under a name that is not ours",
    423: "Another connection is sending this upload",
    429: "Over the limit of files, or of bytes in a day",
    460: "The part arrived damaged",
    500: "Something went wrong on our side",
    503: "Too busy; Retry-After says when to come back",
    507: "No room for more",
}
_ALWAYS = (403, 421, 500, 503, 507)


class Problem(Shape):
    """Problem details (RFC 9457). `type` is the same in every language."""

    type: str
    title: str
    status: int
    detail: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may answer with these, and with what any route may."""
    return {
        status: {
            "description": _MEANING[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in sorted({*statuses, *_ALWAYS})
    }
