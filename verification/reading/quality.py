"""How well a page can be read: measures of its picture, judged by `checks.legibility`.

Everything is measured against the height of the letters, because the resolution of a photograph is unknown:
an edge four pixels wide is sharp on a letter of forty pixels and unreadable on one of eight.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Quality, Word
from verification.reading.percentiles import percentile
from verification.reading.shrink import shrunk_to

Grey = NDArray[np.uint8]

SURE_WORD = 0.5  # confidence from which on a box is taken to be a word
MOST_WORDS = 60  # measured per page
INK_BELOW = 0.72  # of the local paper
INK_SIDE = 1000  # pixels of the longest side that ink is measured at
MARGIN = 0.02  # of each side, left out of the ink: edges of the scanner's glass
EDGE = 0.002  # of a side: nearer to the edge counts as touching it
TOUCHING_LINES = 3  # lines that run off one side
X_HEIGHT_OF_PAGE = 0.0065  # x-height of 10 point text as share of A4's height
X_HEIGHT_INCHES = 0.075  # of 10 point text
LARGEST_BOX = 10.0  # times that: higher boxes hold no word
LARGEST_TEXT = 1.3  # times that: boxes around blurred words grow with the blur, and would hide it
ASCENDERS = frozenset("bdfhijklt")
DESCENDERS = frozenset("gjpqy")


def measure(grey: Grey, words: Sequence[Word], *, dpi: float | None, scale: float, whole: bool) -> Quality:
    """Measures of an upright page picture.

    `dpi` is of the file's own picture; `scale` the pixels of `grey` per pixel of the file. `whole` is False
    where the page was cut out of a photograph: then nothing can run off its edges.
    """
    usual = X_HEIGHT_INCHES * dpi * scale if dpi else X_HEIGHT_OF_PAGE * max(grey.shape)
    tallest = LARGEST_BOX * usual / grey.shape[0]  # a blurred page gives boxes as large as paragraphs
    sure = [
        word
        for word in words
        if word.confidence >= SURE_WORD and len(word.text) > 1 and word.box[3] - word.box[1] < tallest
    ]
    x_height = _x_height(sure, grey.shape[0])
    sharpness, contrast = _edges(grey, sure, min(x_height or usual, LARGEST_TEXT * usual))
    return Quality(
        dpi=dpi,
        sharpness=sharpness,
        contrast=contrast,
        ink=ink_share(grey),
        cut_off=_cut_off(sure) if whole else (),
        text_height_px=x_height / scale if x_height is not None else None,
    )


def ink_share(grey: Grey) -> float:
    """The share (0..1) of the page that is clearly darker than the paper around it."""
    factor = min(1.0, INK_SIDE / max(grey.shape))
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    small = shrunk_to(grey, size)
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((15, 15), np.uint8)), 21)
    top, left = int(size[1] * MARGIN), int(size[0] * MARGIN)
    inner = np.s_[top : size[1] - top, left : size[0] - left]
    ink = small[inner] < INK_BELOW * ground[inner]
    return float(ink.mean()) if ink.size else 0.0


def _x_height(words: Sequence[Word], height: int) -> float | None:
    """The median height in pixels of a letter x, reckoned from boxes around whole words."""
    found = []
    for word in words:
        if not word.text.isalpha():
            continue
        above = any(letter in ASCENDERS or letter.isupper() for letter in word.text)
        below = any(letter in DESCENDERS for letter in word.text)
        found.append((word.box[3] - word.box[1]) * height / (1 + 0.42 * above + 0.32 * below))
    return median(found) if len(found) >= 3 else None


def _edges(grey: Grey, words: Sequence[Word], x_height: float) -> tuple[float | None, float | None]:
    """Sharpness and contrast of the letters; of the strongest edges where there is no word."""
    patches = [_patch(grey, word) for word in _spread(words)] or _tiles(grey)
    widths, contrasts = [], []
    for patch in patches:
        if patch.size < 30 or min(patch.shape) < 3:
            continue
        contrast = percentile(patch, 95) - percentile(patch, 5)
        if contrast < 12:
            continue
        smooth = cv2.GaussianBlur(patch, (3, 3), 0.6).astype(np.float32)
        # A hand that moves blurs one direction only: the worse one counts.
        steepest = min(percentile(np.abs(np.diff(smooth, axis=axis)), 97) for axis in (0, 1))
        widths.append(contrast / max(steepest, 0.5))
        contrasts.append(contrast / 255)
    if len(widths) < 3:
        return None, None
    # An edge as wide as 0.15 of the x-height is crisp; at 0.9 strokes run into each other.
    relative = median(widths) / max(x_height, 1.0)
    return float(np.clip(1 - (relative - 0.15) / 0.75, 0, 1)), float(median(contrasts))


def _spread(words: Sequence[Word]) -> Sequence[Word]:
    """At most so many words, from all over the page."""
    step = max(1, len(words) // MOST_WORDS)
    return words[::step][:MOST_WORDS]


def _patch(grey: Grey, word: Word) -> Grey:
    height, width = grey.shape
    x0, y0, x1, y1 = word.box
    return grey[int(y0 * height) : int(y1 * height) + 1, int(x0 * width) : int(x1 * width) + 1]


def _tiles(grey: Grey) -> list[Grey]:
    """The dozen squares of the page with most contrast."""
    side = max(16, max(grey.shape) // 24)
    tiles = [
        grey[top : top + side, left : left + side]
        for top in range(side, grey.shape[0] - 2 * side, side)
        for left in range(side, grey.shape[1] - 2 * side, side)
    ]
    return sorted(tiles, key=lambda tile: float(tile.std()), reverse=True)[:12]


def _cut_off(words: Sequence[Word]) -> tuple[str, ...]:
    """Sides at which several lines of words run into the edge of the picture."""
    touching = {
        "left": {word.line for word in words if word.box[0] <= EDGE},
        "right": {word.line for word in words if word.box[2] >= 1 - EDGE},
    }
    sides = [side for side, lines in touching.items() if len(lines) >= TOUCHING_LINES]
    for side, at_edge in (
        ("top", [w for w in words if w.box[1] <= EDGE]),
        ("bottom", [w for w in words if w.box[3] >= 1 - EDGE]),
    ):
        if len(at_edge) >= TOUCHING_LINES:
            sides.append(side)
    return tuple(sides)
