"""Parts of identity documents: guilloche grounds, portraits, QR codes and MRZ lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import cv2
import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFilter

from tests.corpus import fonts
from tests.corpus.canvas import MM, Box, Colour, Sheet

PITCH = 7.2
"""Points between MRZ characters: ten to the inch (ICAO 9303)."""


def guilloche(
    wide: int, high: int, rng: Random, *, tints: Sequence[Colour], strength: float = 0.35
) -> Image.Image:
    """Fine wavy security print in two tints over a pale blend."""
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    a, b = (np.array(t, np.float32) for t in (tints[0], tints[-1]))
    share = (xs / wide * 0.7 + ys / high * 0.3)[:, :, None]
    base = 255 - (255 - (a * (1 - share) + b * share)) * 0.28
    waves = np.zeros((high, wide), np.float32)
    for _ in range(3):
        f, g, p = rng.uniform(0.008, 0.03), rng.uniform(0.25, 0.6), rng.uniform(0, 6)
        waves += (np.sin(g * (ys + 14 * np.sin(xs * f + p))) > 0.86).astype(np.float32)
    rosette = (
        np.sin(np.hypot(xs - wide * rng.uniform(0.3, 0.8), ys - high / 2) * rng.uniform(0.15, 0.3)) > 0.93
    )
    waves += rosette.astype(np.float32) * 0.7
    ink = (a + b) / 2
    alpha = np.clip(waves * strength * 0.5, 0, 0.5)[:, :, None]
    return Image.fromarray(np.clip(base * (1 - alpha) + ink * alpha, 0, 255).astype(np.uint8))


def portrait(rng: Random, *, px: int = 300) -> Image.Image:
    """A schematic passport photograph (no person)."""
    wide, high = px, round(px * 1.28)
    ground = rng.choice(((214, 216, 220), (200, 206, 214), (226, 224, 220)))
    image = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(image)
    skin = rng.choice(((236, 200, 174), (206, 160, 124), (142, 98, 70), (96, 66, 50), (248, 216, 196)))
    hair = rng.choice(((40, 28, 22), (90, 60, 36), (190, 160, 100), (120, 120, 124), (20, 20, 22)))
    coat = rng.choice(((40, 50, 80), (120, 40, 50), (60, 60, 60), (180, 180, 190)))
    cx = wide / 2
    draw.ellipse([cx - wide * 0.48, high * 0.76, cx + wide * 0.48, high * 1.4], fill=coat)
    draw.rectangle([cx - wide * 0.11, high * 0.6, cx + wide * 0.11, high * 0.84], fill=skin)
    draw.ellipse([cx - wide * 0.29, high * 0.1, cx + wide * 0.29, high * 0.62], fill=hair)
    if rng.random() < 0.4:
        draw.rectangle([cx - wide * 0.29, high * 0.36, cx + wide * 0.29, high * 0.78], fill=hair)
    draw.ellipse([cx - wide * 0.23, high * 0.18, cx + wide * 0.23, high * 0.7], fill=skin)
    for side in (-1, 1):
        ex = cx + side * wide * 0.09
        draw.ellipse([ex - 9, high * 0.40, ex + 9, high * 0.425], fill=(250, 250, 250))
        draw.ellipse([ex - 5, high * 0.40, ex + 5, high * 0.425], fill=(50, 40, 34))
        draw.line([(ex - 14, high * 0.375), (ex + 14, high * 0.37)], fill=hair, width=4)
    shade = tuple(int(c * 0.8) for c in skin)
    draw.line([(cx, high * 0.43), (cx + 6, high * 0.51), (cx - 4, high * 0.515)], fill=shade, width=4)
    draw.line([(cx - wide * 0.07, high * 0.58), (cx + wide * 0.07, high * 0.58)], fill=(150, 80, 76), width=5)
    return image.filter(ImageFilter.GaussianBlur(2))


def qr(content: str, *, px: int = 12) -> Image.Image:
    """A QR code with its quiet zone."""
    code = segno.make(content, error="m", micro=False)
    matrix = np.array([[0 if v else 255 for v in row] for row in code.matrix], np.uint8)
    matrix = np.pad(matrix, 3, constant_values=255)
    return Image.fromarray(np.kron(matrix, np.ones((px, px), np.uint8))).convert("RGB")


def mrz_lines(
    sheet: Sheet,
    lines: Sequence[str],
    x: float,
    y: float,
    *,
    spots: dict[str, tuple[int, int, int]] | None = None,
    gap: float = 14.5,
    font: str = "ocrb",
) -> None:
    """Write MRZ lines from baseline `y`; `spots` marks (line, first, last+1) character ranges by name."""
    size = PITCH / fonts.width("0", font, 1.0)
    for number, line in enumerate(lines):
        for index, char in enumerate(line):
            sheet.text(x + index * PITCH, y + number * gap, char, font, size, colour=(10, 10, 12))
    for name, (row, first, last) in (spots or {}).items():
        base = y + row * gap
        sheet.marks.setdefault(name, []).append(
            (x + first * PITCH - 1, base - size * 0.85, x + last * PITCH + 1, base + size * 0.2)
        )
    widest = max(len(line) for line in lines)
    sheet.marks.setdefault("mrz-zone", []).append(
        (x - 2, y - size, x + widest * PITCH + 2, y + (len(lines) - 1) * gap + size * 0.3)
    )


def ground(sheet: Sheet, rng: Random, tints: Sequence[Colour], *, box: Box | None = None) -> None:
    """A guilloche over the whole card or a part of it."""
    x0, y0, x1, y1 = box or (0, 0, sheet.width, sheet.height)
    sheet.picture(guilloche(round((x1 - x0) * 3), round((y1 - y0) * 3), rng, tints=tints), x0, y0, x1, y1)


def rounded(card: Image.Image, radius: int, paper: tuple[int, int, int] = (255, 255, 255)) -> Image.Image:
    """A card with round corners, on paper white."""
    mask = Image.new("L", card.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle([0, 0, card.width - 1, card.height - 1], radius, fill=255)
    out = Image.new("RGB", card.size, paper)
    out.paste(card, (0, 0), mask)
    return out


def ghost(image: Image.Image, *, alpha: float = 0.35) -> Image.Image:
    """A pale second portrait."""
    grey = np.asarray(image.convert("L")).astype(np.float32)
    pale = np.clip(255 - (255 - grey) * alpha, 0, 255).astype(np.uint8)
    return Image.fromarray(cv2.GaussianBlur(pale, (0, 0), 1)).convert("RGB")


def watermark(sheet: Sheet, text: str, rng: Random) -> None:
    """What the KopieID app does: for whom, for what, when, across the copy."""
    angle = rng.choice((18.0, 26.0, -14.0))
    for k in range(rng.choice((1, 2, 3))):
        x = sheet.width * 0.06
        y = sheet.height * (0.45 + k * 0.22) + (30 if angle > 0 else -40)
        size = min(13.0, sheet.width * 0.9 / max(1.0, fonts.width(text, "sans-b", 1.0)))
        sheet.text(
            x,
            y - math.sin(math.radians(angle)) * 20,
            text,
            "sans-b",
            size,
            colour=(120, 120, 130),
            angle=angle,
            alpha=0.45,
        )


BLUE: tuple[Colour, ...] = ((120, 150, 200), (210, 170, 190))
PINK: tuple[Colour, ...] = ((226, 168, 190), (150, 170, 210))
GREEN: tuple[Colour, ...] = ((150, 190, 160), (210, 200, 150))
LABEL: Colour = (60, 70, 110)


def dates(rng: Random, low: date, high: date, years: int) -> tuple[date, date]:
    """A day of issue in a range, and the day of expiry."""
    issued = low + timedelta(days=rng.randrange((high - low).days))
    return issued, issued.replace(year=issued.year + years, day=min(issued.day, 28))


def figures(value: date) -> str:
    """A date as Dutch documents print it."""
    months = (
        "JAN/JAN",
        "FEB/FEB",
        "MAA/MAR",
        "APR/APR",
        "MEI/MAY",
        "JUN/JUN",
        "JUL/JUL",
        "AUG/AUG",
        "SEP/SEP",
        "OKT/OCT",
        "NOV/NOV",
        "DEC/DEC",
    )
    return f"{value.day:02d} {months[value.month - 1]} {value.year}"


def field(
    sheet: Sheet,
    x: float,
    y: float,
    label: str,
    value: str,
    *,
    mark: str | None = None,
    size: float = 8.6,
    font: str = "sans-b",
) -> None:
    """A small label with its value below."""
    sheet.text(x, y, label, "sans", 4.9, colour=LABEL)
    sheet.text(x, y + size + 1.2, value, font, size, mark=mark)


def card(rng: Random, tints: tuple[Colour, ...]) -> Sheet:
    """An empty card of format ID-1."""
    sheet = Sheet(85.6 * MM, 54 * MM, paper=(248, 248, 250))
    ground(sheet, rng, tints)
    return sheet
