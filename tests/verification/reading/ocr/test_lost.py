"""Lines that recognition left out: found by their ink, read again, put in their place."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from verification.reading.ocr import lost
from verification.reading.ocr.model import Grey
from verification.reading.ocr.tokens import Token

BODY = Token("verklaart", 200, 600, 420, 640, 95.0, 0, 0)
BELOW = Token("Rotterdam", 200, 900, 420, 940, 95.0, 1, 1)


def drawn(*lines: tuple[str, int, float]) -> Grey:
    """A page of 1654 x 2339 with words on it: text, height of the base line, size."""
    page = np.full((2339, 1654), 255, np.uint8)
    for text, base, size in (("verklaart", 640, 1.4), ("Rotterdam", 940, 1.4), *lines):
        cv2.putText(page, text, (200, base), cv2.FONT_HERSHEY_SIMPLEX, size, (0,), 4)
    return page


def reads(monkeypatch: pytest.MonkeyPatch, *words: tuple[str, float]) -> None:
    def read_words(pictures: Sequence[Grey], **_: object) -> list[tuple[Token, ...]]:
        return [
            tuple(
                Token(text, 10 + 90 * n, 5, 80 + 90 * n, 50, sure, 0, 0)
                for n, (text, sure) in enumerate(words)
            )
        ]

    monkeypatch.setattr(lost, "reader", lambda: SimpleNamespace(read_words=read_words))


def told(page: Grey) -> list[tuple[str, int]]:
    found = lost.with_lost_lines(page, (BODY, BELOW), models=("nld",), seconds=10.0)
    return [(token.text, token.line) for token in found]


def test_a_heading_that_was_left_out_comes_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, ("GETUIGSCHRIFT", 96.0))
    page = drawn(("GETUIGSCHRIFT", 400, 2.2))
    assert told(page) == [("GETUIGSCHRIFT", 0), ("verklaart", 1), ("Rotterdam", 2)]


def test_writing_by_hand_comes_with_its_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, ("kopei", 40.0), ("confarm", 45.0), ("het", 80.0), ("origneel", 40.0))
    page = drawn(("kopie conform het origineel", 1500, 1.4))
    assert [text for text, _ in told(page)][2:] == ["kopei", "confarm", "het", "origneel"]


def test_the_rest_of_a_line_joins_it(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, ("dat", 90.0), ("mevrouw", 90.0))
    page = drawn()
    cv2.putText(page, "dat mevrouw", (520, 640), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 4)
    assert told(page)[:3] == [("verklaart", 0), ("dat", 0), ("mevrouw", 0)]


@pytest.mark.parametrize(
    "words",
    [(("ne", 90.0), ("*", 90.0), ("%", 90.0), ("NOTAR", 90.0)), (("loool", 14.0),), (("A", 90.0),), ()],
)
def test_what_reads_as_no_words_is_left(
    monkeypatch: pytest.MonkeyPatch, words: tuple[tuple[str, float], ...]
) -> None:
    reads(monkeypatch, *words)
    assert told(drawn(("GETUIGSCHRIFT", 400, 2.2))) == [("verklaart", 0), ("Rotterdam", 1)]


def test_a_page_that_was_read_in_full_is_not_read_again() -> None:
    bare = lost.without_words(drawn(), [BODY, BELOW])
    assert lost.lost_blocks(bare) == []


def test_a_stroke_of_the_pen_and_a_frame_are_no_lines() -> None:
    page = np.full((2339, 1654), 255, np.uint8)
    cv2.rectangle(page, (50, 50), (1600, 2280), (0,), 5)
    curve = np.array([(300 + 4 * n, 1500 + int(40 * np.sin(n / 6))) for n in range(90)], np.int32)
    cv2.polylines(page, [curve], False, (0,), 4)
    assert lost.lost_blocks(page) == []
