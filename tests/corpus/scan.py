"""From a clean picture to what a scanner or a telephone makes of it.

`scan` puts a page through a flatbed; `photo` photographs a page or card on a table.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Array = npt.NDArray[np.uint8]


def _np(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(64))


def rotate(image: Image.Image, degrees: float, *, fill: int = 255) -> Image.Image:
    """Turn by a small angle without growing (what falls out is cut)."""
    pixels = np.asarray(image)
    high, wide = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D(((wide - 1) / 2, (high - 1) / 2), degrees, 1.0)
    colour = (fill, fill, fill)
    return Image.fromarray(
        np.asarray(
            cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=colour), np.uint8
        )
    )


def noise(image: Image.Image, sigma: float, rng: Random) -> Image.Image:
    """Sensor noise of standard deviation `sigma` (0 to 255)."""
    pixels = np.asarray(image)
    field: npt.NDArray[Any] = np.empty((pixels.shape[0], pixels[0].size), np.int16)
    cv2.setRNGSeed(rng.getrandbits(31))
    cv2.randn(field, np.zeros(1), np.full(1, float(sigma)))
    return Image.fromarray(
        np.clip(pixels.astype(np.int16) + field.reshape(pixels.shape), 0, 255).astype(np.uint8)
    )


def dust(image: Image.Image, rng: Random, *, specks: int = 40) -> Image.Image:
    """Specks and short hairs, as on an unwiped glass."""
    pixels = np.array(image)
    high, wide = pixels.shape[:2]
    for _ in range(rng.randrange(specks)):
        x, y, shade = rng.randrange(wide), rng.randrange(high), rng.randrange(40, 190)
        colour = (shade,) * (pixels.shape[2] if pixels.ndim == 3 else 1)
        if rng.random() < 0.15:
            cv2.line(pixels, (x, y), (x + rng.randrange(-25, 25), y + rng.randrange(-25, 25)), colour, 1)
        else:
            cv2.circle(pixels, (x, y), rng.choice((0, 1, 1, 2)), colour, -1)
    return Image.fromarray(pixels)


def jpeg(image: Image.Image, quality: int, *, dpi: float | None = None, exif: bytes | None = None) -> bytes:
    """JPEG bytes."""
    buffer = io.BytesIO()
    extra: dict[str, object] = {}
    if dpi:
        extra["dpi"] = (round(dpi), round(dpi))
    if exif:
        extra["exif"] = exif
    image.save(buffer, "JPEG", quality=quality, **extra)
    return buffer.getvalue()


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """Settings of one scan."""

    mode: str = "grey"
    """`grey`, `colour` or `bilevel`."""
    skew: float = 0.0
    """Degrees, anticlockwise."""
    sigma: float = 3.0
    blur: float = 0.0
    """Gaussian radius in pixels."""
    contrast: float = 1.0
    white: int = 250
    """What paper white becomes."""
    specks: int = 30
    turn: int = 0
    """Clockwise quarter turns of the finished scan."""
    quality: int = 80


def any_scanner(rng: Random, *, gentle: bool = False) -> Scanner:
    """A scanner as met in practice; `gentle` keeps small print readable for certain."""
    mode = rng.choices(("grey", "colour", "bilevel"), (4, 5, 0 if gentle else 1.5))[0]
    return Scanner(
        mode=mode,
        skew=rng.choice((0.0, rng.uniform(-0.6, 0.6), rng.uniform(-2.2, 2.2))),
        sigma=rng.uniform(0.5, 3 if gentle else 6),
        blur=rng.choice((0.0, 0.4, 0.6 if gentle else 0.9)),
        contrast=rng.uniform(0.85, 1.1),
        white=rng.randrange(238, 255),
        specks=rng.choice((0, 20, 60)),
        turn=rng.choices((0, 2, 1, 3), (17, 1, 1, 1))[0],
        quality=rng.randrange(62 if gentle else 45, 93),
    )


def scan(
    image: Image.Image, *, dpi: float, rng: Random, skew: float = 0.0, scanner: Scanner | None = None
) -> Image.Image:
    """The picture of a page (rendered at `dpi`) as a flatbed scan of the same resolution."""
    how = scanner or Scanner(skew=skew)
    page = image.convert("RGB") if how.mode == "colour" else image.convert("L")
    if how.skew:
        page = rotate(page, how.skew)
    radius = how.blur * dpi / 200
    if radius:
        page = Image.fromarray(cv2.GaussianBlur(np.asarray(page), (0, 0), radius))
    if how.contrast != 1 or how.white != 255:
        table = [max(0, min(255, round(how.white - (255 - v) * how.contrast))) for v in range(256)]
        page = page.point(table * len(page.getbands()))
    if how.sigma:
        page = noise(page, how.sigma, rng)
    if how.specks:
        page = dust(page, rng, specks=how.specks)
    if how.mode == "bilevel":
        page = page.point(lambda v: 255 if v > 150 else 0).convert("1")
    return turned(page, how.turn)


def turned(image: Image.Image, quarters: int) -> Image.Image:
    """Turn clockwise by quarter turns."""
    turns = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    return image.transpose(turns[quarters % 4]) if quarters % 4 else image


def table(size: tuple[int, int], rng: Random) -> Image.Image:
    """A table top: wood, cloth, stone or paint."""
    wide, high = size[0] // 2 + 1, size[1] // 2 + 1
    base = rng.choice(
        (
            (139, 101, 68),
            (96, 72, 54),
            (188, 170, 146),
            (70, 74, 80),
            (205, 205, 200),
            (44, 60, 84),
            (162, 128, 92),
        )
    )
    gen = _np(rng)
    kind = rng.choice(("wood", "wood", "stone", "plain"))
    if kind == "wood":
        rows = np.repeat(gen.normal(0, 14, (high // 3 + 1, 1)), 3, axis=0)[:high]
        grain = rows + np.cumsum(gen.normal(0, 0.5, (high, 1)), axis=0) * 0.4
        field = np.repeat(grain, wide, axis=1) + gen.normal(0, 4, (high, wide))
    elif kind == "stone":
        small = gen.normal(0, 9, (high // 12 + 2, wide // 12 + 2)).astype(np.float32)
        field = cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC).astype(np.float64)
    else:
        field = gen.normal(0, 3, (high, wide))
    pixels = np.clip(np.array(base)[None, None, :] + field[:, :, None], 0, 255).astype(np.uint8)
    surface = Image.fromarray(pixels)
    if rng.random() < 0.4:
        surface = surface.transpose(Image.Transpose.ROTATE_90)
    return surface.resize(size, Image.Resampling.BILINEAR)


@dataclass(frozen=True, kw_only=True)
class Camera:
    """Settings of one photograph."""

    tilt: float = 0.03
    """How far corners move, as a share of the picture."""
    turn: float = 0.0
    """Degrees the object lies turned."""
    shadow: float = 0.3
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    blur: float = 0.6
    sigma: float = 4.0
    glare: float = 0.0
    margin: float = 0.12


def any_camera(rng: Random, *, gentle: bool = False) -> Camera:
    """A photograph as a hurried applicant makes it."""
    warm = rng.uniform(-0.07, 0.1)
    return Camera(
        tilt=rng.uniform(0.004, 0.03 if gentle else 0.06),
        turn=rng.choice((rng.uniform(-3, 3), rng.uniform(-9, 9))),
        shadow=rng.uniform(0.05, 0.3 if gentle else 0.5),
        cast=(1 + warm, 1.0, 1 - warm),
        blur=rng.uniform(0, 0.6 if gentle else 1.1),
        sigma=rng.uniform(1, 4 if gentle else 7),
        glare=0.0 if gentle else rng.choice((0.0, 0.0, 0.35)),
        margin=rng.uniform(0.05, 0.2),
    )


def photo(image: Image.Image, *, rng: Random, camera: Camera | None = None) -> Image.Image:
    """The picture as an object lying on a table, photographed; keeps the object at about its pixel size."""
    how = camera or Camera()
    wide, high = image.size
    frame = (round(wide * (1 + 2 * how.margin)), round(high * (1 + 2 * how.margin)))
    ground = np.asarray(table(frame, rng))
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    angle = np.deg2rad(how.turn)
    spin = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    centre = np.array([wide / 2, high / 2])
    shrink = 1 / (1 + abs(np.sin(angle)) * 0.6)
    target = (corners - centre) @ spin * shrink + np.array(frame) / 2
    reach = how.tilt * min(frame)
    target += np.array([[rng.uniform(-reach, reach), rng.uniform(-reach, reach)] for _ in range(4)])
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    source = np.asarray(image.convert("RGB"))
    warped = cv2.warpPerspective(source, matrix, frame, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, frame, flags=cv2.INTER_LINEAR)
    small = cv2.resize(cover, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(1.0, min(frame) / 960))
    soft = np.roll(soft, (1, 1), axis=(0, 1))
    drop = cv2.resize(soft, frame, interpolation=cv2.INTER_LINEAR).astype(np.float32)[:, :, None] / 255
    lit = ground * (1 - 0.45 * drop)
    share = cover.astype(np.float32)[:, :, None] / 255
    picture = warped * share + lit * (1 - share)
    picture *= _light(frame, how, rng)[:, :, None]
    picture *= np.array(how.cast, np.float32)[None, None, :]
    if how.glare:
        picture += _glare(frame, how.glare, rng)[:, :, None]
    out: npt.NDArray[Any] = np.clip(picture, 0, 255).astype(np.uint8)
    if how.blur > 0.15:
        out = cv2.GaussianBlur(out, (0, 0), how.blur)
    return noise(Image.fromarray(out), how.sigma, rng)


def _light(frame: tuple[int, int], how: Camera, rng: Random) -> npt.NDArray[np.float32]:
    """Fall-off of the lamp, and the shadow of a hand or telephone."""
    small: npt.NDArray[Any] = np.ones((60, 60), np.float32)
    ys, xs = np.mgrid[0:60, 0:60] / 59.0
    angle = rng.uniform(0, 2 * np.pi)
    slope = (xs - 0.5) * np.cos(angle) + (ys - 0.5) * np.sin(angle)
    small *= (1 - how.shadow * 0.6 * (slope + 0.5)).astype(np.float32)
    if rng.random() < 0.5:
        edge = rng.uniform(0.1, 0.6)
        small *= (1 - how.shadow * 0.7 * (slope > edge)).astype(np.float32)
        small = cv2.GaussianBlur(small, (0, 0), rng.uniform(1, 4))
    return np.asarray(cv2.resize(small, frame, interpolation=cv2.INTER_CUBIC), np.float32)


def _glare(frame: tuple[int, int], strength: float, rng: Random) -> npt.NDArray[np.float32]:
    """A soft bright spot of a lamp on laminate."""
    ys, xs = np.mgrid[0:80, 0:80] / 79.0
    x, y, size = rng.uniform(0.1, 0.9), rng.uniform(0.1, 0.9), rng.uniform(0.04, 0.1)
    spot = np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (2 * size**2)) * 255 * strength
    return np.asarray(cv2.resize(spot.astype(np.float32), frame, interpolation=cv2.INTER_LINEAR), np.float32)
