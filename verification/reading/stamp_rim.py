"""Text along the rim of a round or oval stamp, unrolled to strips and read with heads outward and inward."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.stamp_ink import without_strokes
from verification.reading.stamp_words import LINE, POOR, Reading, merged, read

Grey = NDArray[np.uint8]

_RIM = (0.52, 0.97)  # part of the radius in which text along the rim stands
_MIDDLE = 0.8  # of the radius: where the middle of a line along the rim runs
_ROUND = 0.05  # an oval whose radii differ by less is round
_EDGE = 0.25  # of the radius: where the outermost line runs
_LONG_LINE = 0.5  # of the strip, that a line spans from which it is the ring
_FITS, _MOST_SHIFT = 6, 0.15  # rounds; how far the line may be off, by the radius
_LINE_PX = 48  # longer than any stroke of a letter along the rim
_STRIP_HEIGHT = 44  # pixels of the strip that hold one line of rim text with its margins
_GAP_DEGREES = 14.0  # paper between two texts along one rim
_LETTER_GAP_DEGREES, _NARROW_GAP_DEGREES = 2.2, 4.5  # wider than between letters; narrowest between two texts
_WORD_GAP = 1.35  # a gap between texts by the median of all gaps
_MOST_PIECES = 4  # of one rim
_LEAST_BLANK = 0.08  # share of empty columns in a band of letters; a ring has none
_DOUBTFUL = 0.6  # worth of a reading by that of the better one, from which on both may be right
_LINE_SHARE = 0.82  # share of directions from which on a circle of the rim is a line and not text


def read_rim(disc: Grey) -> tuple[list[Reading], float]:
    """Texts along the rim, and the radius (share of the whole) within which the middle begins; 1 without rim.

    `disc` is the stamp alone, its outline touching all sides. Raises OutsideProgramError as recognition does.
    """
    radius = min(disc.shape) / 2
    strip = _without_lines(_unrolled(disc))
    # rows: outside of the stamp on top; columns: clockwise from the right-hand side
    readings: list[Reading] = []
    inner = 1.0
    for top, bottom in _text_bands(strip, radius)[:2]:
        inner = min(inner, 1 - bottom / radius)
        band = strip[top:bottom]
        if ((band < 150).sum(axis=0) <= 1).mean() < _LEAST_BLANK:
            continue
        for piece in _pieces(band):
            readings += _both_ways(piece)
    return readings, inner


def _unrolled(disc: Grey) -> Grey:
    """The ring of the ellipse that fills a picture, laid out level, its outer edge on top.

    The lines within an oval run either at one distance from its edge or at one share of its radius; the way
    that lays them out straighter is taken. Letters keep their shape, which squeezing to a circle spoils.
    """
    b, a = disc.shape[0] / 2, disc.shape[1] / 2
    turns = np.linspace(0, 2 * np.pi, 4097)
    x, y = a * np.cos(turns), b * np.sin(turns)
    run = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    steps = np.interp(np.linspace(0, run[-1], int(_MIDDLE * run[-1]), endpoint=False), run, turns)
    edge = np.stack([a * np.cos(steps), b * np.sin(steps)])
    across = np.stack([np.cos(steps) / a, np.sin(steps) / b])
    radius = min(a, b)
    ways = [across / np.hypot(*across)]
    if abs(a - b) > _ROUND * radius:
        ways.append(edge / radius)
    depth = np.arange(int(radius), dtype=np.float64).reshape(-1, 1)
    strips = [_laid_out(disc, edge, way, depth) for way in ways]
    return _levelled(max(strips, key=lambda strip: float(np.square(np.diff(strip.mean(axis=1))).sum())))


def _levelled(strip: Grey) -> Grey:
    """The strip with its line made level, where the outline was a little off or is no true circle."""
    height, width = strip.shape
    columns, rows = _track(np.asarray(strip < 150, dtype=np.uint8))
    if len(columns) < width / 4:
        return strip
    turns = 2 * np.pi * np.arange(width) / width
    waves = np.stack([np.ones(width), *(f(k * turns) for k in (1, 2) for f in (np.cos, np.sin))], axis=1)
    kept = np.ones(len(columns), dtype=bool)
    fit = np.zeros(waves.shape[1])
    for _ in range(_FITS):
        fit, *_ = np.linalg.lstsq(waves[columns[kept]], rows[kept], rcond=None)
        off = np.abs(waves[columns] @ fit - rows)
        kept = off <= max(1.0, float(np.median(off)) * 1.5)
    shift = waves @ fit
    shift -= shift.mean()
    if np.abs(shift).max() > _MOST_SHIFT * height:
        return strip
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(strip, xs, ys + shift.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(moved, dtype=np.uint8)


def _track(dark: Grey) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Columns and rows of the longest line of a strip; without one, of its outermost ink."""
    height, width = dark.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        dark[: int((1 - _RIM[0]) * height)], connectivity=8
    )
    stats[0, cv2.CC_STAT_WIDTH] = 0
    longest = int(stats[:, cv2.CC_STAT_WIDTH].argmax())
    if stats[longest, cv2.CC_STAT_WIDTH] > _LONG_LINE * width:
        line = labels == longest
    else:
        line = dark[: int(_EDGE * height)] > 0
    columns = np.flatnonzero(line.any(axis=0))
    return columns, line.argmax(axis=0)[columns].astype(np.float64)


