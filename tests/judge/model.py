"""What a generated bundle is, and the numbers in it (elfproef, MRZ check digits)."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

TEST_NUMBERS = ("999990019", "111222333", "123456782", "999999990")


@dataclass
class Doc:
    """One file with its truth; `None` means that the field is not judged for this file."""

    name: str
    data: bytes
    kind: str
    languages: list[str] | None = None
    certification: str | None = None
    translation: list[str] | None = None
    bsn_visible: list[str] | None = None
    bsn_masked: bool | None = None
    redaction: list[str] | None = None
    safety: list[str] | None = None
    born_digital: bool = False

    def truth(self) -> dict[str, Any]:
        """Return the manifest entry of this file."""
        return {key: value for key, value in vars(self).items() if key != "data"}


@dataclass
class Bundle:
    """Files that are checked together under one procedure."""

    docs: list[Doc] = field(default_factory=list)
    procedure: str = "periodic-registration"


def elfproef(digits: str) -> bool:
    """Tell whether nine digits pass the eleven test of the BSN."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(digits) == 9 and sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def bsn(rng: random.Random) -> str:
    """Return an invented BSN: mostly generated, now and then a public test number."""
    if rng.random() < 0.12:
        return rng.choice(TEST_NUMBERS)
    while True:
        digits = str(rng.randint(100_000_000, 299_999_999))
        if elfproef(digits) and len(set(digits)) > 3:
            return digits


def no_bsn(rng: random.Random) -> str:
    """Return nine digits that fail the eleven test."""
    while True:
        digits = str(rng.randint(100_000_000, 999_999_999))
        if not elfproef(digits):
            return digits


def spaced(rng: random.Random, digits: str) -> str:
    """Write a BSN the ways people write it."""
    way = rng.random()
    if way < 0.62:
        return digits
    if way < 0.74:
        return f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"
    if way < 0.86:
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    if way < 0.94:
        return f"{digits[:4]} {digits[4:6]} {digits[6:]}"
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:]}"


def check_digit(text: str) -> str:
    """ICAO 9303 check digit (weights 7, 3, 1)."""
    total = 0
    for index, char in enumerate(text):
        value = 0 if char == "<" else int(char) if char.isdigit() else ord(char) - 55
        total += value * (7, 3, 1)[index % 3]
    return str(total % 10)


def td3(
    *,
    country: str,
    surname: str,
    given: str,
    number: str,
    birth: str,
    sex: str,
    expiry: str,
    optional: str,
    nationality: str = "",
    code: str = "P<",
) -> tuple[str, str]:
    """Return the two lines of a passport MRZ; dates are YYMMDD."""
    first = f"{code}{country}{surname}<<{given}".replace(" ", "<").ljust(44, "<")[:44]
    number = number.ljust(9, "<")
    extra = optional.ljust(14, "<")
    tail = check_digit(extra) if optional else "<"
    head = number + check_digit(number)
    middle = birth + check_digit(birth)
    end = expiry + check_digit(expiry)
    final = check_digit(head + middle + end + extra + tail)
    return first, f"{head}{nationality or country}{middle}{sex}{end}{extra}{tail}{final}"


def td1(
    *,
    code: str,
    country: str,
    surname: str,
    given: str,
    number: str,
    birth: str,
    sex: str,
    expiry: str,
    optional: str,
    nationality: str = "",
) -> tuple[str, str, str]:
    """Return the three lines of a card MRZ."""
    number = number.ljust(9, "<")
    extra = optional.ljust(14, "<")[:14]
    extra += check_digit(extra) if len(optional) == 9 else "<"
    first = f"{code}{country}{number}{check_digit(number)}{extra}"
    middle = birth + check_digit(birth)
    end = expiry + check_digit(expiry)
    second = f"{middle}{sex}{end}{nationality or country}".ljust(29, "<")
    second += check_digit(first[5:30] + middle + end + second[18:29])
    third = f"{surname}<<{given}".replace(" ", "<").ljust(30, "<")[:30]
    return first, second, third
