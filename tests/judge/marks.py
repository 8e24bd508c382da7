"""Ink: stamps, signatures, emblems and portraits."""

from __future__ import annotations

import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from . import fonts
from .canvas import Colour

INKS: tuple[Colour, ...] = (
    (28, 44, 138),
    (20, 60, 160),
    (150, 28, 40),
    (96, 30, 120),
    (22, 100, 72),
    (24, 24, 28),
)
PENS: tuple[Colour, ...] = ((18, 30, 110), (12, 12, 20), (30, 60, 150))


def scribble(
    rng: random.Random, *, wide: int = 520, high: int = 200, ink: Colour | None = None, pen: int = 0
) -> Image.Image:
    """Return a signature: connected bezier strokes on a transparent ground."""
    ink = ink or rng.choice(PENS)
    image = Image.new("RGBA", (wide, high), (*ink, 0))
    mask = Image.new("L", (wide, high), 0)
    draw = ImageDraw.Draw(mask)
    x, y = wide * 0.08, high * 0.6
    points: list[tuple[float, float]] = []
    for step in range(rng.randint(5, 9)):
        nx = min(wide * 0.95, x + wide * rng.uniform(0.06, 0.16))
        ny = high * rng.uniform(0.35, 0.72)
        tall = rng.uniform(0.05, 0.5) if rng.random() < 0.6 or step == 0 else rng.uniform(0.5, 0.95)
        c1 = (x + wide * rng.uniform(-0.06, 0.1), high * tall)
        c2 = (nx - wide * rng.uniform(-0.05, 0.1), high * rng.uniform(0.1, 0.95))
        for i in range(24):
            t = i / 24
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            points.append((a * x + b * c1[0] + c * c2[0] + d * nx, a * y + b * c1[1] + c * c2[1] + d * ny))
        x, y = nx, ny
    if rng.random() < 0.5:
        points += [(wide * 0.95, high * 0.8), (wide * 0.2, high * rng.uniform(0.75, 0.9))]
    draw.line(points, fill=235, width=pen or rng.randint(4, 8), joint="curve")
    image.putalpha(mask.filter(ImageFilter.GaussianBlur(0.8)))
    return image


def initials(rng: random.Random) -> Image.Image:
    """Return initials (paraaf)."""
    return scribble(rng, wide=260, high=200, pen=6)


def _wear(mask: Image.Image, rng: random.Random, faint: float) -> Image.Image:
    array = np.asarray(mask).astype(np.float32)
    gen = np.random.default_rng(rng.getrandbits(32))
    patch = gen.uniform(0, 1, (9, 9)).astype(np.float32)
    field = np.asarray(
        Image.fromarray((patch * 255).astype(np.uint8)).resize(mask.size, Image.Resampling.BICUBIC)
    )
    array *= (0.72 + 0.28 * field / 255) * faint
    return Image.fromarray(np.clip(array, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))


def _arc_text(
    mask: Image.Image, text: str, radius: float, family: str, size: int, start: float, *, inner: bool
) -> None:
    font = fonts.pil(family, "b" if family not in {"ocrb"} else "", size)
    centre = mask.width / 2
    angle = start
    sign = -1 if inner else 1
    for char in text:
        wide = font.getlength(char)
        half = math.degrees(wide / 2 / radius) * sign
        angle += half
        tile = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(tile).text((size, size), char, font=font, fill=255, anchor="mm")
        turned = tile.rotate(-angle + (180 if inner else 0), resample=Image.Resampling.BICUBIC)
        px = centre + radius * math.sin(math.radians(angle))
        py = centre - radius * math.cos(math.radians(angle))
        mask.paste(255, (round(px - size), round(py - size)), turned)
        angle += half + sign * math.degrees(1.5 / radius)


def round_stamp(
    rng: random.Random, ring: str, middle: list[str], *, ink: Colour | None = None, faint: float = 0.9
) -> Image.Image:
    """Return a round stamp: text along the ring, lines or an emblem in the middle."""
    size = 520
    mask = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((6, 6, size - 6, size - 6), outline=255, width=rng.randint(5, 9))
    family = rng.choice(("nimbus", "narrow", "roboto", "robotocond", "opensans", "ptsans", "carlito"))
    text_size = 50
    while fonts.width(ring, family, "b", text_size) > math.tau * 205 * 0.9 and text_size > 26:
        text_size -= 2
    if rng.random() < 0.7:
        edge = 205 - text_size * 0.72
        draw.ellipse(
            (size / 2 - edge, size / 2 - edge, size / 2 + edge, size / 2 + edge), outline=255, width=4
        )
    total = math.degrees(fonts.width(ring, family, "b", text_size) / 205) * 1.04
    _arc_text(mask, ring, 215, family, text_size, -total / 2, inner=False)
    y = size / 2 - (len(middle) - 1) * 24
    for line in middle:
        line_size = 44
        while fonts.width(line, family, "b", line_size) > 270 and line_size > 20:
            line_size -= 2
        draw.text((size / 2, y), line, font=fonts.pil(family, "b", line_size), fill=255, anchor="mm")
        y += 48
    if not middle:
        crest(draw, size / 2, size / 2, 90)
    return _colour(mask, rng, ink, faint)


