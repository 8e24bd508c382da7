"""Detectors of zones, codes, masks and digits on drawn cards: fonts, scales, noise and slopes differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import segno
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from verification.bsn import Context, find_in_mrz, find_in_words
from verification.bsn_numbers import UNREAD
from verification.identity_look import badly_read, look_at
from verification.model import MaskKind, Word, WordSource
from verification.reading.codes import find_codes
from verification.reading.comb import read_combs
from verification.reading.geometry import turn_box
from verification.reading.light_print import read_light_print
from verification.reading.lines_off import crossed, without_lines
from verification.reading.masks import find_masks
from verification.reading.mrz import find_mrz
from verification.reading.numbers import read_numbers
from verification.reading.struck_on_card import struck_on_card
from verification.reading.view import PageView

FONTS = Path("/usr/share/fonts")
SANS = FONTS / "truetype/dejavu/DejaVuSans.ttf"
MONO = [FONTS / "opentype/ocr-b/OCRB.otf", FONTS / "truetype/dejavu/DejaVuSansMono.ttf"]
MONO = [font for font in MONO if font.exists()]
PASSPORT = ["P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<", "SPECI20142NLD6503101F2403096999999990<<<<<84"]
CARD = ["I<NLDSPECI20142999999990<<<<<8", "6503101F2403096NLD<<<<<<<<<<<8", "DE<BRUIJN<<WILLEKE<LISELOTTE<<"]
INK = (25, 25, 40)


GIBBERISH = tuple(
    Word(t, (0.1, 0.1, 0.12, 0.12), 0.3, WordSource.OCR, 0, 0) for t in ("ww", "3", "E=", "op", "ON")
)


def font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def ground(width: int = 1240, height: int = 900) -> Image.Image:
    """A tinted card."""
    rng = np.random.default_rng(7)
    pixels = np.full((height, width, 3), (214, 222, 232), np.int16) + rng.normal(
        0, 3, (height, width, 1)
    ).astype(int)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def zone_on(image: Image.Image, lines: list[str], face: Path, *, width: int, top: int) -> None:
    """Draws lines of equal pitch, `width` pixels wide."""
    draw = ImageDraw.Draw(image)
    step = width / len(lines[0])
    letters = font(face, round(step * 1.5))
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            draw.text((60 + column * step, top + row * step * 2.4), char, font=letters, fill=INK)


def view(image: Image.Image) -> PageView:
    rgb: NDArray[np.uint8] = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return PageView(rgb, 200, ())


@pytest.mark.parametrize("face", MONO, ids=lambda p: p.stem)
@pytest.mark.parametrize(("lines", "width"), [(PASSPORT, 1100), (CARD, 620)])
def test_a_zone_is_read_from_the_picture_alone(face: Path, lines: list[str], width: int) -> None:
    image = ground()
    zone_on(image, lines, face, width=width, top=600)
    found = find_mrz(view(image.filter(ImageFilter.GaussianBlur(0.6)).rotate(0.8, fillcolor=(214, 222, 232))))
    assert [b.digits for z in found if (b := find_in_mrz(z))] == ["999999990"]


def test_a_zone_as_wide_as_a_large_photograph_is_found() -> None:
    """Its letters stand further apart than the strokes that are joined in smaller pictures."""
    image = ground(1560, 980)
    draw, letters = ImageDraw.Draw(image), font(SANS, 64)
    for row, line in enumerate(CARD):
        for column, char in enumerate(line):
            draw.text((75 + column * 47.5, 660 + row * 84), char, font=letters, fill=INK)
    found = find_mrz(view(image.filter(ImageFilter.GaussianBlur(0.8))))
    assert [b.digits for z in found if (b := find_in_mrz(z))] == ["999999990"]


def test_a_zone_of_which_only_its_state_was_read_is_of_that_state() -> None:
    def named(line: str) -> tuple[bool, bool]:
        look = look_at([Word(line, (0.1, 0.8, 0.9, 0.85), 0.7, WordSource.OCR, 0, 0)])
        return look.identity, look.foreign

    assert named("P<USAKORTENAAR<<KWAME<<<<<<<<<<<<<<<<<<<<<<<") == (True, True)
    assert named("P<NLDKORTENAAR<<KWAME<<<<<<<<<<<<<<<<<<<<<<<") == (True, False)
    assert named("P<NLOKORTENAAR<<KWAME<<<<<<<<<<<<<<<<<<<<<<<") == (True, False), "a misread NLD"


def test_a_zone_with_its_bsn_covered() -> None:
    image = ground()
    zone_on(image, PASSPORT, MONO[0], width=1100, top=600)
    step = 1100 / 44
    top = 600 + step * 2.4
    ImageDraw.Draw(image).rectangle(
        [60 + 28 * step - 3, top - 4, 60 + 44 * step, top + 40], fill=(10, 10, 10)
    )
    found = find_mrz(view(image))
    assert [(z.masked, find_in_mrz(z)) for z in found] == [(True, None)]


def struck_zone(thick: int, *, whole: bool) -> Image.Image:
    """A passport's zone with a line of a pen through the cells of its BSN."""
    image = ground()
    zone_on(image, PASSPORT, MONO[0], width=1100, top=600)
    draw = ImageDraw.Draw(image)
    step = 1100 / 44
    left, right = 60 + 27.6 * step, 60 + (37.4 if whole else 33) * step
    draw.line((left, 600 + 3.25 * step, right, 600 + 3.05 * step), fill=(30, 40, 130), width=thick)
    return image.filter(ImageFilter.GaussianBlur(0.7))


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("thick", [3, 5])
def test_a_thin_line_through_the_bsn_of_a_zone_hides_nothing(thick: int, whole: bool) -> None:
    found = [b for z in find_mrz(view(struck_zone(thick, whole=whole))) if (b := find_in_mrz(z))]
    assert len(found) == 1, "read, a digit wrong perhaps, or told to show unread"


