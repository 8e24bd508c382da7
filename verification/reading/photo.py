"""Photographs of a card or a sheet, and cards on a scanned page: find, cut out, straighten, even the light.

A plain scan is never cut: something counts as a photograph only if four straight sides stand out from
surroundings that are not paper. Lengths are in pixels unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.quad_lines import quads_of_lines
from verification.reading.quads import (
    Pixels,
    Quad,
    angles,
    components,
    edge_support,
    inside,
    quad_of,
    sides,
)

LOOK = 480  # pixels; the long side of the picture in which sides are looked for
SHAPES = {  # long by short side; which paper it is, and its long side in inches where only one fits
    1.586: 85.6 / 25.4,  # ID-1 card, ISO/IEC 7810
    1.414: None,  # A4, A5, and 1.42 the page of a passport (ID-3)
}
SNAP = 0.07  # relative difference to one of these up to which perspective is to blame
ASPECT = (1.0, 2.4)
PHOTO_AREA = (0.1, 0.97)  # share of the photograph
CARD_AREA = (0.012, 0.4)  # share of the scanned page: an ID-1 card on A4 is 0.074, on A3 0.037
MOST_OF_TWO = 0.6  # share of a photograph that one card takes up at most where another lies beside it
TOUCHING = 0.15  # share of a card in the upright box around one that lies aslant beside it
SIDE_SUPPORT, MEAN_SUPPORT = 0.55, 0.82
PAPER_LIGHT, PAPER_CHROMA = 205.0, 9.0  # Lab (0..255; distance from grey): surroundings like this are paper
MOST_GAIN = 2.5  # how far a shadow is lifted


@dataclass(frozen=True, slots=True)
class Straightened:
    """What was cut out. `rgb` keeps its colours, light evened; `grey` is for reading, ground white.

    `matrix` (3x3) takes pixels of `rgb` to pixels of the original. `dpi` is known where the shape tells the
    size (an ID-1 card), else None.
    """

    rgb: Pixels
    grey: Pixels
    matrix: NDArray[np.float64]
    dpi: float | None


def straighten(rgb: Pixels) -> Straightened | None:
    """The sheet or card of a photograph; None for a scan or where no four sides are sure."""
    lab, factor = _look_at(rgb)
    if paper_like(_border(lab)):
        return None
    best: Quad | None = None
    for candidates in (_quads(lab), quads_of_lines(lab)):
        found = [quad for quad in candidates if _photographed(lab, quad)]
        quad = _best(lab, found) if found else None
        if quad is not None and (best is None or _completes(quad, best)):
            best = quad
        if best is not None and _card_shaped(best):
            break
    return None if best is None else cut_out(rgb, best / factor)


def _completes(quad: Quad, other: Quad) -> bool:
    """Whether a quadrilateral is the whole of one that a shadow across it cut short."""
    larger = cv2.contourArea(quad.astype(np.float32)) > cv2.contourArea(other.astype(np.float32))
    return _card_shaped(quad) and larger


def _best(lab: NDArray[np.float32], quads: Sequence[Quad]) -> Quad:
    """The largest of those whose sides stand out about as clearly as any."""
    support = [float(np.mean(edge_support(lab, quad))) for quad in quads]
    clear = [quad for quad, share in zip(quads, support, strict=True) if share > max(support) - 0.06]
    return max(clear, key=lambda quad: cv2.contourArea(quad.astype(np.float32)))


def find_cards(rgb: Pixels) -> tuple[Straightened, ...]:
    """Cards and passport pages on a scanned page, from top to bottom; they do not overlap."""
    lab, factor = _look_at(rgb)
    kept: list[Quad] = []
    for quad in sorted(_card_quads(lab), key=lambda q: -cv2.contourArea(q.astype(np.float32))):
        if all(not (inside(quad, lab.shape) & inside(other, lab.shape)).any() for other in kept):
            kept.append(quad)
    kept.sort(key=lambda quad: float(quad[:, 1].mean()))
    return tuple(cut_out(rgb, quad / factor) for quad in kept)


def find_beside(rgb: Pixels, taken: Box) -> tuple[Straightened, ...]:
    """Further cards and passport pages of a photograph of which one was cut out at `taken` (fractions)."""
    lab, factor = _look_at(rgb)
    high, wide = lab.shape[:2]
    x0, y0, x1, y1 = taken[0] * wide, taken[1] * high, taken[2] * wide, taken[3] * high
    kept: list[Quad] = [np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float64)]
    if (x1 - x0) * (y1 - y0) > MOST_OF_TWO * wide * high:
        return ()
    for quad in chain(_quads(lab), quads_of_lines(lab)):
        clear = all(_shared(quad, other, lab.shape) < TOUCHING for other in kept)
        if clear and _card_shaped(quad) and _photographed(lab, quad):
            kept.append(quad)
    return tuple(cut_out(rgb, quad / factor) for quad in kept[1:])


def _shared(quad: Quad, other: Quad, shape: tuple[int, ...]) -> float:
    """Share of the smaller of two quadrilaterals that lies in the other."""
    one, two = inside(quad, shape) > 0, inside(other, shape) > 0
    return float((one & two).sum()) / max(1, min(int(one.sum()), int(two.sum())))


def _look_at(rgb: Pixels) -> tuple[NDArray[np.float32], float]:
    factor = min(1.0, LOOK / max(rgb.shape[:2]))
    small = cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(np.asarray(small, dtype=np.uint8), 3)
    return cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32), factor


def _quads(lab: NDArray[np.float32]) -> Iterator[Quad]:
    for mask in chain(_unlike_border(lab), _by_light(lab), _by_edges(lab)):
        for component in components(mask, least=PHOTO_AREA[0], most=PHOTO_AREA[1]):
            quad = quad_of(component)
            if quad is not None:
                yield quad


def _border(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """The pixels along the edge of the picture, `(n, 3)`."""
    edge = max(3, lab.shape[0] // 60)
    strips = (lab[:edge], lab[-edge:], lab[:, :edge], lab[:, -edge:])
    return np.concatenate([strip.reshape(-1, 3) for strip in strips])


def _unlike_border(lab: NDArray[np.float32]) -> Iterator[Pixels]:
    """What differs from the colours along the edge of the picture, at several thresholds."""
    smooth = cv2.GaussianBlur(lab, (0, 0), 2)
    border = _border(np.asarray(smooth, np.float32))
    weights = np.array([0.6, 1.0, 1.0], np.float32)  # light changes with shadows, colour less
    cv2.setRNGSeed(0)  # the same picture gives the same result
    labels = np.zeros((len(border), 1), np.int32)
    stop = (cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
    centres = np.asarray(cv2.kmeans(border * weights, 3, labels, stop, 2, cv2.KMEANS_PP_CENTERS)[2])
    away = np.min([np.linalg.norm(smooth * weights - centre, axis=2) for centre in centres], axis=0)
    distance = away.clip(0, 255).astype(np.uint8)
    level = cv2.threshold(distance, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[0]
    for share in (1.0, 0.7, 0.45, 1.3):
        yield _tidy((distance > max(6.0, share * level)).astype(np.uint8) * 255)


def _by_light(lab: NDArray[np.float32]) -> Iterator[Pixels]:
    light = cv2.GaussianBlur(lab[:, :, 0], (0, 0), 2).astype(np.uint8)
    bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    yield _tidy(np.asarray(bright, np.uint8))


def _by_edges(lab: NDArray[np.float32]) -> Iterator[Pixels]:
    """Closed outlines: for a sheet as light as its table, or under a shadow."""
    channels = [cv2.Canny(lab[:, :, i].astype(np.uint8), 20, 60) for i in range(3)]
    edges = cv2.dilate(np.max(channels, axis=0), np.ones((3, 3), np.uint8))
    outside = np.zeros((edges.shape[0] + 2, edges.shape[1] + 2), np.uint8)
    for size in (3, 7):
        closed = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
        free = cv2.copyMakeBorder(255 - closed, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(255,))
        outside = free.copy()
        cv2.floodFill(outside, None, (0, 0), (128,))
        yield _tidy(np.ascontiguousarray((outside[1:-1, 1:-1] != 128).astype(np.uint8) * 255))


def _tidy(mask: Pixels) -> Pixels:
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), np.uint8)


def _photographed(lab: NDArray[np.float32], quad: Quad) -> bool:
    """Whether the quadrilateral is paper in surroundings that are not."""
    support = edge_support(lab, quad)
    long, short = sorted(sides(quad), reverse=True)
    if min(support) < SIDE_SUPPORT or np.mean(support) < MEAN_SUPPORT:
        return False
    if not ASPECT[0] <= long / short <= ASPECT[1] or _drawn_frame(quad, lab.shape):
        return False
    around = cv2.dilate(inside(quad, lab.shape), np.ones((9, 9), np.uint8)) == 0
    if np.count_nonzero(around) < 0.02 * around.size:
        return False
    return not paper_like(lab[around])


def paper_like(lab: NDArray[np.float32]) -> bool:
    """Whether most of these pixels have the colour of white paper or of a scanner's lid."""
    chroma = np.linalg.norm(lab[:, 1:] - 128, axis=1)
    return float(((lab[:, 0] > PAPER_LIGHT) & (chroma < PAPER_CHROMA)).mean()) > 0.5


