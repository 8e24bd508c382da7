"""Whether a page is set in columns of running text.

Tesseract's one-block mode (psm 6) loses the fewest words of forms, tables and letters, and reads straight
across columns; its automatic mode (psm 3) follows columns, and takes forms and tables apart. Measured in
docs/decisions/0002. So: psm 3 only where a white corridor parts two stretches of well filled lines; the label
and value columns of a form are not filled.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ocr.model import Grey

REDUCE = 4  # the picture is looked at so many times smaller
WORD_GAP = 7  # pixels of the small picture at 200 dpi: words on a line grow together, columns do not
LINE_GAP = 5  # and the lines of a paragraph
CORRIDOR = 3  # pixels of the small picture that must be white: 1.5 mm
TALL = 0.25  # share of the height that carries text
FILLED = 0.8  # share of the width of its column that a usual line has


def in_columns(pixels: Grey) -> bool:
    """Whether Tesseract should look for columns on this level page (200 dpi, ground white)."""
    small = cv2.resize(pixels, None, fx=1 / REDUCE, fy=1 / REDUCE, interpolation=cv2.INTER_AREA)
    ink = (small < 200).astype(np.uint8)
    words = np.asarray(
        cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((LINE_GAP, WORD_GAP), np.uint8)), np.uint8
    )
    ys, xs = np.flatnonzero(words.any(axis=1)), np.flatnonzero(words.sum(axis=0) > 3)
    if len(ys) < 100 or len(xs) < 100:
        return False
    text = words[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    width = text.shape[1]
    return any(_parts(text, x) for x in range(width // 4, 3 * width // 4, 2))


def _parts(text: Grey, x: int) -> bool:
    """Whether a corridor at `x` parts two stretches of filled lines."""
    free = text[:, x : x + CORRIDOR].max(axis=1) == 0
    top, bottom = longest_run(free)
    if bottom - top < TALL * text.shape[0]:
        return False
    return all(_filled(part) for part in (text[top:bottom, :x], text[top:bottom, x + CORRIDOR :]))


def _filled(part: Grey) -> bool:
    """Whether the lines of this part reach from its one edge to the other."""
    lines = part[part.any(axis=1)]
    columns = np.flatnonzero(part.any(axis=0))
    if len(lines) < 0.5 * len(part) or len(columns) < 40:
        return False
    reach = part.shape[1] - lines[:, ::-1].argmax(axis=1) - lines.argmax(axis=1)
    return bool(np.median(reach) > FILLED * (columns[-1] - columns[0] + 1))


def longest_run(flags: NDArray[np.bool_]) -> tuple[int, int]:
    """Start and end of the longest run of True (0, 0 if there is none)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    runs = edges.reshape(-1, 2)
    if not len(runs):
        return 0, 0
    start, end = runs[np.argmax(runs[:, 1] - runs[:, 0])]
    return int(start), int(end)
