"""Page pictures to words: scale, straighten, read a sample, then all of it with the models it asks for."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from verification.limits import Limits
from verification.model import Word, WordSource
from verification.reading.ocr.model import MODELS, Grey, GreyPage, Recognised
from verification.reading.ocr.prepare import Prepared
from verification.reading.ocr.reader import read_page, reader
from verification.reading.ocr.scale import scale_for
from verification.reading.ocr.tokens import Token, mean_confidence
from verification.reading.ocr.tongue import models_for
from verification.reading.ocr.upright import upright

POOR = 80.0  # mean confidence below which a page read with fewer models is read again with all
FRAME = 12  # pixels of white that Tesseract wants around a strip


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
    models = models_for(token.text for token in way.words) or hint or MODELS
    tokens = read_page(way.prepared.pixels, models=models, psm=6, seconds=seconds, cores=cores)
    if mean_confidence(tokens) < POOR and models != MODELS:
        again = read_page(way.prepared.pixels, models=MODELS, psm=6, seconds=seconds, cores=cores)
        if mean_confidence(again) > mean_confidence(tokens):
            tokens, models = again, MODELS
    return Recognised(_words(tokens, way.prepared), way.rotation, mean_confidence(tokens), way.prepared.skew, models)


def _words(tokens: tuple[Token, ...], prepared: Prepared) -> tuple[Word, ...]:
    return tuple(
        Word(t.text, prepared.box(t.left, t.top, t.right, t.bottom), t.confidence / 100, WordSource.OCR, t.line,
             t.paragraph)
        for t in tokens
    )  # fmt: skip


def read_line(grey: Grey, *, charset: str = "", psm: int = 7, limits: Limits) -> str:
    """The text of one strip (MRZ, number, stamp): only characters of `charset` where it is given.

    Raises OutsideProgramError when Tesseract is missing, fails or runs over its time.
    """
    framed = cv2.copyMakeBorder(grey, FRAME, FRAME, FRAME, FRAME, cv2.BORDER_CONSTANT, value=(255,))
    return reader().read_text(
        np.asarray(framed, dtype=np.uint8), model="eng", charset=charset, psm=psm, seconds=limits.ocr_seconds_per_page
    )
