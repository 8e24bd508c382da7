"""What a translation must carry over from its source: dates, numbers and names of persons, with their places.

Source: domain, section 2 ("A complete translation carries over the names, dates and numbers of its source and
covers every page").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from verification.languages.dates import find_dates, western_digits
from verification.languages.phrases import Phrasebook, fold, tokens_of
from verification.languages.tables import table
from verification.languages.translit import latin
from verification.model import Box, Page, Word, WordSource


class FactKind(StrEnum):
    """What is compared between a source and its translation."""

    DATE = "date"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a translation must repeat. `box` is None where only the text is known.

    `days` are the days a date can mean; `text` the digits of a number, or the folded tokens of a name.
    `confidence` is that of the words it was read from (0..1).
    """

    kind: FactKind
    text: str
    page: int
    box: Box | None
    confidence: float
    days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of some pages, and what is needed to look others up in them."""

    dates: tuple[Fact, ...]
    numbers: tuple[Fact, ...]
    names: tuple[Fact, ...]
    digits: str  # every digit in reading order, words of a line run together, lines set apart
    tokens: frozenset[str]  # folded tokens in Latin letters
    capitals: frozenset[str]  # those of capitalised words of four letters and more
    letters: int

    @property
    def all(self) -> tuple[Fact, ...]:
        """Every fact."""
        return (*self.dates, *self.numbers, *self.names)


# A number with its thousands and decimals; letters may touch it ("AB123456").
_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*")
_SHORTEST_NUMBER = 2  # digits; single ones are list marks, pages, OCR of a bracket
_LONGEST_NAME = 4  # tokens


@cache
def _cues() -> Phrasebook:
    return Phrasebook(table("people"))


def facts_of(pages: Iterable[Page]) -> Facts:
    """The facts of these pages together."""
    dates: list[Fact] = []
    numbers: list[Fact] = []
    names: list[Fact] = []
    digits: list[str] = []
    tokens: set[str] = set()
    capitals: set[str] = set()
    letters = 0
    for page in pages:
        own_dates, own_numbers = dated_and_counted(page)
        dates += own_dates
        numbers += own_numbers
        names += _names(page)
        digits.append(_digits(page.words))
        for word in page.words:
            letters += sum(map(str.isalpha, word.text))
            folded = latin(fold(word.text))
            parts = re.findall(r"[^\W\d_]+", folded)
            tokens.update(parts)
            if word.text[:1].isupper() or not word.text.isascii():
                capitals.update(part for part in parts if len(part) >= 4)
    return Facts(
        _distinct(dates),
        _distinct(numbers),
        _distinct(names),
        "\n".join(digits),
        frozenset(tokens),
        frozenset(capitals),
        letters,
    )


def dated_and_counted(page: Page) -> tuple[list[Fact], list[Fact]]:
    """The dates of a page and its other numbers, each as often as it stands there."""
    text, starts = _joined(page.words)
    found = _dates(page, text, starts)
    return [fact for fact, _ in found], _numbers(page, text, starts, [span for _, span in found])


def _distinct(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The first of each."""
    seen: dict[object, Fact] = {}
    for fact in facts:
        seen.setdefault(fact.days or fact.text, fact)
    return tuple(seen.values())


