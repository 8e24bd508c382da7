"""Recognised text of documents that may be shown: looked through, compared, and what was seen on each page.

It comes from the stored reading, in which no digit of a BSN is (design, Privacy). What is looked for stands
in no address: a hit is named by its place among the words of its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.receiving.desk import Desk
from intake.review.bundle import Part
from storage.database.engine import reading
from storage.errors import NotFound
from storage.objects import Bucket, Ref
from storage.records import reports
from verification.carried import carried_over
from verification.facts import Fact, facts_of
from verification.languages.phrases import fold
from verification.model import Box, Page
from verification.reading.codec import UnknownShape, decode
from verification.versions import READER

MOST_HITS = 100
_AROUND = 5  # words shown on either side of a hit


class Trace(StrEnum):
    """What a place on a page is drawn for."""

    STAMP = "stamp"
    SIGNATURE = "signature"
    MASK = "mask"
    HIT = "hit"
    MATCHED = "matched"  # stands in the document beside it too
    MISSING = "missing"  # does not


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is drawn, in fractions of the upright page."""

    trace: Trace
    box: Box


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were looked for: `spot` is their place among the words of the page, `around` is what stands
    there."""

    part: Part
    page: int
    spot: str
    around: str


def pages_of(desk: Desk, part: Part, wanted: Iterable[int] | None = None) -> tuple[Page, ...]:
    """The pages of a document as read, or those that are wanted; none where they are to be read again."""
    if not part.pages:
        return ()
    with reading(desk.engine) as connection:
        rows = reports.readings(connection, part.id, part.one.content, READER)
    numbers = None if wanted is None else set(wanted)
    found: list[Page] = []
    try:
        for row in rows:
            if numbers is None or numbers & set(range(row.first, row.last + 1)):
                with desk.store.open(Ref(Bucket.DERIVED, row.object)) as chunks:
                    found += decode(b"".join(chunks)).reading.pages
    except (NotFound, UnknownShape):
        return ()
    return tuple(page for page in found if numbers is None or page.number in numbers)


def looked_for(desk: Desk, parts: Sequence[Part], words: str) -> list[Hit]:
    """Where these words stand one after the other, in every document that may be shown."""
    wanted = [fold(one) for one in words.split()]
    hits: list[Hit] = []
    for part in parts:
        for page in pages_of(desk, part) if wanted else ():
            hits += [_hit(part, page, at, len(wanted)) for at in _found(page, wanted)]
    return hits[:MOST_HITS]


def spots(page: Page, spot: str) -> list[Place]:
    """The places of the words that a hit names; none for what makes no sense."""
    first, _, count = spot.partition("-")
    if not (first.isdecimal() and count.isdecimal()):
        return []
    chosen = page.words[int(first) : int(first) + int(count)]
    return [Place(Trace.HIT, word.box) for word in chosen]


def traces(page: Page) -> list[Place]:
    """Stamps, signatures and covered places that were seen on a page."""
    return [
        *(Place(Trace.STAMP, one.box) for one in page.stamps),
        *(Place(Trace.SIGNATURE, one.box) for one in page.handwriting),
        *(Place(Trace.MASK, one.box) for one in page.masks),
    ]


def compared(pages: Sequence[Page], others: Sequence[Page], number: int) -> list[Place]:
    """Names, dates and numbers of one page, and whether they stand anywhere in the other document."""
    target = facts_of(others)
    mine = [one for one in facts_of(pages).all if one.page == number and one.box is not None]
    return [place for one in mine if (place := _compared(one, carried_over(one, target))) is not None]


def _compared(one: Fact, held: bool) -> Place | None:
    return None if one.box is None else Place(Trace.MATCHED if held else Trace.MISSING, one.box)


def _found(page: Page, wanted: Sequence[str]) -> list[int]:
    said = [fold(word.text) for word in page.words]
    return [
        at
        for at in range(len(said) - len(wanted) + 1)
        if all(one in said[at + step] for step, one in enumerate(wanted))
    ]


def _hit(part: Part, page: Page, at: int, count: int) -> Hit:
    words = page.words[max(0, at - _AROUND) : at + count + _AROUND]
    return Hit(part, page.number, f"{at}-{count}", " ".join(word.text for word in words))