def test_a_thick_line_through_the_bsn_of_a_zone_hides_it() -> None:
    zones = find_mrz(view(struck_zone(36, whole=True)))
    assert zones
    assert not any(find_in_mrz(z) for z in zones)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_zone_that_lies_another_way_up(degrees: int) -> None:
    image = ground()
    zone_on(image, PASSPORT, MONO[0], width=1100, top=600)
    turned = replace(view(image.rotate(-degrees, expand=True)), words=GIBBERISH)
    (found,) = find_mrz(turned)
    bsn = find_in_mrz(found)
    assert bsn is not None
    assert bsn.digits == "999999990"
    zone = turn_box((60 / 1240, 600 / 900, 1160 / 1240, 690 / 900), degrees)
    assert found.box == pytest.approx(zone, abs=0.03)


def struck_card(text: str) -> Image.Image:
    """A card whose small label is lost, with a line of a pen through what stands under it."""
    image = ground()
    draw = ImageDraw.Draw(image)
    draw.text((100, 60), "KONINKRIJK DER NEDERLANDEN", font=font(SANS, 30), fill=INK)
    draw.text((700, 300), text, font=font(SANS, 26), fill=INK)
    right = 700 + draw.textlength(text, font=font(SANS, 26))
    draw.line((685, 317, right + 15, 315), fill=(30, 40, 130), width=3)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def test_a_struck_number_on_a_card_needs_no_label() -> None:
    shown = list(struck_on_card(view(struck_card("123456782")).grey, (), ()))
    assert [word.text for word in shown] in (["BSN:123456782"], [f"BSN:{UNREAD}"])
    assert find_in_words(shown, Context(identity=True))


@pytest.mark.parametrize("text", ["NX4KBL2H7", "12 MEI 1979"])
def test_a_struck_document_number_or_date_on_a_card_is_no_bsn(text: str) -> None:
    assert list(struck_on_card(view(struck_card(text)).grey, (), ())) == []


