"""Where a place lies: in the Netherlands, elsewhere in the European Economic Area, or beyond.

Only what a notary's address or an authority's name needs; the names stand in `places.toml`, with their
sources, and are folded here (`verification.fuzzy`). Switzerland and the United Kingdom are beyond, and so are
the Caribbean countries of the Kingdom and Suriname, where notaries also write Dutch.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from verification.fuzzy import find, fold


class Region(StrEnum):
    NETHERLANDS = "netherlands"
    EEA = "eea"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Place:
    """A place or state found in a text; `start` is where it stands in the folded text."""

    name: str
    region: Region
    state: bool
    start: int
    errors: int


_BEFORE = re.compile(
    r"(?:^| )(?:te|in|at|a|zu|of|en|w|di|de|aan|gevestigd|standplaats|op|ve|la|dans|from|notaris|notar)$"
)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """The names of `places.toml`, folded, by list."""
    texts = tomllib.loads((files("verification") / "places.toml").read_text(encoding="utf-8"))
    return {key: tuple(dict.fromkeys(fold(name) for name in text.split("|"))) for key, text in texts.items()}


@cache
def _tables() -> tuple[tuple[str, Region, bool], ...]:
    """Every name with its region, and whether it is a state or one of its parts."""
    return tuple(
        (name, region, state)
        for key, region, state in (
            ("dutch_state", Region.NETHERLANDS, True),
            ("eea_state", Region.EEA, True),
            ("beyond_state", Region.BEYOND, True),
            ("dutch", Region.NETHERLANDS, False),
            ("eea", Region.EEA, False),
            ("beyond", Region.BEYOND, False),
        )
        for name in _lists()[key]
    )


@cache
def _ordinary() -> frozenset[str]:
    """Names that are also common words, surnames or of two places: they count after a preposition only."""
    return frozenset(_lists()["ordinary"])


@cache
def _names() -> frozenset[str]:
    return frozenset(name for name, _, _ in _tables())


def find_places(folded: str) -> list[Place]:
    """The places and states in a folded text, in the order they stand in; states and places may overlap.

    >>> [(p.name, p.region.value) for p in find_places("mr a de haan notaris te leeuwarden")]
    [('leeuwarden', 'netherlands')]
    """
    found = []
    words = set(folded.split())
    for name, region, state in _tables():
        first = name.split(" ", 1)[0]
        if len(name) < 7 and first not in words:
            continue
        hit = _as_word(name, folded) or find(name, folded)
        if hit is None or not _whole(name, folded, hit) or not _meant(name, folded, hit[0]):
            continue
        found.append(Place(name, region, state, hit[0], hit[2]))
    found = found or _glued(folded)
    exact = {p.start for p in found if p.errors == 0}
    found = [p for p in found if p.errors == 0 or p.start not in exact]
    return sorted(found, key=lambda p: (p.start, p.errors))


def is_place(folded: str) -> bool:
    """Whether a folded text is the name of a place or state and nothing else."""
    return folded in _names()


def region_near(folded: str, position: int, *, reach: tuple[int, int] = (70, 110)) -> Place | None:
    """Where the office named at `position` is: a state if one is named, else the nearest place.

    `reach` is how many letters before and after the position are looked at.
    """
    start = max(0, position - reach[0])
    places = find_places(folded[start : position + reach[1]])
    states = [place for place in places if place.state and place.errors == 0]

    def distance(place: Place) -> float:
        gap = place.start + start - position
        return abs(gap) + (0 if gap >= 0 else 25) + 40 * place.errors

    return min(states or places, key=distance, default=None)


# Postcodes and telephone prefixes of an address, as written on stamps and letterheads.
_CONTACTS = (
    (
        Region.NETHERLANDS,
        re.compile(r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b|\bNL-\d{4}|(?:\+|\b00) ?31[ (]|\.nl\b"),
    ),
    (
        Region.EEA,
        re.compile(
            r"\b(?:B|D|F|A|L|E|I|P|PL|FR|DE|BE|AT)-\d{4,5}\b|\b\d{2}-\d{3}\b(?= [A-Z])|"
            r"(?:\+|\b00) ?(?:32|33|34|35[1234678]|36|37[012]|385|386|"
            r"39|40|42[013]|43|45|46|47|48|49|30)[ (]|"
            r"\.(?:be|de|fr|at|es|it|pt|pl|ro|ie|lu|cz|sk|hu|dk|se|fi|no|gr|hr|si|bg|lt|lv|ee)\b"
        ),
    ),
    (
        Region.BEYOND,
        re.compile(
            r"\bCH-\d{4}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|"
            r"(?:\+|\b00) ?(?:1|44|41|90|91|92|63|62|61|597|599|212|213|216|233|234|254|27|7|380|381|"
            r"387|55|57|52|54)[ (]|"
            r"\.(?:uk|ch|tr|in|ph|ma|sr|us|ua|rs|br|za|gh|ng)\b"
        ),
    ),
)


def contact_region(text: str) -> Region | None:
    """The region that a postcode, telephone prefix or internet address in a raw text tells; None if unclear.

    >>> contact_region("Kerkstraat 3, 8601 AB").value
    'netherlands'
    >>> contact_region("Tel. +32 3 123 45 67").value
    'eea'
    """
    told = {region for region, pattern in _CONTACTS if pattern.search(text)}
    return told.pop() if len(told) == 1 else None


def home_region(lines: Sequence[str]) -> Region | None:
    """The region of the first state, else of the first place, named in the letterhead of a document."""
    places = [place for line in lines for place in find_places(fold(line)) if place.errors == 0]
    return next((p.region for p in places if p.state), places[0].region if places else None)


def _glued(folded: str) -> list[Place]:
    """Places at the end of a longer word: the rim of a stamp loses its spaces."""
    words = f"{folded} "
    hits = (
        (name, region, state, words.find(f"{name} ")) for name, region, state in _tables() if len(name) >= 6
    )
    return [
        Place(name, region, state, start, 1)
        for name, region, state, start in hits
        if start > 0 and words[start - 1] != " "
    ]


def _as_word(name: str, folded: str) -> tuple[int, int, int] | None:
    """Where a name stands as a word of its own, without a wrong character."""
    start = f" {folded} ".find(f" {name} ")
    return None if start < 0 else (start, start + len(name), 0)


def _whole(name: str, folded: str, hit: tuple[int, int, int]) -> bool:
    """Whether a short name stands as a word of its own; long ones may be glued to others in a rim text."""
    start, end, errors = hit
    if len(name) >= 9 and errors == 0:
        return True
    return (end >= len(folded) or folded[end] == " ") and (start == 0 or folded[start - 1] == " ")


def _meant(name: str, folded: str, start: int) -> bool:
    """Whether a place name is not part of a person's name, nor an ordinary word."""
    before = folded[:start].rstrip()
    if re.search(r"(?:^| )(?:van|von|vander|van der|van den|el|al)$", before):
        return False
    return name not in _ordinary() or bool(_BEFORE.search(before)) or folded.strip() == name
