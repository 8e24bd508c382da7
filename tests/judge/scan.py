"""What a scanner and a telephone do to paper."""

from __future__ import annotations

import random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[Any]
cv2.setNumThreads(1)


def _noise(rng: random.Random, shape: tuple[int, ...], sigma: float) -> Array:
    gen = np.random.default_rng(rng.getrandbits(32))
    tile = gen.normal(0, sigma, (256, 256, shape[2] if len(shape) > 2 else 1)).astype(np.float32)
    reps = (shape[0] // 256 + 1, shape[1] // 256 + 1, 1)
    whole = np.tile(tile, reps)[: shape[0], : shape[1]]
    return whole if len(shape) > 2 else whole[:, :, 0]


def skew(array: Array, degrees: float, border: tuple[int, int, int]) -> Array:
    """Turn a page a little within its own frame."""
    high, wide = array.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return cv2.warpAffine(array, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=border)


def scan(image: Image.Image, rng: random.Random, *, mode: str = "", careful: bool = False) -> Image.Image:
    """Return what a flatbed or feeder makes of it: colour, grey or bilevel, slightly skew, with noise.

    `careful` keeps out what could hide small print (bilevel, strong blur).
    """
    mode = mode or rng.choices(("colour", "grey", "bilevel"), (5, 4, 0 if careful else 1.2))[0]
    array = np.asarray(image.convert("RGB")).astype(np.uint8)
    tone = rng.randint(236, 255)
    array = skew(array, rng.gauss(0, 0.55), (tone, tone, tone))
    work: Array = array.astype(np.float32)
    wide = work.shape[1]
    if rng.random() < 0.3:
        work = cv2.GaussianBlur(work, (0, 0), rng.uniform(0.4, 0.7 if careful else 0.9))
    if rng.random() < 0.35:  # paper is not white
        work *= np.array([rng.uniform(0.94, 1), rng.uniform(0.94, 1), rng.uniform(0.88, 0.98)], np.float32)
    if rng.random() < 0.2:  # shadow at the spine
        ramp = 1 - 0.4 * np.exp(-np.arange(wide, dtype=np.float32) / (wide * rng.uniform(0.02, 0.06)))
        work *= (ramp if rng.random() < 0.6 else ramp[::-1])[None, :, None]
    if rng.random() < 0.12:  # a streak from dust on the feeder glass
        column = rng.randint(0, wide - 3)
        if not careful:
            work[:, column : column + rng.randint(1, 2)] *= 0.75
    work = (work - 128) * rng.uniform(0.9, 1.12) + 128 + rng.uniform(-8, 10)
    work += _noise(rng, work.shape, rng.uniform(1, 6))
    result = np.clip(work, 0, 255).astype(np.uint8)
    if mode == "colour":
        return Image.fromarray(result)
    grey = cv2.cvtColor(result, cv2.COLOR_RGB2GRAY)
    if mode == "grey":
        return Image.fromarray(grey)
    return Image.fromarray(np.where(grey > rng.randint(140, 175), 255, 0).astype(np.uint8)).convert("1")


def table_top(rng: random.Random, wide: int, high: int) -> Array:
    """Return a surface to lie on: wood, cloth, stone or a plain desk."""
    gen = np.random.default_rng(rng.getrandbits(32))
    base = np.array(
        rng.choice(
            [(150, 111, 74), (96, 70, 52), (188, 178, 160), (70, 76, 84), (206, 206, 208), (58, 92, 84)]
        )
    )
    kind = rng.choice(("wood", "cloth", "stone", "plain"))
    if kind == "wood":
        rows = cv2.resize(
            gen.normal(0, 18, (48, 6)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC
        )
        fine = cv2.resize(gen.normal(0, 7, (high // 3, 12)).astype(np.float32), (wide, high))
        field: Array = rows + fine
    elif kind == "cloth":
        yy, xx = np.mgrid[0:high, 0:wide]
        field = (9 * np.sin(xx / rng.uniform(2.5, 6)) * np.sin(yy / rng.uniform(2.5, 6))).astype(np.float32)
    elif kind == "stone":
        coarse = cv2.resize(gen.normal(0, 14, (high // 14, wide // 14)).astype(np.float32), (wide, high))
        field = coarse
    else:
        field = np.zeros((high, wide), np.float32)
    return np.clip(
        base[None, None, :] + field[:, :, None] + gen.normal(0, 2, (high, wide, 1)), 0, 255
    ).astype(np.float32)


def photo(
    image: Image.Image, rng: random.Random, *, long_side: int = 2300, tilt: float = 0.05
) -> Image.Image:
    """Return a telephone picture of the page on a table."""
    source = np.asarray(image.convert("RGB"))
    high, wide = source.shape[:2]
    ratio = rng.uniform(1.06, 1.22)
    if wide >= high:
        out_w = long_side
        out_h = int(max(out_w * 0.7, out_w / ratio * high / wide * 1.12))
    else:
        out_h = long_side
        out_w = int(max(out_h * 0.7, out_h / ratio * wide / high * 1.12))
    back = table_top(rng, out_w, out_h)
    scale = min(out_w / ratio / wide, out_h / ratio / high)
    fit_w, fit_h = wide * scale, high * scale
    x0, y0 = (out_w - fit_w) / 2, (out_h - fit_h) / 2
    jit = [(rng.uniform(-tilt, tilt) * fit_w * 0.6, rng.uniform(-tilt, tilt) * fit_h * 0.6) for _ in range(4)]
    corners = [(x0, y0), (x0 + fit_w, y0), (x0 + fit_w, y0 + fit_h), (x0, y0 + fit_h)]
    target = np.array(
        [
            (min(max(cx + dx, 4), out_w - 4), min(max(cy + dy, 4), out_h - 4))
            for (cx, cy), (dx, dy) in zip(corners, jit, strict=True)
        ],
        np.float32,
    )
    origin = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(origin, target)
    if scale < 0.6:
        source = cv2.GaussianBlur(source, (0, 0), 0.35 / scale)
    warped = cv2.warpPerspective(source, matrix, (out_w, out_h), flags=cv2.INTER_LINEAR)
    mask = (
        cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (out_w, out_h)).astype(np.float32)
        / 255
    )
    small = cv2.resize(mask, (out_w // 8, out_h // 8))
    shade = cv2.resize(cv2.GaussianBlur(small, (0, 0), 3), (out_w, out_h))
    shift = np.array([[1, 0, rng.uniform(-10, 14)], [0, 1, rng.uniform(4, 16)]], np.float32)
    shade = cv2.warpAffine(shade, shift, (out_w, out_h))
    work = back * (1 - 0.5 * shade[:, :, None])
    work = work * (1 - mask[:, :, None]) + warped.astype(np.float32) * mask[:, :, None]
    work *= _light(rng, out_w, out_h)[:, :, None]
    cast = {
        "warm": (1.0, 0.95, 0.84),
        "cold": (0.91, 0.97, 1.0),
        "none": (1.0, 1.0, 1.0),
        "green": (0.96, 1.0, 0.93),
    }
    work *= np.array(cast[rng.choice(list(cast))], np.float32)
    if rng.random() < 0.45:
        work = cv2.GaussianBlur(work, (0, 0), rng.uniform(0.5, 0.9))
    work += _noise(rng, work.shape, rng.uniform(2, 7))
    return Image.fromarray(np.clip(work, 0, 255).astype(np.uint8))


def _light(rng: random.Random, wide: int, high: int) -> Array:
    """Return a light field: a gradient, sometimes with the shadow of a hand or telephone."""
    grid = [[rng.uniform(0.76, 1.06) for _ in range(3)] for _ in range(3)]
    light: Array = cv2.resize(np.array(grid, np.float32), (wide, high), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.35:
        low = np.ones((high // 8, wide // 8), np.float32)
        centre = (rng.randint(0, wide // 8), rng.randint(0, high // 8))
        cv2.ellipse(
            low, centre, (wide // 22, high // 20), rng.uniform(0, 180), 0, 360, rng.uniform(0.66, 0.82), -1
        )
        light *= cv2.resize(cv2.GaussianBlur(low, (0, 0), 10), (wide, high))
    return np.clip(light, 0.55, 1.1)
