"""Our own sentences and labels in many languages: a half to tune on, and a half held out."""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

TUNE: dict[str, list[str]] = {}
HELD_OUT: dict[str, list[str]] = {}
for _code, _text in _TABLE["sentences"].items():
    _lines = _text.splitlines()
    TUNE[_code], HELD_OUT[_code] = _lines[: len(_lines) // 2], _lines[len(_lines) // 2 :]

LABELS: dict[str, list[str]] = _TABLE["labels"]
NAMES: list[str] = _TABLE["values"]["names"]
PLACES: list[str] = _TABLE["values"]["places"]
