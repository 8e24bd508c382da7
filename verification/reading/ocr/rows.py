"""Rows of text on a level page: where to cut it, and a sample of lines from all over it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from verification.reading.ocr.model import Grey

INK = 128  # grey levels below are ink; the ground is even and white
LEAST_HEIGHT, MOST_HEIGHT = 9, 64  # pixels at 200 dpi: a line of text between 6 and 30 points
SAMPLE_LINES = 5
SAMPLE_PIXELS = 6_000  # summed width of the sampled lines: about 400 letters
GAP = 18  # pixels of white between lines of the sample


def text_rows(pixels: Grey) -> list[tuple[int, int]]:
    """Top and bottom of every run of rows that carry ink."""
    ink = (pixels < INK).sum(axis=1) >= max(2, pixels.shape[1] // 800)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], ink, [False]]).astype(np.int8)))
    return [(int(top), int(bottom)) for top, bottom in edges.reshape(-1, 2)]


def split(pixels: Grey, parts: int) -> list[tuple[int, int]]:
    """Bands (top, bottom) with about equal ink, cut in wide white gaps; fewer where there are none."""
    rows = text_rows(pixels)
    if len(rows) < 4 * parts:
        return [(0, pixels.shape[0])]
    ink = (pixels < INK).sum(axis=1).cumsum()
    cuts = [0]
    for part in range(1, parts):
        wanted = ink[-1] * part / parts
        near = [
            (upper[1], lower[0])
            for upper, lower in pairwise(rows)
            if abs(ink[upper[1]] - wanted) < 0.12 * ink[-1] / parts and lower[0] - upper[1] >= 3
        ]
        if near:
            top, bottom = max(near, key=lambda gap: gap[1] - gap[0])
            cuts.append((top + bottom) // 2)
    return list(pairwise([*sorted(set(cuts)), pixels.shape[0]]))


def sample(pixels: Grey) -> Grey | None:
    """A picture of a few lines from all over the page, one under the other; None below three lines."""
    lines = [
        (top, bottom) for top, bottom in text_rows(pixels) if LEAST_HEIGHT <= bottom - top <= MOST_HEIGHT
    ]
    if len(lines) < 3:
        return None
    zones = np.array_split(np.array(lines), min(SAMPLE_LINES, len(lines)))
    width = pixels.shape[1]
    chosen, total = [], 0
    for zone in zones:
        top, bottom = max(zone, key=lambda line: int((pixels[line[0] : line[1]] < INK).sum()))
        strip = np.full((bottom - top + 2 * GAP, width), 255, np.uint8)
        strip[GAP:-GAP] = pixels[top:bottom]
        chosen.append(strip)
        total += int((pixels[top:bottom] < INK).any(axis=0).sum()) * 2
        if total > SAMPLE_PIXELS:
            break
    return np.concatenate(chosen)
