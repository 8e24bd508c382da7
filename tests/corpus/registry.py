"""The list of strata: a recipe makes one bundle; `count` says how many at share 1."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.corpus.contract import Bundle, File

Maker = Callable[[Random, int], Bundle]

MODULES = (
    "identity",
    "identity_text",
    "redaction",
    "redaction_controls",
    "language",
    "translation",
    "certification",
    "safety",
    "benign",
)


@dataclass(frozen=True)
class Recipe:
    """A stratum with its number of bundles at share 1 and the function that makes one."""

    stratum: str
    count: int
    make: Maker


RECIPES: dict[str, Recipe] = {}


def add(stratum: str, count: int, make: Maker) -> None:
    """Register a stratum."""
    if stratum in RECIPES:
        raise ValueError(f"stratum twice: {stratum}")
    RECIPES[stratum] = Recipe(stratum, count, make)


def load() -> dict[str, Recipe]:
    """Import all recipe modules; returns the strata by name."""
    for module in MODULES:
        importlib.import_module(f"tests.corpus.recipes.{module}")
    return RECIPES


def one(stratum: str, file: File, *, procedure: str = "periodic-registration") -> Bundle:
    """A bundle of a single file."""
    return Bundle(stratum=stratum, files=[file], procedure=procedure)
