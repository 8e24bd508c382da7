"""Page pictures to words: scale, straighten, read a sample, then all of it with the models it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from verification.model import Word, WordSource
from verification.reading.ocr.columns import in_columns
from verification.reading.ocr.garbled import other_script
from verification.reading.ocr.lost import with_lost_lines
from verification.reading.ocr.model import MODELS, Grey, GreyPage, Layout, Recognised
from verification.reading.ocr.prepare import Prepared, without_watermark
from verification.reading.ocr.reader import read_page, reader
from verification.reading.ocr.scale import scale_for
from verification.reading.ocr.script import crisp
from verification.reading.ocr.slanted import with_slanted_lines
from verification.reading.ocr.tokens import Token, mean_confidence, sure_letters
from verification.reading.ocr.tongue import models_for
from verification.reading.ocr.upright import Upright, upright

if TYPE_CHECKING:
    from verification.limits import Limits

POOR = 80.0  # mean confidence below which a page is looked at again in another way
MURKY = 85.0  # ... without what may be a watermark; clean scans have 90 and more
UNREADABLE = ("eng",)  # for digits and Latin names on a page in another script
LITTLE, MANY = 250, 800  # letters: few are sure, and there are not many, so that a second look costs little
FRAME = 12  # pixels of white that Tesseract wants around a strip


@dataclass(frozen=True, slots=True)
class _Reading:
    tokens: tuple[Token, ...]
    models: tuple[str, ...]


def recognise(
    pages: Sequence[GreyPage], *, models: tuple[str, ...] | None, limits: Limits, cores: int = 1
) -> list[Recognised]:
    """Read `pages`. `models` are those of an earlier page, a hint where this one has too few words to tell.

    `cores` above 1 reads bands of one page side by side: for a short document with nothing else to do.
    Raises OutsideProgramError when Tesseract is missing, fails or runs over `limits.ocr_seconds_per_page`.
    """
    return [_recognise(page, models, limits, cores) for page in pages]


def _recognise(page: GreyPage, hint: tuple[str, ...] | None, limits: Limits, cores: int) -> Recognised:
    seconds = limits.ocr_seconds_per_page
    way = upright(page, scale=scale_for(page, dpi=limits.ocr_dpi), seconds=seconds)
    models = _models(way, hint)
    psm = Layout.COLUMNS if in_columns(way.prepared.pixels) else Layout.BLOCK
    best = _Reading(
        read_page(way.prepared.pixels, models=models, psm=psm, seconds=seconds, cores=cores), models
    )
    pixels = way.prepared.pixels
    if not way.hopeless and mean_confidence(best.tokens) < MURKY:
        cleared = without_watermark(way.prepared).pixels
        again = _Reading(read_page(cleared, models=models, psm=psm, seconds=seconds, cores=cores), models)
        if _clearly_better(again, best):
            best, pixels = again, cleared
    for other_models, other_psm in () if way.hopeless else _second_looks(best, psm):
        tokens = read_page(pixels, models=other_models, psm=other_psm, seconds=seconds, cores=cores)
        best = max(best, _Reading(tokens, other_models), key=lambda reading: sure_letters(reading.tokens))
    confidence = mean_confidence(best.tokens)
    script = way.script or other_script(
        pixels,
        best.tokens,
        detect=lambda picture: reader().detect(picture, seconds=seconds),
        crisp=lambda: crisp(page.pixels),
    )
    if not way.hopeless:
        whole = with_lost_lines(way.prepared.pixels, best.tokens, models=best.models, seconds=seconds)
        whole = with_slanted_lines(way.prepared.pixels, whole, models=best.models, seconds=seconds)
        best = _Reading(whole, best.models)
    words = _words(best.tokens, way.prepared)
    return Recognised(words, way.rotation, confidence, way.prepared.skew, best.models, script)


def _clearly_better(again: _Reading, first: _Reading) -> bool:
    """Whether a page without its watermark reads well, and more of it."""
    return mean_confidence(again.tokens) >= POOR and sure_letters(again.tokens) > sure_letters(first.tokens)


def _models(way: Upright, hint: tuple[str, ...] | None) -> tuple[str, ...]:
    if way.hopeless:
        return UNREADABLE
    return models_for(token.text for token in way.words) or hint or MODELS


def _second_looks(first: _Reading, psm: Layout) -> Iterator[tuple[tuple[str, ...], Layout]]:
    """Other ways to read a page that was read poorly: all models; for little text, words anywhere."""
    if mean_confidence(first.tokens) < POOR and first.models != MODELS:
        yield MODELS, psm
    if sure_letters(first.tokens) < LITTLE and sum(len(token.text) for token in first.tokens) < MANY:
        yield MODELS, Layout.SCATTERED


def _words(tokens: tuple[Token, ...], prepared: Prepared) -> tuple[Word, ...]:
    return tuple(
        Word(
            token.text,
            prepared.box(token.left, token.top, token.right, token.bottom),
            token.confidence / 100,
            WordSource.OCR,
            token.line,
            token.paragraph,
        )
        for token in tokens
    )


def read_line(grey: Grey, *, charset: str = "", psm: int = 7, limits: Limits) -> str:
    """The text of one strip (MRZ, number, stamp): only characters of `charset` where it is given.

    Raises OutsideProgramError when Tesseract is missing, fails or runs over its time.
    """
    framed = cv2.copyMakeBorder(grey, FRAME, FRAME, FRAME, FRAME, cv2.BORDER_CONSTANT, value=(255,))
    return reader().read_text(
        np.asarray(framed, dtype=np.uint8),
        model="eng",
        charset=charset,
        psm=psm,
        seconds=limits.ocr_seconds_per_page,
    )
