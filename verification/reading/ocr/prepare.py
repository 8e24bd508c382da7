"""Make a page picture easy to read: scale, even ground, straight lines of text, no ruling lines.

Measured (docs/decisions/0002): deskew matters more than any choice of model; ruling lines removed and
200 dpi are both faster and better than the raw 300 dpi page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.ground import darkest, level
from verification.reading.ocr.model import Grey
from verification.reading.ocr.skew import skew_of

GROUND_CELL = 8  # pixels; ground is estimated on a picture this much smaller
WHITE = 255
MOST_MARKS = 20_000  # connected pieces of ink; the densest page of print has about 10,000
WATERMARK = 31  # pixels; strokes of print are thinner, those of a watermark across the page wider
DARKEST = 0.004  # share of the pixels that carry full ink on a page with little text
FAINT, EMPTY = 70, 225  # grey levels of that ink: darker is good as it is, lighter is no ink at all


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture for Tesseract. `back` is the 2x3 matrix from its pixels to those of the page as it came."""

    pixels: Grey
    back: NDArray[np.float64]
    source_size: tuple[int, int]  # width, height of the page as it came, pixels
    skew: float  # degrees

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A rectangle of the prepared picture as fractions of the page as it came, bounding box."""
        corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]])
        points = corners @ self.back.T / self.source_size
        low, high = points.min(axis=0).clip(0, 1), points.max(axis=0).clip(0, 1)
        return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def upside_down(self) -> Prepared:
        """The same, turned by 180 degrees; boxes are then fractions of the page turned likewise."""
        height, width = self.pixels.shape
        turn = np.array([[-1.0, 0, width], [0, -1.0, height], [0, 0, 1]])
        onto = np.array([[-1.0, 0, self.source_size[0]], [0, -1.0, self.source_size[1]], [0, 0, 1]])
        back = (onto @ np.vstack([self.back, [0, 0, 1]]) @ turn)[:2]
        return replace(self, pixels=np.ascontiguousarray(self.pixels[::-1, ::-1]), back=back)


def prepare(pixels: Grey, *, scale: float) -> Prepared:
    """The picture at `scale` times its size, even, straight and without rulings."""
    height, width = pixels.shape
    small = without_specks(_resize(pixels, scale))
    even = full_contrast(even_ground(small))
    skew = skew_of(even)
    straight, forward = _turn(even, skew)
    clean = without_rulings(straight)
    whole = forward @ np.vstack([np.diag([small.shape[1] / width, small.shape[0] / height, 1.0])])
    back = np.asarray(cv2.invertAffineTransform(whole), dtype=np.float64)
    return Prepared(clean, back, (width, height), skew)


def _resize(pixels: Grey, scale: float) -> Grey:
    if abs(scale - 1) < 0.02:
        return pixels
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def without_specks(pixels: Grey) -> Grey:
    """Take grain out of a noisy picture; blank one that stays grain.

    Tesseract's layout analysis takes minutes over a hundred thousand specks and cannot be stopped meanwhile.
    """
    if _marks(pixels) < MOST_MARKS:
        return pixels
    smooth = cv2.GaussianBlur(cv2.medianBlur(pixels, 3), (0, 0), 0.8)
    if _marks(smooth) < MOST_MARKS:
        return np.asarray(smooth, dtype=np.uint8)
    return np.full_like(pixels, WHITE)


def _marks(pixels: cv2.typing.MatLike) -> int:
    ink = cv2.threshold(pixels, 0, WHITE, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    return int(cv2.connectedComponents(ink, connectivity=8)[0])


def even_ground(pixels: Grey) -> Grey:
    """Divide by the local paper colour, so that shadows, tints and light print under the text go white."""
    height, width = pixels.shape
    size = (max(1, width // GROUND_CELL), max(1, height // GROUND_CELL))
    ground = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    ground = cv2.dilate(ground, np.ones((5, 5), np.uint8))
    ground = cv2.medianBlur(ground, 5)
    ground = cv2.GaussianBlur(ground, (0, 0), 3)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, np.maximum(ground, 1), scale=WHITE), dtype=np.uint8)


def full_contrast(pixels: Grey) -> Grey:
    """Faint or blurred print made black on the white ground; an empty page stays as it is."""
    counts = np.bincount(pixels.ravel(), minlength=256).cumsum()
    darkest = int(np.searchsorted(counts, DARKEST * pixels.size))
    if not FAINT < darkest < EMPTY:
        return pixels
    ramp = (np.arange(256, dtype=np.float32) - darkest) * (WHITE / (WHITE - darkest))
    return np.asarray(cv2.LUT(pixels, ramp.clip(0, WHITE).astype(np.uint8)), dtype=np.uint8)


def without_watermark(prepared: Prepared) -> Prepared:
    """Only the darkest strokes of a page: print under a large watermark, which is lighter and wider."""
    return replace(prepared, pixels=darkest(level(prepared.pixels, kernel=WATERMARK)))


def _turn(pixels: Grey, degrees: float) -> tuple[Grey, NDArray[np.float64]]:
    height, width = pixels.shape
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), dtype=np.float64)
    if abs(degrees) < 0.05:
        return pixels, np.array([[1.0, 0, 0], [0, 1.0, 0]])
    turned = cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(WHITE,))
    return np.asarray(turned, dtype=np.uint8), matrix


def without_rulings(pixels: Grey, *, length: int = 90, thickness: int = 7) -> Grey:
    """Paint long thin straight lines white; letters that touch them keep what is not line."""
    ink = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    lines = np.zeros_like(ink)
    for along, across in (((length, 1), (1, thickness)), ((1, length), (thickness, 1))):
        straight = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(along[::-1], np.uint8))
        thick = cv2.morphologyEx(straight, cv2.MORPH_OPEN, np.ones(across[::-1], np.uint8))
        lines = cv2.bitwise_or(lines, cv2.subtract(straight, thick))
    if not np.any(lines):
        return pixels
    out = pixels.copy()
    out[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = WHITE
    return out
