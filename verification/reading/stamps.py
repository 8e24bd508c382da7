"""Ink stamps and seals on a page: place, shape, colour, and what can be read of them.

Round, oval and oblong stamps in coloured or black ink, rotated, faint, crossed by signatures and print. Not
stamps: logos and coloured headings (printed flat, aligned), photographs, QR codes, table shading, signatures.
Source of what a certification mark is: domain, section 1 (an ink stamp plus signature or initials).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from verification.model import Box, Stamp, Word
from verification.reading.geometry import overlap
from verification.reading.ink import Ink, Mask, colour_name, ink_of
from verification.reading.outlines import Outline, component_outline, components, holes, structure
from verification.reading.patchy import patchy, without_print
from verification.reading.rings import rings, with_rim
from verification.reading.smudges import smudges
from verification.reading.stamp_groups import ink_groups, text_angle
from verification.reading.stamp_text import read_outline, read_region
from verification.reading.view import PageView

_LETTER_MM = (1.1, 7.5)  # height of letters in a stamp
_FEWEST_PARTS = 3
_FEWEST_LETTERS = 10  # in a stamp without an outline
_FEWEST_IN_FRAME = 6
_ALIGNED_FRAME = (
    0.5  # a black frame that lies as straight as print may be a box of a form: what stands in it tells
)
_LETTERHEAD = 0.17  # share of the page height where logos stand
_TURNED_DEGREES = 1.3  # print is aligned better than this, a stamp by hand seldom is
_STRAIGHT_MM, _LONGEST_MM = 12.0, 110.0  # of lines that belong to the page or to the scanner
_SMUDGE, _READABLE, _FEW_WORDS = 0.7, 0.8, 2  # confidence; of words that are print and not a smudge
_MOST_STAMPS = 6  # read per page; more are nearly always decoration
_SURE = 0.78  # confidence from which on the outermost of several outlines is the stamp's
_DENSE = 0.50  # the same in a letterhead; a stamp full of text stays below
_PICTURED = 0.3  # share of a circle under coloured ink, from which on black pieces in it are no stamp
_SOLID = 0.62  # share of ink in its own outline from which on it is a logo or a photograph


@dataclass(frozen=True, slots=True)
class _Candidate:
    outline: Outline | None
    bounds: tuple[float, float, float, float]  # x, y, w, h in working pixels
    colour: str
    mask: Mask
    confidence: float


def find_stamps(view: PageView) -> tuple[Stamp, ...]:
    """The stamps of a page, surest first. Boxes are fractions of the view."""
    if view.born_digital:
        return ()
    ink = ink_of(view)
    candidates = [*_coloured(ink), *_black(ink, view.words)]
    kept = _distinct(candidates)[:_MOST_STAMPS]
    read = [_read(view, ink, candidate) for candidate in kept]
    return (*read, *_smudged(view, ink, read))


def _smudged(view: PageView, ink: Ink, stamps: Sequence[Stamp]) -> Iterator[Stamp]:
    """Patches of smudged ink where no stamp was found and nothing can be read."""
    height, width = ink.shape[:2]
    grey = cv2.resize(view.grey, (width, height), interpolation=cv2.INTER_AREA)
    for bounds in smudges(np.asarray(grey, dtype=np.uint8), ink.px_per_mm):
        box = ink.box(*bounds)
        read = [word for word in view.words if word.confidence > _READABLE and overlap(word.box, box) > 0.5]
        if len(read) < _FEW_WORDS and not any(_meet(box, stamp.box) for stamp in stamps):
            yield Stamp(box, "irregular", "black", "", _SMUDGE)


def _meet(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _coloured(ink: Ink) -> Iterator[_Candidate]:
    """Stamps in blue, violet, red or green ink."""
    for mask in ink.coloured.values():
        found = []
        for ring in rings(structure(mask, ink.px_per_mm), ink.px_per_mm):
            candidate = _of_outline(ink, with_rim(mask, ring, ink.px_per_mm), mask)
            if candidate is not None:
                found.append(candidate)
                yield candidate
        for frame in holes(mask, ink.px_per_mm):
            candidate = _of_outline(ink, frame, mask)
            if candidate is not None and not any(_covers(one.bounds, frame.bounds) for one in found):
                found.append(candidate)
                yield candidate
        for outline in patchy(mask, ink.px_per_mm):
            candidate = _of_outline(ink, outline, mask, pieces=True)
            if candidate is not None and not any(_covers(one.bounds, outline.bounds) for one in found):
                found.append(candidate)
                yield candidate
        for group in ink_groups(mask, ink.px_per_mm):
            if not any(_covers(one.bounds, group) for one in found):
                candidate = _of_group(ink, mask, group)
                if candidate is not None:
                    yield candidate


def _black(ink: Ink, words: Sequence[Word]) -> Iterator[_Candidate]:
    """Rings, ovals and turned frames in black or grey ink, of photocopied marks too."""
    mask = structure(ink.dark, ink.px_per_mm)
    for ring in rings(mask, ink.px_per_mm):
        candidate = _of_outline(ink, with_rim(ink.dark, ring, ink.px_per_mm), ink.dark)
        if candidate is not None:
            yield candidate
    frames = holes(mask, ink.px_per_mm) + components(mask, ink.px_per_mm)
    uncoloured = _without_colour(ink)
    cleared = _without_long_lines(uncoloured, ink.px_per_mm)
    black = cleared if cleared is not None else uncoloured
    if cleared is not None or ink.coloured:
        healed = structure(black, ink.px_per_mm)
        frames += holes(healed, ink.px_per_mm) + components(healed, ink.px_per_mm)
    for outline in frames:
        candidate = _of_outline(ink, outline, ink.dark)
        if candidate is None:
            continue
        if outline.shape == "oblong" and not _turned(outline):
            candidate = replace(candidate, confidence=_ALIGNED_FRAME)
        yield candidate
    for outline in patchy(without_print(black, words), ink.px_per_mm):
        candidate = _of_outline(ink, outline, ink.dark, pieces=True)
        if candidate is not None and not _pictured(ink, outline):
            yield candidate


def _without_colour(ink: Ink) -> Mask:
    """Black ink, healed where a coloured pen crossed it."""
    black = ink.dark
    for coloured in ink.coloured.values():
        black = np.asarray(cv2.subtract(black, coloured), dtype=np.uint8)
    if not ink.coloured:
        return black
    return np.asarray(cv2.morphologyEx(black, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), dtype=np.uint8)


def _without_long_lines(mask: Mask, px_per_mm: float) -> Mask | None:
    """The mask without lines longer than any stamp (streaks of a scanner, rules); None if there are none."""
    step = max(3, int(_STRAIGHT_MM * px_per_mm))
    gone = np.zeros_like(mask)
    for kernel in (np.ones((step, 1), np.uint8), np.ones((1, step), np.uint8)):
        lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
        joined = cv2.dilate(lines, np.ones((3, 3), np.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        sides = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
        long = sides > _LONGEST_MM * px_per_mm
        long[0] = False
        if count > 1 and long.any():
            gone |= np.asarray(np.where(long[labels], 255, 0), dtype=np.uint8)
    if not gone.any():
        return None
    rest = cv2.morphologyEx(cv2.subtract(mask, gone), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(rest, dtype=np.uint8)


def _lettered(ink: Ink, outline: Outline, mask: Mask) -> bool:
    """Whether several letters stand within a frame."""
    x, y, w, h = (max(0, round(v)) for v in outline.bounds)
    inside = cv2.bitwise_and(mask, _inside(outline, mask.shape))[y : y + h, x : x + w]
    if inside.size == 0:
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    low, high = (v * ink.px_per_mm for v in _LETTER_MM)
    tall = stats[1:count, cv2.CC_STAT_HEIGHT]
    like = (tall >= low) & (tall <= high)
    wide = stats[1:count, cv2.CC_STAT_WIDTH][like]
    return int(np.maximum(1, wide / (0.9 * tall[like])).sum()) >= _FEWEST_IN_FRAME


def _of_outline(ink: Ink, outline: Outline, mask: Mask, *, pieces: bool = False) -> _Candidate | None:
    """A candidate with an outline, unless it is a logo: filled, drawn thick, or bare inside.

    `pieces` tells that the outline was made out of many, which need not be whole letters.
    """
    inside = _inside(outline, mask.shape)
    share = float((mask[inside > 0] > 0).mean()) if inside.any() else 1.0
    top = outline.bounds[1] / ink.shape[0]
    if share > _SOLID or share < 0.02 or (top < _LETTERHEAD and share > _DENSE):
        return None
    if outline.shape != "round" and not pieces and not _lettered(ink, outline, mask):
        return None
    x, y, w, h = (round(v) for v in outline.bounds)
    where = (slice(max(0, y), y + h), slice(max(0, x), x + w))
    confidence = min(0.98, 0.45 + 0.5 * outline.coverage) - (0.25 if top < _LETTERHEAD else 0.0)
    return _Candidate(outline, outline.bounds, colour_name(ink, mask, where), mask, confidence)


def _of_group(ink: Ink, mask: Mask, group: tuple[int, int, int, int]) -> _Candidate | None:
    """A group of coloured ink without a ring: framed, oval, or lines of text without a frame."""
    x, y, w, h = group
    part = mask[y : y + h, x : x + w]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_WIDTH] * stats[1:, cv2.CC_STAT_HEIGHT]))
    frame = np.asarray((labels == largest) * 255, dtype=np.uint8)
    outline = _outline_in(frame, ink.px_per_mm, (x, y)) or _outline_in(part, ink.px_per_mm, (x, y))
    if outline is not None:
        return _of_outline(ink, outline, mask)
    low, high = (v * ink.px_per_mm for v in _LETTER_MM)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    like = (heights >= low) & (heights <= high)
    letters = int(
        np.maximum(1, widths[like] / (0.9 * heights[like])).sum()
    )  # touching ones count by their width
    fill = float((part > 0).mean())
    if count - 1 < _FEWEST_PARTS or letters < _FEWEST_LETTERS or not 0.03 < fill < 0.5:
        return None
    angle = text_angle(part)
    aligned = abs(angle) < _TURNED_DEGREES
    if y / ink.shape[0] < _LETTERHEAD or (aligned and _printed_elsewhere(mask, group)):
        return None
    where = (slice(y, y + h), slice(x, x + w))
    return _Candidate(None, group, colour_name(ink, mask, where), mask, 0.55 if aligned else 0.75)


def _read(view: PageView, ink: Ink, candidate: _Candidate) -> Stamp:
    box = ink.box(*candidate.bounds)
    if candidate.outline is not None:
        text = read_outline(view, ink, candidate.outline, colour=candidate.colour)
        shape = candidate.outline.shape
    else:
        text = read_region(view, ink, candidate.bounds, colour=candidate.colour)
        shape = "oblong"
    return Stamp(
        box=box, shape=shape, colour=candidate.colour, text=text, confidence=round(candidate.confidence, 2)
    )


def _outline_in(part: Mask, px_per_mm: float, origin: tuple[int, int]) -> Outline | None:
    """The outline of one component, moved from its crop to the page."""
    padded = np.asarray(cv2.copyMakeBorder(part, 4, 4, 4, 4, cv2.BORDER_CONSTANT), dtype=np.uint8)
    points = cv2.findNonZero(padded)
    if points is None:
        return None
    outline = component_outline(np.asarray(points, dtype=np.int32), padded, px_per_mm)
    if outline is None:
        return None
    return replace(outline, cx=outline.cx - 4 + origin[0], cy=outline.cy - 4 + origin[1])


def _pictured(ink: Ink, outline: Outline) -> bool:
    """Whether black pieces lie among so much colour that they are the shadows of a photograph."""
    inside = _inside(outline, ink.shape) > 0
    coloured = sum(float((mask[inside] > 0).mean()) for mask in ink.coloured.values())
    return coloured > _PICTURED


def _turned(outline: Outline) -> bool:
    """Whether a frame stands at an angle that print never has."""
    off = min(outline.angle % 90, 90 - outline.angle % 90)
    return off >= _TURNED_DEGREES


def _inside(outline: Outline, shape: tuple[int, ...]) -> Mask:
    """The area within the outline, without its line."""
    area = np.zeros(shape, dtype=np.uint8)
    size = (max(2.0, outline.width * 0.86), max(2.0, outline.height * 0.86))
    centre = (outline.cx, outline.cy)
    if outline.shape == "oblong":
        corners = cv2.boxPoints((centre, size, outline.angle))
        cv2.fillPoly(area, [np.asarray(corners, dtype=np.int32)], (255,))
    else:
        cv2.ellipse(area, (centre, size, outline.angle), (255,), -1)
    return area


def _printed_elsewhere(mask: Mask, group: tuple[int, int, int, int]) -> bool:
    """Whether the same colour is used in the letterhead: then aligned text in it is print."""
    x, y, w, h = group
    letterhead = mask[: int(mask.shape[0] * _LETTERHEAD)]
    return int((letterhead > 0).sum()) > 0.15 * int((mask[y : y + h, x : x + w] > 0).sum())


def _covers(bounds: tuple[float, float, float, float], group: tuple[float, float, float, float]) -> bool:
    """Whether the middle of a group lies within the bounds of a stamp."""
    x, y, w, h = bounds
    gx, gy = group[0] + group[2] / 2, group[1] + group[3] / 2
    return x <= gx <= x + w and y <= gy <= y + h


def _distinct(candidates: list[_Candidate]) -> list[_Candidate]:
    """Of candidates that lie over each other one: coloured before black, of the sure ones the outermost."""
    kept: list[_Candidate] = []
    order = sorted(candidates, key=_standing)
    for one in order:
        if all(_overlap(one.bounds, other.bounds) < 0.45 for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: -c.confidence)


def _standing(one: _Candidate) -> tuple[bool, bool, bool, float]:
    """Sorts the candidates that are to be kept before others."""
    sure = one.outline is not None and one.confidence >= _SURE
    size = one.bounds[2] * one.bounds[3] if sure else one.confidence
    return one.colour == "black", one.outline is None, not sure, -size


def _overlap(a: Box, b: Box) -> float:
    """Shared area as a part of the smaller rectangle; both x, y, w, h."""
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / max(1e-9, min(a[2] * a[3], b[2] * b[3]))
