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


def test_boxes_that_lie_across_others() -> None:
    low = RNG.integers(0, 60, (200, 2))
    places = np.concatenate([low, low + RNG.integers(0, 9, (200, 2))], axis=1).astype(np.int64)
    flags = RNG.random(200) < 0.8
    asked = flags & (RNG.random(200) < 0.5)
    middles = (places[:, :2] + places[:, 2:]) // 2
    expected = [
        bool(
            asked[i]
            and sum(flags[k] and all(p[:2] <= m) and all(m < p[2:]) for k, p in enumerate(places)) > 1
        )
        for i, m in enumerate(middles)
    ]
    assert 5 < sum(expected) < asked.sum()
    assert marks.overlapped(places, flags, asked).tolist() == expected
