"""The cells of a machine-readable zone where the BSN stands: read again by themselves, or found covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ground import level
from verification.reading.lines_off import crossed, without_lines
from verification.reading.mrz_fields import STRUCK, digits_of
from verification.reading.mrz_parse import Zone
from verification.reading.strips import DIGITS, pad, read_block, upscale

Grey = NDArray[np.uint8]

TALL = 34
"""Height in pixels that a strip's characters are read at; Tesseract is best between 30 and 40."""
_BSN_CELLS = {"TD3": (1, 28, 37, 44), "TD1": (0, 15, 24, 30)}
"""Line, first and last cell of the BSN and cells of the line."""


_CROSSED = 0.3
"""Share of a thin line's columns with strokes on both sides, from which on print shows under it."""
_INK = 120
"""Lightness of a levelled strip below which there is ink."""
_LEAST_READ = 5
"""Digits read of nine from which on reading them again by themselves is worth it."""


def plain(cut: Grey) -> Grey:
    """A strip with its ground made level."""
    return level(cut, kernel=TALL)


def look_at_bsn(zone: Zone, strips: Sequence[Grey]) -> tuple[Zone, bool]:
    """The nine cells of the BSN again by themselves, and whether a mask lies over them."""
    if zone.format not in _BSN_CELLS or zone.issuer != "NLD":
        return zone, False
    line, first, last, count = _BSN_CELLS[zone.format]
    strip = _line_of(zone, strips, line)
    if strip is None:
        return zone, False
    left, right = _ink_ends(strips)
    step = (right - left) / count
    a, b = int(max(0, left + (first - 0.35) * step)), int(min(strip.shape[1], left + (last + 0.35) * step))
    if b - a < 20:
        return zone, False
    if zone.optional_ok:
        return zone, False
    if _covered(strip, a, b):
        few = sum(c.isdigit() for c in zone.optional[:9]) < 7
        head = "?" * 9 if few else zone.optional[:9]
        return replace(zone, optional=head + zone.optional[9:]), few
    cells = plain(strip[:, a:b])
    bare = without_lines(cells, TALL)
    if bare is not None or sum(c.isdigit() for c in digits_of(zone.optional[:9])) >= _LEAST_READ:
        most = 0
        for way in (cells,) if bare is None else (bare, cells):
            digits = "".join("".join(read_block(pad(upscale(way, 1.3), 16), charset=DIGITS, psm=7)).split())
            if len(digits) == len(STRUCK):
                return replace(zone, optional=digits + zone.optional[9:]), False
            most = max(most, len(digits))
        # A bar that a few cells look out from under has thin edges too: digits must show, and nothing solid.
        if bare is not None and most >= _LEAST_READ and not _solid(cells) and crossed(cells, TALL) > _CROSSED:
            return replace(zone, optional=STRUCK + zone.optional[9:]), False
    return zone, False


def _solid(cells: Grey) -> bool:
    """Whether a block of ink lies over them that no stroke of print or pen makes."""
    block = np.ones((TALL // 3, TALL), np.uint8)
    return bool(cv2.erode((cells < _INK).astype(np.uint8), block).any())


def _line_of(zone: Zone, strips: Sequence[Grey], line: int) -> Grey | None:
    """The strip of a line: the second of a TD3 zone is the last, the first of a TD1 zone is the first."""
    if not strips:
        return None
    return strips[-1] if zone.format == "TD3" and line == 1 else strips[0]


def _ink_ends(strips: Sequence[Grey]) -> tuple[int, int]:
    """Where the zone's lines start and end, in pixels of its strips (a mask may hide an end of one line)."""
    ends = []
    for strip in strips:
        places = np.flatnonzero((plain(strip) < 140).sum(axis=0) > 2)
        if len(places):
            ends.append((int(places[0]), int(places[-1]) + 1))
    if not ends:
        return 0, strips[0].shape[1]
    return min(e[0] for e in ends), max(e[1] for e in ends)


def _covered(strip: Grey, a: int, b: int) -> bool:
    """Whether a bar, sticker or fluid lies over these columns: no strokes, or all dark."""
    band = slice(int(strip.shape[0] * 0.25), int(strip.shape[0] * 0.75))
    inside = strip[band, a:b].astype(np.float32)
    outside = np.concatenate([strip[band, :a].ravel(), strip[band, b:].ravel()]).astype(np.float32)
    if outside.size < 100:
        return False
    dark, light = np.percentile(outside, [5, 95])
    threshold = (dark + light) / 2
    share = float((inside < threshold).mean())
    return share > 0.72 or share < 0.03
