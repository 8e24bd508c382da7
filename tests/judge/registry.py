"""Leaf strata: a name, a count at share 1, and the function that makes one bundle."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from .model import Bundle

Maker = Callable[[random.Random, int], Bundle]


@dataclass(frozen=True)
class Leaf:
    """A leaf stratum."""

    stratum: str
    count: int
    make: Maker
