"""Stamps and signatures on drawn pages: found, placed, told apart from print, and read."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from verification.model import Handwriting, Stamp
from verification.reading.handwriting import find_signatures
from verification.reading.stamps import find_stamps
from verification.reading.view import PageView

DPI = 150
MM = DPI / 25.4
BLUE, RED, GREEN, BLACK, FAINT = (40, 60, 170), (190, 40, 50), (30, 120, 70), (30, 30, 30), (150, 160, 215)


def font(mm: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=int(mm * MM))


def sheet() -> Image.Image:
    """An A4 page with twenty lines of print."""
    page = Image.new("RGB", (int(210 * MM), int(297 * MM)), (252, 250, 245))
    draw = ImageDraw.Draw(page)
    for line in range(20):
        text = "The undersigned declares that she has worked as a nurse"
        draw.text((25 * MM, (50 + 6 * line) * MM), text, fill=(20, 20, 20), font=font(3.6))
    return page


def view(page: Image.Image) -> PageView:
    noise = np.random.default_rng(7).normal(0, 3, (page.height, page.width, 1))
    return PageView(np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8), DPI, ())


def ring(
    page: Image.Image, colour: tuple[int, int, int], *, text: str = "NOTARIS TE LEEUWARDEN", turn: float = 0.0
) -> None:
    """A round stamp of 40 mm with text along its rim, its middle 130 mm right and 220 mm down."""
    cx, cy, radius = 130 * MM, 220 * MM, 20 * MM
    draw = ImageDraw.Draw(page)
    for r in (radius, radius * 0.6):
        draw.ellipse([cx - r, cy - r, cx + r, cy + r], outline=colour, width=max(2, int(0.4 * MM)))
    step = 320 / len(text)
    for index, letter in enumerate(text):
        angle = math.radians(turn - 160 + step * (index + 0.5))
        tile = Image.new("L", (int(9 * MM), int(9 * MM)), 0)
        middle = (tile.width / 2, tile.height / 2)
        ImageDraw.Draw(tile).text(middle, letter, fill=255, font=font(4.6), anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x, y = cx + radius * 0.8 * math.sin(angle), cy - radius * 0.8 * math.cos(angle)
        page.paste(colour, (int(x - middle[0]), int(y - middle[1])), tile)


def box(page: Image.Image, colour: tuple[int, int, int], *, angle: float, frame: bool = True) -> None:
    """An oblong stamp of 60 by 22 mm with three lines of text."""
    tile = Image.new("L", (int(64 * MM), int(26 * MM)), 0)
    draw = ImageDraw.Draw(tile)
    if frame:
        draw.rectangle([2 * MM, 2 * MM, 62 * MM, 24 * MM], outline=255, width=3)
    for line, text in enumerate(("GEMEENTE AMERSFOORT", "BURGERZAKEN", "KOPIE CONFORM")):
        draw.text((32 * MM, (7 + 6 * line) * MM), text, fill=255, font=font(3.8), anchor="mm")
    tile = tile.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
    page.paste(colour, (int(100 * MM), int(200 * MM)), tile)


def scribble(page: Image.Image, colour: tuple[int, int, int], *, x: float = 40.0, y: float = 225.0) -> None:
    """A signature of 45 mm by about 14."""
    points = [
        ((x + 45 * t / 200 + 3 * math.sin(t / 9)) * MM, (y + 7 * math.sin(t / 7) * math.cos(t / 31)) * MM)
        for t in range(200)
    ]
    ImageDraw.Draw(page).line(points, fill=colour, width=int(0.55 * MM), joint="curve")


@pytest.mark.parametrize("colour", [BLUE, RED, GREEN, BLACK, FAINT])
def test_round_stamp_is_found_in_its_place(colour: tuple[int, int, int]) -> None:
    page = sheet()
    ring(page, colour)
    (stamp,) = find_stamps(view(page))
    assert stamp.shape == "round"
    middle = (stamp.box[0] + stamp.box[2]) / 2 * 210, (stamp.box[1] + stamp.box[3]) / 2 * 297
    assert middle == pytest.approx((130, 220), abs=3)


@pytest.mark.parametrize(
    ("colour", "name"), [(BLUE, "blue"), (RED, "red"), (GREEN, "green"), (BLACK, "black")]
)
def test_colour_has_a_name(colour: tuple[int, int, int], name: str) -> None:
    page = sheet()
    ring(page, colour)
    assert find_stamps(view(page))[0].colour == name


@pytest.mark.parametrize("turn", [0.0, 35.0, 180.0])
def test_rim_is_read_at_any_angle(turn: float) -> None:
    page = sheet()
    ring(page, BLUE, turn=turn)
    text = find_stamps(view(page))[0].text.upper()
    assert "NOTARIS" in text or "LEEUWARDEN" in text, text


@pytest.mark.parametrize(
    ("colour", "angle", "frame"), [(BLUE, 6.0, True), (BLACK, -5.0, True), (RED, 8.0, False)]
)
def test_oblong_stamp_is_found_and_read(colour: tuple[int, int, int], angle: float, frame: bool) -> None:
    page = sheet()
    box(page, colour, angle=angle, frame=frame)
    (stamp,) = find_stamps(view(page))
    assert "GEMEENTE" in stamp.text.upper() or "BURGERZAKEN" in stamp.text.upper(), stamp.text


def test_signature_across_a_black_frame_does_no_harm() -> None:
    page = sheet()
    box(page, BLACK, angle=4.0)
    scribble(page, BLUE, x=140, y=216)
    assert any("GEMEENTE" in stamp.text.upper() for stamp in find_stamps(view(page)))


def decorated() -> Image.Image:
    """Print that is coloured, framed or drawn, and no stamp."""
    page = sheet()
    draw = ImageDraw.Draw(page)
    draw.ellipse([20 * MM, 10 * MM, 42 * MM, 32 * MM], fill=(10, 70, 150))
    draw.text((50 * MM, 15 * MM), "Ziekenhuis De Linde", fill=(10, 70, 150), font=font(8))
    for row in range(4):
        top = (190 + 9 * row) * MM
        draw.rectangle([25 * MM, top, 90 * MM, top + 9 * MM], outline=(0, 0, 0), width=2)
        draw.text((28 * MM, top + 2 * MM), "uren per week", fill=(0, 0, 0), font=font(4))
    rng = np.random.default_rng(1)
    for i in range(21):
        for j in range(21):
            if rng.random() < 0.5:
                draw.rectangle(
                    [(150 + i) * MM, (240 + j) * MM, (151 + i) * MM, (241 + j) * MM], fill=(0, 0, 0)
                )
    draw.line([20 * MM, 180 * MM, 190 * MM, 180 * MM], fill=(0, 0, 0), width=3)
    return page


def test_print_is_no_stamp() -> None:
    assert find_stamps(view(decorated())) == ()


def test_print_is_no_signature() -> None:
    assert find_signatures(view(decorated()), stamps=()) == ()


@pytest.mark.parametrize("colour", [BLUE, BLACK])
def test_signature_is_found_in_its_place(colour: tuple[int, int, int]) -> None:
    page = sheet()
    scribble(page, colour)
    found = find_signatures(view(page), stamps=())
    assert len(found) == 1
    assert found[0].box[0] * 210 == pytest.approx(40, abs=6)
    assert found[0].box[1] * 297 == pytest.approx(218, abs=6)


def test_signature_over_a_stamp_of_another_colour() -> None:
    page = sheet()
    ring(page, RED)
    scribble(page, BLUE, x=110, y=222)
    stamps: tuple[Stamp, ...] = find_stamps(view(page))
    found: tuple[Handwriting, ...] = find_signatures(view(page), stamps=stamps)
    assert stamps
    assert found


def test_a_drawn_page_has_no_ink() -> None:
    page = sheet()
    ring(page, BLUE)
    drawn = PageView(np.asarray(page), DPI, (), born_digital=True)
    assert find_stamps(drawn) == ()
    assert find_signatures(drawn, stamps=()) == ()


def test_a_black_oval_whose_letters_touch_its_line() -> None:
    page = sheet()
    draw = ImageDraw.Draw(page)
    for grow in (0, 6):
        corners = (100 + grow, 200 + grow, 142 - grow, 230 - grow)
        draw.ellipse([side * MM for side in corners], outline=BLACK, width=3)
    draw.text((105 * MM, 213 * MM), "NOTARIS ARNHEM", font=font(4.0), fill=BLACK)
    assert ("oval", "black") in {(stamp.shape, stamp.colour) for stamp in find_stamps(view(page))}
