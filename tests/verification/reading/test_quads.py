"""Quadrilaterals: their angles, also where two corners fall together."""

import numpy as np
import pytest

from verification.reading.quads import angles


def test_a_rectangle_has_right_angles() -> None:
    assert angles(np.array([[0.0, 0], [4, 0], [4, 3], [0, 3]])) == pytest.approx([90] * 4)


def test_corners_that_fall_together_have_no_angle() -> None:
    assert angles(np.array([[0.0, 0], [4, 0], [4, 0], [0, 3]]))[1:3] == [0, 0]
