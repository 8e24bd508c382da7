"""Templates, with the words of the reader's language and the headers that pages need."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from intake.words import preferred
from storage.language import Lang
from storage.records.acts import LEGAL_ZONE
from verification.report.words import long_date

LANGUAGE = "bewijsloket-lang"  # the cookie that remembers a choice
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' blob:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_YEAR = 365 * 24 * 3600  # seconds
_KILO = 1024


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language. `t` is a text, `said` a word of another section."""

    lang: Lang

    def said(self, section: str, key: str, **params: object) -> str:
        return texts()[section][key][self.lang].format(**params)

    def t(self, key: str, **params: object) -> str:
        return self.said("text", key, **params)

    def day(self, when: date | datetime) -> str:
        """`3 november 2026`: the legal date of an instant."""
        legal = when.astimezone(LEGAL_ZONE).date() if isinstance(when, datetime) else when
        return long_date(legal, self.lang)

    def clock(self, when: datetime) -> str:
        """`14:05`, in the Netherlands."""
        return f"{when.astimezone(LEGAL_ZONE):%H:%M}"

    def size(self, count: int) -> str:
        """Bytes, in kB or MB, with the language's decimal sign."""
        if count < _KILO * _KILO:
            return self.t("kilobytes", size=max(1, round(count / _KILO)))
        number = f"{count / _KILO / _KILO:.1f}".removesuffix(".0")
        return self.t("megabytes", size=number.replace(".", "," if self.lang is Lang.NL else "."))

    def pages(self, count: int) -> str:
        return self.t("page-count-1") if count == 1 else self.t("page-count", pages=count)


def language_of(request: Request) -> Lang:
    """What the reader chose, on this page or before; else what the browser asks for."""
    for given in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        if given in set(Lang):
            return Lang(given)
    return preferred(request.headers.get("accept-language"))


def words_of(request: Request) -> Words:
    """The words in the reader's language."""
    return Words(language_of(request))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page, or a part of one, in the reader's language; the choice of a language is kept."""
    words = words_of(request)
    html = (
        _templates()
        .get_template(template)
        .render(
            lang=words.lang.value,
            w=words,
            t=words.t,
            said=words.said,
            languages=[(one.value, _in_language(request, one)) for one in Lang],
            theme="/static/theme.css",
            **{"signed_in": False, "session_until": None, "demo": False, "place": None, **values},
        )
    )
    headers = {"Content-Security-Policy": _POLICY, "Content-Language": words.lang.value}
    response = HTMLResponse(html, status_code=status, headers=headers)
    if request.query_params.get("lang") in set(Lang):
        response.set_cookie(LANGUAGE, words.lang.value, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def _in_language(request: Request, lang: Lang) -> str:
    """The address of this page in a language. The answer to a form has none of its own: the start page."""
    if request.method not in ("GET", "HEAD"):
        return f"/?lang={lang}"
    return "?" + request.url.include_query_params(lang=lang.value).query


@cache
def texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """What pages say, by section, key and language. ValueError where two files say the same key."""
    found: dict[str, dict[str, Mapping[str, str]]] = {}
    for path in sorted((files("intake.pages") / "texts").iterdir(), key=lambda one: one.name):
        for section, told in tomllib.loads(path.read_text(encoding="utf-8")).items():
            known = found.setdefault(section, {})
            if known.keys() & told.keys():
                raise ValueError(f"{path.name} says again: {sorted(known.keys() & told.keys())}")
            known.update(told)
    return found


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("intake.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
