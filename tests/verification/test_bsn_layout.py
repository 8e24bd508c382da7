"""Rows of words and when they are looked at: the quick way gives what the plain one gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification import bsn_links
from verification.bsn import Context, find_in_text, find_in_words
from verification.bsn_layout import rows_of, words_of
from verification.model import Box, Word, WordSource


def word(text: str, box: Box) -> Word:
    return Word(text, box, 0.9, WordSource.OCR, 0, 0)


@st.composite
def sheets(draw: st.DrawFn) -> list[Word]:
    """Words strewn over a page, many of them level with others; low and tall, some without any height."""
    words = []
    for number in range(draw(st.integers(0, 30))):
        x = draw(st.floats(0, 0.9))
        y = draw(st.one_of(st.floats(0, 1), st.sampled_from([0.1, 0.103, 0.11, 0.5])))
        height = draw(st.sampled_from([0.0, 0.004, 0.012, 0.02, 0.6]))
        words.append(word(str(number), (x, y, x + draw(st.floats(0, 0.3)), y + height)))
    return words


def plain_rows(words: list[Word]) -> list[list[str]]:
    """The rows as their definition says: each word joins the open row that it stands nearest to."""
    rows: list[list[Word]] = []
    for new in sorted(words, key=lambda w: w.box[0]):
        middle, height = (new.box[1] + new.box[3]) / 2, new.box[3] - new.box[1]
        within = new.box[0] + 0.5 * (new.box[2] - new.box[0])
        best, nearest = None, 0.5
        for row in rows:
            last = row[-1].box
            apart = abs((last[1] + last[3]) / 2 - middle)
            if last[2] > within or apart > 0.5 * max(height, 2e-6):
                continue
            distance = apart / max(min(last[3] - last[1], height), 1e-6)
            if distance < nearest:
                best, nearest = row, distance
        if best is None:
            rows.append([new])
        else:
            best.append(new)
    rows.sort(key=lambda row: row[0].box[1] + row[0].box[3])
    return [[w.text for w in row] for row in rows]


@given(sheets())
def test_rows_are_those_of_the_definition(words: list[Word]) -> None:
    assert [[w.text for w in row.words] for row in rows_of(words)] == plain_rows(words)


PIECES = [
    ("BSN:123456782", [("BSN", False, False), ("123456782", False, False)]),
    ("BSN123456782", [("BSN", False, False), ("123456782", True, False)]),
    ("BSN/sofi", [("BSN", False, False), ("sofi", False, True)]),
    ("nr/ 12", [("nr", False, False), ("12", False, True)]),
    ("nr (sofi)", [("nr", False, False), ("sofi", False, True)]),
    ("....tel", [("tel", False, False)]),
    ("a/•:b", [("a", False, False), ("b", False, False)]),  # what a slash joins is gone: it joins nothing
]


@pytest.mark.parametrize(("text", "pieces"), PIECES)
def test_words_are_cut_into_pieces(text: str, pieces: list[tuple[str, bool, bool]]) -> None:
    (row,) = rows_of(words_of(text))
    assert [(p.text, p.glued, p.tied) for p in row.pieces] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "Hierbij verklaren wij dat zij hier werkt.",
        "BSN: ••••••782\ngeboren 1-2-1980",
        "Telefoon 06 1234 5678, kenmerk 123456789",  # no BSN, whatever its label
        "Periode 2014\n2015 en 2016",
    ],
)
def test_no_label_is_looked_for_where_no_number_can_be_one(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bsn_links, "labels_of", lambda rows: pytest.fail("labels were looked for"))
    assert find_in_text(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "BSN 123456782",
        "BSN 12345678 2",
        "BSN 1 2 3 4 5 6 7 8 2",
        "uw BSN is 1234\n56782 en",
        "BSN 11122 2333",
    ],
)
def test_labelled_numbers_are_found_however_they_are_cut(text: str) -> None:
    assert [len(b.digits) for b in find_in_text(text)] == [9]


def test_a_number_of_the_recogniser_with_a_wrong_digit_still_has_its_label_looked_for() -> None:
    words = [word("BSN", (0.1, 0.1, 0.14, 0.112)), word("123456789", (0.16, 0.1, 0.25, 0.112))]
    (found,) = find_in_words(words, Context())
    assert found.doubtful
