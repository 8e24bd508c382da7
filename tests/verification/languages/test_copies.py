"""A translator who certifies a copy makes no translation of it (domain, section 1)."""

import pytest

from tests.verification.made import page
from verification.parts import marks_of

CASES = [
    ("Photocopie certifiée conforme\nA. Morel, traducteur assermenté près la cour d'appel de Lyon", False),
    ("Kopie conform origineel\nJ. Bos, beëdigd vertaler Pools-Nederlands, Rbtv 1234", False),
    ("Certified true copy of the original\nMaria Lind, sworn translator", False),
    ("Certified translation from Polish\nI, sworn translator, certify it to be complete", True),
    ("Voor getrouwe en volledige vertaling uit het Pools\nJ. Bos, beëdigd vertaler, Rbtv 1234", True),
]


@pytest.mark.parametrize(("text", "translated"), CASES)
def test_a_copy_is_no_translation(text: str, translated: bool) -> None:
    assert marks_of(page(text)).declared is translated
