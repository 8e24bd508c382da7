"""Percentiles are those of numpy."""

import numpy as np
import pytest

from verification.reading.percentiles import FROM_COUNTS, percentile


@pytest.mark.parametrize("share", [0, 1.5, 50, 97, 100])
@pytest.mark.parametrize("size", [1, 2, 37, 4000, FROM_COUNTS + 1])
def test_the_same_as_numpy_gives(share: float, size: int) -> None:
    grey = np.random.default_rng(size).integers(0, 256, size, dtype=np.uint8)
    assert percentile(grey, share) == pytest.approx(float(np.percentile(grey, share)), abs=1e-9)
    steep = grey.astype(np.float32) / 7
    assert percentile(steep, share) == pytest.approx(float(np.percentile(steep, share)), rel=1e-5)


def test_a_picture_that_is_a_part_of_another() -> None:
    grey = np.random.default_rng(1).integers(0, 256, (300, 200), dtype=np.uint8)
    part = grey[10:250, 20:190]
    assert percentile(part, 12.5) == pytest.approx(float(np.percentile(part, 12.5)))


def test_of_nothing() -> None:
    with pytest.raises((IndexError, ValueError)):
        percentile(np.zeros(0, np.uint8), 50)
