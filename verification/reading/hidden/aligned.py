"""Lays a small picture over a large one of the same thing, so that both can be compared pixel by pixel.

A thumbnail may stand as the sensor saw it while the picture was turned since, have bars around it that fill
it up to 160 by 120, show only the middle, or show more than is left of a picture that was cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

SAME_SHAPE = 0.06  # relative difference of aspect up to which both show the same cut
SAME_PICTURE = 0.6  # correlation below which two pictures show different things
SEARCHED_SIDE = 160  # pixels: a cut is looked for at this size
LARGEST = 900  # pixels: larger pictures are compared at this size
LEAST_SIDE = 16  # pixels: in less nothing can be told
BILEVEL = 0.01  # share of tones between black and white; a thumbnail of writing has more
FAR = 3.0  # times the spread of all tones: more is a cover, not the loss of detail in a small picture
EVEN = 8.0  # standard deviation (0..255) of the bars around a picture
_SCALES = np.linspace(0.4, 1.75, 28)  # of a cut against the whole, in steps of 5 %


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both pictures in one frame, that of the large one made smaller; `valid` is where the small one has
    pixels. `smalls` is the small one in several exposures: only what differs in all of them differs."""

    large: Floats
    smalls: tuple[Floats, ...]
    valid: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Start:
    """A first guess: the large picture at `size` (wide, high) lies at `shift` in the small one, turned."""

    small: Grey
    shown: tuple[int, int, int, int]  # where `small` has a picture and no bars: x, y, wide, high
    size: tuple[int, int]
    shift: tuple[float, float]
    score: float


def aligned(large: Grey, small: Grey) -> Aligned | None:
    """Both in one frame; None where they show different things, or too little to tell."""
    small = _at_most(small, LARGEST)
    if ((small > 30) & (small < 225)).mean() < BILEVEL:  # dots stand for tones: look at groups of them
        small = _at_most(small, max(small.shape) // 3)
    if min(small.shape) < LEAST_SIDE or min(large.shape) < LEAST_SIDE:
        return None
    turns = [np.ascontiguousarray(np.rot90(small, k)) for k in range(4)]
    starts = [start for turned in turns for start in _whole(large, turned)]
    best = max(starts, key=lambda start: start.score, default=None)
    if best is None or best.score < SAME_PICTURE:
        starts = [start for turned in turns for start in _part(large, turned)]
        best = max(starts, key=lambda start: start.score, default=None)
    return _refined(large, best) if best is not None and best.score >= SAME_PICTURE else None


def _whole(large: Grey, small: Grey) -> Iterator[_Start]:
    """Both show the same cut: edge to edge, or with even bars on two sides of the small one."""
    high, wide = small.shape
    aspect = large.shape[1] / large.shape[0]
    frames = [(wide, high)] if abs(wide / high / aspect - 1) <= SAME_SHAPE else []
    frames += [(wide, round(wide / aspect))] if wide / high < aspect else [(round(high * aspect), high)]
    for w, h in frames:
        x, y = (wide - w) // 2, (high - h) // 2
        if min(w, h) >= LEAST_SIDE and _even_around(small, (x, y, w, h)):
            there = small[y : y + h, x : x + w]
            score = _correlation(_resized(large, w, h), there)
            yield _Start(small, (x, y, w, h), (w, h), (x, y), score)


def _even_around(small: Grey, place: tuple[int, int, int, int]) -> bool:
    x, y, w, h = place
    bars = [small[: max(0, y - 2)], small[y + h + 2 :], small[:, : max(0, x - 2)], small[:, x + w + 2 :]]
    return all(not bar.size or float(bar.std()) < EVEN for bar in bars)


def _part(large: Grey, small: Grey) -> Iterator[_Start]:
    """One shows a part of the other: looked for at several scales."""
    coarse = _at_most(small, SEARCHED_SIDE)
    back = small.shape[1] / coarse.shape[1]
    high, wide = coarse.shape
    fit = min(wide / large.shape[1], high / large.shape[0])
    for scale in _SCALES * fit:
        w, h = round(large.shape[1] * scale), round(large.shape[0] * scale)
        if min(w, h) < LEAST_SIDE or not ((w <= wide and h <= high) or (w >= wide and h >= high)):
            continue
        frame = _resized(large, w, h)
        inside = w <= wide and h <= high
        one, other = (coarse, frame) if inside else (frame, coarse)
        if float(other.std()) < EVEN:
            continue
        _, score, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(one, other, cv2.TM_CCOEFF_NORMED))
        shift = (x * back, y * back) if inside else (-x * back, -y * back)
        shown = (0, 0, small.shape[1], small.shape[0])
        yield _Start(small, shown, (round(w * back), round(h * back)), shift, float(score))


