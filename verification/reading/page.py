"""The recipe of a page: from what the file holds to what the checks judge. Runs in a reading process.

    sheet ─► straighten (a photograph) ─► recognise, or take the text layer ─► upright view
          ─► stamps, codes, handwriting, mrz, masks, numbers ─► cards on the page
          ─► quality ─► boxes back onto the original ─► hidden content ─► Page

A step that fails is named in `Page.problems`; it is never silent and never fatal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.errors import UnreadableFile
from verification.model import Mask, MaskKind, Page, PageSource, Problem, Quality, Where, Word, WordSource
from verification.reading import quality
from verification.reading.found import Family, PagesRead
from verification.reading.geometry import overlap, turn_box, turn_picture
from verification.reading.hidden import HiddenReader
from verification.reading.marks import (
    look_at_cards,
    look_at_cards_beside,
    look_for_codes,
    look_for_marks,
    mapped,
    way_back,
)
from verification.reading.pdf import Mode
from verification.reading.photo import Straightened, straighten
from verification.reading.recognition import SURE_WORD, Effort, Words, words_of
from verification.reading.sources import Sheet, open_source
from verification.reading.steps import Steps
from verification.reading.view import PageView
from verification.remember import forget

if TYPE_CHECKING:
    from verification.limits import Limits

cv2.setNumThreads(1)  # one thread per process; pages run side by side

LITTLE_INK = 0.004  # share of a page without a word: dust, a shadow, what shines through from the other side
PICTURES_FROM = 0.01  # share of a born-digital page under pictures, from which on marks are looked for
PICTURE_OF_PAPER = 0.4  # share under pictures, from which on a page may be a pasted scan
HIDDEN_SHARE = 0.5  # of a word under a hidden box that holds its text
DRAWN_BAR = 0.9  # confidence: the file itself says that a bar is drawn
SAME_BAR = 0.5  # of a drawn bar under one that was found in the picture
UNSEEN = (Where.TEXT, Where.ANNOTATION, Where.OFF_PAGE, Where.LAYER)  # where nothing shows; a veil does
UNMEASURED = Quality(dpi=None, sharpness=None, contrast=None, ink=0.0)


def read_pages(
    path: str,
    family: Family,
    numbers: Sequence[int],
    models: tuple[str, ...] | None,
    limits: Limits,
    cores: int = 1,
) -> PagesRead:
    """Read the pages (numbers from 1). `models` are those found on an earlier page, None to find out.

    `cores` above 1 shares one page out, where there is nothing else to do. A page that cannot be opened gives
    a Problem instead of a Page; UnreadableFile is raised only if the whole file cannot be.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    try:
        with open_source(Path(path), family, limits) as read, HiddenReader(Path(path)) as hidden:
            for number in numbers:
                try:
                    sheet = read(number)
                except UnreadableFile as exc:
                    problems.append(Problem(exc.code, exc.params, page=number))
                    continue
                page, found = _read_page(hidden, family, sheet, Effort(models, limits, cores))
                models = models or found
                pages.append(page)
    finally:
        forget()  # this process may read other people's documents next
    return PagesRead(tuple(pages), tuple(problems), models)


def _read_page(
    hidden: HiddenReader, family: Family, sheet: Sheet, effort: Effort
) -> tuple[Page, tuple[str, ...] | None]:
    steps = Steps()
    flat = _flattened(sheet, steps)
    rgb, dpi = (flat.rgb, flat.dpi) if flat is not None else (sheet.rgb, sheet.dpi)
    read = words_of(sheet, _grey(sheet, flat), dpi, effort, steps)
    page = _base(sheet, read)
    if rgb is not None:
        upright = turn_picture(rgb, read.rotation)
        view = PageView(upright, dpi, read.words, number=sheet.number, born_digital=page.born_digital)
        page = _look(page, view, sheet, effort, steps, whole=flat is None)
    if flat is not None and sheet.rgb is not None:
        rotation, back = way_back(flat.rgb, sheet.rgb, flat.matrix, read.rotation)
        page = mapped(replace(page, rotation=rotation), back)
        whole = PageView(turn_picture(sheet.rgb, rotation), None, page.words, number=sheet.number)
        page = look_at_cards_beside(page, whole, back((0.0, 0.0, 1.0, 1.0)), effort, steps)
    page = _sized(page, sheet)
    if family is Family.PDF:
        page = steps.run("hidden", lambda: _with_hidden(hidden, page), page)
        page = _without_hidden_words(page)
    return replace(page, source=_source(page), problems=tuple(steps.failed)), read.models


