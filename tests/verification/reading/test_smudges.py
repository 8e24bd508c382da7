"""Smudged stamps: soft patches on pages of sharp print, and what is none."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.smudges import smudges

PX_PER_MM = 4.0


def printed() -> NDArray[np.uint8]:
    """An A4 page of sharp lines of text, with a little grain."""
    page = np.full((1188, 840), 240, np.uint8)
    for row in range(150, 600, 24):
        cv2.putText(page, "Hierbij verklaren wij dat zij heeft gewerkt", (90, row), 0, 0.7, (30,), 1)
    grain = np.random.default_rng(4).normal(0, 2, page.shape)
    return np.asarray(np.clip(page + grain, 0, 255), dtype=np.uint8)


def stamped(blur: float) -> NDArray[np.uint8]:
    """The page with a round stamp below the text, its ink run by `blur` pixels."""
    page = printed()
    ink = np.zeros(page.shape, np.uint8)
    cv2.circle(ink, (420, 820), 70, (150,), 5)
    cv2.circle(ink, (420, 820), 40, (150,), 5)
    cv2.putText(ink, "IDOWOLI", (365, 830), 0, 0.9, (150,), 3)
    run = cv2.GaussianBlur(ink.astype(np.float32), (0, 0), blur)
    return np.asarray(np.clip(page - run, 0, 255), dtype=np.uint8)


def test_a_smudge_is_found_where_it_is() -> None:
    ((x, y, w, h),) = smudges(stamped(5.0), PX_PER_MM)
    assert abs(x + w / 2 - 420) < 20
    assert abs(y + h / 2 - 820) < 20


def test_sharp_stamps_and_print_are_none() -> None:
    assert smudges(stamped(0.3), PX_PER_MM) == []
    assert smudges(printed(), PX_PER_MM) == []


def test_a_page_that_is_soft_all_over_has_no_smudge() -> None:
    soft = cv2.GaussianBlur(stamped(0.3), (0, 0), 4.0)
    assert smudges(np.asarray(soft, dtype=np.uint8), PX_PER_MM) == []
