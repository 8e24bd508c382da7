"""Patches of ink that lie on a circle or oval are a stamp; print, pens and pictures are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from verification.model import Word, WordSource
from verification.reading.ink import Ink, Mask, faint_of
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


def polygon(mask: Mask, corners: list[tuple[int, int]], *, inked: float) -> Mask:
    """Pieces of the sides of a polygon, and blots within."""
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        for start in (0.0, 0.5):
            end = start + 0.5 * inked
            first = (round(x0 + (x1 - x0) * start), round(y0 + (y1 - y0) * start))
            last = (round(x0 + (x1 - x0) * end), round(y0 + (y1 - y0) * end))
            cv2.line(mask, first, last, (255,), 2)
    cv2.rectangle(mask, (380, 690), (420, 705), (255,), -1)
    return mask


def test_pieces_of_a_turned_frame_are_a_stamp() -> None:
    corners = cv2.boxPoints(((400, 700), (200, 90), 12))
    (found,) = patchy(polygon(blank(), [(int(x), int(y)) for x, y in corners], inked=0.7), PX)
    assert found.shape == "oblong"
    assert found.angle % 90 == pytest.approx(12, abs=3)
    assert found.width == pytest.approx(200, rel=0.1)


def test_pieces_of_a_shield_are_a_stamp_of_no_square_shape() -> None:
    corners = [(310, 640), (490, 640), (490, 730), (400, 790), (310, 730)]
    (found,) = patchy(polygon(blank(), corners, inked=0.7), PX)
    assert found.shape in ("irregular", "round")
    assert found.cx == pytest.approx(400, abs=12)


def test_ink_on_a_dark_label_is_told_from_the_label() -> None:
    rgb = np.full((400, 400, 3), 250, dtype=np.uint8)
    cv2.rectangle(rgb, (100, 100), (300, 300), (200, 165, 70), -1)
    cv2.circle(rgb, (200, 200), 70, (60, 50, 30), 2)
    none = np.zeros(rgb.shape[:2], dtype=np.uint8)
    faint = faint_of(Ink(px_per_mm=PX, scale=1.0, even=rgb, dark=none, pen=none, strong=none))
    assert faint[200, 270] == 255
    assert faint[200, 250] == 0
    assert faint[150, 110] == 0
