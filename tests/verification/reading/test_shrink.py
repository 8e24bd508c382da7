"""Pictures made smaller keep their light and their places."""

import numpy as np
import pytest

from verification.reading.shrink import shrunk, shrunk_to


@pytest.mark.parametrize("factor", [0.9, 0.627, 0.5, 0.4, 0.137])
@pytest.mark.parametrize("shape", [(350, 247), (351, 248, 3)])
def test_light_and_places_stay(shape: tuple[int, ...], factor: float) -> None:
    picture = np.full(shape, 255, np.uint8)
    high, wide = shape[:2]
    picture[high // 2 : high // 2 + 40, wide // 4 : wide // 4 + 60] = 0
    small = shrunk(picture, factor)
    assert small.shape[:2] == (round(high * factor), round(wide * factor))
    assert float(small.mean()) == pytest.approx(float(picture.mean()), abs=2)
    rows, columns = np.nonzero((small if small.ndim == 2 else small[..., 0]) < 128)
    assert rows.mean() / small.shape[0] == pytest.approx((high // 2 + 20) / high, abs=0.015)
    assert columns.mean() / small.shape[1] == pytest.approx((wide // 4 + 30) / wide, abs=0.015)


def test_nothing_to_do_gives_the_picture_itself() -> None:
    picture = np.zeros((30, 20), np.uint8)
    assert shrunk(picture, 1.0) is picture


def test_never_without_a_pixel() -> None:
    assert shrunk_to(np.zeros((60_000, 10), np.uint8), (1, 1000)).shape == (1000, 1)
    assert shrunk(np.zeros((1, 5), np.uint8), 0.1).shape == (1, 1)


def test_thin_strokes_leave_a_trace() -> None:
    picture = np.full((400, 400), 255, np.uint8)
    picture[:, 201] = 0
    assert shrunk(picture, 0.29).min() < 240
