"""A thin line leaves digits readable; a scribble, struck words and blank lines do not make a number."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from verification.bsn import Context, find_in_words
from verification.bsn_numbers import UNREAD
from verification.model import MaskKind, Word, WordSource
from verification.reading.comb import read_combs
from verification.reading.masks import find_masks
from verification.reading.struck import struck_numbers
from verification.reading.view import PageView

SANS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
MONO = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
TALL = 32
NUMBER = "999990019"


def strip(text: str, *, face: Path = SANS) -> tuple[Image.Image, tuple[int, int, int, int]]:
    image = Image.new("L", (700, 140), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(face), 36)
    draw.text((40, 10), "Datum in dienst 01-03-2014", font=font, fill=20)
    draw.text((260, 60), text, font=font, fill=20)
    x0, y0, x1, y1 = draw.textbbox((260, 60), text, font=font)
    return image, (int(x0), int(y0), int(x1), int(y1))


def pixels(image: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(cv2.GaussianBlur(np.asarray(image, dtype=np.uint8), (3, 3), 0), dtype=np.uint8)


@pytest.mark.parametrize("face", [SANS, MONO])
@pytest.mark.parametrize("thick", [2, 5, 8])
@pytest.mark.parametrize("sinks", [-6, 0, 8])
def test_a_number_under_a_thin_line(face: Path, thick: int, sinks: int) -> None:
    image, (x0, y0, x1, y1) = strip(NUMBER, face=face)
    middle = (y0 + y1) // 2
    line = (x0 - 12, middle - sinks // 2, x1 + 14, middle + sinks // 2)
    ImageDraw.Draw(image).line(line, fill=30, width=thick)
    (box,) = struck_numbers(pixels(image), tall=TALL)
    assert box[0] == pytest.approx(x0 / 700, abs=0.03)
    assert box[2] == pytest.approx(x1 / 700, abs=0.03)


@pytest.mark.parametrize("text", ["onbekend", "zie bijlage", "n.v.t.", "", "12345"])
def test_struck_words_and_blank_lines_are_no_number(text: str) -> None:
    image, (x0, y0, x1, y1) = strip(text)
    middle = (y0 + y1) // 2 if text else 90
    ImageDraw.Draw(image).line((x0 - 12, middle, max(x1, 500) + 14, middle), fill=30, width=3)
    assert struck_numbers(pixels(image), tall=TALL) == []


@pytest.mark.parametrize("where", ["under", "over"])
def test_a_line_beside_a_number_strikes_nothing(where: str) -> None:
    image, (x0, y0, x1, y1) = strip(NUMBER)
    y = y1 + 3 if where == "under" else y0 - 4
    ImageDraw.Draw(image).line((x0 - 12, y, x1 + 14, y), fill=30, width=3)
    assert struck_numbers(pixels(image), tall=TALL) == []


def _scribbled(image: Image.Image, box: tuple[int, int, int, int]) -> None:
    x0, y0, x1, y1 = box
    draw = ImageDraw.Draw(image)
    steps = range(x0 - 8, x1 + 8, 7)
    draw.line([(x, y0 - 4 if n % 2 else y1 + 4) for n, x in enumerate(steps)], fill=25, width=5)
    for y in range(y0 + 3, y1, 9):
        draw.line((x0 - 8, y, x1 + 8, y + 3), fill=25, width=5)


def test_a_dense_scribble_hides_it() -> None:
    image, box = strip(NUMBER)
    _scribbled(image, box)
    assert struck_numbers(pixels(image), tall=TALL) == []


@pytest.mark.parametrize("dense", [False, True])
def test_lines_that_leave_the_number_readable_are_no_scribble(dense: bool) -> None:
    image = Image.new("L", (1240, 600), 250)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(SANS), 22)
    words = []
    for row in (60, 120, 300, 360, 420):
        draw.text((100, row), "Afdeling personeel en organisatie", font=font, fill=20)
        box = (100 / 1240, row / 600, 200 / 1240, (row + 24) / 600)
        words.append(Word("Afdeling", box, 0.95, WordSource.OCR, row, 0))
    draw.text((400, 200), NUMBER, font=font, fill=20)
    x0, y0, x1, y1 = (int(v) for v in draw.textbbox((400, 200), NUMBER, font=font))
    if dense:
        _scribbled(image, (x0, y0, x1, y1))
    else:
        for y in (y0 + 5, y0 + 11):
            draw.line((x0 - 6, y, x1 + 8, y + 2), fill=20, width=2)
    rgb = np.asarray(image.convert("RGB"), dtype=np.uint8)
    kinds = [mask.kind for mask in find_masks(PageView(rgb, 150, tuple(words)))]
    assert (MaskKind.SCRIBBLE in kinds) is dense


def test_a_number_that_shows_unread_counts_only_beside_a_label() -> None:
    def found(label: str) -> list[bool]:
        words = [
            Word(label, (0.1, 0.1, 0.3, 0.12), 0.9, WordSource.OCR, 0, 0),
            Word(UNREAD, (0.35, 0.1, 0.5, 0.12), 0.6, WordSource.OCR, 0, 0),
        ]
        return [bsn.doubtful for bsn in find_in_words(words, Context(identity=True))]

    assert found("Burgerservicenummer") == [True]
    assert found("Documentnummer") == []
    assert found("Naam") == []


@pytest.mark.parametrize(
    ("boxes", "written", "told"), [(9, 9, True), (9, 0, False), (9, 4, False), (8, 8, False)]
)
def test_nine_boxes_filled_in_by_hand_show_a_number(boxes: int, written: int, told: bool) -> None:
    image = Image.new("L", (800, 160), 255)
    draw = ImageDraw.Draw(image)
    for n in range(boxes):
        x = 60 + 60 * n
        draw.rectangle((x, 40, x + 60, 104), outline=60, width=2)
        if n < written:
            draw.line(
                [(x + 20, 60), (x + 38, 56), (x + 24, 76), (x + 40, 88), (x + 22, 92)], fill=30, width=3
            )
    unread = [
        word.text for word in read_combs(np.asarray(image, dtype=np.uint8), tall=28) if word.text == UNREAD
    ]
    assert bool(unread) is told
