"""Cutting a page into pieces that each have one language, and leaving out what has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from verification.languages.function_words import is_label
from verification.languages.route import words_of
from verification.languages.scripts import DENSE, main_script
from verification.model import Word

_WIDE_GAP = 2.5  # times the height of a line: the space between two columns or a label and its value
_BREAK = re.compile(r"^[/|•·–—]$")
_PARTICLES = frozenset({
    "de", "van", "der", "den", "des", "du", "la", "le", "el", "al", "da", "di", "do", "dos", "von", "zu",
    "ten", "ter",
    "te", "y", "e", "i", "of", "'t", "op", "ul.", "al.", "str.",
})  # fmt: skip
_ADDRESS_WORDS = 5  # street, particles, house number


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one line. `words` are the lower-case words that count for the language."""

    members: tuple[Word, ...]
    words: tuple[str, ...]
    script: str
    order: int
    paragraph: int

    @property
    def text(self) -> str:
        """The words that count, joined."""
        return " ".join(self.words)

    @property
    def letters(self) -> int:
        """How many letters count; a sign of a dense script counts for three."""
        return sum(map(len, self.words)) * (3 if self.script in DENSE else 1)


def pieces_of(words: Sequence[Word]) -> list[Piece]:
    """The pieces of a page in reading order; pieces without a word that counts are left out."""
    pieces = []
    for order, run in enumerate(_runs(words)):
        counted = tuple(words_of(" ".join(counting(run))))
        script = main_script(" ".join(counted))
        if script is not None:
            pieces.append(Piece(tuple(run), counted, script, order, run[0].paragraph))
    return pieces


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Lines, cut at slashes, bars and wide gaps."""
    for _, line in groupby(words, key=lambda word: (word.paragraph, word.line)):
        run: list[Word] = []
        for word in line:
            if _BREAK.match(word.text) or (run and _gap(run[-1], word)):
                if run:
                    yield run
                run = []
                if _BREAK.match(word.text):
                    continue
            run.append(word)
        if run:
            yield run


def _gap(left: Word, right: Word) -> bool:
    height = min(left.box[3] - left.box[1], right.box[3] - right.box[1])
    # Boxes are fractions: of an A4 page the width is 0.707 of the height.
    return (right.box[0] - left.box[2]) * 0.707 > _WIDE_GAP * height > 0


def counting(run: Sequence[Word]) -> list[str]:
    """The texts of a run that say something about its language.

    After a colon stands what somebody filled in: it counts only if it is more than names and numbers.
    A run of nothing but capitalised words is a name (of a person, an institution), a short one with a number
    is an address; words known from forms save it.
    """
    texts = [word.text for word in run]
    colon = next((place for place, text in enumerate(texts) if text.endswith(":")), None)
    if colon is not None and _names_only(texts[colon + 1 :]):
        return texts[: colon + 1]
    if len(texts) > 1 and _names_only(texts) and not any(map(_is_label, texts)):
        return [] if any(not text.isupper() for text in texts) else texts
    return texts


def _names_only(texts: Sequence[str]) -> bool:
    """Whether every word is capitalised or a particle of names, or the few words hold a house number."""
    if all(not text[:1].isalpha() or text[:1].isupper() or text in _PARTICLES for text in texts):
        return True
    return len(texts) <= _ADDRESS_WORDS and texts[0][:1].isupper() and any(text.isdigit() for text in texts)


def _is_label(text: str) -> bool:
    return any(map(is_label, words_of(text)))
