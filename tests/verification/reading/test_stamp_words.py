"""What a reading of a stamp is worth, and two readings of one stamp laid over each other."""

from __future__ import annotations

import pytest

from verification.reading.ocr.tokens import Token
from verification.reading.stamp_words import Reading, likeness, merged, wordiness


def word(text: str, confidence: float, *, left: float = 0.0, top: float = 0.0, line: int = 0) -> Token:
    """A word of 20 pixels high and 10 a letter."""
    return Token(text, left, top, left + 10 * len(text), top + 20, confidence, line, 0)


def test_a_reading_upside_down_is_worth_less() -> None:
    upright = Reading((word("NOTARISKANTOOR", 91.0),))
    over = Reading((word("YOOLNVASIUYLON", 54.0),))
    assert upright.worth > 2 * over.worth
    assert upright.quality > over.quality


def test_nothing_read_is_worth_nothing() -> None:
    assert Reading().worth == Reading().quality == 0.0
    assert Reading().lines == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [("NOTARIS", True), ("te", False), ("~|= '/", False), ("xX aB", False), ("28-10-2024", False)],
)
def test_lines_without_words_are_left_out(text: str, kept: bool) -> None:
    assert Reading((word(text, 90.0),)).lines == ([text] if kept else [])


def test_noise_within_a_line_is_left_out() -> None:
    reading = Reading((word("NOTARIS", 90.0), word("fyotn", 4.0, left=80), word("ZWOLLE", 88.0, left=140)))
    assert reading.lines == ["NOTARIS ZWOLLE"]


def test_the_surer_of_two_words_in_one_place_stays() -> None:
    first = Reading((word("VAN", 95.0), word("DBR", 30.0, left=40), word("MEER", 95.0, left=80)))
    other = Reading((word("VAM", 40.0), word("DER", 96.0, left=40), word("MEER", 90.0, left=80)))
    assert merged(first, other).lines == ["VAN DER MEER"]


def test_a_sure_word_where_none_was_read_is_added_to_its_line() -> None:
    first = Reading((word("ROTTERDAM", 95.0, top=30, line=1),))
    other = Reading(
        (word("NOTARIS", 92.0), word("TE", 20.0, left=75), word("ROTERDAM", 60.0, top=30, line=1))
    )
    assert merged(first, other).lines == ["NOTARIS", "ROTTERDAM"]


def test_a_doubtful_word_is_not_added() -> None:
    first = Reading((word("ROTTERDAM", 95.0, top=30, line=1),))
    assert merged(first, Reading((word("lonpe", 40.0),))).lines == ["ROTTERDAM"]


def test_likeness_tells_words_from_noise() -> None:
    assert likeness("Gemeente Amersfoort burgerzaken") > 0 > likeness("Qxw vVnJz kqFj")


def test_stray_signs_and_changes_of_case_count_against_a_line() -> None:
    assert wordiness("NOTARIS") == 7
    assert wordiness("noTaRis") < 7
    assert wordiness("NOTARIS ~|=") == 4
