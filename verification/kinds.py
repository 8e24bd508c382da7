"""What a document is, by what it shows: headings, phrases and machine-readable zones.

The phrases are those of the documents themselves (domain, sections 1 and 2), as folded stems in the languages
that applicants bring most; a phrase counts more in a heading, and every phrase counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import median

from verification.languages.phrases import Hit, Phrasebook, tokens_of
from verification.languages.tables import table
from verification.model import DocumentReading, Kind, Page, Word
from verification.parts import marks_of_pages

_HEADING_SHARE = 0.3  # of the height of the first page: titles stand in the upper part
_RISING, _HANGING = re.compile(r"[A-ZÀ-Þ0-9bdfhklt]"), re.compile(r"[gjpqy]")
_HEADING_WORDS = 9  # a line with more is a sentence
_LARGE = 1.35  # times the median height of the words: set as a heading
_FIRST_PAGES, _LATER_PAGES = 3, 0.4  # pages looked at, and what a phrase counts after the first
_FEW_WORDS = 60  # on a card or a short certificate everything is heading
_NAMING = 3.0  # points of a phrase that names a kind by itself
_ENOUGH = 2.0  # points below which nothing is said


@cache
def _books() -> Mapping[Kind, Phrasebook]:
    """The phrases of `kinds.toml`: points per phrase (3 names the kind by itself, 1 goes with it)."""
    return {
        Kind(kind): Phrasebook(
            {f"{points} {text}": (text,) for points, texts in rows.items() for text in texts}
        )
        for kind, rows in table("kinds").items()
    }


def classify(reading: DocumentReading) -> Kind:
    """The kind of a document; `other` where nothing says what it is.

    A file that holds both a source and its translation has the kind of the source: that is what is proved.
    """
    if any(page.mrz for page in reading.pages):
        return Kind.IDENTITY
    pages = [page for page in reading.pages if page.words]
    if not pages:
        return Kind.OTHER
    if any(marks.declared or marks.sworn or marks.disowned for marks in marks_of_pages(pages)):
        return Kind.TRANSLATION
    scores = score(pages)
    kind = max(scores, key=lambda key: scores[key])
    return kind if scores[kind] >= _ENOUGH else Kind.OTHER


def score(pages: Sequence[Page]) -> dict[Kind, float]:
    """Points per kind over the first pages; a phrase inside a longer one does not count."""
    totals = dict.fromkeys(_books(), 0.0)
    began = False
    for page in pages[:_FIRST_PAGES]:
        tokens = tokens_of(page.words)
        usual = median(map(_type_size, page.words))
        lines = Counter(word.line for word in page.words)
        hits = [(kind, hit) for kind, book in _books().items() for hit in book.find(tokens)]
        best: dict[tuple[Kind, str], tuple[float, int]] = {}
        for kind, hit in hits:
            if any(_inside(hit, other) for _, other in hits):
                continue
            first = tokens[hit.first].word
            points = float(hit.key.split(" ", 1)[0])
            points *= _prominence(page, points, first, usual, lines[page.words[first].line])
            best[kind, hit.key] = max(best.get((kind, hit.key), (0.0, 0)), (points, first))
        spoken: dict[tuple[Kind, int], float] = {}  # "diploma" is read as "diplome" too: one word counts once
        for (kind, _), (points, first) in best.items():
            spoken[kind, first] = max(spoken.get((kind, first), 0.0), points)
        for (kind, _), points in spoken.items():
            totals[kind] += points * (_LATER_PAGES if began else 1.0)
        began = began or max(totals.values()) >= _ENOUGH  # a cover sheet says nothing of what it covers
    return totals


def _inside(hit: Hit, other: Hit) -> bool:
    return (
        other.first <= hit.first
        and hit.last <= other.last
        and other.last - other.first > hit.last - hit.first
    )


def _type_size(word: Word) -> float:
    """The height of a word's box for the letters it has: "diploma" is taller than "van" in the same type."""
    parts = 0.5 + 0.25 * bool(_RISING.search(word.text)) + 0.25 * bool(_HANGING.search(word.text))
    return (word.box[3] - word.box[1]) / parts


def _prominence(page: Page, hit: float, place: int, usual: float, beside: int) -> float:
    """How much a phrase of `hit` points stands out; `place` is its first word, `beside` how many on its line.

    Large type and the upper part of the page make a heading; what names a kind by itself does so in a heading
    ("contract of employment"), not in running text that speaks of one. A page of few words is all heading.
    """
    box = page.words[place].box
    large = _type_size(page.words[place]) > _LARGE * usual
    alone = beside <= _HEADING_WORDS
    heading = large or (alone and box[1] < _HEADING_SHARE) or len(page.words) < _FEW_WORDS
    factor = (1.8 if large else 1.0) * (1.4 if heading else 1.0)
    return factor if heading or hit < _NAMING else factor / 2