def test_a_card_without_lines_shows_no_struck_number() -> None:
    image = ground()
    ImageDraw.Draw(image).text((700, 300), "123456782", font=font(SANS, 26), fill=INK)
    assert list(struck_on_card(view(image).grey, (), ())) == []


def test_the_other_way_up_is_tried_where_only_a_zone_was_found() -> None:
    image = ground()
    draw = ImageDraw.Draw(image)
    draw.text((100, 100), "Persoonsnummer / Personal no.", font=font(SANS, 24), fill=INK)
    draw.text((100, 140), "123456782", font=font(SANS, 30), fill=INK)
    zone_on(image, CARD, MONO[0], width=900, top=600)
    turned = replace(view(image.rotate(180)), words=GIBBERISH)
    read = read_numbers(turned, find_mrz(turned))
    assert [word.text for word in read] == ["BSN:123456782"]


def test_a_page_of_text_has_no_zone() -> None:
    image = Image.new("RGB", (1240, 1000), "white")
    draw = ImageDraw.Draw(image)
    for row in range(20):
        text = "Hierbij verklaren wij dat mevrouw De Vries als verpleegkundige werkzaam was."
        draw.text((80, 60 + 40 * row), text, font=font(SANS, 24), fill="black")
    assert find_mrz(view(image)) == ()


def test_codes_with_their_place() -> None:
    image = Image.new("RGB", (1000, 1400), "white")
    code = segno.make("https://example.nl/?a=1", micro=False)
    matrix = np.kron(
        np.array([[0 if c else 255 for c in row] for row in code.matrix], np.uint8), np.ones((5, 5))
    )
    image.paste(Image.fromarray(matrix.astype(np.uint8)), (600, 300))
    (found,) = find_codes(view(image))
    assert (found.text, found.format) == ("https://example.nl/?a=1", "QRCode")
    assert found.box == pytest.approx(
        (0.6, 300 / 1400, 0.6 + matrix.shape[1] / 1000, (300 + matrix.shape[0]) / 1400), abs=0.01
    )


def test_no_code_on_a_plain_card() -> None:
    assert find_codes(view(ground())) == ()


@pytest.mark.parametrize("colour", [(8, 8, 8), (250, 225, 90), (253, 253, 253), (40, 60, 170)])
def test_bars_stickers_and_fluid_are_masks(colour: tuple[int, int, int]) -> None:
    image = ground()
    draw = ImageDraw.Draw(image)
    for row in range(8):
        draw.text((80, 80 + 60 * row), "Nationaliteit Nederlandse", font=font(SANS, 24), fill=INK)
    draw.rectangle([600, 300, 780, 334], fill=colour)
    kinds = [(m.kind, m.box) for m in find_masks(view(image))]
    assert [kind for kind, _ in kinds] == [MaskKind.BAR]
    assert kinds[0][1] == pytest.approx((600 / 1240, 300 / 900, 780 / 1240, 334 / 900), abs=0.012)


def test_a_card_without_masks_has_none() -> None:
    image = ground()
    draw = ImageDraw.Draw(image)
    for row in range(10):
        draw.text((80, 80 + 60 * row), "Nationaliteit Nederlandse 12 MEI 1980", font=font(SANS, 24), fill=INK)
    assert find_masks(view(image)) == ()


def test_a_thin_line_through_digits_is_taken_off() -> None:
    image = Image.new("L", (420, 90), 255)
    draw = ImageDraw.Draw(image)
    draw.text((30, 25), "123456782", font=font(SANS, 44), fill=0)
    plain = np.asarray(image, dtype=np.uint8).copy()
    draw.line([20, 50, 340, 50], fill=0, width=4)
    struck = np.asarray(image, dtype=np.uint8)
    bare = without_lines(struck, 32)
    assert bare is not None
    assert crossed(struck, 32) > 0.1
    assert np.abs(bare.astype(int) - plain).mean() < np.abs(struck.astype(int) - plain).mean()
    assert without_lines(plain, 32) is None