def _drawn_frame(quad: Quad, shape: tuple[int, ...]) -> bool:
    """A printed frame around a diploma: exactly upright and in the middle, as no hand lays a sheet."""
    height, width = shape[:2]
    if max(abs(angle - 90) for angle in angles(quad)) > 0.5 or abs(quad[0, 1] - quad[1, 1]) > 0.004 * width:
        return False
    left, right = quad[[0, 3], 0].mean(), width - quad[[1, 2], 0].mean()
    top, bottom = quad[[0, 1], 1].mean(), height - quad[[2, 3], 1].mean()
    return bool(abs(left - right) < 0.02 * width and abs(top - bottom) < 0.02 * height)


def _card_quads(lab: NDArray[np.float32]) -> Iterator[Quad]:
    """Quadrilaterals with the shape of a card on a page that is otherwise paper."""
    if not paper_like(lab.reshape(-1, 3)):
        return
    smooth = cv2.GaussianBlur(lab, (0, 0), 1.5)
    chroma = np.linalg.norm(smooth[:, :, 1:] - 128, axis=2)
    paper = float(np.percentile(smooth[:, :, 0], 90))
    for step in (8, 14, 24):
        mask = ((smooth[:, :, 0] < paper - step) | (chroma > 5 + step / 4)).astype(np.uint8) * 255
        for component in components(_tidy(mask), least=CARD_AREA[0], most=CARD_AREA[1]):
            quad = quad_of(component)
            if quad is not None and _card_shaped(quad) and min(edge_support(lab, quad)) >= SIDE_SUPPORT:
                yield quad