def _refined(large: Grey, start: _Start) -> Aligned | None:
    """The pictures brought together to a fraction of a pixel, where that can be found."""
    frame = _soft(_resized(large, *start.size))
    other = _soft(start.small)
    guess = np.array([[1, 0, start.shift[0]], [0, 1, start.shift[1]]], dtype=np.float32)
    there = _shown(start)
    best: Aligned | None = None
    score = SAME_PICTURE
    for warp in (guess, _improved(frame, other, guess)):
        if warp is None:
            continue
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        laid = np.asarray(
            cv2.warpAffine(other, warp, start.size, flags=flags, borderMode=cv2.BORDER_REPLICATE),
            dtype=np.float32,
        )
        valid = cv2.warpAffine(there, warp, start.size, flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP) > 0
        found = _correlation(frame[valid], laid[valid])
        if found >= score:
            best, score = Aligned(frame, tuple(_same_tones(frame, laid, valid)), np.asarray(valid)), found
    return best


def _shown(start: _Start) -> Grey:
    """1 where the small picture has pixels of its own; bars around it bleed a little into it."""
    x, y, w, h = start.shown
    there = np.zeros(start.small.shape, np.uint8)
    there[y : y + h, x : x + w] = 1
    return np.asarray(cv2.erode(there, np.ones((5, 5), np.uint8)), dtype=np.uint8) if x or y else there


def _improved(frame: Floats, other: Floats, guess: Floats) -> Floats | None:
    """The guess made exact by the enhanced correlation of the two; None where it finds no better one."""
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)
    try:
        _, found = cv2.findTransformECC(frame, other, guess.copy(), cv2.MOTION_AFFINE, stop)
    except cv2.error:
        return None  # no convergence: too little in the picture to hold on to
    warp = np.asarray(found, dtype=np.float32)
    scale = abs(float(np.linalg.det(warp[:, :2]))) ** 0.5
    return warp if 0.94 < scale < 1.06 else None


def _same_tones(frame: Floats, laid: Floats, valid: NDArray[np.bool_]) -> Iterator[Floats]:
    """The small picture with its brightness, and then its contrast too, brought to those of the large one."""
    one, other = frame[valid], laid[valid]
    apart = np.abs(one - other - np.median(one - other))
    close = apart <= np.percentile(apart, 85)
    spreads = [
        (1.0, 1.0),
        *((float(one[part].std()), float(other[part].std())) for part in (close, apart >= 0)),
    ]
    for wanted, had in spreads:
        scaled = laid * np.float32(min(1.6, max(0.6, wanted / max(1.0, had))))
        yield np.asarray(scaled + np.float32(np.median(one - scaled[valid])), dtype=np.float32)


def _correlation(one: NDArray[np.generic], other: NDArray[np.generic]) -> float:
    """How much two pictures follow each other (-1..1), without the tenth that follows least: that may be the
    cover itself. On a page with little ink that would be all of it: there only what is far apart is left out.
    """
    a, b = one.astype(np.float32).ravel(), other.astype(np.float32).ravel()
    apart = np.abs((a - a.mean()) / max(1.0, float(a.std())) - (b - b.mean()) / max(1.0, float(b.std())))
    most = float(np.percentile(apart, 90))
    return max(_followed(a, b, apart <= limit) for limit in {most, max(most, FAR)})


def _followed(a: Floats, b: Floats, keep: NDArray[np.bool_]) -> float:
    a, b = a[keep] - a[keep].mean(), b[keep] - b[keep].mean()
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 0 else 0.0


def _soft(picture: Grey) -> Floats:
    return np.asarray(cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 0.7), dtype=np.float32)


def _at_most(picture: Grey, side: int) -> Grey:
    factor = side / max(picture.shape)
    if factor >= 1:
        return np.ascontiguousarray(picture)
    high, wide = picture.shape
    return _resized(picture, max(1, round(wide * factor)), max(1, round(high * factor)))


def _resized(picture: Grey, wide: int, high: int) -> Grey:
    how = cv2.INTER_AREA if wide <= picture.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (wide, high), interpolation=how), dtype=np.uint8)
