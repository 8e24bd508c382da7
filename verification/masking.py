"""Nothing that leaves the process shows a digit of a BSN: the nine digits become `•`.

Source: design, Privacy ("all nine digits are masked"); domain, section 4 (elfproef).
"""

from __future__ import annotations

import re

# Nine digits, or eight next to a label, also broken up by spaces, dots, dashes or OCR gaps; not inside longer
# numbers. Whether the elfproef holds is not asked: masking a number too many costs nothing here.
_SEPARATOR = r"[ .\-\u00a0\u2009\u202f_]?"
_NINE = re.compile(rf"(?<!\d)(?:\d{_SEPARATOR}){{8}}\d(?!\d)")
_LABELLED_EIGHT = re.compile(
    rf"((?:bsn|burgerservice\w*|sofi\w*|persoons\w*|personal\s+no\w*|num[ée]ro\s+personnel)\D{{0,20}})"
    rf"((?:\d{_SEPARATOR}){{7}}\d)(?!\d)",
    re.IGNORECASE,
)
# A line of a machine-readable zone: all its digits go, wherever the optional-data field begins.
_ZONE_LINE = re.compile(r"(?=[A-Z0-9<]*<)[A-Z0-9<]{20,}|[A-Z0-9<]{28,}")
# Nine characters of which at most two are letters that recognition reads for digits.
_MISREAD = re.compile(r"(?<!\w)(?=(?:\D?\d\D?){7})[\dOoQDIlSBZG|]{9}(?!\w)")


def mask_digits(text: str) -> str:
    """Every digit replaced by a bullet."""
    return re.sub(r"\d", "•", text)


def mask_text(text: str) -> str:
    """The text with everything that could be a BSN replaced by bullets.

    >>> mask_text("BSN: 999990019, tel. 0612345678")
    'BSN: •••••••••, tel. 0612345678'
    >>> mask_text("1112.22.333")
    '••••.••.•••'
    """
    text = _NINE.sub(lambda m: mask_digits(m.group()), text)
    text = _LABELLED_EIGHT.sub(lambda m: m.group(1) + mask_digits(m.group(2)), text)
    text = _ZONE_LINE.sub(lambda m: mask_digits(m.group()), text)
    return _MISREAD.sub(lambda m: "•" * len(m.group()), text)
