"""The recipe of a page: from what the file holds to what the checks judge. Runs in a reading process.

    sheet ─► straighten (a photograph) ─► recognise, or take the text layer ─► upright view
          ─► codes, mrz, numbers, stamps, handwriting, masks ─► hidden content ─► quality ─► Page

A detector that fails is named in `Page.problems`; it is never silent and never fatal.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.errors import UnreadableFile
from verification.limits import Limits
from verification.model import Box, Hidden, Page, PageSource, Problem, Quality, Stamp, Word
from verification.reading import quality
from verification.reading.codes import find_codes
from verification.reading.filetype import Family
from verification.reading.geometry import overlap, project, turn_box, turn_picture, within
from verification.reading.handwriting import find_signatures
from verification.reading.hidden import hidden_on_page
from verification.reading.lines import after
from verification.reading.masks import find_masks
from verification.reading.mrz import find_mrz
from verification.reading.numbers import read_numbers
from verification.reading.ocr import GreyPage, recognise
from verification.reading.pdf import Mode
from verification.reading.photo import straighten
from verification.reading.sources import Sheet, open_source
from verification.reading.stamps import find_stamps
from verification.reading.view import PageView
from verification.reading.worker import place_of

log = logging.getLogger(__name__)
cv2.setNumThreads(1)  # one thread per process; pages run side by side

SURE_PAGE = 70.0  # mean confidence from which on the models of a page serve for the following ones
SURE_REGION = 55.0  # mean confidence from which on a picture within a text page holds words
SURE_WORD = 0.35
NO_INK = 0.00004  # share of the page: less than one letter
LITTLE_INK = 0.004  # without a word in it: dust, a shadow, what shines through from the other side
PICTURES_FROM = 0.01  # share of a born-digital page under pictures, from which on marks are looked for

T = TypeVar("T")
Mapper = Callable[[Box], Box]


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Pages in order, what was wrong with others, and the models that recognised most."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    models: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of the upright page; `rotation` makes the sheet (or what was cut out of it) upright."""

    words: tuple[Word, ...]
    rotation: int
    source: PageSource
    script: str | None = None
    models: tuple[str, ...] | None = None


class _Steps:
    """Runs detectors and keeps the names of those that failed."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def run(self, name: str, step: Callable[[], T], otherwise: T) -> T:
        started = sum(os.times()[:4])
        try:
            return step()
        except Exception as exc:  # noqa: BLE001 - told by name in Page.problems; one detector never stops a page
            log.warning("step %s could not run: %s", name, place_of(exc))
            if name not in self.failed:
                self.failed.append(name)
            return otherwise
        finally:
            log.debug("step %s took %.0f ms of CPU", name, 1000 * (sum(os.times()[:4]) - started))


def read_pages(
    path: str,
    family: Family,
    numbers: Sequence[int],
    models: tuple[str, ...] | None,
    limits: Limits,
    cores: int = 1,
) -> PagesRead:
    """Read the pages (numbers from 1). `models` are those found on an earlier page, None to use all.

    `cores` above 1 shares one page out, where there is nothing else to do. A page that cannot be opened gives
    a Problem instead of a Page; UnreadableFile is raised only if the whole file cannot be.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    with open_source(Path(path), family, limits) as read:
        for number in numbers:
            try:
                sheet = read(number)
            except UnreadableFile as exc:
                problems.append(Problem(exc.code, exc.params, page=number))
                continue
            page, found = _read_page(Path(path), family, sheet, models, limits, cores)
            models = models or found
            pages.append(page)
    return PagesRead(tuple(pages), tuple(problems), models)


def _read_page(
    path: Path, family: Family, sheet: Sheet, models: tuple[str, ...] | None, limits: Limits, cores: int
) -> tuple[Page, tuple[str, ...] | None]:
    steps = _Steps()
    flat, straightened = _flatten(sheet, steps)
    words = _words(sheet, flat, models, limits, steps, cores)
    rgb = None if flat is None else turn_picture(flat, words.rotation)
    rotation, back = _way_back(sheet, flat, straightened, words.rotation)
    view = None
    if rgb is not None:
        born_digital = _born_digital(sheet, words)
        dpi = sheet.dpi if straightened is None else None
        view = PageView(rgb, dpi, words.words, number=sheet.number, born_digital=born_digital)
    page = _base(sheet, words, rotation)
    if view is not None:
        page = _look(page, view, sheet, steps, whole=straightened is None)
    page = _mapped(page, back)
    if family is Family.PDF:
        page = replace(page, hidden=steps.run("hidden", lambda: _hidden(path, sheet.number, rotation), ()))
    return replace(page, source=_source(page), problems=tuple(steps.failed)), words.models


