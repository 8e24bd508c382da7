"""The page of assumptions: what this room takes for true without a text that says so, with owner and date."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from retention.schedule import ClassId, Mark, Words


@dataclass(frozen=True, slots=True)
class Assumption:
    """One line. `classes` are those that it bears on; none where it bears on all."""

    id: str
    mark: Mark
    on: date
    owner: Words
    classes: tuple[ClassId, ...]
    text: Words


@cache
def assumptions() -> tuple[Assumption, ...]:
    """All of them, in the order of the file."""
    data = tomllib.loads((files("retention") / "assumptions.toml").read_text(encoding="utf-8"))
    return tuple(
        Assumption(
            id=one["id"],
            mark=Mark(one["mark"]),
            on=one["date"],
            owner=one.get("owner", data["owner"]),
            classes=tuple(ClassId(name) for name in one["classes"]),
            text={"nl": one["nl"], "en": one["en"]},
        )
        for one in data["assumption"]
    )