def test_an_underline_does_not_cross() -> None:
    image = Image.new("L", (420, 90), 255)
    draw = ImageDraw.Draw(image)
    draw.text((30, 20), "123456782", font=font(SANS, 40), fill=0)
    draw.line([20, 74, 340, 74], fill=0, width=3)
    assert crossed(np.asarray(image, dtype=np.uint8), 32) < 0.05


def test_no_second_look_without_a_reason() -> None:
    assert read_numbers(view(ground())) == ()


@pytest.mark.parametrize("shared", [True, False])
def test_digits_in_boxes_are_one_number(shared: bool) -> None:
    image = Image.new("L", (900, 200), 245)
    draw = ImageDraw.Draw(image)
    for index, digit in enumerate("123456782"):
        x = 60 + 70 * index
        draw.rectangle([x, 60, x + (70 if shared else 62), 130], outline=30, width=3)
        draw.text((x + 22, 72), digit, font=font(SANS, 40), fill=20)
    words = read_combs(np.asarray(image, dtype=np.uint8), tall=32)
    assert [w.text for w in words] == ["123456782"]
    assert words[0].box[0] == pytest.approx(60 / 900, abs=0.01)


def _form() -> Image.Image:
    """A page of print at 200 dpi with a number in boxes, its label before them."""
    image = Image.new("RGB", (1240, 900), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for row, text in enumerate(["Opgaaf van gegevens", "Naam en voorletters", "Straat en huisnummer"]):
        draw.text((80, 60 + 70 * row), text, font=font(SANS, 24), fill=20)
    draw.text((80, 300), "BSN nummer", font=font(SANS, 24), fill=20)
    for index, digit in enumerate("123456782"):
        x = 480 + 46 * index
        draw.rectangle([x, 290, x + 42, 338], outline=80, width=2)
        draw.text((x + 12, 298), digit, font=font(SANS, 28), fill=20)
    return image


def test_a_number_in_boxes_is_read_with_the_label_that_recognition_lost() -> None:
    texts = [("Opgaaf", 60), ("van", 60), ("gegevens", 60), ("Naam", 130), ("Straat", 200)]
    words = tuple(
        Word(text, (0.07 + 0.1 * i, y / 900, 0.14 + 0.1 * i, (y + 25) / 900), 0.95, WordSource.OCR, y, 0)
        for i, (text, y) in enumerate(texts)
    )
    read = read_numbers(replace(view(_form()), words=words))
    assert [b.digits for b in find_in_words((*words, *read), Context())] == ["123456782"]


@pytest.mark.parametrize(
    "cover", [(255, 235, 60), (120, 230, 120), (255, 130, 190)], ids=["yellow", "green", "pink"]
)
def test_a_number_under_a_marker_is_read_again(cover: tuple[int, int, int]) -> None:
    image = Image.new("RGB", (1240, 500), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle([300, 190, 520, 235], fill=cover)
    draw.text((100, 200), "BSN", font=font(SANS, 22), fill=20)
    draw.text((320, 200), "123456782", font=font(SANS, 22), fill=20)
    label = Word("BSN", (100 / 1240, 200 / 500, 145 / 1240, 222 / 500), 0.95, WordSource.OCR, 0, 0)
    read = read_numbers(replace(view(image), words=(label,)))
    assert [b.digits for b in find_in_words((label, *read), Context())][:1] == ["123456782"]


@pytest.mark.parametrize("cover", [(255, 170, 60), (165, 165, 165)], ids=["orange", "grey"])
def test_a_label_under_the_marker_too_is_read_again(cover: tuple[int, int, int]) -> None:
    image = Image.new("RGB", (1240, 500), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle([90, 190, 520, 235], fill=cover)
    draw.text((100, 200), "BSN 123456782", font=font(SANS, 22), fill=20)
    words = tuple(
        Word("Naam", (0.1 * i, 0.1, 0.1 * i + 0.05, 0.144), 0.95, WordSource.OCR, 0, 0) for i in range(6)
    )
    read = read_numbers(replace(view(image), words=words))
    assert {b.digits for b in find_in_words(read, Context())} == {"123456782"}


def dark_head(colour: tuple[int, int, int]) -> tuple[Image.Image, list[Word]]:
    """A table with a dark head, and the words of it that recognition did not lose."""
    image = Image.new("RGB", (1240, 500), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    draw.rectangle([90, 190, 1100, 235], fill=colour)
    words = []
    for x, head, cell in (
        (100, "Naam", "Jansen"),
        (400, "Burgerservicenummer", "123456782"),
        (800, "Uren", "1456"),
    ):
        draw.text((x, 200), head, font=font(SANS, 22), fill="white")
        draw.text((x, 250), cell, font=font(SANS, 22), fill=20)
        for text, top in ((head, 202), (cell, 252)):
            right = x + draw.textlength(text, font=font(SANS, 22))
            words.append(
                Word(text, (x / 1240, top / 500, right / 1240, (top + 20) / 500), 0.95, WordSource.OCR, 0, 0)
            )
    return image, words


@pytest.mark.parametrize("colour", [(35, 40, 50), (20, 70, 140), (0, 95, 85)], ids=["grey", "blue", "green"])
def test_a_light_label_that_recognition_lost_on_a_dark_head_is_read(colour: tuple[int, int, int]) -> None:
    image, words = dark_head(colour)
    kept = tuple(w for w in words if w.text != "Burgerservicenummer")
    read = read_numbers(replace(view(image), words=kept))
    assert [b.digits for b in find_in_words((*kept, *read), Context())] == ["123456782"]


def test_a_dark_head_that_was_read_is_not_read_again() -> None:
    image, words = dark_head((35, 40, 50))
    assert list(read_light_print(view(image).grey, words, tall=20)) == []


def test_print_under_a_large_watermark_is_read_again() -> None:
    image = Image.new("RGB", (1240, 900), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for row in range(4):
        draw.text((-40 + 60 * row, 220 * row), "KOPIE KOPIE", font=font(SANS, 190), fill=(190, 190, 190))
    for row, text in enumerate(["Jaaropgave", "Loon voor loonheffing", "Burgerservicenummer  123456782"]):
        draw.text((80, 260 + 60 * row), text, font=font(SANS, 24), fill=20)
    junk = tuple(
        Word("w", (0.05 * i, 0.5, 0.05 * i + 0.03, 0.6), 0.5, WordSource.OCR, i, 0) for i in range(18)
    )
    read = read_numbers(replace(view(image), words=junk))
    assert {b.digits for b in find_in_words(read, Context())} == {"123456782"}


def test_single_strokes_read_with_confidence_are_no_reading() -> None:
    junk = [Word(t, (0.1, 0.1, 0.2, 0.2), 0.9, WordSource.OCR, 0, 0) for t in ("|", "=", "oO", "|", "N", "|")]
    card = [
        Word(t, (0.1, 0.1, 0.2, 0.2), 0.9, WordSource.OCR, 0, 0)
        for t in ("BSN", "AM", "11.12.2011", "B", "A1")
    ]
    assert badly_read(junk)
    assert not badly_read(card)


def test_a_table_is_no_row_of_boxes() -> None:
    image = Image.new("L", (900, 200), 245)
    draw = ImageDraw.Draw(image)
    for x in range(40, 840, 200):
        draw.rectangle([x, 60, x + 200, 110], outline=30, width=3)
        draw.text((x + 20, 66), "1.234,56", font=font(SANS, 30), fill=20)
    assert read_combs(np.asarray(image, dtype=np.uint8), tall=32) == ()
