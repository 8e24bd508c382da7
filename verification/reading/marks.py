"""Everything but words that is found in the picture of a page, and in the cards that lie on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from verification.model import Box, Code2D, Handwriting, Mask, Mrz, Page, Stamp, Word
from verification.reading.codes import find_codes
from verification.reading.cores import side_by_side
from verification.reading.geometry import overlap, project, turn_box, turn_picture
from verification.reading.handwriting import find_signatures
from verification.reading.lines import after
from verification.reading.masks import find_masks
from verification.reading.mrz import find_mrz
from verification.reading.numbers import read_numbers
from verification.reading.photo import Straightened, find_beside, find_cards
from verification.reading.recognition import Effort, recognised
from verification.reading.stamps import find_stamps
from verification.reading.steps import Steps
from verification.reading.view import PageView

CARD_PAGE_WORDS = 220  # a page with more is no copy of a card; a copy has some 60 a side
ON_CARD = 0.6  # share of a box from which on it belongs to the card that it lies on

Item = TypeVar("Item", Word, Stamp, Handwriting, Mask, Code2D, Mrz)
Mapper = Callable[[Box], Box]


def look_for_codes(page: Page, view: PageView, steps: Steps) -> Page:
    """2-D codes: the only marks that a page drawn by a program can hold."""
    none: tuple[Code2D, ...] = ()
    return replace(page, codes=steps.run("codes", lambda: find_codes(view), none))


def look_for_marks(page: Page, view: PageView, steps: Steps, *, cores: int = 1) -> Page:
    """All marks of a page that is, or holds, a picture of paper; those of people beside those of machines."""

    def of_people() -> Page:
        stamps = steps.run("stamps", lambda: find_stamps(view), _NO_STAMPS)
        signed = steps.run("handwriting", lambda: find_signatures(view, stamps=stamps), _NO_WRITING)
        masks = steps.run("masks", lambda: find_masks(view), _NO_MASKS)
        return replace(page, stamps=stamps, handwriting=signed, masks=masks)

    def of_machines() -> Page:
        coded = look_for_codes(page, view, steps)
        mrz = steps.run("mrz", lambda: find_mrz(view), _NO_ZONES)
        numbers = steps.run("numbers", lambda: read_numbers(view, mrz), _NO_WORDS)
        return replace(coded, mrz=mrz, numbers=numbers)

    people, machines = side_by_side([of_people, of_machines], cores=cores)
    return replace(people, codes=machines.codes, mrz=machines.mrz, numbers=machines.numbers)


_NO_STAMPS: tuple[Stamp, ...] = ()
_NO_WRITING: tuple[Handwriting, ...] = ()
_NO_MASKS: tuple[Mask, ...] = ()
_NO_ZONES: tuple[Mrz, ...] = ()
_NO_WORDS: tuple[Word, ...] = ()
_NO_CARDS: tuple[Straightened, ...] = ()


def _look_for_identity(page: Page, view: PageView, steps: Steps) -> Page:
    mrz = steps.run("mrz", lambda: find_mrz(view), _NO_ZONES)
    masks = steps.run("masks", lambda: find_masks(view), _NO_MASKS)
    numbers = steps.run("numbers", lambda: read_numbers(view, mrz), _NO_WORDS)
    return replace(page, mrz=mrz, masks=masks, numbers=numbers)


def look_at_cards(page: Page, view: PageView, effort: Effort, steps: Steps) -> Page:
    """The page, with what stands on its cards read from each card by itself: straight, upright and larger."""
    return _with_cards(page, view, lambda: find_cards(view.rgb), effort, steps)


def look_at_cards_beside(page: Page, view: PageView, taken: Box, effort: Effort, steps: Steps) -> Page:
    """The page of a photograph, with what stands on cards beside the one at `taken`, which was read."""
    return _with_cards(page, view, lambda: find_beside(view.rgb, taken), effort, steps)


def _with_cards(
    page: Page, view: PageView, find: Callable[[], tuple[Straightened, ...]], effort: Effort, steps: Steps
) -> Page:
    if len(page.words) > CARD_PAGE_WORDS:
        return page
    for card in steps.run("picture", find, _NO_CARDS):
        look = partial(_with_card, page, view, card, effort, steps)
        page = steps.run("picture", look, page)
    return page


def _with_card(page: Page, view: PageView, card: Straightened, effort: Effort, steps: Steps) -> Page:
    read = recognised(card.grey, card.dpi, effort)
    upright = PageView(turn_picture(card.rgb, read.rotation), card.dpi, read.words, number=view.number)
    own = replace(page, words=read.words, stamps=(), handwriting=(), masks=(), codes=(), mrz=(), numbers=())
    own = _look_for_identity(look_for_codes(own, upright, steps), upright, steps)
    size, onto = (card.rgb.shape[1], card.rgb.shape[0]), (view.rgb.shape[1], view.rgb.shape[0])

    def back(box: Box) -> Box:
        return project(turn_box(box, -read.rotation % 360), card.matrix, size, onto)

    return _merged(page, mapped(own, back), back((0.0, 0.0, 1.0, 1.0)))


def _merged(page: Page, card: Page, place: Box) -> Page:
    """The page with the card's findings for its own in that place, where the card gave any."""
    words = page.words
    if _weight(card.words) > _weight([word for word in words if _lies_on(word, place)]):
        words = after([word for word in words if not _lies_on(word, place)], card.words)
    return replace(
        page,
        words=words,
        masks=_instead(page.masks, card.masks, place),
        codes=_instead(page.codes, card.codes, place),
        mrz=_instead(page.mrz, card.mrz, place),
        numbers=(*page.numbers, *card.numbers),
    )


