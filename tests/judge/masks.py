"""Ways people cover a number, on the picture of a page. `box` is in pixels."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .canvas import Colour

Pixels = tuple[float, float, float, float]
DENSE: tuple[str, ...] = ("bar", "fluid", "scribble", "sticker", "pen-block", "cut")


def _grow(box: Pixels, by: float) -> Pixels:
    high = (box[3] - box[1]) * by
    if box[2] - box[0] < 2 * (box[3] - box[1]):  # a square code: keep the neighbours free
        high *= 0.08
    return box[0] - high, box[1] - high * 0.6, box[2] + high, box[3] + high * 0.6


def _ragged(rng: random.Random, box: Pixels) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = box
    wave = (y1 - y0) * 0.12
    count = 26
    top = [(x0 + (x1 - x0) * i / count, y0 + rng.uniform(-wave, wave * 0.3)) for i in range(count + 1)]
    low = [(x1 - (x1 - x0) * i / count, y1 + rng.uniform(-wave * 0.3, wave)) for i in range(count + 1)]
    return top + low


def cover(image: Image.Image, box: Pixels, rng: random.Random, way: str = "") -> Image.Image:
    """Cover a place so that nothing of it can be read."""
    way = way or rng.choice(DENSE)
    image = image.convert("RGB")
    draw = ImageDraw.Draw(image)
    wide = _grow(box, 0.3)
    high = wide[3] - wide[1]
    if way == "bar":
        draw.rectangle(
            wide,
            fill=rng.choice(
                ((0, 0, 0), (0, 0, 0), (20, 20, 60), (255, 255, 255), (90, 90, 90), (180, 20, 20))
            ),
        )
    elif way == "fluid":
        layer = Image.new("L", image.size, 0)
        ImageDraw.Draw(layer).polygon(_ragged(rng, wide), fill=255)
        tone = rng.randint(242, 253)
        image.paste((tone, tone, tone - 3), (0, 0), layer.filter(ImageFilter.GaussianBlur(1)))
    elif way == "sticker":
        tilt = rng.uniform(-0.06, 0.06) * high
        x0, y0, x1, y1 = _grow(box, 0.55)
        corners = [(x0, y0 + tilt), (x1, y0 - tilt), (x1, y1 - tilt), (x0, y1 + tilt)]
        draw.polygon([(x + high * 0.05, y + high * 0.08) for x, y in corners], fill=(120, 115, 110))
        draw.polygon(
            corners, fill=rng.choice(((250, 236, 140), (245, 245, 240), (190, 225, 190), (250, 190, 200)))
        )
    elif way == "cut":  # a strip of paper laid over it, or a hole cut from the copy
        draw.rectangle(_grow(box, 0.4), fill=rng.choice(((255, 255, 255), (206, 204, 200), (236, 232, 224))))
    else:
        ink = rng.choice(((8, 8, 14), (16, 24, 84), (30, 30, 30)))
        if way == "pen-block":
            draw.polygon(_ragged(rng, wide), fill=ink)
        else:
            draw.polygon(_ragged(rng, _grow(box, 0.05)), fill=ink)
        pitch = max(2.0, high * 0.09)
        points, x, up = [], wide[0], True
        while x < wide[2]:
            points.append(
                (
                    x + rng.uniform(-2, 2),
                    wide[1] + rng.uniform(-0.08, 0.05) * high
                    if up
                    else wide[3] + rng.uniform(-0.05, 0.08) * high,
                )
            )
            up = not up
            x += pitch
        draw.line(points, fill=ink, width=max(3, round(high * 0.12)), joint="curve")
    return image


def strike(image: Image.Image, box: Pixels, rng: random.Random) -> Image.Image:
    """Strike a number through with one thin line: it can still be read."""
    image = image.convert("RGB")
    high = box[3] - box[1]
    middle = (box[1] + box[3]) / 2
    slope = rng.uniform(-0.18, 0.18) * high
    ink: Colour = rng.choice(((10, 10, 16), (24, 38, 130), (170, 20, 30)))
    count = 14
    points = []
    for i in range(count + 1):
        t = i / count
        points.append(
            (
                box[0] - high * 0.4 + (box[2] - box[0] + high * 0.8) * t,
                middle + slope * (2 * t - 1) + rng.uniform(-0.03, 0.03) * high,
            )
        )
    ImageDraw.Draw(image).line(points, fill=ink, width=max(2, round(high * 0.07)), joint="curve")
    return image


def marker(image: Image.Image, box: Pixels, rng: random.Random, *, depth: float) -> Image.Image:
    """Go over a number with a felt pen that lets the print show through.

    `depth` is how much of the light the ink takes away: up to about 0.7 a person reads the digits with ease.
    """
    image = image.convert("RGB")
    layer = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(layer)
    x0, y0, x1, y1 = _grow(box, 0.25)
    for _ in range(rng.randint(1, 2)):
        draw.polygon(_ragged(rng, (x0 + rng.uniform(-6, 6), y0, x1 + rng.uniform(-6, 6), y1)), fill=255)
    soft = np.asarray(layer.filter(ImageFilter.GaussianBlur(1.2))).astype(np.float32)[:, :, None] / 255
    ink = np.array(rng.choice(((0.1, 0.1, 0.12), (0.1, 0.12, 0.35), (0.12, 0.1, 0.1))), np.float32)
    array = np.asarray(image).astype(np.float32)
    tinted = array * (1 - depth) + depth * 70 * ink
    return Image.fromarray(np.clip(array * (1 - soft) + tinted * soft, 0, 255).astype(np.uint8))


def watermark(image: Image.Image, rng: random.Random, text: str, colour: Colour | None = None) -> Image.Image:
    """Write for whom, for what and when across the page, see-through, as copy apps do."""
    from . import fonts

    image = image.convert("RGB")
    wide, high = image.size
    size = int(min(wide, high) * rng.uniform(0.045, 0.07))
    font = fonts.pil(rng.choice(("nimbus", "roboto", "carlito", "opensans")), "b", size)
    layer = Image.new("L", (int(wide * 1.6), int(high * 1.6)), 0)
    draw = ImageDraw.Draw(layer)
    step = rng.uniform(3.5, 6)
    y = 0.0
    while y < layer.height:
        draw.text((rng.uniform(-80, 20), y), (text + "    ") * 3, font=font, fill=rng.randint(60, 100))
        y += size * step
    turned = layer.rotate(rng.choice((24, 32, -28, 40)), resample=Image.Resampling.BILINEAR)
    left, top = (turned.width - wide) // 2, (turned.height - high) // 2
    cropped = turned.crop((left, top, left + wide, top + high))
    image.paste(colour or rng.choice(((170, 30, 30), (60, 60, 60), (30, 60, 160))), (0, 0), cropped)
    return image
