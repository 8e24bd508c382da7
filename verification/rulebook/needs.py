"""What each procedure is for, which documents belong to it and what they must look like, in plain words.

The words stand in `needs.toml`, each line with its source and whether that source says it; what a document
must look like follows from the rules in force. Advice for people: no check reads this.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from verification.errors import RulebookError
from verification.model import Kind
from verification.rulebook.messages import LANGUAGES, rule_words
from verification.rulebook.rules import Rules

Words = Mapping[str, str]  # a sentence by language, `nl` and `en`

_RECENT = frozenset({Kind.PROFESSIONAL_STATUS, Kind.GOOD_CONDUCT})  # bigregister.nl: three months
_BSN_KINDS = frozenset({Kind.IDENTITY, Kind.PAY_SLIP})


class Need(StrEnum):
    """Whether a document belongs to a procedure."""

    ALWAYS = "always"
    ONE_OF = "one-of"  # one of its group is enough
    MAY_APPLY = "may-apply"  # only for some people


class Paper(StrEnum):
    """Whether the paper must be posted too."""

    ASKED = "asked"  # only when we ask for it
    OPEN = "open"  # nobody could verify it
    NO = "no"


@dataclass(frozen=True, slots=True)
class NeededDocument:
    """One kind of document. `name` is its name where that is not the kind's; `sure` is False where nobody
    could verify that it is asked."""

    kind: Kind
    need: Need
    group: str | None
    name: Words | None
    sure: bool
    source: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What one procedure is for and asks; `documents` in the order in which they are judged."""

    about: Words
    note: Words | None
    paper: Paper
    documents: tuple[NeededDocument, ...]


@cache
def needs_of(procedure: str) -> Needs:
    """RulebookError for a procedure that is not described."""
    try:
        found = _table()[procedure]
    except KeyError as exc:
        raise RulebookError(f"{procedure} is not described in needs.toml") from exc
    return Needs(
        about=found["about"],
        note=found.get("note"),
        paper=Paper(found["paper"]),
        documents=tuple(_document(one) for one in found.get("document", ())),
    )


def described() -> tuple[str, ...]:
    """The ids of all procedures, those that most people come for first."""
    return tuple(one for one in _table() if one != "look")


def looks_of(kind: Kind, rules: Rules) -> list[Words]:
    """What a document of this kind must look like, by the rules: what it says first, then its form."""
    return _told(_keys(kind, rules), rules)


def common_looks(rules: Rules) -> list[Words]:
    """What every document must look like."""
    return _told(["pages", "language"] if rules.languages else ["pages"], rules)


def _told(keys: Iterable[str], rules: Rules) -> list[Words]:
    table = _table()["look"]
    told = {lang: rule_words(rules, lang) for lang in LANGUAGES}
    return [{lang: table[key][lang].format_map(told[lang]) for lang in told} for key in keys]


def _keys(kind: Kind, rules: Rules) -> Iterator[str]:
    if kind.value in _table()["look"]:
        yield kind.value
    if kind in _BSN_KINDS:
        yield f"bsn-{rules.bsn.value}"
    if kind is Kind.IDENTITY:
        yield "sides"
    if kind in _RECENT:
        yield "recent"
    if kind in rules.certified_kinds and rules.certifiers:
        yield "certified"
        yield rules.digital.value


def _document(found: Mapping[str, Any]) -> NeededDocument:
    return NeededDocument(
        kind=Kind(found["kind"]),
        need=Need(found["need"]),
        group=found.get("group"),
        name=found.get("name"),
        sure=found["status"] != "open",
        source=found["source"],
    )


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("verification.rulebook") / "needs.toml").read_text(encoding="utf-8"))
