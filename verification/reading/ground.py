"""The ground of a picture made white: paper, shadows, tints, a watermark wider than the strokes of print."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.percentiles import percentile

Grey = NDArray[np.uint8]

_PAGE_PIXELS = 600_000
"""A picture larger than this is not a strip but a card or page."""


def level(grey: Grey, *, kernel: int) -> Grey:
    """The picture with its ground made white; the ground is what closing by `kernel` pixels leaves."""
    size = max(3, kernel | 1)
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size)))
    ground = cv2.GaussianBlur(ground, (size, size), 0)
    flat = cv2.divide(grey, np.maximum(ground, 1), scale=255)
    low = _blackest(np.asarray(flat, dtype=np.uint8))
    stretched = (flat.astype(np.float32) - low) * (255.0 / max(1.0, 255.0 - low))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def darkest(flat: Grey) -> Grey:
    """A levelled strip with only its darkest strokes left: a watermark or pattern across them turns white."""
    low = _blackest(flat)
    stretched = (flat.astype(np.float32) - low) * (255.0 / max(1.0, 0.5 * (255.0 - low)))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def _blackest(flat: Grey) -> float:
    """The lightness of the darkest strokes; on a page these can be few, and its pattern must not count."""
    return percentile(flat, 1.5 if flat.size < _PAGE_PIXELS else 0.12)
