"""The word lists of this package: TOML files beside it, read once when first asked."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The table `<name>.toml` of this package."""
    return tomllib.loads((files("verification.languages") / f"{name}.toml").read_text(encoding="utf-8"))
