"""Lines that are not level: found by their ink, turned, read, and placed after the others."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from verification.reading.ocr import slanted
from verification.reading.ocr.model import Grey
from verification.reading.ocr.tokens import Token

NOTE = "copy of my own original diploma"
BODY = Token("verklaart", 200, 600, 420, 640, 95.0, 0, 0)


def page(degrees: float, *, note: str = NOTE) -> Grey:
    """A page of 1654 x 2339 with a word of print on it, and a note turned anticlockwise."""
    strip = np.full((2339, 2339), 255, np.uint8)
    cv2.putText(strip, note, (850, 1170), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (0,), 3)
    matrix = cv2.getRotationMatrix2D((1170, 1170), degrees, 1.0)
    turned = cv2.warpAffine(strip, matrix, (2339, 2339), borderValue=(255,))
    out = np.ascontiguousarray(turned[:, 343:1997])
    cv2.putText(out, "verklaart", (200, 640), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (0,), 4)
    return out


def reads(monkeypatch: pytest.MonkeyPatch, *sure: float) -> list[int]:
    """A reader that gives the words of the note, way by way so surely; returns how many ways it was asked."""
    asked: list[int] = []

    def read_words(pictures: Sequence[Grey], **_: object) -> list[tuple[Token, ...]]:
        asked.append(len(pictures))
        return [
            tuple(
                Token(word, 20 + 90 * n, 10, 100 + 90 * n, 50, one, 0, 0)
                for n, word in enumerate(NOTE.split())
            )
            for one in sure[: len(pictures)]
        ]

    monkeypatch.setattr(slanted, "reader", lambda: SimpleNamespace(read_words=read_words))
    return asked


def found(picture: Grey) -> list[Token]:
    return list(slanted.with_slanted_lines(picture, (BODY,), models=("eng",), seconds=10.0))[1:]


def test_a_line_up_the_margin_is_read_the_way_that_reads_better(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reads(monkeypatch, 20.0, 92.0)
    tokens = found(page(90))
    assert asked == [2]
    assert [token.text for token in tokens] == NOTE.split()
    assert all(token.bottom - token.top > token.right - token.left for token in tokens)
    assert {token.line for token in tokens} == {1}


def test_a_line_aslant_is_read_once_and_stands_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reads(monkeypatch, 92.0)
    tokens = found(page(9))
    assert asked == [1]
    assert tokens[0].top > tokens[-1].top  # it climbs to the right
    assert 400 < tokens[0].left < 700


@pytest.mark.parametrize("picture", [page(0), page(90, note="copy")], ids=["level", "short"])
def test_what_is_level_or_short_is_left_alone(picture: Grey, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reads(monkeypatch, 92.0, 92.0)
    assert found(picture) == []
    assert asked == []


def test_what_does_not_read_as_words_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(monkeypatch, 12.0, 9.0)
    assert found(page(90)) == []
