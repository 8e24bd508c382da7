"""Nothing that could be a BSN gets past `mask_text`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.masking import mask_text

COVERED = [
    ("BSN 999990019", "BSN •••••••••"),
    ("999 990 019", "••• ••• •••"),
    ("9999.90.019", "••••.••.•••"),
    ("9 9 9 9 9 0 0 1 9", "• • • • • • • • •"),
    ("burgerservicenummer: 12345678", "burgerservicenummer: ••••••••"),
    ("scan-111222333.pdf", "scan-•••••••••.pdf"),
    ("SPECI20142NLD6503101F2403096999999990<<<<<84", "SPECI•••••NLD•••••••F••••••••••••••••<<<<<••"),
    ("I<NLDSPECI20142999999990<<<<<8", "I<NLDSPECI••••••••••••••<<<<<•"),
    ("123 999 990 019", "••• ••• ••• •••"),
    ("999,990,019", "•••,•••,•••"),
    ("999:990:019", "•••:•••:•••"),
    ("999–990–019", "•••–•••–•••"),
    ("9999  90019", "••••  •••••"),
    ("0999990019", "0•••••••••"),
    ("20240101999990019.pdf", "20240101•••••••••.pdf"),
    ("99999OO1g", "•••••••••"),
    ("20240311_142233.png", "20240311_142233.png"),
    ("10-03-1985 12-05-2014", "10-03-1985 12-05-2014"),
    ("BSN 99999OO19", "BSN •••••••••"),
    ("OLDIES BIG SIZE", "OLDIES BIG SIZE"),
    ("geboren 10 maart 1985", "geboren 10 maart 1985"),
    ("BIG 19012345601", "BIG 19012345601"),
    ("06 12345678", "06 12345678"),
]


@pytest.mark.parametrize(("text", "masked"), COVERED)
def test_mask_text(text: str, masked: str) -> None:
    assert mask_text(text) == masked


SEPARATORS = st.sampled_from(["", " ", ".", "-", "\u00a0", ",", ":", "_"])


@given(
    st.lists(st.integers(0, 9), min_size=9, max_size=9),
    SEPARATORS,
    st.sampled_from(["", "BSN ", "nr: ", "("]),
)
def test_nine_digits_never_pass(digits: list[int], separator: str, before: str) -> None:
    masked = mask_text(before + separator.join(map(str, digits)) + " einde")
    assert not any(character.isdigit() for character in masked)


@given(st.text())
def test_masking_keeps_the_length_and_is_stable(text: str) -> None:
    once = mask_text(text)
    assert len(once) == len(text)
    assert mask_text(once) == once
