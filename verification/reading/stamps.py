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
from verification.reading.black_ink import long_lines, without_colour, without_lines
from verification.reading.geometry import overlap
from verification.reading.ink import Ink, Mask, colour_name, faint_of
from verification.reading.outlines import (
    TURNED_DEGREES,
    Outline,
    component_outline,
    components,
    holes,
    inside_of,
    is_turned,
    structure,
)
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
_ALIGNED_FRAME = 0.5  # confidence: a black frame as straight as print may be a box of a form
_LETTERHEAD = 0.17  # share of the page height where logos stand
_SMUDGE, _READABLE, _FEW_WORDS = 0.7, 0.8, 2  # confidence; of words that are print and not a smudge
_MOST_STAMPS = 6  # read per page; more are nearly always decoration
_SURE = 0.78  # confidence from which on the outermost of several outlines is the stamp's
_DENSE = 0.50  # the same in a letterhead; a stamp full of text stays below
_PALE = 0.65  # confidence of what may be a seal of the original
_MOSTLY_INKED, _ON_DARK = 0.5, 0.5  # share that surely is ink; share of a dark ground
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
    ink = view.ink
    kept = _distinct(list(_candidates(ink, view.words)))[:_MOST_STAMPS]
    read = [_read(view, ink, candidate) for candidate in kept]
    return (*read, *_smudged(view, ink, read))


def _candidates(ink: Ink, words: Sequence[Word]) -> Iterator[_Candidate]:
    black = without_colour(ink)
    lines = long_lines(black, ink.px_per_mm)
    yield from _coloured(ink)
    yield from _black(ink, black, lines)
    yield from _faint(ink, words, lines)


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
            if _pictured(ink, outline):
                continue
            if candidate is not None and not any(_covers(one.bounds, outline.bounds) for one in found):
                found.append(candidate)
                yield candidate
        for group in ink_groups(mask, ink.px_per_mm):
            if not any(_covers(one.bounds, group) for one in found):
                candidate = _of_group(ink, mask, group)
                if candidate is not None:
                    yield candidate


def _black(ink: Ink, black: Mask, lines: Mask) -> Iterator[_Candidate]:
    """Rings, ovals and turned frames in black or grey ink, of photocopied marks too.

    `black` is the ink without its coloured parts, `lines` those longer than any stamp.
    """
    mask = structure(ink.dark, ink.px_per_mm)
    for ring in rings(mask, ink.px_per_mm):
        candidate = _of_outline(ink, with_rim(ink.dark, ring, ink.px_per_mm), ink.dark)
        if candidate is not None:
            yield candidate
    frames = holes(mask, ink.px_per_mm) + components(mask, ink.px_per_mm)
    crossed = bool(lines.any())
    if crossed or ink.coloured:
        healed = structure(without_lines(black, lines) if crossed else black, ink.px_per_mm)
        frames += holes(healed, ink.px_per_mm) + components(healed, ink.px_per_mm)
    for outline in frames:
        candidate = _of_outline(ink, outline, ink.dark)
        if candidate is None:
            continue
        if outline.shape == "oblong" and not is_turned(outline):
            candidate = replace(candidate, confidence=_ALIGNED_FRAME)
        yield candidate


def _faint(ink: Ink, words: Sequence[Word], lines: Mask) -> Iterator[_Candidate]:
    """Stamps in pieces, some of them faint, in any ink; `lines` are those longer than any stamp."""
    faint = np.asarray(cv2.subtract(faint_of(ink), lines), dtype=np.uint8)
    faint = without_print(faint, words)
    for outline in patchy(faint, ink.px_per_mm):
        candidate = _of_outline(ink, outline, faint, pieces=True)
        if candidate is None or _pictured(ink, outline):
            continue
        if outline.shape == "oblong" and not is_turned(outline):
            continue  # the cells of a table, the boxes of a form, a signature on its line
        if candidate.colour == "black" and _weak(ink, outline, faint):
            candidate = replace(candidate, confidence=min(_PALE, candidate.confidence))
        yield candidate


def _weak(ink: Ink, outline: Outline, faint: Mask) -> bool:
    """Whether black pieces may be a seal of the original: embossed, or on foil."""
    inside = inside_of(outline, ink.shape) > 0
    inked = inside & (faint > 0)
    pale = not inked.any() or float((ink.dark[inked] > 0).mean()) < _MOSTLY_INKED
    return pale or float((ink.dark[inside] > 0).mean()) > _ON_DARK


def _lettered(ink: Ink, outline: Outline, mask: Mask) -> bool:
    """Whether several letters stand within a frame."""
    x, y, w, h = (max(0, round(v)) for v in outline.bounds)
    inside = cv2.bitwise_and(mask, inside_of(outline, mask.shape))[y : y + h, x : x + w]
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
    inside = inside_of(outline, mask.shape)
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
    aligned = abs(angle) < TURNED_DEGREES
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
    inside = inside_of(outline, ink.shape) > 0
    coloured = sum(float((mask[inside] > 0).mean()) for mask in ink.coloured.values())
    return coloured > _PICTURED


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
