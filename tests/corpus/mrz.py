"""Machine-readable zones after ICAO 9303: TD3 (passport, two lines of 44) and TD1 (card, three of 30)."""

from __future__ import annotations

import unicodedata
from datetime import date

_WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """The check digit of a field."""
    values = (0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55 for c in text)
    return str(sum(v * _WEIGHTS[i % 3] for i, v in enumerate(values)) % 10)


def latin(text: str) -> str:
    """Capitals A to Z with `<` for the rest."""
    plain = unicodedata.normalize(
        "NFKD", text.upper().replace("Ł", "L").replace("Ø", "OE").replace("ß", "SS")
    )
    return "".join("<" if c in " -'" else c for c in plain if c in " -'" or "A" <= c <= "Z")


def names(last: str, first: str, length: int) -> str:
    """Family name, two fillers, given names."""
    return f"{latin(last)}<<{latin(first)}".ljust(length, "<")[:length]


def td3(
    *,
    last: str,
    first: str,
    number: str,
    birth: date,
    expires: date,
    sex: str,
    state: str = "NLD",
    optional: str = "",
    kind: str = "P<",
) -> tuple[str, str]:
    """The two lines of a passport; `optional` is positions 29 to 42 (before 2021 a BSN)."""
    top = f"{kind}{state.ljust(3, '<')}{names(last, first, 39)}"
    number = number.ljust(9, "<")
    born, until = birth.strftime("%y%m%d"), expires.strftime("%y%m%d")
    extra = optional.ljust(14, "<")
    extra_check = check_digit(extra) if optional else "<"
    head = f"{number}{check_digit(number)}{state.ljust(3, '<')}{born}{check_digit(born)}{sex}"
    head += f"{until}{check_digit(until)}"
    total = check_digit(f"{head[:10]}{head[13:20]}{head[21:28]}{extra}{extra_check}")
    return top, f"{head}{extra}{extra_check}{total}"


def td1(
    *,
    last: str,
    first: str,
    number: str,
    birth: date,
    expires: date,
    sex: str,
    state: str = "NLD",
    nationality: str = "NLD",
    optional: str = "",
    kind: str = "I<",
) -> tuple[str, str, str]:
    """The three lines of a card; before 2021 Dutch cards carry the BSN in positions 16 to 24."""
    number = number.ljust(9, "<")
    extra = f"{optional.ljust(14, '<')}{check_digit(optional.ljust(14, '<'))}" if optional else "<" * 15
    line1 = f"{kind}{state.ljust(3, '<')}{number}{check_digit(number)}{extra}"
    born, until = birth.strftime("%y%m%d"), expires.strftime("%y%m%d")
    head = f"{born}{check_digit(born)}{sex}{until}{check_digit(until)}{nationality.ljust(3, '<')}{'<' * 11}"
    total = check_digit(f"{line1[5:30]}{head[0:7]}{head[8:15]}{head[18:29]}")
    return line1, f"{head}{total}", names(last, first, 30)