def _without_lines(strip: Grey) -> Grey:
    """The strip without level lines longer than any part of a letter."""
    dark = np.asarray(strip < 150, dtype=np.uint8)
    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _LINE_PX), np.uint8))
    return np.asarray(np.where(cv2.dilate(lines, np.ones((5, 3), np.uint8)) > 0, 255, strip), dtype=np.uint8)


def _laid_out(
    disc: Grey, edge: NDArray[np.float64], inward: NDArray[np.float64], depth: NDArray[np.float64]
) -> Grey:
    """The picture along `edge` (x and y from its middle) and `depth` steps inward of it."""
    middle = disc.shape[1] / 2, disc.shape[0] / 2
    xs, ys = (
        np.asarray(middle[axis] + edge[axis] - inward[axis] * depth, dtype=np.float32) for axis in (0, 1)
    )
    strip = cv2.remap(disc, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,))
    return np.asarray(strip, dtype=np.uint8)


def _text_bands(strip: Grey, radius: float) -> list[tuple[int, int]]:
    """Rows (top, bottom) of the strip that hold text: ink in some directions, between the rim's lines."""
    dark = strip < 150
    share = dark.mean(axis=1)
    first, last = int((1 - _RIM[1]) * radius), int((1 - _RIM[0]) * radius)
    text = (share > 0.03) & (share < _LINE_SHARE * 0.8)
    text[:first] = False
    text[last:] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], text.astype(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    least = 0.045 * radius
    return [(max(0, a - 3), b + 3) for a, b in runs if b - a >= least]


def _pieces(band: Grey) -> list[Grey]:
    """The band cut where the rim is empty, so that no word is torn and each text is read by itself.

    Two texts that nearly meet (one reads outward, the other inward) are cut at the widest gaps that are
    clearly wider than those between the words.
    """
    inked = (band < 150).sum(axis=0) > 1
    n = len(inked)
    gaps = _gaps(inked)
    if not gaps:
        return [band]
    widths = [end - start for start, end in gaps]
    sure = [gap for gap, width in zip(gaps, widths, strict=True) if width >= n * _GAP_DEGREES / 360]
    if len(sure) < 2:
        least = max(_WORD_GAP * float(np.median(widths)), n * _NARROW_GAP_DEGREES / 360)
        wide = sorted(gaps, key=lambda gap: gap[0] - gap[1])[:_MOST_PIECES]
        sure = [gap for gap in wide if gap in sure or gap[1] - gap[0] >= least] or wide[:1]
    cuts = sorted(sure)
    out = []
    for (_, start), (end, _) in zip(cuts, [*cuts[1:], (cuts[0][0] + n, 0)], strict=True):
        piece = np.take(band, range(start - 4, end + 4), axis=1, mode="wrap")
        if end - start > band.shape[0] * 1.2:
            out.append(np.asarray(piece, dtype=np.uint8))
    return out[:_MOST_PIECES]


def _gaps(inked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The empty runs (start, end) around the rim that are wider than the space between letters."""
    n = len(inked)
    if inked.all() or not inked.any():
        return []
    first = int(np.flatnonzero(inked)[0])
    turned = np.roll(inked, -first)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (~turned).astype(np.int8), [0]])))
    least = n * _LETTER_GAP_DEGREES / 360
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]
    return [((a + first) % n, (a + first) % n + b - a) for a, b in runs]


def _both_ways(piece: Grey) -> list[Reading]:
    """The readings of a strip with heads outward and inward, the likelier first, without a hopeless one."""
    zoom = _STRIP_HEIGHT / piece.shape[0]
    sized = cv2.resize(piece, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC)
    outward = np.asarray(sized, dtype=np.uint8)
    inward = np.asarray(cv2.rotate(outward, cv2.ROTATE_180), dtype=np.uint8)
    ways = sorted(((read(way, psm=LINE), way) for way in (outward, inward)), key=lambda one: -one[0].worth)
    (first, way), (other, _) = ways
    if first.quality < POOR:
        first = merged(first, read(without_strokes(way), psm=LINE))
    if not first.lines:
        return []
    doubtful = other.lines and other.worth > _DOUBTFUL * first.worth
    return [first, other] if doubtful else [first]
