"""The number of a dossier that people see: year, four characters, a check character (ISO/IEC 7064)."""

from __future__ import annotations

import re
import secrets

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"  # none that look alike, no vowels that make words
_FORM = re.compile(r"(\d{4})-?([0-9A-Z]{4})-?([0-9A-Z])")


def new_number(year: int) -> str:
    """A random one: it says the year and nothing else.

    >>> is_number(new_number(2026))
    True
    """
    middle = "".join(secrets.choice(_LETTERS) for _ in range(4))
    return f"{year}-{middle}-{mod_37_36.calc_check_digit(f'{year}{middle}')}"


def as_number(typed: str) -> str | None:
    """What a person typed as a number, in its written form; None where a character must be wrong.

    >>> as_number(" 2026 48k3 n "), as_number("2026-48K3-X")
    ('2026-48K3-N', None)
    """
    found = _FORM.fullmatch("".join(typed.split()).upper())
    if found is None:
        return None
    try:
        mod_37_36.validate("".join(found.groups()))
    except ValidationError:
        return None
    return "-".join(found.groups())


def is_number(text: str) -> bool:
    """Whether this is a number in its written form."""
    return as_number(text) == text