def _weight(words: Sequence[Word]) -> float:
    """How much was read: letters and digits, each counted with its confidence, doubtful ones not at all."""
    return sum(sum(map(str.isalnum, w.text)) * w.confidence for w in words if w.confidence > 0.5)


def _instead(page: tuple[Item, ...], card: tuple[Item, ...], place: Box) -> tuple[Item, ...]:
    return tuple(item for item in page if not _lies_on(item, place)) + card if card else page


def _lies_on(item: Word | Stamp | Handwriting | Mask | Code2D | Mrz, place: Box) -> bool:
    return overlap(item.box, place) >= ON_CARD


def mapped(page: Page, back: Mapper) -> Page:
    """The page with every box of words and marks mapped."""
    zones = (
        replace(zone, box=back(zone.box), optional_box=zone.optional_box and back(zone.optional_box))
        for zone in page.mrz
    )
    return replace(
        page,
        words=_each(page.words, back),
        numbers=_each(page.numbers, back),
        stamps=_each(page.stamps, back),
        handwriting=_each(page.handwriting, back),
        masks=_each(page.masks, back),
        codes=_each(page.codes, back),
        mrz=tuple(zones),
    )


def _each(items: tuple[Item, ...], back: Mapper) -> tuple[Item, ...]:
    return tuple(replace(item, box=back(item.box)) for item in items)


def way_back(
    flat: NDArray[np.uint8], original: NDArray[np.uint8], matrix: NDArray[np.float64], turned: int
) -> tuple[int, Mapper]:
    """From the upright cut-out of a photograph to the upright photograph.

    `matrix` takes pixels of `flat` to those of `original`; `flat` turned clockwise by `turned` is upright.
    Returns the clockwise degrees that make the original upright, and the mapping of boxes onto it.
    """
    size, onto = (flat.shape[1], flat.shape[0]), (original.shape[1], original.shape[0])
    rotation = (_lean(matrix, size) + turned) % 360

    def back(box: Box) -> Box:
        return turn_box(project(turn_box(box, -turned % 360), matrix, size, onto), rotation)

    return rotation, back


def _lean(matrix: NDArray[np.float64], size: tuple[int, int]) -> int:
    """Clockwise degrees, to the nearest 90, that turn the original so that it stands as the cut-out does."""
    middle = np.array([[0.25 * size[0], 0.5 * size[1], 1], [0.75 * size[0], 0.5 * size[1], 1]]) @ matrix.T
    start, end = middle[:, :2] / middle[:, 2:3]
    across, down = end - start
    return int(-round(float(np.degrees(np.arctan2(down, across))) / 90) * 90) % 360