def _flattened(sheet: Sheet, steps: Steps) -> Straightened | None:
    """The paper cut out of a photograph; None where the sheet is no photograph."""
    if sheet.rgb is None or not sheet.photo or sheet.mode is not Mode.PICTURE:
        return None
    rgb = sheet.rgb
    return steps.run("picture", lambda: straighten(rgb), None)


def _grey(sheet: Sheet, flat: Straightened | None) -> NDArray[np.uint8] | None:
    if flat is not None:
        return flat.grey
    if sheet.rgb is None or sheet.mode is Mode.TEXT:
        return None
    return np.asarray(cv2.cvtColor(sheet.rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _base(sheet: Sheet, read: Words) -> Page:
    return Page(
        number=sheet.number,
        source=read.source,
        rotation=read.rotation,
        width_mm=None,
        height_mm=None,
        words=read.words,
        quality=replace(UNMEASURED, dpi=sheet.stored_dpi),
        born_digital=_born_digital(sheet, read),
        script=read.script,
    )


def _born_digital(sheet: Sheet, read: Words) -> bool:
    """Whether what shows is drawn by the file; a scan pasted into a text page outweighs its caption."""
    if sheet.layer is None:
        return False
    if sheet.mode is Mode.PICTURE:
        return sheet.covered < PICTURE_OF_PAPER
    return sheet.covered < PICTURE_OF_PAPER or len(sheet.layer.words) >= len(read.words) / 2


def _look(page: Page, view: PageView, sheet: Sheet, effort: Effort, steps: Steps, *, whole: bool) -> Page:
    """Everything that is found in the picture of the page."""
    if sheet.mode is not Mode.PICTURE and sheet.covered < PICTURES_FROM:
        return look_for_codes(page, view, steps)
    page = look_for_marks(page, view, steps, cores=effort.cores)
    if page.born_digital:
        return page
    if whole:
        page = look_at_cards(page, view, effort, steps)
    return replace(
        page, quality=steps.run("quality", lambda: _measured(view, sheet, whole=whole), page.quality)
    )


def _measured(view: PageView, sheet: Sheet, *, whole: bool) -> Quality:
    return quality.measure(view.grey, view.words, dpi=sheet.stored_dpi, scale=sheet.scale, whole=whole)


def _sized(page: Page, sheet: Sheet) -> Page:
    sizes = (sheet.width_mm, sheet.height_mm)
    width, height = sizes if page.rotation in (0, 180) else sizes[::-1]
    return replace(page, width_mm=width, height_mm=height)


def _with_hidden(reader: HiddenReader, page: Page) -> Page:
    """The page with what it hides, and the bars that the file draws, for which no picture was looked at."""
    looked = reader.look(page.number - 1)
    hidden = (replace(item, box=item.box and turn_box(item.box, page.rotation)) for item in looked.hidden)
    bars = (Mask(turn_box(box, page.rotation), MaskKind.BAR, "", DRAWN_BAR) for box in looked.bars)
    new = (bar for bar in bars if not any(overlap(bar.box, mask.box) > SAME_BAR for mask in page.masks))
    return replace(page, hidden=tuple(hidden), masks=(*page.masks, *new))


def _without_hidden_words(page: Page) -> Page:
    """The page without the words of its text layer that nobody sees: those stand in `hidden`."""
    hidden = [item for item in page.hidden if item.where in UNSEEN and not item.shown]
    unseen = [(item.box, _compact(item.text)) for item in hidden if item.box]

    def shows(word: Word) -> bool:
        if word.source is not WordSource.TEXT_LAYER:
            return True
        text = _compact(word.text)
        return not any(text in lost and overlap(word.box, box) >= HIDDEN_SHARE for box, lost in unseen)

    return replace(page, words=tuple(filter(shows, page.words))) if unseen else page


def _compact(text: str) -> str:
    return "".join(text.split())


def _source(page: Page) -> PageSource:
    """BLANK, whatever noise was recognised, where there is no word, no mark and hardly any ink."""
    if page.source is not PageSource.OCR or page.quality.ink >= LITTLE_INK:
        return page.source
    marks = page.stamps or page.handwriting or page.codes or page.mrz or page.masks
    words = any(word.confidence >= SURE_WORD and word.text.isalnum() for word in page.words)
    return page.source if marks or words else PageSource.BLANK
