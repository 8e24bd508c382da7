"""Colour that lies below full transparency: soft masks of a PDF, alpha of a picture file.

Source: domain, section 4, row "Soft mask, alpha: read the base image without them".
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading.hidden import see

Grey = NDArray[np.uint8]

GONE = 40  # alpha (0..255) below which nobody sees the colour
WRITING = 12.0  # standard deviation of luminance
MAX_READ = 4
MIN_SIDE = 12  # pixels


def beneath(grey: Grey, alpha: Grey) -> Iterator[tuple[Box, str]]:
    """Words in the transparent parts of a picture, with their place in fractions of it."""
    high, wide = grey.shape
    if alpha.shape != grey.shape:
        alpha = cv2.resize(alpha, (wide, high), interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    gone = (alpha < GONE).astype(np.uint8)
    if not gone.any():
        return
    count, _, stats, _ = cv2.connectedComponentsWithStats(gone)
    rows = (tuple(int(v) for v in row) for row in stats[1:count])
    parts = sorted(rows, key=lambda row: -row[4])[: 4 * MAX_READ]
    budget = MAX_READ
    for x, y, w, h, area in parts:
        if w < MIN_SIDE or h < MIN_SIDE or area < 0.2 * w * h or budget <= 0:
            continue
        here = gone[y : y + h, x : x + w] > 0
        part = grey[y : y + h, x : x + w].copy()
        if float(part[here].std()) < WRITING:
            continue
        part[~here] = int(np.median(part[here]))
        budget -= 1
        text = see.read(part, page=h > 400)
        if see.says_something(text):
            yield (x / wide, y / high, (x + w) / wide, (y + h) / high), text
