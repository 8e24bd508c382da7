"""The words of this room, in Dutch and English. Light to import."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Lang(StrEnum):
    NL = "nl"
    EN = "en"


def said(group: str, key: str, lang: Lang, **given: str | int) -> str:
    """A sentence; KeyError where there is none, which a test looks for."""
    text: str = words()[group][key][lang]
    return text.format(**given) if given else text


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads((files("retention") / "words.toml").read_text(encoding="utf-8"))
