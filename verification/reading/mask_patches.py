"""Patches of one colour that lie on a page like a bar, a sticker, correction fluid or a broad marker.

A patch is an oblong of even ground, at least as high as digits, whose colour differs from what surrounds it
on all sides. Strokes in it do not break it up: the ground is looked at with strokes closed away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.shrink import shrunk
from verification.reading.view import PageView

Pixels = NDArray[np.uint8]

_TEXT = 16
"""Pixels high that the words of the page are brought to."""
_LONGEST = 2200
_EDGE = 9
"""Steps of lightness or colour (0..255) between neighbours that bound a patch."""
_STANDS_OUT = 12.0
"""Least distance in Lab (0..255 scale) between a patch and its surroundings."""
_DENSE = 0.5
"""Share of ink over two by one text heights; bold type reaches 0.4, a scribble that hides digits 0.5 to 0.9.
"""
_SAME_GROUND = 16.0
"""Largest distance in Lab between the sides of a patch that lies on paper."""


@dataclass(frozen=True, slots=True)
class Patch:
    """`darkness` 0 (as light as its surroundings or lighter) .. 1 (black); `contrast` its distance in Lab."""

    box: Box
    darkness: float
    contrast: float
    even: bool  # the same ground on all four sides, as on paper and unlike within a photograph


@dataclass(frozen=True, slots=True)
class Scaled:
    """The page at the scale where its words are `_TEXT` pixels high."""

    rgb: Pixels
    text: float

    @property
    def shape(self) -> tuple[int, int]:
        return int(self.rgb.shape[0]), int(self.rgb.shape[1])


def scaled(view: PageView) -> Scaled:
    """The page brought to the scale of its words; without words, to a card or page of about 40 lines."""
    high, wide = view.rgb.shape[:2]
    heights = [(w.box[3] - w.box[1]) * high for w in view.words if sum(c.isalnum() for c in w.text) >= 2]
    tall = median(heights) if heights else max(high, wide) / 55
    factor = min(_TEXT / max(tall, 4.0), _LONGEST / max(high, wide), 2.0)
    if factor < 1:
        return Scaled(shrunk(view.rgb, factor), tall * factor)
    large = cv2.resize(view.rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)
    return Scaled(np.asarray(large, dtype=np.uint8), tall * factor)


def find_patches(page: Scaled) -> list[Patch]:
    """The patches of a page, the largest first."""
    kernel = max(3, round(page.text * 0.36)) | 1
    ground = cv2.morphologyEx(
        cv2.medianBlur(page.rgb, 3), cv2.MORPH_CLOSE, np.ones((kernel, kernel), np.uint8)
    )
    lab = np.asarray(cv2.cvtColor(np.asarray(ground, dtype=np.uint8), cv2.COLOR_RGB2LAB), dtype=np.uint8)
    edges = cv2.morphologyEx(
        cv2.GaussianBlur(lab, (3, 3), 0), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)
    ).max(axis=2)
    even = (edges < _EDGE).astype(np.uint8)
    even = cv2.morphologyEx(
        even, cv2.MORPH_OPEN, np.ones((max(3, round(page.text * 0.3)), round(page.text)), np.uint8)
    )
    count, found, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    labels = np.asarray(found, dtype=np.int32)
    patches = [p for i in range(1, count) if (p := _patch(page, lab, labels, stats[i], i)) is not None]
    return sorted(patches, key=lambda p: -(p.box[2] - p.box[0]) * (p.box[3] - p.box[1]))


def _patch(
    page: Scaled, lab: Pixels, labels: NDArray[np.int32], stats: NDArray[np.int32], index: int
) -> Patch | None:
    x, y, w, h, area = (int(v) for v in stats)
    high, wide = page.shape
    tall = page.text
    if not (0.6 * tall <= h <= 7 * tall and w >= 2 * tall and w >= 1.2 * h and w < 0.8 * wide):
        return None
    if x <= 1 or y <= 1 or x + w >= wide - 1 or y + h >= high - 1:
        return None
    part = (labels[y : y + h, x : x + w] == index).astype(np.uint8)
    contour = max(cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea)
    sides = cv2.minAreaRect(contour)[1]
    filled = cv2.contourArea(contour) / max(1.0, (sides[0]) * (sides[1]))
    if filled < 0.8 or area < 0.6 * cv2.contourArea(contour):
        return None
    return _judged(page, lab, part, (x, y, w, h))


def _judged(page: Scaled, lab: Pixels, part: Pixels, place: tuple[int, int, int, int]) -> Patch | None:
    """The patch if it stands out on all four sides."""
    x, y, w, h = place
    reach = max(4, round(page.text * 0.5))
    high, wide = page.shape
    inside = lab[y : y + h, x : x + w][part > 0].astype(np.float32)
    colour = np.median(inside, axis=0)
    sides = [
        lab[max(0, y - reach) : max(1, y - reach // 2), x : x + w],
        lab[min(high - 1, y + h + reach // 2) : y + h + reach, x : x + w],
        lab[y : y + h, max(0, x - reach) : max(1, x - reach // 2)],
        lab[y : y + h, min(wide - 1, x + w + reach // 2) : x + w + reach],
    ]
    around = [np.median(s.reshape(-1, 3).astype(np.float32), axis=0) for s in sides if s.size]
    contrast = [float(np.linalg.norm(colour - a)) for a in around]
    if len(contrast) < 4 or sorted(contrast)[0] < 0.5 * _STANDS_OUT or sorted(contrast)[1] < _STANDS_OUT:
        return None
    light = float(np.median([a[0] for a in around]))
    pad = 2
    box = (
        max(0, x - pad) / wide,
        max(0, y - pad) / high,
        min(wide, x + w + pad) / wide,
        min(high, y + h + pad) / high,
    )
    middle = np.median(np.stack(around), axis=0)
    even = sum(float(np.linalg.norm(a - middle)) < _SAME_GROUND for a in around) >= 3
    return Patch(box, max(0.0, 1 - float(colour[0]) / max(1.0, light)), float(np.median(contrast)), even)


def find_scribbles(page: Scaled) -> Iterable[Box]:
    """Places as dense with dark strokes as no text is, and not solid."""
    grey = cv2.cvtColor(page.rgb, cv2.COLOR_RGB2GRAY)
    block = max(31, round(page.text * 6)) | 1
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 32)
    tall = max(4, round(page.text))
    density = cv2.boxFilter(ink.astype(np.float32), -1, (2 * tall, tall))
    dense = (density > _DENSE).astype(np.uint8)
    solid = cv2.morphologyEx(dense, cv2.MORPH_OPEN, np.ones((max(2, tall // 4), tall), np.uint8))
    high, wide = page.shape
    for contour in cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(contour)
        if w < 1.5 * tall or h > 5 * tall or w > 30 * tall or w < 1.2 * h:
            continue
        grow = 0.4 * tall
        if float(ink[y : y + h, x : x + w].mean()) <= 0.97:
            yield (x - grow) / wide, (y - grow) / high, (x + w + grow) / wide, (y + h + grow) / high