def oblong_stamp(
    rng: random.Random, lines: list[str], *, ink: Colour | None = None, faint: float = 0.9, oval: bool = False
) -> Image.Image:
    """Return an oblong or oval stamp with lines of text."""
    family = rng.choice(
        ("nimbus", "narrow", "roboto", "robotocond", "opensans", "ptsans", "carlito", "nimbusmono")
    )
    sizes = [46 if i == 0 else 36 for i in range(len(lines))]
    inside = max(fonts.width(t, family, "b", s) for t, s in zip(lines, sizes, strict=True))
    pad = 130 if oval else 46
    wide, high = int(inside) + 2 * pad, sum(int(s * 1.35) for s in sizes) + (150 if oval else 60)
    mask = Image.new("L", (wide, high), 0)
    draw = ImageDraw.Draw(mask)
    if oval:
        draw.ellipse((5, 5, wide - 5, high - 5), outline=255, width=7)
    elif rng.random() < 0.75:
        draw.rounded_rectangle(
            (5, 5, wide - 5, high - 5), radius=rng.choice((0, 0, 18)), outline=255, width=rng.randint(4, 8)
        )
    y: float = 75 if oval else 30
    for line, size in zip(lines, sizes, strict=True):
        draw.text((wide / 2, y + size * 0.65), line, font=fonts.pil(family, "b", size), fill=255, anchor="mm")
        y += size * 1.35
    return _colour(mask, rng, ink, faint)


def _colour(mask: Image.Image, rng: random.Random, ink: Colour | None, faint: float) -> Image.Image:
    image = Image.new("RGBA", mask.size, (*(ink or rng.choice(INKS)), 0))
    image.putalpha(_wear(mask, rng, faint))
    return image.rotate(rng.gauss(0, 5), resample=Image.Resampling.BICUBIC, expand=True)


def crest(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    """Draw a simple shield with a star, no country's arms."""
    draw.polygon(
        [
            (x - size * 0.7, y - size),
            (x + size * 0.7, y - size),
            (x + size * 0.7, y + size * 0.2),
            (x, y + size),
            (x - size * 0.7, y + size * 0.2),
        ],
        outline=255,
        width=6,
    )
    star = [
        (
            x + math.sin(i * math.pi / 5) * size * (0.45 if i % 2 == 0 else 0.2),
            y - 12 - math.cos(i * math.pi / 5) * size * (0.45 if i % 2 == 0 else 0.2),
        )
        for i in range(10)
    ]
    draw.polygon(star, fill=255)


def logo(rng: random.Random, size: int = 220) -> Image.Image:
    """Return an abstract logo of an institution."""
    colour = rng.choice(
        ((0, 98, 155), (176, 30, 60), (0, 120, 90), (230, 120, 20), (80, 60, 140), (40, 40, 40))
    )
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    kind = rng.randint(0, 3)
    if kind == 0:
        draw.ellipse((10, 10, size - 10, size - 10), fill=(*colour, 255))
        draw.rectangle((size * 0.44, 40, size * 0.56, size - 40), fill=(255, 255, 255, 255))
        draw.rectangle((40, size * 0.44, size - 40, size * 0.56), fill=(255, 255, 255, 255))
    elif kind == 1:
        for i in range(4):
            draw.arc(
                (10 + i * 22, 10 + i * 22, size - 10 - i * 22, size - 10 - i * 22),
                30 * i,
                200 + 30 * i,
                fill=(*colour, 255),
                width=12,
            )
    elif kind == 2:
        draw.polygon([(size / 2, 8), (size - 8, size - 20), (8, size - 20)], fill=(*colour, 255))
        draw.ellipse((size * 0.38, size * 0.42, size * 0.62, size * 0.66), fill=(255, 255, 255, 255))
    else:
        mask = Image.new("L", (size, size), 0)
        crest(ImageDraw.Draw(mask), size / 2, size / 2, size * 0.45)
        image = Image.new("RGBA", (size, size), (*colour, 0))
        image.putalpha(mask)
    return image


def portrait(rng: random.Random, wide: int, high: int) -> Image.Image:
    """Return a schematic face: nobody's."""
    gen = np.random.default_rng(rng.getrandbits(32))
    ground = rng.randint(195, 228)
    image = Image.new("RGB", (wide, high), (ground, ground, ground + 6))
    draw = ImageDraw.Draw(image)
    skin = rng.choice(((222, 184, 160), (196, 150, 120), (150, 105, 80), (110, 75, 58), (236, 205, 186)))
    hair = rng.choice(((60, 42, 32), (26, 22, 22), (150, 118, 72), (130, 130, 130)))
    cx = wide / 2
    draw.ellipse(
        (cx - wide * 0.46, high * 0.78, cx + wide * 0.46, high * 1.3),
        fill=rng.choice(((50, 60, 90), (90, 40, 50), (70, 70, 70))),
    )
    draw.ellipse((cx - wide * 0.3, high * 0.12, cx + wide * 0.3, high * 0.72), fill=hair)
    draw.rectangle((cx - wide * 0.1, high * 0.65, cx + wide * 0.1, high * 0.85), fill=skin)
    draw.ellipse((cx - wide * 0.24, high * 0.2, cx + wide * 0.24, high * 0.74), fill=skin)
    for side in (-1, 1):
        ex = cx + side * wide * 0.1
        draw.ellipse((ex - wide * 0.035, high * 0.42, ex + wide * 0.035, high * 0.455), fill=(40, 32, 30))
    draw.line(
        (cx, high * 0.45, cx - wide * 0.02, high * 0.56, cx + wide * 0.02, high * 0.57),
        fill=(120, 90, 75),
        width=max(1, wide // 60),
    )
    draw.arc(
        (cx - wide * 0.09, high * 0.58, cx + wide * 0.09, high * 0.65),
        20,
        160,
        fill=(140, 60, 60),
        width=max(1, wide // 50),
    )
    array = np.asarray(image.filter(ImageFilter.GaussianBlur(wide / 90))).astype(np.float32)
    array += gen.normal(0, 4, array.shape)
    return Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))
