"""What a rule about a route says, and how the rule of a request is found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from intake.access.roles import Role


class Thing(StrEnum):
    """What the `{number}` of an address names."""

    DOSSIER = "dossier"
    DOCUMENT = "document"
    UPLOAD = "upload"


class Reach(StrEnum):
    """Which of these things a role reaches. What is out of reach does not exist, for whoever asks."""

    ALL = "all"
    OWN = "own"
    HANDED_IN = "handed-in"  # submitted, and nothing that is held back, infected or gone


class Limit(StrEnum):
    """How often it may be asked: by address for who is not signed in yet, else by person."""

    SIGN_IN = "sign-in"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Rule:
    """`may` tells who and how far; nobody named means everybody, signed in or not. Where `thing` is set, the
    address names one. `quiet`: asked by a page by itself, so that it is no use of a session. `why`: who of
    them has to give a reason, which is kept."""

    may: Mapping[Role, Reach] = field(default_factory=dict)
    thing: Thing | None = None
    quiet: bool = False
    why: frozenset[Role] = frozenset()
    limit: Limit | None = None

    @property
    def public(self) -> bool:
        return not self.may


def rule_of(table: Mapping[str, Rule], method: str, path: str) -> tuple[str, Rule] | None:
    """The line of the table for a request, with its key; None where there is none: then nobody may.

    >>> table = {"GET /a/{number}": Rule(), "GET /a/b": Rule(quiet=True)}
    >>> [found and found[0] for found in (rule_of(table, "GET", "/a/b"), rule_of(table, "GET", "/a/c"))]
    ['GET /a/b', 'GET /a/{number}']
    >>> rule_of(table, "PUT", "/a/b"), rule_of(table, "GET", "/a/b/c")
    (None, None)
    """
    asked = f"{method} {path}"
    if asked in table:
        return asked, table[asked]
    with_parts = (item for item in table.items() if "{" in item[0])
    return next((item for item in with_parts if _form(item[0]).fullmatch(asked)), None)


@cache
def _form(key: str) -> re.Pattern[str]:
    """The addresses of a line: `{...}` is one part without a slash, as the framework has it."""
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in _parts(key)))


def _parts(key: str) -> list[str]:
    return re.split(r"(\{[a-z]+\})", key)
