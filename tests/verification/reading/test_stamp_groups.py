"""Ink that lies together, and how its lines of text are turned."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from verification.reading.stamp_groups import ink_groups, text_angle

PX = 4.0  # a millimetre


def test_lines_that_lie_together_are_one_group() -> None:
    mask = np.zeros((600, 600), np.uint8)
    for row in range(3):
        mask[100 + 16 * row : 110 + 16 * row, 80:240:2] = 255
    mask[500:504, 500:504] = 255  # a speck is no stamp
    assert ink_groups(mask, PX) == [(80, 100, 159, 42)]


@pytest.mark.parametrize("turn", [-12.0, 0.0, 9.0])
def test_angle_of_the_lines(turn: float) -> None:
    part = np.zeros((300, 300), np.uint8)
    for row in range(4):
        part[100 + 24 * row : 110 + 24 * row, 60:240] = 255
    turned = cv2.warpAffine(part, cv2.getRotationMatrix2D((150, 150), turn, 1.0), (300, 300))
    assert text_angle(np.asarray(turned, np.uint8)) == pytest.approx(-turn, abs=1.0)
