"""The ink of a stamp apart from print, rules and pens."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from verification.reading.ink import ink_of
from verification.reading.outlines import Outline
from verification.reading.stamp_ink import cut, evened, without_rules, without_strokes
from verification.reading.view import PageView

Grey = NDArray[np.uint8]


def letters() -> Grey:
    """A row of letters of 2.5 mm at the resolution of a cut stamp."""
    grey = np.full((200, 600), 255, np.uint8)
    cv2.putText(grey, "NOTARIS", (60, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (0,), 4)
    return grey


def dark(grey: Grey) -> int:
    return int((grey < 150).sum())


def test_letters_stay() -> None:
    grey = letters()
    assert dark(without_rules(grey)) == dark(without_strokes(grey)) == dark(grey)


def test_a_frame_goes_and_the_letters_stay() -> None:
    framed = letters()
    cv2.rectangle(framed, (10, 20), (590, 180), (0,), 5)
    assert dark(without_rules(framed)) == pytest.approx(dark(letters()), rel=0.05)


def test_a_pen_beside_the_letters_goes() -> None:
    signed = letters()
    cv2.polylines(
        signed, [np.array([[300, 30], [400, 180], [470, 40], [560, 190]], np.int32)], False, (0,), 4
    )
    assert dark(without_strokes(signed)) == pytest.approx(dark(letters()), rel=0.05)


def test_faint_parts_become_as_dark_as_the_others() -> None:
    faded = letters().astype(np.float32)
    faded[:, 150:] = 255 - 0.35 * (255 - faded[:, 150:])
    assert dark(np.asarray(faded, np.uint8)) < 0.8 * dark(letters())
    assert dark(evened(np.asarray(faded, np.uint8))) == pytest.approx(dark(letters()), rel=0.1)


def test_blank_paper_stays_blank() -> None:
    assert dark(evened(np.full((200, 300), 255, np.uint8))) == 0


def test_black_print_under_coloured_ink_is_taken_away() -> None:
    page = np.full((1650, 1275, 3), 250, np.uint8)
    cv2.putText(page, "print below the stamp", (330, 830), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3)
    alone = page.copy()
    for picture in (page, alone):
        cv2.putText(picture, "NOTARIS", (400, 780), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (60, 80, 190), 4)
    alone[800:] = 250
    outline = Outline("oblong", 520 / 1.5, 800 / 1.5, 330 / 1.5, 140 / 1.5, 0.0, 1.0)

    def inked(picture: Grey) -> Grey:
        view = PageView(cv2.GaussianBlur(picture, (0, 0), 0.8), 150.0, ())
        return cut(view, ink_of(view), outline, colour="blue", shrink=1.0)

    assert dark(inked(page)) == pytest.approx(dark(inked(alone)), rel=0.12)
