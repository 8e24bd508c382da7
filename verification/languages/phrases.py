"""Finding phrases in recognised text: without accents, by stems, with one wrong letter in a long word.

A phrase is a row of stems: `"beedigd vertal"` finds "Beëdigde vertaling" and "beedigd vertaier". A `*` stands
for up to four words in between; `$` after a stem asks for the whole word. Stems of up to three letters
always do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from verification.model import Word

_GAP = 4  # words that a `*` may span
_FUZZY_FROM = 7  # letters: in shorter words one wrong letter makes another word
_TOKEN = re.compile(r"[^\W_]+")
_EXTRA = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "’": "'"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One folded word; `word` is its place in the words of the page."""

    text: str
    word: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its key, and the first and last token (inclusive)."""

    key: str
    first: int
    last: int


def fold(text: str) -> str:
    """Lower case without accents: `Beëdigd` becomes `beedigd`, `Łódź` becomes `lodz`."""
    lowered = text.lower().translate(_EXTRA)
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


def tokens_of(words: Sequence[Word]) -> list[Token]:
    """The folded tokens of a page; one word can hold several ("Wbtv-nr." is two)."""
    return [
        Token(match.group(), place)
        for place, word in enumerate(words)
        for match in _TOKEN.finditer(fold(word.text).replace("'", " "))
    ]


class Phrasebook:
    """Phrases by key, ready to be looked for."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._by_start: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._by_middle: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for key, texts in phrases.items():
            for text in texts:
                stems = tuple(text.split())
                entry = (key, stems)
                self._by_start[stems[0].rstrip("$")[:3]].append(entry)
                if len(stems[0].rstrip("$")) >= _FUZZY_FROM:
                    self._by_middle[stems[0][3:6]].append(entry)

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every phrase in the tokens, in order; phrases may overlap."""
        hits = []
        beginning: dict[str, list[tuple[str, tuple[str, ...]]]] = {}  # with each of the words, which repeat
        for place, token in enumerate(tokens):
            if token.text not in beginning:
                beginning[token.text] = [
                    entry for entry in self._candidates(token.text) if matches(token.text, entry[1][0])
                ]
            for key, stems in beginning[token.text]:
                last = _match(tokens, place, stems)
                if last is not None:
                    hits.append(Hit(key, place, last))
        return hits

    def _candidates(self, text: str) -> Iterable[tuple[str, tuple[str, ...]]]:
        found = list(self._by_start.get(text[:3], ()))
        if len(text) >= _FUZZY_FROM - 1:
            seen = {id(entry) for entry in found}
            for start in (3, 2, 4):  # a letter changed, lost or added within the first three
                for entry in self._by_middle.get(text[start : start + 3], ()):
                    if id(entry) not in seen:
                        seen.add(id(entry))
                        found.append(entry)
        return found


def _match(tokens: Sequence[Token], place: int, stems: tuple[str, ...]) -> int | None:
    """The last token of the phrase that begins at `place`, or None."""
    gap = 0
    last = place - 1
    for stem in stems:
        if stem == "*":
            gap = _GAP
            continue
        for candidate in range(last + 1, min(last + 2 + gap, len(tokens))):
            if matches(tokens[candidate].text, stem):
                last = candidate
                break
        else:
            return None
        gap = 0
    return last


def matches(token: str, stem: str) -> bool:
    """Whether a folded token is the stem, begins with it, or nearly does so.

    >>> matches("vertaling", "vertal"), matches("vertaiing", "vertaling"), matches("cvs", "cv")
    (True, True, False)
    """
    whole = stem.endswith("$") or len(stem) <= 3
    stem = stem.rstrip("$")
    if token == stem or (not whole and token.startswith(stem)):
        return True
    size = len(stem)
    if size < _FUZZY_FROM:
        return False
    if whole:
        return within_one(token, stem)
    return _begins_nearly(token, stem)


def _begins_nearly(token: str, stem: str) -> bool:
    """Whether the first letters of a token are the stem with one letter changed, lost or added."""
    size, start = len(stem), 0
    if len(token) < size - 1:
        return False
    for letter, wanted in zip(token, stem, strict=False):
        if letter != wanted:
            break
        start += 1
    rest = stem[start + 1 :]
    return (
        token[start + 1 : size] == rest
        or token[start : size - 1] == rest
        or token[start + 1 : size + 1] == stem[start:]
    )


def within_one(left: str, right: str) -> bool:
    """Whether one letter changed, lost or added makes one text the other."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    shortest = min(len(left), len(right))
    while start < shortest and left[start] == right[start]:
        start += 1
    if len(left) == len(right):
        return left[start + 1 :] == right[start + 1 :]
    if len(left) > len(right):
        left, right = right, left
    return left[start:] == right[start + 1 :]
