"""Pages for the tests of text recognition, drawn with PDF's standard fonts: no system font is needed."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from tests.bench import documents
from verification.reading.ocr import GreyPage
from verification.reading.ocr.model import Grey


@cache
def scanned(
    language: str, *, dpi: int = 150, skew: float = 0.7, turn: int = 0, noise: float = 4.0
) -> tuple[Grey, str]:
    """A short page of text as scanned, and what stands on it; `turn` in clockwise quarter turns."""
    page = documents.make_page(language, seed=3, dense=False)
    rgb = documents.scan(page, documents.Scan(dpi, skew, turn, noise), seed=1)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8), page.text


def grey_page(language: str, *, dpi: int = 150, turn: int = 0) -> GreyPage:
    return GreyPage(scanned(language, dpi=dpi, turn=turn)[0], dpi)


def blank(height: int = 1754, width: int = 1240) -> Grey:
    return np.full((height, width), 250, np.uint8)
