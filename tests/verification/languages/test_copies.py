"""A translator who certifies a copy makes no translation of it (domain, section 1)."""

from dataclasses import replace

import pytest

from tests.verification.made import page
from verification.model import Page, Stamp
from verification.parts import marks_of, marks_of_pages

CASES = [
    ("Photocopie certifiée conforme\nA. Morel, traducteur assermenté près la cour d'appel de Lyon", False),
    ("Kopie conform origineel\nJ. Bos, beëdigd vertaler Pools-Nederlands, Rbtv 1234", False),
    ("Certified true copy of the original\nMaria Lind, sworn translator", False),
    ("Certified translation from Polish\nI, sworn translator, certify it to be complete", True),
    ("Voor getrouwe en volledige vertaling uit het Pools\nJ. Bos, beëdigd vertaler, Rbtv 1234", True),
]


def _stamped(text: str, stamp: str) -> Page:
    return replace(page(text), stamps=(Stamp((0.5, 0.7, 0.7, 0.8), "round", "blue", stamp, 0.9),))


def test_the_title_in_a_stamp_belongs_to_the_wording_in_print() -> None:
    assert not marks_of(_stamped("Kopie conform origineel", "J. BOS BEËDIGD VERTALER RBTV 1234")).declared


def test_only_a_title_makes_no_translation() -> None:
    diploma = _stamped("Zeugnis über die staatliche Prüfung", "BEEIDIGTER DOLMETSCHER UND ÜBERSETZER")
    assert not any(marks.sworn for marks in marks_of_pages((diploma,)))
    declared = page("Für die Richtigkeit der Übersetzung")
    assert any(marks.sworn for marks in marks_of_pages((diploma, declared)))


@pytest.mark.parametrize(("text", "translated"), CASES)
def test_a_copy_is_no_translation(text: str, translated: bool) -> None:
    assert marks_of(page(text)).declared is translated
