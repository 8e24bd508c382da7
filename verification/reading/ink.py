"""The ink on a page at a working resolution: paper evened out, dark strokes, coloured ink by hue.

Shared by the detectors of stamps and handwriting. Everything is in pixels of the working picture
(`Ink.px_per_mm`), which is about 100 dpi: fine enough for the outline of a stamp, coarse enough to be quick.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.view import PageView

Mask = NDArray[np.uint8]  # 0 or 255
Picture = NDArray[np.uint8]

WORK_DPI = 100.0
_ASSUMED_LONG_SIDE_MM = 297.0  # an A4 sheet, where the scale of the picture is not known
_WEAK_CHROMA, _STRONG_CHROMA = 10, 18  # of 255, after smoothing
_HUED = 0.18  # chroma by depth: of coloured ink at any dilution above it, of black print in JPEG below
_WEAK_DARK, _PEN_DARK, _STRONG_DARK = 20, 55, 75  # darker than the paper by so much, of 255
_FAINT, _AROUND_MM = 10, 2.6  # of 255, darker than what lies so near: a letter's stroke and more
# Hue ranges of OpenCV (0..179). Blue and violet ink are one group: scanners shift one into the other.
_HUES: dict[str, tuple[tuple[int, int], ...]] = {
    "cool": ((88, 163),),
    "red": ((163, 180), (0, 15)),
    "green": ((34, 88),),
}
_NAMES = (("red", 10), ("orange", 25), ("yellow", 34), ("green", 88), ("blue", 124), ("violet", 163))
_MOSTLY = 0.4  # share of coloured pixels from which on a mark is not black
_MIN_COLOURED_SHARE = 6e-5  # of the page; below it there is no coloured ink worth looking at


@dataclass(frozen=True, slots=True)
class Ink:
    """The working picture and its masks. `scale` is working pixels per pixel of the view."""

    px_per_mm: float
    scale: float
    even: Picture  # RGB with the paper made white
    dark: Mask  # any ink, weak strokes included
    pen: Mask  # ink as dark as a pen leaves it, strokes at their own width
    strong: Mask  # plain black or dark print and pen
    coloured: dict[str, Mask] = field(default_factory=dict)  # hue group -> ink

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the working picture."""
        return int(self.dark.shape[0]), int(self.dark.shape[1])

    def box(self, x: float, y: float, w: float, h: float) -> Box:
        """A rectangle of working pixels as fractions of the page, cut to the page."""
        height, width = self.shape
        x0, y0 = max(0.0, x / width), max(0.0, y / height)
        return (x0, y0, min(1.0, (x + w) / width), min(1.0, (y + h) / height))


def px_per_mm_of(view: PageView) -> float:
    """Pixels per millimetre of the view; an A4 sheet is assumed where the scale is not known."""
    if view.dpi:
        return view.dpi / 25.4
    return float(max(view.rgb.shape[:2])) / _ASSUMED_LONG_SIDE_MM


def ink_of(view: PageView) -> Ink:
    """The ink of a page."""
    px_per_mm = px_per_mm_of(view)
    scale = min(1.0, WORK_DPI / 25.4 / px_per_mm)
    small = _reduced(view.rgb, scale)
    even = _even_paper(small)
    red, green, blue = cv2.split(even)
    low = np.asarray(cv2.min(cv2.min(red, green), blue), dtype=np.uint8)
    high = np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)
    chroma = np.asarray(cv2.subtract(high, low), dtype=np.uint8)
    depth = np.asarray(cv2.blur(255 - low, (3, 3)), dtype=np.uint8)
    return Ink(
        px_per_mm=px_per_mm * scale,
        scale=scale,
        even=even,
        dark=_threshold(depth, _WEAK_DARK),
        pen=_threshold(255 - low, _PEN_DARK),
        strong=_threshold(255 - high, _STRONG_DARK),
        coloured=_coloured(even, chroma, depth),
    )


def colour_name(ink: Ink, mask: Mask, where: tuple[slice, slice]) -> str:
    """The name of the ink colour of most pixels under a mask, within a part of the working picture."""
    under = mask[where] > 0
    coloured = np.zeros_like(under)
    for one in ink.coloured.values():
        coloured |= one[where] > 0
    coloured &= under
    if coloured.sum() < _MOSTLY * max(1, int(under.sum())):
        return "black"
    pixels = ink.even[where][coloured]
    chroma = np.ptp(pixels, axis=1)
    red, green, blue = (int(v) for v in np.median(pixels[chroma >= np.percentile(chroma, 50)], axis=0))
    hue = int(cv2.cvtColor(np.array([[[red, green, blue]]], dtype=np.uint8), cv2.COLOR_RGB2HSV)[0, 0, 0])
    return next((name for name, top in _NAMES if hue <= top), "red")


def faint_of(ink: Ink) -> Mask:
    """Whatever is darker than the paper or the label right around it: faint ink, and ink on a dark label."""
    red, green, blue = cv2.split(ink.even)
    low = cv2.blur(cv2.min(cv2.min(red, green), blue), (3, 3))
    around = max(3, round(_AROUND_MM * ink.px_per_mm) | 1)
    lifted = cv2.morphologyEx(low, cv2.MORPH_BLACKHAT, np.ones((around, around), np.uint8))
    return _threshold(np.asarray(lifted, dtype=np.uint8), _FAINT)


def without_straight(mask: Mask, run: int) -> Mask:
    """The mask without straight runs of so many pixels and more along the page."""
    out = mask
    for kernel in (np.ones((1, run), np.uint8), np.ones((run, 1), np.uint8)):
        lines = cv2.dilate(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
        out = np.asarray(cv2.subtract(out, lines), dtype=np.uint8)
    return out


def _reduced(rgb: Picture, scale: float) -> Picture:
    if scale == 1.0:
        return rgb
    return np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _even_paper(rgb: Picture) -> Picture:
    """The picture divided by its own paper colour, so that shadow, tint and lamp colour go away."""
    step = max(1, min(rgb.shape[:2]) // 60)
    tiny = cv2.resize(rgb, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(tiny, np.ones((5, 5), np.uint8)), 5)
    paper = cv2.resize(paper, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(rgb, np.maximum(paper, 40), scale=255), dtype=np.uint8)


def _threshold(values: Picture, limit: int) -> Mask:
    return np.asarray(cv2.threshold(values, limit, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _coloured(even: Picture, chroma: Picture, depth: Picture) -> dict[str, Mask]:
    """Per hue group the coloured ink: weak pixels that hang together with strong ones."""
    chroma = np.asarray(cv2.blur(chroma, (3, 3)), dtype=np.uint8)
    hued = chroma > _HUED * depth
    strong = hued & (chroma > _STRONG_CHROMA)
    if strong.mean() < _MIN_COLOURED_SHARE:
        return {}
    hue = cv2.cvtColor(cv2.blur(even, (3, 3)), cv2.COLOR_RGB2HSV)[..., 0]
    weak = hued & (chroma > _WEAK_CHROMA)
    found = {}
    for name, ranges in _HUES.items():
        of_hue = np.zeros(hue.shape, dtype=bool)
        for first, end in ranges:
            of_hue |= (hue >= first) & (hue < end)
        if (of_hue & strong).mean() >= _MIN_COLOURED_SHARE:
            found[name] = _grown(of_hue & weak, of_hue & strong)
    return found


def _grown(weak: NDArray[np.bool_], strong: NDArray[np.bool_]) -> Mask:
    """Hysteresis: the weak parts that lie within two pixels of a strong one."""
    near = cv2.dilate(strong.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    return np.asarray((weak & near) * 255, dtype=np.uint8)