def _flatten(sheet: Sheet, steps: _Steps) -> tuple[NDArray[np.uint8] | None, NDArray[np.float64] | None]:
    """The picture to read: the sheet, or the paper cut out of a photograph with the matrix back to it."""
    if sheet.rgb is None or not sheet.photo or sheet.mode is not Mode.PICTURE:
        return sheet.rgb, None
    rgb = sheet.rgb
    found = steps.run("picture", lambda: straighten(rgb), None)
    return (rgb, None) if found is None else (found.rgb, found.matrix)


def _words(
    sheet: Sheet,
    flat: NDArray[np.uint8] | None,
    models: tuple[str, ...] | None,
    limits: Limits,
    steps: _Steps,
    cores: int,
) -> _Words:
    layer = sheet.layer
    if sheet.mode is Mode.BLANK or flat is None:
        if layer is None or not layer.words:
            return _Words((), 0, PageSource.BLANK)
        return _Words(layer.words, layer.rotation, PageSource.TEXT_LAYER)
    if sheet.mode is Mode.PICTURE:
        return steps.run(
            "recognise",
            lambda: _recognised(flat, sheet.dpi, models, limits, cores),
            _Words((), 0, PageSource.OCR),
        )
    assert layer is not None
    plain = _Words(layer.words, layer.rotation, PageSource.TEXT_LAYER)
    if sheet.mode is Mode.TEXT:
        return plain
    return steps.run("recognise", lambda: _with_regions(plain, sheet, flat, limits), plain)


def _recognised(
    rgb: NDArray[np.uint8], dpi: float | None, models: tuple[str, ...] | None, limits: Limits, cores: int
) -> _Words:
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if quality.ink_share(grey) < NO_INK:
        return _Words((), 0, PageSource.BLANK)
    (found,) = recognise([GreyPage(grey, dpi)], models=models, limits=limits, cores=cores)
    sure = found.models if found.mean_confidence >= SURE_PAGE else None
    return _Words(found.words, found.rotation, PageSource.OCR, found.script, sure)


def _with_regions(plain: _Words, sheet: Sheet, rgb: NDArray[np.uint8], limits: Limits) -> _Words:
    """The text layer's words, and after them those that only the pictures on the page carry."""
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    height, width = grey.shape
    words = plain.words
    for region in sheet.regions:
        x0, y0, x1, y1 = region
        crop = grey[int(y0 * height) : int(y1 * height), int(x0 * width) : int(x1 * width)]
        if min(crop.shape) < 24 or not looks_like_text(crop):
            continue
        found = recognise([GreyPage(np.ascontiguousarray(crop), sheet.dpi)], models=None, limits=limits)[0]
        if found.mean_confidence < SURE_REGION:
            continue
        new = [
            replace(word, box=_upright_in_page(word.box, found.rotation, region, plain.rotation))
            for word in found.words
            if word.confidence >= SURE_WORD
        ]
        words = after(words, [word for word in new if not _already(word, plain.words)])
    source = PageSource.MIXED if len(words) > len(plain.words) else PageSource.TEXT_LAYER
    return replace(plain, words=words, source=source)


