"""Measures move with what they measure, and not with the resolution."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from tests.verification.reading import files
from verification.model import Quality, Word, WordSource
from verification.reading import quality


def boxes(dpi: int) -> list[Word]:
    """Boxes of the words of `files.paper`, as recognition would give them."""
    from PIL import ImageFont

    font = ImageFont.truetype(files.FONT, round(11 * dpi / 72))
    width, height = (round(side / 72 * dpi) for side in files.A4)
    words = []
    for line, text in enumerate(files.PROSE):
        for index, word in enumerate(text.split()):
            left = 0.6 * dpi + font.getlength(" ".join([*text.split()[:index], ""]))
            x0, y0, x1, y1 = font.getbbox(word)
            top = dpi * (1 + 0.24 * line)
            box = ((left + x0) / width, (top + y0) / height, (left + x1) / width, (top + y1) / height)
            words.append(Word(word, box, 0.9, WordSource.OCR, line, 0))
    return words


def measure(image: Image.Image, dpi: int, **options: object) -> Quality:
    grey = np.asarray(image.convert("L"))
    return quality.measure(grey, boxes(dpi), dpi=dpi, scale=1.0, whole=True, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
def test_a_good_scan_is_sharp_at_every_resolution(dpi: int) -> None:
    found = measure(files.paper(dpi=dpi), dpi)
    assert found.sharpness is not None
    assert found.sharpness > 0.75
    assert found.contrast == pytest.approx(0.88, abs=0.05)
    assert found.text_height_px == pytest.approx(0.084 * dpi, rel=0.15)
    assert found.cut_off == ()


def test_blur_lowers_sharpness() -> None:
    page = files.paper(dpi=200)
    found = [
        measure(page.filter(ImageFilter.GaussianBlur(radius)), 200).sharpness or 0.0
        for radius in (0, 2, 4, 6)
    ]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0.9
    assert found[2] < 0.62


def test_ink() -> None:
    def share(image: Image.Image) -> float:
        return quality.ink_share(np.asarray(image.convert("L")))

    noise = np.random.default_rng(1).normal(235, 6, (1100, 800)).clip(0, 255).astype(np.uint8)
    assert share(files.paper(lines=())) == 0
    assert share(Image.fromarray(noise)) < 0.0001
    assert share(Image.new("L", (800, 1100), 90)) == 0  # dark paper is paper
    assert 0.002 < share(files.paper()) < 0.05
    assert share(files.paper(lines=("Bladzijde 2",))) > 0.0001


def test_lines_that_run_off_the_picture() -> None:
    page = files.paper(dpi=150)
    cut = [
        Word(w.text, (max(0.0, w.box[0] - 0.12), *w.box[1:]), w.confidence, w.source, w.line, 0)
        for w in boxes(150)
        if w.box[0] > 0.05
    ]
    grey = np.asarray(page.convert("L"))
    assert quality.measure(grey, cut, dpi=150, scale=1.0, whole=True).cut_off == ("left",)
    assert quality.measure(grey, cut, dpi=150, scale=1.0, whole=False).cut_off == ()
