"""How people cover a number on paper or in a picture; boxes are pixels (x0, y0, x1, y1)."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Px = tuple[int, int, int, int]


def grown(box: Px, share: float) -> Px:
    """A box larger by a share of its height on every side."""
    d = round((box[3] - box[1]) * share)
    return box[0] - d, box[1] - d, box[2] + d, box[3] + d


def bar(image: Image.Image, box: Px, rng: Random) -> None:
    """A black (or dark) bar, as an app draws it."""
    colour = rng.choice(((0, 0, 0), (0, 0, 0), (30, 30, 34), (90, 90, 96)))
    ImageDraw.Draw(image).rectangle(grown(box, 0.25), fill=colour)


def tape(image: Image.Image, box: Px, rng: Random) -> None:
    """A strip of black marker drawn in two or three strokes: slightly uneven, opaque."""
    x0, y0, x1, y1 = grown(box, 0.2)
    draw = ImageDraw.Draw(image)
    high = y1 - y0
    for k in range(3):
        y = y0 + high * (0.25 + 0.25 * k)
        draw.line(
            [
                (x0 + rng.uniform(-high / 3, 0), y + rng.uniform(-2, 2)),
                (x1 + rng.uniform(0, high / 3), y + rng.uniform(-2, 2)),
            ],
            fill=(14, 12, 16),
            width=max(3, round(high * 0.55)),
        )


def fluid(image: Image.Image, box: Px, rng: Random) -> None:
    """Correction fluid: a white blob with an uneven rim."""
    x0, y0, x1, y1 = grown(box, 0.3)
    layer = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(layer)
    high = y1 - y0
    draw.rectangle([x0 + high // 5, y0 + high // 8, x1 - high // 5, y1 - high // 8], fill=255)
    for _ in range(40):
        x, r = rng.uniform(x0 + high / 4, x1 - high / 4), high * rng.uniform(0.3, 0.46)
        y = (y0 + y1) / 2 + rng.uniform(-high * 0.1, high * 0.1)
        draw.ellipse([x - r, y - r, x + r, y + r], fill=255)
    rim = ImageChops.subtract(layer.filter(ImageFilter.MaxFilter(3)), layer)
    image.paste((205, 203, 198), (0, 0), rim)
    image.paste((250, 250, 247), (0, 0), layer)


def scribble(image: Image.Image, box: Px, rng: Random) -> None:
    """Dense pen strokes until nothing can be read."""
    x0, y0, x1, y1 = grown(box, 0.2)
    draw = ImageDraw.Draw(image)
    ink = rng.choice(((18, 24, 90), (16, 16, 20), (30, 40, 130)))
    high = y1 - y0
    pen = max(2, high // 9)
    for _ in range(9):
        points: list[tuple[float, float]] = []
        x = float(x0 - high * 0.1)
        while x < x1 + high * 0.1:
            points.append(
                (
                    x,
                    y0 + rng.uniform(-0.1, 0.25) * high
                    if len(points) % 2
                    else y1 - rng.uniform(-0.1, 0.25) * high,
                )
            )
            x += rng.uniform(0.04, 0.14) * high
        draw.line(points, fill=ink, width=pen, joint="curve")


def sticker(image: Image.Image, box: Px, rng: Random) -> None:
    """A piece of paper or tape stuck over it."""
    x0, y0, x1, y1 = grown(box, rng.uniform(0.4, 0.7))
    colour = rng.choice(((252, 244, 150), (250, 250, 248), (230, 226, 214), (180, 215, 240)))
    tilt = math.radians(rng.uniform(-2, 2))
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    spun = [
        (
            cx + (x - cx) * math.cos(tilt) - (y - cy) * math.sin(tilt) * 1.0,
            cy + (x - cx) * math.sin(tilt) + (y - cy) * math.cos(tilt),
        )
        for x, y in corners
    ]
    draw = ImageDraw.Draw(image)
    draw.polygon([(x + 3, y + 4) for x, y in spun], fill=(150, 148, 145))
    draw.polygon(spun, fill=colour)


def blurred(image: Image.Image, box: Px, rng: Random) -> None:
    """Pixelated past recovery: three blocks over the height."""
    x0, y0, x1, y1 = grown(box, 0.15)
    patch = image.crop((x0, y0, x1, y1))
    coarse = patch.resize((max(2, round((x1 - x0) / (y1 - y0) * 1.2)), 1), Image.Resampling.BOX)
    image.paste(coarse.resize(patch.size, Image.Resampling.NEAREST), (x0, y0))


PROPER: dict[str, Callable[[Image.Image, Px, Random], None]] = {
    "bar": bar,
    "tape": tape,
    "fluid": fluid,
    "scribble": scribble,
    "sticker": sticker,
    "pixelated": blurred,
}
"""Ways after which nobody can read the number."""


def strike(image: Image.Image, box: Px, rng: Random) -> None:
    """One thin line through digits that stay readable."""
    x0, y0, x1, y1 = box
    high = y1 - y0
    ImageDraw.Draw(image).line(
        [
            (x0 - high * 0.2, y0 + high * rng.uniform(0.35, 0.65)),
            (x1 + high * 0.2, y0 + high * rng.uniform(0.35, 0.65)),
        ],
        fill=rng.choice(((20, 30, 120), (20, 20, 24), (170, 30, 40))),
        width=max(1, high // 12),
    )


def highlighter(image: Image.Image, box: Px, rng: Random) -> None:
    """A see-through marker: the digits stay readable."""
    colour = rng.choice(((255, 250, 90), (160, 240, 140), (250, 170, 200), (150, 200, 250)))
    _multiply(image, grown(box, 0.2), colour)


def grey_marker(image: Image.Image, box: Px, rng: Random) -> None:
    """A marker run dry: darker than paper, but plainly readable."""
    shade = rng.randrange(120, 165)
    _multiply(image, grown(box, 0.2), (shade, shade, shade + 8))


READABLE: dict[str, Callable[[Image.Image, Px, Random], None]] = {
    "strike": strike,
    "highlighter": highlighter,
    "grey-marker": grey_marker,
}
"""Ways after which the number can still be read."""


def dark_marker(image: Image.Image, box: Px, rng: Random, *, keep: float | None = None) -> None:
    """A black marker that hides the digits to the eye but leaves `keep` of their contrast in the scan."""
    share = keep if keep is not None else rng.uniform(0.09, 0.14)
    x0, y0, x1, y1 = grown(box, 0.25)
    patch = np.asarray(image.crop((x0, y0, x1, y1)).convert("L")).astype(np.float32)
    dark = np.clip(18 + patch * share, 0, 255).astype(np.uint8)
    image.paste(Image.merge("RGB", [Image.fromarray(dark)] * 3), (x0, y0))


def _multiply(image: Image.Image, box: Px, colour: tuple[int, int, int]) -> None:
    patch = image.crop(box)
    image.paste(ImageChops.multiply(patch, Image.new("RGB", patch.size, colour)), box[:2])
