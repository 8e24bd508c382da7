"""The words by which a certifier shows what it is, folded (`verification.fuzzy`).

They stand in `party_terms.toml`, with their sources. Long terms end freely: `notariskantoor` also finds its
plural. Terms are looked for in marks only (wording, stamps and what stands beside them), never in the body of
a document.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.resources import files

from verification.fuzzy import find, fold


class Office(StrEnum):
    """What kind of party made a mark."""

    ISSUER = "issuer"  # whoever issued the document
    NOTARY = "notary"
    TRANSLATOR = "translator"
    MUNICIPALITY = "municipality"
    AUTHORITY = "authority"  # a ministry, register, board or agency
    LAWYER = "lawyer"
    CONSULATE = "embassy"
    POLICE = "police"
    COURT = "court"
    PHYSICIAN = "physician"
    TRADE = "trade"  # a bank, post office, accountant, parish, agency, justice of the peace
    COLLEAGUE = "colleague"  # a person who names no office, only what he or she is to the holder
    COMPANY = "other"  # another institution than the issuer


def _folded(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(term) for term in text.split("|") if term.strip()))


def _read() -> dict[str, dict[str, tuple[str, ...]]]:
    """The terms of `party_terms.toml`, folded."""
    tables = tomllib.loads((files("verification") / "party_terms.toml").read_text(encoding="utf-8"))
    return {name: {key: _folded(text) for key, text in table.items()} for name, table in tables.items()}


_TABLES = _read()
# Titles that by themselves say the country, and those that do not.
NOTARY_EEA_ONLY = _TABLES["notary"]["eea_only"]
NOTARY_BEYOND_ONLY = _TABLES["notary"]["beyond_only"]
NOTARY_NL_ONLY = _TABLES["notary"]["nl_only"]
NOTARY = _TABLES["notary"]["any"]
NOTARY_ENGLISH = ("notary",)
# Where a notary with a title that begins so most likely sits when no place can be read.
TITLE_GUESS = (
    ("notaris", "netherlands"),
    ("notary", None),
    ("notario", None),
    ("notaria", None),
    ("notai", "eea"),
    ("notar", "eea"),
    ("etude notariale", "eea"),
)


TERMS: Mapping[Office, tuple[str, ...]] = {
    Office[name.upper()]: terms for name, terms in _TABLES["offices"].items()
}
# Ends of compound words that name an office: "Kredietbank".
ENDINGS: Mapping[Office, tuple[str, ...]] = {
    Office[name.upper()]: ends for name, ends in _TABLES["endings"].items()
}
_COMPOUND = 3  # letters at least before such an end
# Words for kinds of institution: they mean the same in every language, and little by themselves.
INSTITUTIONS: Mapping[str, tuple[str, ...]] = _TABLES["institutions"]
# Offices of a school or employer that certify copies; they are no part of an original's own seal.
COPY_DESKS = _TABLES["desks"]["copies"]
# Those that only employers have.
STAFF_DESKS = _TABLES["desks"]["staff"]
# What desks stamp on papers that come through them, and on copies that they make.
RECEIPTS = _TABLES["desks"]["received"]
COPY_LABELS = frozenset(_TABLES["desks"]["labels"])


def first_term(terms: Sequence[str], text: str, *, least: int = 8) -> tuple[str, int, int, int] | None:
    """The term that stands best in the text: the term, its wrong characters, where it starts and ends.

    Terms shorter than `least` must be right in every letter; those of up to six letters must be whole words.
    """
    best: tuple[str, int, int, int] | None = None
    for term in terms:
        hit = find(term, text, errors=None if len(term) >= least else 0)
        if hit is None:
            continue
        if len(term) <= 6 and hit[1] < len(text) and text[hit[1]] != " ":
            continue
        if best is None or (hit[2], -len(term)) < (best[1], -len(best[0])):
            best = (term, hit[2], hit[0], hit[1])
    return best


def names_office(text: str) -> bool:
    """Whether a folded text plainly names a notary or another office, or what somebody is to the holder."""
    return any(first_term(terms, text, least=99) for terms in (NOTARY, *TERMS.values()))


def compound(office: Office, text: str) -> tuple[str, int, int, int] | None:
    """A word of a folded text that ends as the compound names of an office do; as `first_term` gives it.

    >>> compound(Office.TRADE, "surinaamse handels en kredietbank nv")
    ('kredietbank', 0, 22, 33)
    """
    ends = ENDINGS.get(office, ())
    start = 0
    for word in text.split():
        start = text.index(word, start)
        if any(word.endswith(end) and len(word) >= len(end) + _COMPOUND for end in ends):
            return word, 0, start, start + len(word)
        start += len(word)
    return None
