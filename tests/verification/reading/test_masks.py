"""Words under dark markers: what can be read through is told; banners and opaque bars are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from verification.model import MaskKind, Word, WordSource
from verification.reading.masks import find_masks
from verification.reading.view import PageView

SANS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
PLACE = (300, 190, 640, 236)  # pixels
WIDE, HIGH = 1240, 500
SURE = 0.75  # confidence from which on the identity check takes words as meant to be hidden

VEIL = ((70, 70, 76), (38, 38, 42))  # ground and letters
BANNER = ((60, 70, 110), (250, 250, 250))
OPAQUE = ((12, 12, 14), (12, 12, 14))


def page(colours: tuple[tuple[int, int, int], tuple[int, int, int]], *, read: bool) -> PageView:
    image = Image.new("RGB", (WIDE, HIGH), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(SANS), 24)
    words = []
    for row in (60, 120, 300, 360, 420):
        draw.text((100, row), "Afdeling personeel en organisatie", font=face, fill=(20, 20, 24))
        words.append(_word("Afdeling", (100, row, 210, row + 26)))
    draw.rectangle(PLACE, fill=colours[0])
    draw.text((312, 198), "Willemijn Oosterhuis", font=face, fill=colours[1])
    if read:
        words.append(_word("Oosterhuis", (440, 198, 628, 226)))
        words.append(_word("Willemijn", (312, 198, 430, 226)))
    return PageView(np.asarray(image, dtype=np.uint8), 150, tuple(words))


def _word(text: str, box: tuple[int, int, int, int]) -> Word:
    x0, y0, x1, y1 = box
    return Word(text, (x0 / WIDE, y0 / HIGH, x1 / WIDE, y1 / HIGH), 0.95, WordSource.OCR, y0, 0)


@pytest.mark.parametrize("read", [True, False])
def test_a_name_under_a_dark_marker_is_told(read: bool) -> None:
    (mask,) = find_masks(page(VEIL, read=read))
    assert mask.kind is MaskKind.TRANSLUCENT
    assert "osterhui" in mask.recovered
    assert mask.confidence >= SURE


def test_an_opaque_bar_hides_it() -> None:
    (mask,) = find_masks(page(OPAQUE, read=False))
    assert mask.kind is MaskKind.BAR


@pytest.mark.parametrize("read", [True, False])
def test_the_light_letters_of_a_banner_were_not_meant_to_be_hidden(read: bool) -> None:
    assert not any(mask.recovered and mask.confidence >= SURE for mask in find_masks(page(BANNER, read=read)))
