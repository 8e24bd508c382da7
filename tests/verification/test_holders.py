"""Whose document it is, and whether that person signed."""

from __future__ import annotations

import pytest

from tests.verification.marked_pages import DIPLOMA, page
from verification.holders import holder_name, signed_by

NAME = ("anna", "maria", "bakker")


def test_the_holder_is_who_was_born() -> None:
    assert holder_name([page(DIPLOMA)], []) == NAME


def test_who_is_named_only_in_the_mark_is_no_holder() -> None:
    marked = page(("Getuigschrift",), mark=("Karel de Boer, geboren op 3 mei 1980",))
    assert holder_name([marked], [(1, 0.7)]) == ()


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("kopie gelijk aan het origineel a m bakker", True),
        ("ik anna bakker bevestig dat dit een kopie is", True),
        ("true copy anna maria baker", True),
        ("true copy of the diploma of anna bakker", False),
        ("kopie van het diploma van mevrouw a m bakker", False),
        ("bakker notarissen te leeuwarden", False),
        ("kopie conform p de wit", False),
    ],
)
def test_a_name_signs_unless_it_only_tells_whose_paper(text: str, signed: bool) -> None:
    assert signed_by(text, NAME) is signed
