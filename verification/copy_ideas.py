"""The ideas that words carry in a wording about a copy: that it is one, that it is true, that it was seen.

The words stand in `copy_terms.toml`, by idea. Long ones are known with wrong letters too, as they come out of
stamps: what is told is which ideas stand together, never a fixed phrase (domain, sections 1 and 3).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from verification.fuzzy import find, fold
from verification.remember import remembered

_CARRIED = ("copy", "sure", "true", "original", "seen")
_FUZZY_FROM = 7  # letters: in shorter words a wrong letter makes another word
_TWO_WRONG_FROM = 10  # letters
_PHRASE_LETTERS = 9  # per wrong one in a set phrase
_ENDING = 6  # letters after a set phrase in its last word
_GLUED_FROM = 8  # letters of a word that may be several
_PIECE = 4  # letters of one of them
_BETWEEN = (
    "with",
    "met",
    "pour",
    "voor",
    "fur",
    "the",
    "het",
    "van",
    "mit",
    "dem",
    "as",
    "of",
    "to",
    "a",
    "l",
    "",
)
_TOLD = frozenset({"est", "and"})  # "l'extrait est certifié conforme" tells of a certification


@cache
def _tables() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Per idea the whole words and the beginnings, folded."""
    texts = tomllib.loads((files("verification") / "copy_terms.toml").read_text(encoding="utf-8"))
    out = {}
    for idea, text in texts.items():
        terms = [term.strip() for term in text.split("|")]
        whole = frozenset(fold(term) for term in terms if not term.endswith("*"))
        begun = tuple(dict.fromkeys(fold(term) for term in terms if term.endswith("*")))
        out[idea] = whole, begun
    return out


@remembered(8192)
def ideas_of(token: str) -> frozenset[str]:
    """The ideas that a folded word carries, of "copy", "sure", "true", "original" and "seen".

    >>> sorted(ideas_of("gewaarmerkte")), sorted(ideas_of("eensiuidend")), sorted(ideas_of("verpleegkunde"))
    (['sure'], ['sure'], [])
    """
    found = {idea for idea in _CARRIED if _carries(idea, token)}
    if not found and len(token) >= _FUZZY_FROM and not is_translation(token):
        found = {idea for idea in _CARRIED if _misread(idea, token)}
    return frozenset(found)


@remembered(8192)
def parted(token: str) -> tuple[str, ...]:
    """The words in a folded one that lost its spaces, if all of them carry ideas of a wording; else itself.

    >>> parted("truecopy"), parted("voorkopieconform"), parted("photocopies")
    (('true', 'copy'), ('voor', 'kopie', 'conform'), ('photocopies',))
    """
    if len(token) < _GLUED_FROM:
        return (token,)
    pieces = _pieces(token)
    ideas = {idea for piece in pieces or () for idea in _CARRIED if _carries(idea, piece)}
    return pieces if pieces and len(ideas) > 1 else (token,)


def _pieces(text: str) -> tuple[str, ...] | None:
    """A text as words that carry ideas, with small ones between; None if it is not made of them."""
    if not text:
        return ()
    for small in _BETWEEN:
        if not text.startswith(small):
            continue
        rest = text[len(small) :]
        for end in range(len(rest), _PIECE - 1, -1):
            if not _names_idea(rest[:end]):
                continue
            after = _pieces(rest[end:])
            if after is not None:
                return (*filter(None, [small]), rest[:end], *after)
    return None


def _names_idea(piece: str) -> bool:
    """Whether a piece is a word of some idea by itself, and no beginning with anything after it."""
    for idea in _CARRIED:
        whole, begun = _tables()[idea]
        if piece in whole or any(
            piece.startswith(start) and len(piece) - len(start) <= _ENDING // 2 for start in begun
        ):
            return True
    return False


@remembered(8192)
def is_translation(token: str) -> bool:
    """Whether a folded word names a translation (and not the person who makes it)."""
    return _carries("translation", token) and not _carries("translators", token)


@remembered(8192)
def is_limiting(token: str) -> bool:
    """Whether a folded word limits or asks: "only", "not", "required"."""
    return _carries("limiting", token)


def set_phrases_in(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where wordings of fixed form stand in folded words: the places of their first and last words."""
    found = []
    for words, phrase in _phrases():
        for first in range(len(tokens) - len(words) + 1):
            window = tokens[first : first + len(words)]
            if any(a == b and len(a) > 1 for a, b in zip(words, window, strict=True)) and _same(
                phrase, window
            ):
                found.append((first, first + len(words) - 1))
    return [place for place in found if place[0] == 0 or tokens[place[0] - 1] not in _TOLD]


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(phrase.split()), phrase) for phrase in sorted(_tables()["phrases"][0]))


def _same(phrase: str, window: Sequence[str]) -> bool:
    """Whether words are a phrase but for a few letters; its last word may have another ending."""
    text = " ".join(window)
    hit = find(phrase, text, errors=len(phrase) // _PHRASE_LETTERS)
    return hit is not None and hit[0] == 0 and len(text) - hit[1] <= _ENDING


def _carries(idea: str, token: str) -> bool:
    whole, begun = _tables()[idea]
    return token in whole or token.startswith(begun)


def _misread(idea: str, token: str) -> bool:
    """Whether a word is one of an idea with wrong letters."""
    whole, begun = _tables()[idea]
    allowed = 2 if len(token) >= _TWO_WRONG_FROM else 1
    for term in whole:
        if len(term) >= _FUZZY_FROM and abs(len(term) - len(token)) <= allowed:
            hit = find(term, token, errors=allowed)
            if hit is not None and hit[0] == 0:
                return True
    for term in begun:
        if len(term) >= _FUZZY_FROM:
            hit = find(term, token, errors=allowed if len(term) >= _TWO_WRONG_FROM else 1)
            if hit is not None and hit[0] == 0:
                return True
    return False
