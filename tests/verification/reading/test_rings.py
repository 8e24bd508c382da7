"""Rings, and text that stands around them."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from verification.reading.outlines import Outline, component_outline
from verification.reading.rings import rings, with_rim

PX = 4.0  # a millimetre


def ring(*, text: bool, print_: bool = False) -> NDArray[np.uint8]:
    """A ring of 24 mm across, its middle 50 mm right and down; letters around it up to 33 mm."""
    mask = np.zeros((400, 400), np.uint8)
    if print_:
        for row in range(0, 400, 24):
            mask[row : row + 12, ::2] = 255
    cv2.circle(mask, (200, 200), 48, (255,), 2)
    for degrees in range(0, 300, 15) if text else ():
        angle = math.radians(degrees)
        x, y = 200 + 60 * math.cos(angle), 200 + 60 * math.sin(angle)
        cv2.rectangle(mask, (round(x) - 6, round(y) - 6), (round(x) + 6, round(y) + 6), (255,), 2)
    return mask


def test_a_ring_is_found() -> None:
    (found,) = rings(ring(text=False), PX)
    assert (found.cx, found.cy, found.width) == pytest.approx((200, 200, 96), abs=4)


def test_text_around_a_ring_belongs_to_the_stamp() -> None:
    grown = with_rim(ring(text=True), Outline("round", 200, 200, 96, 96, 0.0, 0.95), PX)
    assert grown.width == pytest.approx(139, abs=8)


@pytest.mark.parametrize("print_", [False, True])
def test_a_ring_alone_or_on_print_keeps_its_size(print_: bool) -> None:
    alone = Outline("round", 200, 200, 96, 96, 0.0, 0.95)
    assert with_rim(ring(text=False, print_=print_), alone, PX).width == pytest.approx(100, abs=5)


def test_a_hexagon_is_an_outline() -> None:
    mask = np.zeros((300, 400), np.uint8)
    corners = np.array([[60, 150], [110, 90], [290, 90], [340, 150], [290, 210], [110, 210]], np.int32)
    cv2.polylines(mask, [corners], True, (255,), 3)
    found = component_outline(np.asarray(cv2.findNonZero(mask), np.int32), mask, PX)
    assert found is not None
    assert found.shape == "oblong"
    assert found.width == pytest.approx(280, abs=8)


def test_a_ring_found_off_its_middle_is_centred_on_the_stamp() -> None:
    mask = ring(text=True)
    cv2.circle(mask, (200, 200), 72, (255,), 2)
    whole = with_rim(mask, Outline("round", 204, 198, 100, 100, 0.0, 0.8), PX)
    assert (whole.cx, whole.cy) == pytest.approx((200, 200), abs=1.5)
    assert whole.width == pytest.approx(151, abs=6)


def test_a_circle_seen_aslant_is_an_oval() -> None:
    mask = np.zeros((400, 400), np.uint8)
    cv2.ellipse(mask, (200, 200), (72, 60), 20, 0, 360, (255,), 2)
    whole = with_rim(mask, Outline("round", 200, 200, 132, 132, 0.0, 0.8), PX)
    assert whole.shape == "oval"
    assert (whole.width, whole.height) == pytest.approx((150, 126), abs=5)
    assert whole.angle == pytest.approx(20, abs=4)