def _card_shaped(quad: Quad) -> bool:
    long, short = sorted(sides(quad), reverse=True)
    return any(abs(long / short / shape - 1) < SNAP for shape in SHAPES)


def cut_out(rgb: Pixels, quad: Quad) -> Straightened:
    """The quadrilateral as a rectangle, about as large as it is in the picture."""
    width, height, dpi = _size(quad)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, quad.astype(np.float32))
    picture = cv2.warpPerspective(
        rgb,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    even = even_light(np.asarray(picture, np.uint8))
    grey = np.asarray(cv2.cvtColor(even, cv2.COLOR_RGB2GRAY), np.uint8)
    return Straightened(even, grey, np.asarray(matrix, np.float64), dpi)


def _size(quad: Quad) -> tuple[int, int, float | None]:
    width, height = sides(quad)
    long = max(width, height)
    for shape, inches in SHAPES.items():
        if abs(long / min(width, height) / shape - 1) < SNAP:
            short = long / shape
            size = (long, short) if width >= height else (short, long)
            return round(size[0]), round(size[1]), long / inches if inches else None
    return round(width), round(height), None


def even_light(rgb: Pixels) -> Pixels:
    """Lift shadows and take out the colour of the lamp; colours of print and ink stay."""
    height, width = rgb.shape[:2]
    small = cv2.resize(rgb, (max(8, width // 16), max(8, height // 16)), interpolation=cv2.INTER_AREA)
    size = max(3, max(small.shape[:2]) // 10 | 1)
    ground = cv2.dilate(small, np.ones((size, size), np.uint8))
    ground = cv2.GaussianBlur(ground, (0, 0), size / 2)
    light = ground.max(axis=2).astype(np.float32)
    gain = (np.percentile(light, 95) / np.maximum(light, 1)).clip(1.0, MOST_GAIN)
    lamp = _lamp(ground)
    whole = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)[:, :, None] * lamp
    return np.asarray((rgb * whole).clip(0, 255), dtype=np.uint8)


def _lamp(ground: cv2.typing.MatLike) -> NDArray[np.float32]:
    """Factors per channel that make the lightest tenth of the ground a light grey."""
    light = ground.max(axis=2)
    brightest = ground[light >= np.percentile(light, 90)].mean(axis=0)
    return np.asarray((245.0 / np.maximum(brightest, 1)).clip(0.8, 1.8), dtype=np.float32)
