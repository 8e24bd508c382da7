"""Counting inside boxes: the quick ways give what counting gives."""

import numpy as np

from verification.reading.hidden import marks

RNG = np.random.default_rng(7)


def test_changed_is_a_difference_of_any_channel() -> None:
    one = RNG.integers(0, 256, (40, 30, 3), dtype=np.uint8)
    other = np.clip(one.astype(int) + RNG.integers(-20, 21, one.shape), 0, 255).astype(np.uint8)
    expected = np.abs(one.astype(int) - other).max(axis=2) > marks.SEEN
    assert expected.any()
    assert not expected.all()
    assert (marks.changed(one, other) == expected).all()
    assert (marks.changed(one, other) == (marks.difference(one, other) > marks.SEEN)).all()


def test_counts_are_those_of_each_box() -> None:
    mask = RNG.random((40, 30)) < 0.3
    places = np.array([[0, 0, 30, 40], [3, 4, 9, 20], [5, 5, 5, 9]])
    counted = [int(mask[y0:y1, x0:x1].sum()) for x0, y0, x1, y1 in places]
    assert marks.counts(mask, places).tolist() == counted
