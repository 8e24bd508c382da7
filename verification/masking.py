"""Nothing that leaves the process shows a digit of a BSN: the nine digits become `•`.

Source: design, Privacy ("all nine digits are masked"); domain, section 4 (elfproef).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Whether nine digits pass the elfproef is not asked: masking a number too many costs nothing here.
_SEPARATOR = r"[^\w\n]|_"
# Groups of digits with at most two signs between them: every row of groups that makes nine digits is masked.
_LENGTH = 9
_GROUPS = re.compile(rf"\d+(?:(?:{_SEPARATOR}){{1,2}}\d+)*")
_LABELLED_EIGHT = re.compile(
    rf"((?:bsn|burgerservice\w*|sofi\w*|persoons\w*|personal\s+no\w*|num[ée]ro\s+personnel)\D{{0,20}})"
    rf"((?:\d(?:{_SEPARATOR})?){{7}}\d)(?!\d)",
    re.IGNORECASE,
)
# A line of a machine-readable zone: all its digits go, wherever the optional-data field begins.
_ZONE_LINE = re.compile(r"(?=[A-Z0-9<]*<)[A-Z0-9<]{20,}|[A-Z0-9<]{28,}")
# Nine characters of which at most three are letters that recognition reads for digits.
_MISREAD = re.compile(r"(?<!\w)(?=(?:\D*\d){6})[\dOoQDIilSsBbZzGgq|]{9}(?!\w)")


def mask_digits(text: str) -> str:
    """Every digit replaced by a bullet."""
    return re.sub(r"\d", "•", text)


def _mask_groups(text: str) -> str:
    """Masks neighbouring groups of nine digits together, and a BSN at an end of a longer number."""
    groups = [(match.start(), match.end()) for match in re.finditer(r"\d+", text)]
    hidden = set()
    for first in range(len(groups)):
        for last in range(first, len(groups)):
            at = [i for start, end in groups[first : last + 1] for i in range(start, end)]
            if len(at) == _LENGTH:
                hidden.update(at)
            if len(at) >= _LENGTH:
                break
    for start, end in groups:
        for i in (start, end - _LENGTH):
            if end - start > _LENGTH and _passes(text[i : i + _LENGTH]):
                hidden.update(range(i, i + _LENGTH))
    return "".join("•" if i in hidden else char for i, char in enumerate(text))


def _passes(digits: str) -> bool:
    """The elfproef: 9a + 8b + ... + 2h - i is a multiple of 11."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def mask_text(text: str) -> str:
    """The text with everything that could be a BSN replaced by bullets.

    >>> mask_text("BSN: 999990019, tel. 0612345678")
    'BSN: •••••••••, tel. 0612345678'
    >>> mask_text("1112.22.333")
    '••••.••.•••'
    """
    text = _ZONE_LINE.sub(lambda m: mask_digits(m.group()), text)
    text = _GROUPS.sub(lambda m: _mask_groups(m.group()), text)
    text = _LABELLED_EIGHT.sub(lambda m: m.group(1) + mask_digits(m.group(2)), text)
    return _MISREAD.sub(lambda m: "•" * len(m.group()), text)


def mask_line(words: Sequence[str]) -> list[str]:
    """The words of one line, masked together: a number may be set in several.

    >>> mask_line(["1112", "22", "333", "36"])
    ['••••', '••', '•••', '36']
    """
    masked, start, found = mask_text(" ".join(words)), 0, []
    for word in words:
        found.append(masked[start : start + len(word)])
        start += len(word) + 1
    return found
