"""Patches of ink that lie on a circle or oval are a stamp; print, pens and pictures are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from verification.model import Word, WordSource
from verification.reading.ink import Mask
from verification.reading.patchy import patchy, without_print

PX = 4.0  # per millimetre


def blank() -> Mask:
    return np.zeros((1188, 840), dtype=np.uint8)


def pieces(mask: Mask, axes: tuple[int, int], *, inked: float, turn: int = 0) -> Mask:
    """Pieces of the line of an ellipse around (400, 700), and a blot within."""
    for start in range(0, 360, 24):
        cv2.ellipse(mask, (400, 700), axes, turn, start, start + int(24 * inked), (255,), 3)
    cv2.rectangle(mask, (380, 690), (420, 705), (255,), -1)
    return mask


@pytest.mark.parametrize("axes", [(72, 72), (90, 60), (40, 40)])
def test_pieces_on_a_circle_or_oval_are_a_stamp(axes: tuple[int, int]) -> None:
    (found,) = patchy(pieces(blank(), axes, inked=0.6, turn=10), PX)
    assert found.cx == pytest.approx(400, abs=6)
    assert found.cy == pytest.approx(700, abs=6)
    assert found.width == pytest.approx(2 * axes[0], rel=0.1)
    assert found.shape == ("round" if axes[0] == axes[1] else "oval")


def test_a_pen_across_the_pieces_does_no_harm() -> None:
    mask = pieces(blank(), (72, 72), inked=0.6)
    points = [(300 + 2 * t, 720 + int(30 * np.sin(t / 6))) for t in range(120)]
    cv2.polylines(mask, [np.array(points, dtype=np.int32)], False, (255,), 2)
    (found,) = patchy(mask, PX)
    assert found.cx == pytest.approx(400, abs=8)
    assert found.width == pytest.approx(144, rel=0.1)


def test_too_few_pieces_are_none() -> None:
    assert patchy(pieces(blank(), (72, 72), inked=0.2), PX) == []


def test_lines_of_print_are_none() -> None:
    mask = blank()
    for line in range(5):
        for letter in range(30):
            x, y = 300 + 8 * letter, 600 + 24 * line
            cv2.rectangle(mask, (x, y), (x + 5, y + 10), (255,), 1)
    assert patchy(mask, PX) == []


def test_a_signature_is_none() -> None:
    mask = blank()
    points = [(300 + t, 700 + int(40 * np.sin(t / 11) * np.cos(t / 31))) for t in range(200)]
    cv2.polylines(mask, [np.array(points, dtype=np.int32)], False, (255,), 2)
    assert patchy(mask, PX) == []


def test_a_picture_is_none() -> None:
    mask = blank()
    cv2.ellipse(mask, (400, 700), (72, 72), 0, 0, 360, (255,), -1)
    cv2.circle(mask, (400, 700), 10, (0,), -1)
    assert patchy(mask, PX) == []


def test_print_that_was_read_well_is_taken_away_and_doubtful_print_is_not() -> None:
    mask = np.full((100, 100), 255, dtype=np.uint8)
    words = (
        Word("hogeschool", (0.1, 0.1, 0.4, 0.2), 0.95, WordSource.OCR, 0, 0),
        Word("hogeschool", (0.6, 0.1, 0.9, 0.2), 0.3, WordSource.OCR, 0, 0),
    )
    out = without_print(mask, words)
    assert not out[12:18, 12:38].any()
    assert out[12:18, 62:88].all()
