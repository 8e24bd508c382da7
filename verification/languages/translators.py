"""The words of translators: by what a text says that it is a translation, and by what that it is a sworn one.

Source: domain, section 2 (marks of a sworn translation), widened with the titles that other states give to
translators under oath (Directive 2010/64/EU leaves the name of the profession to each of them). Stems as in
`phrases`; no wording is required, so a declaration is put together from its parts: who (a translator), under
what oath or appointment, says what (faithful, complete) of what (a translation).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from verification.languages.phrases import Phrasebook, Token
from verification.languages.tables import table

_FROM = frozenset({
    "uit", "vanuit", "from", "du", "de", "des", "d", "depuis", "aus", "von", "vom", "dal", "dall", "do", "del", "desde",
    "din", "z", "ze", "iz", "s", "fra", "fran", "од", "с", "з",
})  # fmt: skip
_INTO = frozenset({
    "in", "into", "naar", "to", "vers", "en", "au", "ins", "nach", "al", "all", "a", "para", "la", "na", "u", "v", "til",
    "till", "i",
})  # fmt: skip
_NEAR = 6  # words between the parts of one phrase ("vertaling uit het Pools")
_SENTENCE = 30  # words that one declaration spans
_HEADING_WORDS = 6  # a heading has no more


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page says about being a translation. Token places are into the tokens given.

    `declared` says that it is a translation at all; `sworn` by somebody under oath; `disowned` that it is
    expressly not. `evidence` are the token ranges that led to it.
    """

    declared: bool
    sworn: bool
    disowned: bool
    agency: bool
    source: str | None  # language code it says it was made from
    target: str | None  # language code it says it was made into
    evidence: tuple[tuple[int, int], ...]


@cache
def _parts() -> Phrasebook:
    return Phrasebook(table("translators"))


@cache
def _languages() -> Phrasebook:
    return Phrasebook(table("language_words"))


def find_marks(tokens: Sequence[Token], lines: Sequence[int]) -> Marks:
    """The marks of a translation in the tokens of a page; `lines` is the line number of each token."""
    places: dict[str, list[tuple[int, int]]] = {}
    for hit in _parts().find(tokens):
        places.setdefault(hit.key, []).append((hit.first, hit.last))
    if not ({"translation", "translator", "register", "certified"} & places.keys()):
        return Marks(False, False, False, False, None, None, ())
    source, target, pair_at = _language_pair(tokens, places)
    sworn_at = _sworn(tokens, places)
    declared_at = _declared(tokens, lines, places, pair_at) or sworn_at
    disowned_at = _plain(places, "own-work", tokens) + _negated_sworn(tokens, places)
    agency_at = _plain(places, "agency", tokens)
    declared = bool(declared_at or disowned_at)
    evidence = tuple(sworn_at or disowned_at or declared_at)
    sworn = bool(sworn_at) and not disowned_at
    return Marks(declared, sworn, bool(disowned_at), bool(agency_at), source, target, evidence)


def _plain(places: Mapping[str, list[tuple[int, int]]], key: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    return [place for place in places.get(key, []) if place[1] < len(tokens)]


def _language_pair(
    tokens: Sequence[Token], places: Mapping[str, list[tuple[int, int]]]
) -> tuple[str | None, str | None, list[tuple[int, int]]]:
    """The languages named after "from" and "into" near a word for translation or translator."""
    source = target = None
    where: list[tuple[int, int]] = []
    anchors = [*places.get("translation", ()), *places.get("translator", ()), *places.get("declare", ())]
    for hit in _languages().find(tokens):
        if not any(abs(hit.first - at[0]) <= _SENTENCE // 2 for at in anchors):
            continue
        before = [token.text for token in tokens[max(0, hit.first - 4) : hit.first]]
        for word in reversed(before):
            if word in _FROM and source is None and hit.key != target:
                source = hit.key
                near = [at for at in places.get("translation", ()) if abs(hit.first - at[0]) <= _NEAR]
                where += [(min(at[0], hit.first), max(at[1], hit.last)) for at in near[:1]]
                break
            if word in _INTO and target is None and hit.key != source:
                target = hit.key
                break
    return source, target, where


def _sworn(tokens: Sequence[Token], places: Mapping[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Where somebody calls himself sworn, names an oath, a court or a register beside being a translator."""
    who = [*places.get("translator", ()), *places.get("translation", ())]
    persons = places.get("translator", [])
    found = []
    for place in places.get("sworn", ()):
        near = _nearest(place, who, 5)
        if near and not _spoiled(place, places):
            found.append(_span(place, near))
    for key, reach in (("oath", _SENTENCE), ("court", 14)):
        for place in places.get(key, ()):
            near = _nearest(place, who if key == "oath" else persons, reach)
            if near and not _spoiled(place, places) and (key == "oath" or _licensed_by(place, places)):
                found.append(_span(place, near))
    for place in places.get("register", ()):
        near = _nearest(place, [*persons, *places.get("translation", [])], _SENTENCE)
        if near and not _spoiled(place, places):
            found.append(_span(place, near))
    for place in places.get("certified", ()):
        near = _nearest(place, [*persons, *places.get("faithful", [])], _SENTENCE * 4)
        if near and not _spoiled(place, places):
            found.append(place)
    return found


def _licensed_by(court: tuple[int, int], places: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether a court or ministry stands with a word of appointment."""
    return _nearest(court, [*places.get("licensed", ()), *places.get("sworn", ())], 10) is not None


def _spoiled(place: tuple[int, int], places: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Whether the words before say "not", or the sentence only asks for a sworn translation."""
    denied = any(0 < place[0] - at[1] <= 4 for at in places.get("negation", ()))
    wished = any(-8 <= at[0] - place[1] <= 8 for at in places.get("wish", ()))
    declared = any(abs(at[0] - place[0]) <= _SENTENCE for at in places.get("declare", ()))
    return denied or (wished and not declared)


def _negated_sworn(tokens: Sequence[Token], places: Mapping[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """"No sworn translation", "niet beëdigd": places where being sworn is denied."""
    del tokens
    who = [*places.get("translator", ()), *places.get("translation", ())]
    return [
        place
        for place in places.get("sworn", ())
        if _nearest(place, who, 5) and any(0 < place[0] - at[1] <= 3 for at in places.get("negation", ()))
    ]


def _declared(
    tokens: Sequence[Token],
    lines: Sequence[int],
    places: Mapping[str, list[tuple[int, int]]],
    pair_at: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Where the text says that it is a translation: a heading, a language pair, a declaration."""
    found = list(pair_at)
    for place in places.get("translation", ()):
        if _spoiled(place, places):
            continue
        line = [at for at in range(len(tokens)) if lines[at] == lines[place[0]]]
        if len(line) <= 3 and place[0] < len(tokens) // 4:
            found.append((line[0], line[-1]))
        faithful = _nearest(place, places.get("faithful", []), 10)
        declares = _nearest(place, places.get("declare", []), _SENTENCE)
        if faithful and declares:
            found.append(_span(place, faithful))
    return found


def _nearest(
    place: tuple[int, int], others: Sequence[tuple[int, int]], reach: int
) -> tuple[int, int] | None:
    """The closest of the others within so many words, the place itself left out."""
    near = [(abs(other[0] - place[0]), other) for other in others if other != place]
    best = min(near, default=None)
    return best[1] if best and best[0] <= reach else None


def _span(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    return (min(left[0], right[0]), max(left[1], right[1]))
