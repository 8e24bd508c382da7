"""Within how long an application is decided, per procedure, each with its source (`decision.toml`).

What an administrator sets takes the place of it (`BEWIJSLOKET_DECISION_PERIODS`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from verification.errors import RulebookError

_SETTING = "instelling van de beheerder (BEWIJSLOKET_DECISION_PERIODS)"


@dataclass(frozen=True, slots=True)
class DecisionPeriod:
    """`period` as ISO 8601 writes it; `sure` is False where nobody could verify it."""

    period: str
    sure: bool
    source: str


def decision_period(procedure: str, *, own: Mapping[str, str]) -> DecisionPeriod:
    """The period of a procedure; `own` are the administrator's. RulebookError for an unknown procedure."""
    if procedure in own:
        return DecisionPeriod(own[procedure], True, _SETTING)
    try:
        found = _table()[procedure]
    except KeyError as exc:
        raise RulebookError(f"{procedure} is not in decision.toml") from exc
    return DecisionPeriod(found["period"], found["status"] != "open", found["source"])


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("verification.rulebook") / "decision.toml").read_text(encoding="utf-8"))
