"""Hostile and broken files, one stratum each."""

from __future__ import annotations

from functools import partial
from random import Random

from tests.corpus import hostile, registry
from tests.corpus.contract import Bundle, File


def bad(case: str, rng: Random, index: int) -> Bundle:
    """One bad file."""
    item = hostile.CASES[case]
    file = File(
        name=item.name,
        data=item.make(),
        safety=list(item.safety) if item.safety is not None else None,
        bsn_visible=None if case == "bsn-in-name" else [],
        redaction=None if case in ("bsn-in-name", "embedded-program") else [],
        born_digital=item.name.endswith(".pdf"),
    )
    return registry.one(f"safety/{case}", file)


for _case in hostile.CASES:
    registry.add(f"safety/{_case}", 1, partial(bad, _case))
