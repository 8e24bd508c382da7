"""Page pictures to words: scale, straighten, read, look again where the reading is poor."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from verification.limits import Limits
from verification.model import Word, WordSource
from verification.reading.ocr import program
from verification.reading.ocr.model import MODELS, Grey, GreyPage, Recognised
from verification.reading.ocr.prepare import Prepared, prepare
from verification.reading.ocr.scale import scale_for
from verification.reading.ocr.tokens import Token, mean_confidence

POOR = 70.0  # mean confidence below which another way round is tried (libraries.md)


def recognise(
    pages: Sequence[GreyPage], *, models: tuple[str, ...] | None, limits: Limits
) -> list[Recognised]:
    """Read `pages`; `models` None means that the languages are not known.

    Raises OutsideProgramError when Tesseract is missing, fails or runs over `limits.ocr_seconds_per_page`.
    """
    return [_recognise(page, models or MODELS, limits) for page in pages]


def _recognise(page: GreyPage, models: tuple[str, ...], limits: Limits) -> Recognised:
    scale = scale_for(page, dpi=limits.ocr_dpi)
    best: Recognised | None = None
    for rotation in (0, 180, 90, 270):
        found = _read_turned(page.pixels, rotation, scale=scale, models=models, limits=limits)
        if best is None or found.mean_confidence > best.mean_confidence:
            best = found
        if best.mean_confidence >= POOR or not found.words:
            break
    assert best is not None
    return best


def _read_turned(
    pixels: Grey, rotation: int, *, scale: float, models: tuple[str, ...], limits: Limits
) -> Recognised:
    upright = np.ascontiguousarray(np.rot90(pixels, -rotation // 90))
    prepared = prepare(upright, scale=scale)
    tokens = program.read_words([prepared.pixels], models=models, psm=6, seconds=limits.ocr_seconds_per_page)[0]
    return Recognised(_words(tokens, prepared), rotation, mean_confidence(tokens), prepared.skew, models)


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
    framed = cv2.copyMakeBorder(grey, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=(255,))
    return program.read_text(
        np.asarray(framed, dtype=np.uint8), model="eng", charset=charset, psm=psm, seconds=limits.ocr_seconds_per_page
    )