def looks_like_text(grey: NDArray[np.uint8]) -> bool:
    """Whether a picture holds letter-like marks next to each other; a photograph or a logo has few."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = (heights >= 6) & (heights <= 90) & (widths >= 2) & (widths <= 3 * heights)
    if letters.sum() < 12:
        return False
    usual = float(np.median(heights[letters]))
    return bool((np.abs(heights[letters] - usual) < 0.5 * usual).mean() > 0.4)


def _upright_in_page(box: Box, turned: int, region: Box, rotation: int) -> Box:
    """A box of a region that was read turned, in fractions of the upright page."""
    return turn_box(within(region, turn_box(box, -turned % 360)), rotation)


def _already(word: Word, known: Sequence[Word]) -> bool:
    return any(overlap(word.box, other.box) > 0.4 or overlap(other.box, word.box) > 0.6 for other in known)


def _way_back(
    sheet: Sheet, flat: NDArray[np.uint8] | None, matrix: NDArray[np.float64] | None, turned: int
) -> tuple[int, Mapper]:
    """The rotation of the original that makes it upright, and where a box of the upright view lies on it."""
    if matrix is None or flat is None or sheet.rgb is None:
        return turned, lambda box: box
    size, onto = (flat.shape[1], flat.shape[0]), (sheet.rgb.shape[1], sheet.rgb.shape[0])
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


def _born_digital(sheet: Sheet, words: _Words) -> bool:
    """Whether what shows is drawn by the file; a scan pasted into a text page outweighs its caption."""
    if sheet.mode is Mode.BLANK:
        return sheet.layer is not None
    if sheet.mode is Mode.PICTURE:
        return sheet.covered < 0.3
    if sheet.layer is None or sheet.covered < 0.4:
        return True
    return len(sheet.layer.words) >= len(words.words) / 2


def _base(sheet: Sheet, words: _Words, rotation: int) -> Page:
    sizes = (sheet.width_mm, sheet.height_mm)
    width, height = sizes if rotation in (0, 180) else sizes[::-1]
    return Page(
        number=sheet.number,
        source=words.source,
        rotation=rotation,
        width_mm=width,
        height_mm=height,
        words=words.words,
        quality=Quality(
            dpi=sheet.stored_dpi, sharpness=None, contrast=None, ink=0.0 if not words.words else 0.01
        ),
        born_digital=_born_digital(sheet, words),
        script=words.script,
    )


def _look(page: Page, view: PageView, sheet: Sheet, steps: _Steps, *, whole: bool) -> Page:
    """Everything that is found in the picture of the page."""
    picture = sheet.mode is Mode.PICTURE or sheet.covered >= PICTURES_FROM
    page = replace(page, codes=steps.run("codes", lambda: find_codes(view), ()))
    if not picture:
        return page
    page = _look_for_marks(page, view, steps)
    if page.born_digital:
        return page
    grey = view.grey
    return replace(
        page,
        quality=steps.run(
            "quality",
            lambda: quality.measure(grey, view.words, dpi=sheet.stored_dpi, scale=sheet.scale, whole=whole),
            page.quality,
        ),
    )


def _look_for_marks(page: Page, view: PageView, steps: _Steps) -> Page:
    none: tuple[Stamp, ...] = ()
    stamps = steps.run("stamps", lambda: find_stamps(view), none)
    return replace(
        page,
        stamps=stamps,
        handwriting=steps.run("handwriting", lambda: find_signatures(view, stamps=stamps), ()),
        mrz=steps.run("mrz", lambda: find_mrz(view), ()),
        masks=steps.run("masks", lambda: find_masks(view), ()),
        numbers=steps.run("numbers", lambda: read_numbers(view), ()),
    )


def _mapped(page: Page, back: Mapper) -> Page:
    """All boxes on the upright original."""
    return replace(
        page,
        words=tuple(replace(item, box=back(item.box)) for item in page.words),
        numbers=tuple(replace(item, box=back(item.box)) for item in page.numbers),
        stamps=tuple(replace(item, box=back(item.box)) for item in page.stamps),
        handwriting=tuple(replace(item, box=back(item.box)) for item in page.handwriting),
        masks=tuple(replace(item, box=back(item.box)) for item in page.masks),
        codes=tuple(replace(item, box=back(item.box)) for item in page.codes),
        mrz=tuple(
            replace(item, box=back(item.box), optional_box=item.optional_box and back(item.optional_box))
            for item in page.mrz
        ),
    )


def _hidden(path: Path, number: int, rotation: int) -> tuple[Hidden, ...]:
    return tuple(
        replace(item, box=item.box and turn_box(item.box, rotation))
        for item in hidden_on_page(path, number - 1)
    )


def _source(page: Page) -> PageSource:
    marks: Iterator[bool] = map(bool, (page.stamps, page.handwriting, page.codes, page.mrz, page.masks))
    words = any(word.confidence >= SURE_WORD and word.text.isalnum() for word in page.words)
    if page.source is PageSource.OCR and not words and not any(marks) and page.quality.ink < LITTLE_INK:
        return PageSource.BLANK
    return page.source
