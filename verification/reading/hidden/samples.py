"""Pictures whose stored samples say more than their colours show: an array /Decode or a palette gives ink and
paper the same tone, or a colour key takes the ink out.

Source: domain, section 4, row "Image under a box"; ISO 32000-2, 8.9.5.2, 8.9.6.4 and 8.6.6.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.embedded import images_of
from verification.reading.hidden.strings import unpacked

if TYPE_CHECKING:
    from verification.limits import Limits

MIN_SIDE = 40  # pixels
WRITING = 14.0  # standard deviation of luminance where there is writing
WINDOW = 9  # pixels: tones and contrast are measured in squares of this side
APART = 25  # pixels between the letters of a number at most
READ_HIGH = 70  # pixels: a line of small writing is read at this height
MAX_READ = 4  # places of one picture
PAPER = 255
BROKEN = (pikepdf.PdfError, pikepdf.UnsupportedImageTypeError, ValueError, OSError, NotImplementedError)

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Samples:
    """A picture as stored and as its colours show it, both grey. `sure`: whatever the page is like."""

    stored: Grey
    shown: Grey
    sure: bool


def beneath_colours(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Hidden]:
    """What the samples of pictures say where their colours show one tone."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for image in images_of(page.obj.get("/Resources"), 0):
            if image.objgen in seen:
                continue
            seen.add(image.objgen)
            samples = _samples(image, limits)
            if samples is None:
                continue
            for text in _read(samples):
                yield Hidden(Where.IMAGE, number, None, text, 0.85, covered=samples.sure)


def _samples(image: pikepdf.Stream, limits: Limits) -> Samples | None:
    """None for a picture whose colours can hide nothing, or that is not decoded."""
    wide, high = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    if min(wide, high) < MIN_SIDE or wide * high > limits.max_pixels or image.get("/ImageMask"):
        return None
    space, key = image.get("/ColorSpace"), image.get("/Mask")
    indexed = isinstance(space, pikepdf.Array) and len(space) == 4 and space[0] == pikepdf.Name.Indexed
    ranges = _ranges(image)
    if not (isinstance(key, pikepdf.Array) or indexed or ranges):
        return None
    parts = _parts(image, wide, high)
    if parts is None:
        return None
    if isinstance(key, pikepdf.Array):
        return _without_key(image, parts, [int(v) for v in key])
    return _by_palette(image, parts) if indexed else _by_ranges(parts, ranges)


def _ranges(image: pikepdf.Stream) -> list[float]:
    """The array /Decode where it is neither the usual one nor its reverse; else []."""
    decode = image.get("/Decode")
    values = [float(v) for v in decode] if isinstance(decode, pikepdf.Array) else []
    pairs = set(zip(values[::2], values[1::2], strict=False))
    return [] if pairs <= {(0.0, 1.0)} or pairs <= {(1.0, 0.0)} else values


def _parts(image: pikepdf.Stream, wide: int, high: int) -> NDArray[np.uint8] | None:
    """The samples, `(high, wide, parts)`, as numbers of their own size; None if they are not decoded."""
    bits = int(image.get("/BitsPerComponent", 8))
    if image.get("/Filter") in (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])):
        try:
            picture = np.asarray(pikepdf.PdfImage(image).as_pil_image(), dtype=np.uint8)
        except (*BROKEN, Image.DecompressionBombError):
            return None
        return picture.reshape(*picture.shape[:2], -1)
    data = unpacked(image, wide * high * 4 + high)
    if data is None or bits not in (1, 2, 4, 8):
        return None
    per_row = len(data) // high
    count = per_row * 8 // (bits * wide)
    if count not in (1, 3, 4):
        return None
    rows = np.frombuffer(data, np.uint8)[: per_row * high].reshape(high, per_row)
    if bits < 8:
        single = np.unpackbits(rows, axis=1).reshape(high, -1, bits)
        rows = single @ (1 << np.arange(bits)[::-1]).astype(np.uint8)
    return np.asarray(rows[:, : wide * count].reshape(high, wide, count), dtype=np.uint8)


