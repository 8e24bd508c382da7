"""Ink on paper: rubber stamps, seals and signatures, as RGBA pictures to lay on a sheet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.corpus import fonts
from tests.corpus.canvas import Colour
from tests.corpus.layout import wrap

INKS: tuple[Colour, ...] = (
    (28, 48, 140),
    (20, 60, 160),
    (120, 24, 40),
    (90, 30, 110),
    (24, 90, 60),
    (30, 30, 40),
)


def worn(alpha: Image.Image, rng: Random, *, wear: float = 0.25) -> Image.Image:
    """Uneven inking: patches where the rubber did not touch."""
    wide, high = alpha.size
    gen = np.random.default_rng(rng.getrandbits(64))
    coarse = cv2.resize(
        gen.random((max(2, high // 24), max(2, wide // 24))).astype(np.float32),
        (wide, high),
        interpolation=cv2.INTER_CUBIC,
    )
    fine = gen.random((high, wide)).astype(np.float32)
    field = np.clip(1.15 - wear * (0.8 * coarse + 0.7 * fine), 0.35, 1)
    return Image.fromarray((np.asarray(alpha) * field).astype(np.uint8))


def _inked(alpha: Image.Image, ink: Colour, rng: Random, turn: float, wear: float) -> Image.Image:
    picture = Image.new("RGBA", alpha.size, (*ink, 0))
    picture.putalpha(worn(alpha, rng, wear=wear))
    return picture.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)


def _arc_text(
    image: Image.Image, text: str, centre: float, radius: float, font_px: float, *, top: bool
) -> None:
    font = fonts.font("sans-b", font_px)
    steps = [font.getlength(c) + font_px * 0.06 for c in text]
    total = sum(steps) / radius
    angle = -math.pi / 2 - total / 2 if top else math.pi / 2 + total / 2
    for char, step in zip(text, steps, strict=True):
        half = step / radius / 2
        angle += half if top else -half
        cell = Image.new("L", (round(font_px * 2), round(font_px * 2)), 0)
        ImageDraw.Draw(cell).text((font_px, font_px), char, font=font, fill=255, anchor="mm")
        spin = -math.degrees(angle) - 90 if top else -math.degrees(angle) + 90
        cell = cell.rotate(spin, resample=Image.Resampling.BICUBIC)
        x, y = centre + radius * math.cos(angle) - font_px, centre + radius * math.sin(angle) - font_px
        image.paste(255, (round(x), round(y)), cell)
        angle += half if top else -half


def round_stamp(
    around: str,
    under: str = "",
    middle: Sequence[str] = (),
    *,
    rng: Random,
    ink: Colour | None = None,
    px: int = 560,
    wear: float = 0.3,
) -> Image.Image:
    """A round seal: text along the rim, lines or an emblem in the middle. Print it at about 38 mm."""
    alpha = Image.new("L", (px, px), 0)
    draw = ImageDraw.Draw(alpha)
    draw.ellipse([8, 8, px - 8, px - 8], outline=255, width=9)
    inner = px * 0.19
    draw.ellipse([inner, inner, px - inner, px - inner], outline=255, width=4)
    limit = math.pi * px * 0.5 * (1.25 if not under else 1.0)
    size = min(px * 0.088, px * 0.088 * limit * 0.8 / max(1, fonts.width(around, "sans-b", px * 0.088)))
    _arc_text(alpha, around, px / 2, px * 0.385, size, top=True)
    if under:
        size = min(size, size * px * 0.9 / max(1, fonts.width(under, "sans-b", size)))
        _arc_text(alpha, under, px / 2, px * 0.4, size, top=False)
    if middle:
        for index, line in enumerate(middle):
            size = min(px * 0.09, px * 0.09 * px * 0.52 / max(1, fonts.width(line, "sans-b", px * 0.09)))
            draw.text(
                (px / 2, px / 2 + (index - (len(middle) - 1) / 2) * px * 0.11),
                line,
                fill=255,
                font=fonts.font("sans-b", size),
                anchor="mm",
            )
    else:
        _emblem(draw, px, rng)
    return _inked(alpha, ink or rng.choice(INKS), rng, rng.uniform(-18, 18), wear)


def _emblem(draw: ImageDraw.ImageDraw, px: int, rng: Random) -> None:
    """A shield, a star or an aesculapian cross."""
    c, r = px / 2, px * 0.17
    kind = rng.choice(("star", "cross", "shield"))
    if kind == "star":
        points = [
            (
                c + (r if k % 2 == 0 else r * 0.42) * math.sin(k * math.pi / 5),
                c - (r if k % 2 == 0 else r * 0.42) * math.cos(k * math.pi / 5),
            )
            for k in range(10)
        ]
        draw.polygon(points, outline=255, width=6)
    elif kind == "cross":
        w = r * 0.36
        draw.polygon(
            [
                (c - w, c - r),
                (c + w, c - r),
                (c + w, c - w),
                (c + r, c - w),
                (c + r, c + w),
                (c + w, c + w),
                (c + w, c + r),
                (c - w, c + r),
                (c - w, c + w),
                (c - r, c + w),
                (c - r, c - w),
                (c - w, c - w),
            ],
            outline=255,
            width=6,
        )
    else:
        draw.polygon(
            [(c - r, c - r), (c + r, c - r), (c + r, c + r * 0.3), (c, c + r * 1.2), (c - r, c + r * 0.3)],
            outline=255,
            width=6,
        )
        draw.line([(c, c - r), (c, c + r)], fill=255, width=5)
        draw.line([(c - r, c - r * 0.1), (c + r, c - r * 0.1)], fill=255, width=5)


def box_stamp(
    lines: Sequence[str],
    *,
    rng: Random,
    ink: Colour | None = None,
    px: int = 760,
    wear: float = 0.3,
    frame: bool = True,
    font: str | None = None,
    rtl: bool = False,
) -> Image.Image:
    """A rectangular stamp of a few lines. Print it at about 60 mm."""
    key = font or rng.choice(("sans-b", "narrow-b", "serif-b", "sans"))
    size = px * rng.uniform(0.05, 0.062)
    lines = [part for line in lines for part in wrap(line, key, size, px * 0.86)]
    sizes = [min(size, size * px * 0.88 / max(1, fonts.width(line, key, size))) for line in lines]
    high = round(sum(sizes) * 1.35 + px * 0.1)
    alpha = Image.new("L", (px, high), 0)
    draw = ImageDraw.Draw(alpha)
    if frame:
        draw.rectangle([6, 6, px - 6, high - 6], outline=255, width=7)
    y = px * 0.05
    for line, size in zip(lines, sizes, strict=True):
        draw.text(
            (px / 2, y + size * 0.65),
            line,
            font=fonts.font(key, size),
            fill=255,
            anchor="mm",
            direction="rtl" if rtl else None,
        )
        y += size * 1.35
    return _inked(alpha, ink or rng.choice(INKS), rng, rng.uniform(-4, 4), wear)


def signature(rng: Random, *, name: str = "", ink: Colour | None = None, px: int = 620) -> Image.Image:
    """A handwritten signature: loops of a pen, at times over a written name. Print it at about 45 mm."""
    high = px // 3
    alpha = Image.new("L", (px, high), 0)
    draw = ImageDraw.Draw(alpha)
    if name and name.isascii() and rng.random() < 0.35:
        font = fonts.font(rng.choice(fonts.HAND), high * 0.5)
        draw.text((px * 0.08, high * 0.62), name[:18], font=font, fill=235, anchor="ls")
    x, y = px * 0.06, high * rng.uniform(0.4, 0.65)
    points = []
    phase, swing = rng.uniform(0, 6), rng.uniform(0.18, 0.34)
    loops, ratio = rng.uniform(3, 9), rng.choice((0.5, 0.93, 1.07, rng.uniform(0.4, 1.6)))
    for k in range(220):
        t = k / 219
        fade = (1 - t) ** 0.7
        points.append(
            (
                x + t * px * 0.72 + math.cos(phase + t * loops * 6.28) * px * 0.05 * (0.4 + fade),
                y
                + math.sin(phase * 1.3 + t * loops * 6.28 * ratio) * high * swing * (0.25 + fade)
                - t * high * rng.uniform(0.06, 0.1),
            )
        )
    for k, (a, b) in enumerate(pairwise(points)):
        draw.line([a, b], fill=rng.randrange(200, 255), width=3 + (k // 9) % 3)
    if rng.random() < 0.6:
        base = high * rng.uniform(0.7, 0.85)
        draw.line(
            [(px * 0.1, base), (px * rng.uniform(0.6, 0.95), base - high * rng.uniform(-0.05, 0.2))],
            fill=230,
            width=4,
        )
    picture = Image.new(
        "RGBA", alpha.size, (*(ink or rng.choice(((16, 24, 90), (20, 20, 26), (30, 50, 150)))), 0)
    )
    picture.putalpha(alpha)
    return picture.rotate(rng.uniform(-6, 10), expand=True, resample=Image.Resampling.BICUBIC)
