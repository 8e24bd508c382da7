"""Cutting a page into pieces that each have one language, and leaving out what has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from verification.languages.route import words_of
from verification.languages.scripts import main_script
from verification.model import Word

_WIDE_GAP = 2.5  # times the height of a line: the space between two columns or a label and its value
_BREAK = re.compile(r"^[/|•·–—]$")
_SENTENCE_END = re.compile(r"[.!?;]$")


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
        """How many letters count."""
        return sum(map(len, self.words))


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
    A run of nothing but capitalised words is a name or an address (of a person, a street, an institution).
    """
    texts = [word.text for word in run]
    colon = next((place for place, text in enumerate(texts) if text.endswith(":")), None)
    if colon is not None and _all_capitalised(texts[colon + 1 :]):
        texts = texts[: colon + 1]
        return texts
    if len(texts) > 1 and _all_capitalised(texts) and not all(text.isupper() for text in texts):
        return []
    return texts


def _all_capitalised(texts: Sequence[str]) -> bool:
    return all(not text[:1].isalpha() or text[:1].isupper() for text in texts)
