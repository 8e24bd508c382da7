"""Invented numbers: BSNs that pass the elfproef, and numbers that look like one but are something else."""

from __future__ import annotations

from random import Random

PUBLIC_TEST_BSN = ("999990019", "111222333", "123456782", "999999990")


def elfproef(digits: str) -> bool:
    """True if nine digits pass 9a+8b+7c+6d+5e+4f+3g+2h-1i = 0 (mod 11)."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0 and int(digits) > 0


def bsn(rng: Random) -> str:
    """A nine-digit number that passes the elfproef; one in eight is a public test number."""
    if rng.random() < 0.125:
        return rng.choice(PUBLIC_TEST_BSN)
    while True:
        digits = f"{rng.randrange(10_000_000, 499_999_999):09d}"
        if elfproef(digits):
            return digits


def bsn_spaced(rng: Random, digits: str) -> str:
    """The number as people print it: bare, in groups, or with dots."""
    style = rng.choice(("plain", "plain", "plain", "3-3-3", "4-2-3", "dots"))
    if style == "plain":
        return digits
    if style == "4-2-3":
        return f"{digits[:4]} {digits[4:6]} {digits[6:]}"
    return ("." if style == "dots" else " ").join((digits[:3], digits[3:6], digits[6:]))


def big(rng: Random) -> str:
    """A BIG number: 11 digits, the last two the profession code."""
    return f"{rng.randrange(19, 99)}{rng.randrange(10**6, 10**7)}{rng.choice(('01', '30', '03', '04', '16'))}"


def vnumber(rng: Random) -> str:
    """A V-number of the immigration service: ten digits."""
    return f"{rng.randrange(2_000_000_000, 2_999_999_999)}"


def kvk(rng: Random) -> str:
    """A number in the trade register: eight digits."""
    return f"{rng.randrange(10_000_000, 89_999_999)}"


def iban(rng: Random) -> str:
    """A Dutch IBAN with valid check digits."""
    bank = rng.choice(("INGB", "RABO", "ABNA", "TRIO", "SNSB"))
    account = f"{rng.randrange(10**8, 10**9):010d}"
    letters = "".join(str(ord(c) - 55) for c in bank)
    check = 98 - int(f"{letters}{account}232100") % 97
    return f"NL{check:02d} {bank} {account[:4]} {account[4:8]} {account[8:]}"


def phone(rng: Random) -> str:
    """A Dutch telephone number."""
    return rng.choice(
        (
            f"06 {rng.randrange(10**7, 10**8)}",
            f"058-{rng.randrange(10**6, 10**7)}",
            f"+31 {rng.choice((20, 30, 70, 50))} {rng.randrange(10**6, 10**7)}",
        )
    )


def document_number(rng: Random) -> str:
    """A passport or card number: two letters, six of letters and digits without O, a digit."""
    letters = "ABCDEFGHIJKLMNPRSTUVWXYZ"
    body = "".join(rng.choice(letters + "0123456789" * 2) for _ in range(6))
    return f"{rng.choice('NSIX')}{rng.choice(letters)}{body.replace('O', 'P')}{rng.randrange(10)}"


def lookalike(rng: Random) -> str:
    """Nine digits that pass the elfproef, to print under another label (RSIN, student number, ...)."""
    while True:
        digits = f"{rng.randrange(800_000_000, 869_999_999)}"
        if elfproef(digits):
            return digits