def _joined(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The words joined by spaces (digits made western), and the offset each word starts at."""
    starts, parts, offset = [], [], 0
    for word in words:
        starts.append(offset)
        parts.append(western_digits(word.text))
        offset += len(parts[-1]) + 1
    return " ".join(parts), starts


def _fact(kind: FactKind, text: str, page: Page, span: tuple[int, int], days: frozenset[date]) -> Fact:
    """A fact from the words `span[0]..span[1]` (inclusive)."""
    words = page.words[span[0] : span[1] + 1]
    box = (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
    return Fact(kind, text, page.number, box, min(word.confidence for word in words), days)


def _dates(page: Page, text: str, starts: list[int]) -> list[tuple[Fact, tuple[int, int]]]:
    found = []
    for item in find_dates(text):
        span = (bisect_right(starts, item.start) - 1, bisect_right(starts, item.end - 1) - 1)
        if page.words[span[1]].paragraph - page.words[span[0]].paragraph > 1:
            continue  # words from far apart
        digits = "".join(re.findall(r"\d", text[item.start : item.end]))
        found.append((_fact(FactKind.DATE, digits, page, span, item.days), (item.start, item.end)))
    return found


def _numbers(page: Page, text: str, starts: list[int], taken: list[tuple[int, int]]) -> list[Fact]:
    found = []
    for match in _NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= _SHORTEST_NUMBER:
            place = bisect_right(starts, match.start()) - 1
            found.append(_fact(FactKind.NUMBER, digits, page, (place, place), frozenset()))
    return found


def _digits(words: Sequence[Word]) -> str:
    """Digits of the page; neighbours on a line run together, so that grouping does not matter."""
    out: list[str] = []
    line: int | None = None
    for word in words:
        if word.line != line:
            out.append("\n")
            line = word.line
        digits = re.sub(r"\D", "", western_digits(word.text))
        out.append(digits or "|")
    return "".join(out)


def _names(page: Page) -> list[Fact]:
    """Names of persons: the capitalised words after a name label, and those before "born"."""
    tokens = tokens_of(page.words)
    found = []
    for hit in _cues().find(tokens):
        first, last = tokens[hit.first].word, tokens[hit.last].word
        if hit.key == "label":
            run = _after(page.words, last + 1)
        else:
            run = _before(page.words, first, own_line=hit.key == "birth")
        if run is None or any(tokens_are_cues(page.words[place].text) for place in range(run[0], run[1] + 1)):
            continue
        parts = [latin(fold(page.words[place].text)) for place in range(run[0], run[1] + 1)]
        parts = [re.sub(r"[^a-z]", "", part) for part in parts]
        name = " ".join(part for part in parts if len(part) >= 3)
        if name:
            found.append(_fact(FactKind.NAME, name, page, run, frozenset()))
    return found


def tokens_are_cues(text: str) -> bool:
    """Whether a word is itself a label ("Voornaam"), not a name."""
    tokens = tokens_of((Word(text, (0.0, 0.0, 0.0, 0.0), 1.0, WordSource.TEXT_LAYER, 0, 0),))
    return any(hit.first == 0 for hit in _cues().find(tokens))


def _after(words: Sequence[Word], place: int) -> tuple[int, int] | None:
    """The run of capitalised words from here on, on one line."""
    while place < len(words) and not any(map(str.isalnum, words[place].text)):
        place += 1
    end = place
    while (
        end < len(words)
        and end - place < _LONGEST_NAME
        and words[end].line == words[place].line
        and _capitalised(words[end].text)
    ):
        end += 1
        if words[end - 1].text[-1] in ",;.":
            break
    return (place, end - 1) if end > place else None


def _before(words: Sequence[Word], cue: int, *, own_line: bool) -> tuple[int, int] | None:
    """The run of capitalised words that ends at the cue; if asked, on its line or after a comma before it."""
    place = cue - 1
    continued = place >= 0 and (words[place].line == words[cue].line or words[place].text.endswith(","))
    if place < 0 or (own_line and not continued):
        return None
    while place >= 0 and words[place].text in (",", "(", "-", "–"):
        place -= 1
    start = place
    while start >= 0 and place - start < _LONGEST_NAME and _capitalised(words[start].text):
        start -= 1
        if start >= 0 and words[start].text[-1] in ".,:;":
            break
    return (start + 1, place) if place > start and place - start >= 2 else None


def _capitalised(text: str) -> bool:
    bare = text.strip("\"'(),.;:")
    return len(bare) > 1 and bare[0].isupper() and not any(map(str.isdigit, bare))