def _without_key(image: pikepdf.Stream, parts: NDArray[np.uint8], key: list[int]) -> Samples | None:
    count = parts.shape[2]
    if len(key) < 2 * count:
        return None
    low, top = np.array(key[: 2 * count : 2]), np.array(key[1 : 2 * count : 2])
    gone = ((parts >= low) & (parts <= top)).all(axis=2)
    stored = _spread(parts)
    return Samples(stored, np.where(gone, np.uint8(PAPER), stored), sure=False)


def _by_palette(image: pikepdf.Stream, parts: NDArray[np.uint8]) -> Samples | None:
    """Only where two colours of the palette are the same: else what differs shows."""
    try:
        palette = pikepdf.PdfImage(image).palette
    except BROKEN:
        return None
    if palette is None or parts.shape[2] != 1:
        return None
    count = {"L": 1, "CMYK": 4}.get(palette.base_colorspace, 3)
    colours = np.frombuffer(palette.palette, np.uint8)
    colours = colours[: len(colours) // count * count].reshape(-1, count)
    indexes = parts[:, :, 0].clip(0, len(colours) - 1)
    used = np.unique(indexes)
    if len(np.unique(colours[used], axis=0)) == len(used):
        return None
    return Samples(_spread(parts), _spread(colours[indexes], full=True), sure=True)


def _by_ranges(parts: NDArray[np.uint8], ranges: list[float]) -> Samples | None:
    count = parts.shape[2]
    if len(ranges) < 2 * count:
        return None
    low, top = np.array(ranges[: 2 * count : 2]), np.array(ranges[1 : 2 * count : 2])
    full = 255.0 if parts.max() > 15 else float(max(1, parts.max()))
    shown = (low + parts / full * (top - low)).clip(0, 1) * 255
    return Samples(_spread(parts), _spread(shown.astype(np.uint8), full=True), sure=True)


def _spread(parts: NDArray[Any], *, full: bool = False) -> Grey:
    """Samples as a grey picture; small numbers are spread over all tones unless they are `full` already."""
    grey = parts.mean(axis=2)
    top = 255.0 if full else float(max(1.0, grey.max()))
    return np.asarray(grey * (255 / top), dtype=np.uint8)


def _read(samples: Samples) -> Iterator[str]:
    writing = (_contrast(samples.stored) > WRITING) & (_contrast(samples.shown) < marks.UNIFORM)
    closed = cv2.morphologyEx(writing.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, APART), np.uint8))
    closed = cv2.dilate(closed, np.ones((WINDOW, WINDOW), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    places = [i for i in range(1, count) if stats[i][2] >= MIN_SIDE]
    if len(places) > MAX_READ:
        yield see.read_all(samples.stored)
        return
    for i in places:
        x, y, w, h, _ = (int(v) for v in stats[i])
        part = np.ascontiguousarray(samples.stored[y : y + h, x : x + w])
        text = "\n".join((see.read(part, page=h > 8 * APART), see.read(_larger(part))))
        if see.says_something(text):
            yield text


def _larger(part: Grey) -> Grey:
    """A place at the height that is read best, without its rim: there ink and paper may have other tones."""
    rim = WINDOW // 4
    inner = part[rim:-rim, rim:-rim]
    scale = max(1.0, READ_HIGH / inner.shape[0])
    return np.asarray(
        cv2.resize(inner, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8
    )


def _contrast(grey: Grey) -> NDArray[np.float32]:
    """Standard deviation in the square around each pixel."""
    values = grey.astype(np.float32)
    mean = cv2.blur(values, (WINDOW, WINDOW))
    return np.asarray(
        np.sqrt((cv2.blur(values * values, (WINDOW, WINDOW)) - mean * mean).clip(0)), np.float32
    )
