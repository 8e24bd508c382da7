"""What a translation repeats of its source, and what only was misread there."""

from __future__ import annotations

import pytest

from tests.verification.languages.pages import page_of
from verification.carried import carried_over, misread
from verification.facts import Fact, Facts, facts_of


def _dates(source: str, translation: str) -> tuple[Fact, Facts, Facts]:
    """The first date of a source, and the facts of both."""
    own = facts_of((page_of(source),))
    return own.dates[0], own, facts_of((page_of(translation),))


@pytest.mark.parametrize(
    ("source", "translation", "alike"),
    [
        ("08.03.2018", "3 March 2018", True),
        ("12.07.1991", "12 July 1997", True),
        ("12.01.1997", "12 July 1997", True),
        ("12.07.1997", "15 July 1997", False),
        ("13.05.2016", "18 June 2016", False),
        ("08.03.2018 03.03.2018", "3 March 2018", False),  # that date is another one of the source
    ],
)
def test_a_date_may_be_misread_in_one_figure(source: str, translation: str, alike: bool) -> None:
    fact, own, made = _dates(source, translation)
    assert not carried_over(fact, made)
    assert misread(fact, own, made, sure=False) is alike
    assert not misread(fact, own, made, sure=True)
