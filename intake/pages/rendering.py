"""Templates, with the words of the reader's language and the headers that pages need."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from intake.words import Lang, preferred

LANGUAGE = "bewijsloket-lang"  # the cookie that remembers a choice
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_YEAR = 365 * 24 * 3600  # seconds


def language_of(request: Request) -> Lang:
    """What the reader chose, on this page or before; else what the browser asks for."""
    for given in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        if given in set(Lang):
            return Lang(given)
    return preferred(request.headers.get("accept-language"))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page in the reader's language; the choice of a language is kept."""
    lang = language_of(request)

    def told(section: str, key: str, **params: object) -> str:
        return texts()[section][key][lang].format(**params)

    html = (
        _templates()
        .get_template(template)
        .render(
            lang=lang.value,
            other=(Lang.EN if lang is Lang.NL else Lang.NL).value,
            said=told,
            t=lambda key, **params: told("text", key, **params),
            **{"refresh": False, "signed_in": False, **values},
        )
    )
    response = HTMLResponse(html, status_code=status, headers={"Content-Security-Policy": _POLICY})
    if request.query_params.get("lang") in set(Lang):
        response.set_cookie(LANGUAGE, lang.value, max_age=_YEAR, samesite="lax", httponly=True)
    return response


@cache
def texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What pages say, by section, key and language."""
    return tomllib.loads((files("intake.pages") / "texts.toml").read_text(encoding="utf-8"))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("intake.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
