"""Boxes between pictures that are turned, cut out or straightened; all are fractions, origin top left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from verification.model import Box


def turn_box(box: Box, degrees: int) -> Box:
    """The box on the picture turned clockwise by 0, 90, 180 or 270 degrees.

    >>> turn_box((0.0, 0.0, 0.25, 0.5), 90)
    (0.5, 0.0, 1.0, 0.25)
    """
    x0, y0, x1, y1 = box
    if degrees % 360 == 90:
        return 1 - y1, x0, 1 - y0, x1
    if degrees % 360 == 180:
        return 1 - x1, 1 - y1, 1 - x0, 1 - y0
    if degrees % 360 == 270:
        return y0, 1 - x1, y1, 1 - x0
    return box


def turn_boxes(boxes: NDArray[np.float64], degrees: int) -> NDArray[np.float64]:
    """The same for many boxes, `(n, 4)`."""
    return np.column_stack(turn_box((boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]), degrees))  # type: ignore[arg-type]


def turn_picture(pixels: NDArray[np.uint8], degrees: int) -> NDArray[np.uint8]:
    """The picture turned clockwise by a multiple of 90 degrees."""
    import cv2  # boxes are turned where nothing so heavy is loaded

    codes = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
    code = codes[degrees // 90 % 4]
    return pixels if code is None else np.asarray(cv2.rotate(pixels, code), dtype=np.uint8)


def within(outer: Box, inner: Box) -> Box:
    """A box given in fractions of `outer`, in fractions of what `outer` lies on."""
    width, height = outer[2] - outer[0], outer[3] - outer[1]
    return (
        outer[0] + inner[0] * width,
        outer[1] + inner[1] * height,
        outer[0] + inner[2] * width,
        outer[1] + inner[3] * height,
    )


def project(box: Box, matrix: NDArray[np.float64], size: tuple[int, int], onto: tuple[int, int]) -> Box:
    """The bounding box, on a picture of `onto` (width, height) pixels, of a box on one of `size` pixels.

    `matrix` (3x3) takes pixels of the one to pixels of the other.
    """
    x0, y0, x1, y1 = box
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]) * np.array(size, dtype=np.float64)
    points = np.column_stack([corners, np.ones(4)]) @ matrix.T
    flat = (points[:, :2] / points[:, 2:3]) / np.array(onto, dtype=np.float64)
    low, high = flat.min(axis=0).clip(0, 1), flat.max(axis=0).clip(0, 1)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def overlap(a: Box, b: Box) -> float:
    """The share of box `a` that lies in `b`, 0..1."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    area = (a[2] - a[0]) * (a[3] - a[1])
    return max(0.0, width) * max(0.0, height) / area if area > 0 else 0.0
