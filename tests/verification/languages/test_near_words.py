"""A word begins nearly as a stem exactly if one of its beginnings is the stem but for one letter."""

from hypothesis import given
from hypothesis import strategies as st

from verification.languages.phrases import Phrasebook, Token, matches, within_one

LETTERS = "abc"


@given(st.text(LETTERS, max_size=12), st.text(LETTERS, min_size=7, max_size=10))
def test_nearly_is_one_letter(token: str, stem: str) -> None:
    size = len(stem)
    beginnings = [token[:length] for length in (size - 1, size, size + 1)]
    assert matches(token, stem) == any(within_one(beginning, stem) for beginning in beginnings)


@given(st.text(LETTERS, min_size=7, max_size=10), st.integers(0, 6), st.sampled_from(["", "a", "xy"]))
def test_one_letter_changed_lost_or_added(stem: str, place: int, ending: str) -> None:
    for broken in (
        stem[:place] + "x" + stem[place + 1 :],
        stem[:place] + stem[place + 1 :],
        stem[:place] + "x" + stem[place:],
    ):
        assert matches(broken + ending, stem)


def test_a_phrase_is_found_each_time_it_stands_there() -> None:
    book = Phrasebook({"copy": ["ware kopie"]})
    texts = ("ware", "kopie", "en", "ware", "kopie", "ware")
    tokens = [Token(text, place) for place, text in enumerate(texts)]
    assert [(hit.first, hit.last) for hit in book.find(tokens)] == [(0, 1), (3, 4)]
