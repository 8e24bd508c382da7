"""What is asked of pdfium in bulk is what it tells one by one."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from tests.verification.reading import files
from verification.reading import characters, text_layer


@pytest.fixture
def textpage() -> Iterator[pdfium.PdfTextPage]:
    with pdfium.PdfDocument(io.BytesIO(files.pdf(files.write_prose))) as document:
        page = document[0]
        text = page.get_textpage()
        yield text
        text.close()
        page.close()


def test_codes_are_those_of_the_text(textpage: pdfium.PdfTextPage) -> None:
    codes = characters.codes(textpage.raw, textpage.count_chars())
    assert "".join(map(chr, codes)).split() == textpage.get_text_bounded().split()


def test_boxes_are_those_of_single_calls(textpage: pdfium.PdfTextPage) -> None:
    indexes = np.array([0, 3, 4, textpage.count_chars() - 1])
    for index, box in zip(indexes.tolist(), characters.boxes(textpage.raw, indexes).tolist(), strict=True):
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        assert box == [left.value, bottom.value, right.value, top.value]
        assert box[2] > box[0]


def test_origins_and_lines_are_those_of_single_calls(textpage: pdfium.PdfTextPage) -> None:
    (origin,) = characters.origins(textpage.raw, [2]).tolist()
    (line,) = characters.line_boxes(textpage.raw, [2]).tolist()
    x, y, loose = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(textpage, 2, x, y)
    raw.FPDFText_GetLooseCharBox(textpage, 2, loose)
    assert origin == [x.value, y.value]
    assert line == [loose.left, loose.bottom, loose.right, loose.top]
    assert line[3] > line[1]


def test_nothing_is_asked_of_no_characters(textpage: pdfium.PdfTextPage) -> None:
    none = np.empty(0, dtype=np.int64)
    assert characters.boxes(textpage.raw, none).shape == (0, 4)
    assert characters.unmapped(textpage.raw, none).shape == (0,)
    assert not characters.unmapped(textpage.raw, [0, 1]).any()


def test_the_halves_of_a_pair_are_one_character(
    textpage: pdfium.PdfTextPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    halves = np.array([ord("a"), 0xD83D, 0xDE00, ord("b"), 0xD83D])  # the last has lost its second half
    monkeypatch.setattr(characters, "codes", lambda page, count: halves.copy())
    codes, indexes = text_layer._codes(textpage.raw)
    assert codes.tolist() == [ord("a"), 0x1F600, ord("b")]
    assert indexes.tolist() == [0, 2, 3]
