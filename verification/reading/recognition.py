"""The words of a sheet: the text layer's, recognised ones, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box, PageSource, Word
from verification.reading import quality
from verification.reading.geometry import overlap, turn_box, within
from verification.reading.lines import after
from verification.reading.ocr import GreyPage, recognise
from verification.reading.pdf import Mode
from verification.reading.sources import Sheet
from verification.reading.steps import Steps
from verification.reading.text_layer import TextLayer

if TYPE_CHECKING:
    from verification.limits import Limits

Grey = NDArray[np.uint8]

SURE_PAGE = 70.0  # mean confidence from which on the models of a page serve for the following ones
SURE_REGION = 55.0  # mean confidence from which on a picture within a text page holds words
SURE_WORD = 0.35
NO_INK = 0.00004  # share of the page: less than one letter
LEAST_REGION = 24  # pixels


@dataclass(frozen=True, slots=True)
class Effort:
    """How to recognise: `models` of an earlier page (None: find out), `cores` for one page."""

    models: tuple[str, ...] | None
    limits: Limits
    cores: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the upright page; turning the picture clockwise by `rotation` makes it upright.

    `models` are those worth trying on other pages; None if nothing was recognised surely.
    """

    words: tuple[Word, ...]
    rotation: int
    source: PageSource
    script: str | None = None
    models: tuple[str, ...] | None = None


def words_of(sheet: Sheet, grey: Grey | None, dpi: float | None, effort: Effort, steps: Steps) -> Words:
    """The words of a sheet. `grey` is the picture to read (of a photograph, the paper cut out), at `dpi`."""
    layer = sheet.layer
    if sheet.mode is Mode.PICTURE and grey is not None:
        picture = grey
        nothing = Words((), 0, PageSource.OCR)
        return steps.run("recognise", lambda: recognised(picture, dpi, effort), nothing)
    if layer is None or not layer.words:
        return Words((), 0, PageSource.BLANK)
    plain = Words(layer.words, layer.rotation, PageSource.TEXT_LAYER)
    if sheet.mode is not Mode.MIXED or grey is None:
        return plain
    whole = grey
    return steps.run("recognise", lambda: _with_regions(layer, sheet, whole, effort), plain)


def recognised(grey: Grey, dpi: float | None, effort: Effort) -> Words:
    """The words of a picture; BLANK without asking if there is no ink on it."""
    if quality.ink_share(grey) < NO_INK:
        return Words((), 0, PageSource.BLANK)
    page = GreyPage(grey, dpi)
    (found,) = recognise([page], models=effort.models, limits=effort.limits, cores=effort.cores)
    sure = found.models if found.mean_confidence >= SURE_PAGE else None
    return Words(found.words, found.rotation, PageSource.OCR, found.script, sure)


def _with_regions(layer: TextLayer, sheet: Sheet, grey: Grey, effort: Effort) -> Words:
    """The text layer's words, and after them those that only the pictures on the page carry."""
    words = layer.words
    for region in sheet.regions:
        crop = _cut(grey, region)
        if min(crop.shape) < LEAST_REGION or not looks_like_text(crop):
            continue
        page = GreyPage(crop, sheet.dpi)
        (found,) = recognise([page], models=None, limits=effort.limits, cores=effort.cores)
        if found.mean_confidence < SURE_REGION:
            continue
        new = [
            replace(word, box=_in_page(word.box, found.rotation, region, layer.rotation))
            for word in found.words
            if word.confidence >= SURE_WORD
        ]
        words = after(words, [word for word in new if not _already(word, layer.words)])
    source = PageSource.MIXED if len(words) > len(layer.words) else PageSource.TEXT_LAYER
    return Words(words, layer.rotation, source)


def _cut(grey: Grey, region: Box) -> Grey:
    height, width = grey.shape
    x0, y0, x1, y1 = region
    return np.ascontiguousarray(grey[int(y0 * height) : int(y1 * height), int(x0 * width) : int(x1 * width)])


def looks_like_text(grey: Grey) -> bool:
    """Whether a picture holds many letter-like marks of one height; a photograph or a logo has few."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = (heights >= 6) & (heights <= 90) & (widths >= 2) & (widths <= 3 * heights)
    if letters.sum() < 12:
        return False
    usual = float(np.median(heights[letters]))
    return bool((np.abs(heights[letters] - usual) < 0.5 * usual).mean() > 0.4)


def _in_page(box: Box, turned: int, region: Box, rotation: int) -> Box:
    """A box of a region that was read turned, in fractions of the upright page."""
    return turn_box(within(region, turn_box(box, -turned % 360)), rotation)


def _already(word: Word, known: Sequence[Word]) -> bool:
    return any(overlap(word.box, other.box) > 0.4 or overlap(other.box, word.box) > 0.6 for other in known)
