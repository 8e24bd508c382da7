"""The sentences of this room, in Dutch and English, and which of the two a caller reads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from storage.language import Lang


def said(section: str, key: str, lang: Lang, **params: str | int) -> str:
    """A sentence; KeyError where there is none, which a test looks for."""
    return _words()[section][key][lang].format(**params)


def codes(section: str) -> frozenset[str]:
    """All keys of a section."""
    return frozenset(_words()[section])


def preferred(header: str | None) -> Lang:
    """The language of an Accept-Language header (RFC 9110, 12.5.4); Dutch where it names neither.

    >>> preferred("pl, en-GB;q=0.8, nl;q=0.5").value, preferred("pl").value, preferred(None).value
    ('en', 'nl', 'nl')
    """
    best, weight = Lang.NL, 0.0
    for part in (header or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        quality = _quality(parameter)
        primary = tag.strip().lower().split("-")[0]
        if primary in set(Lang) and quality > weight:
            best, weight = Lang(primary), quality
    return best


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((files("intake") / "words.toml").read_text(encoding="utf-8"))
