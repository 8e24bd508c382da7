"""The fields of a machine-readable zone: misread characters put right by what a field can hold, its check
digit as arbiter (ICAO Doc 9303 part 3: check digits with weights 7-3-1; a filler counts as 0).
"""

from __future__ import annotations

import re
from itertools import product

_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_TO_DIGIT = str.maketrans("OQDUILJZSGBAT", "0000111256847")
_TO_LETTER = str.maketrans("01256842", "OIZSGBAZ")
_NOISE = str.maketrans(
    {
        "«": "<<",
        "»": "<<",
        "|": "I",
        "!": "I",
        "$": "S",
        "§": "S",
        "ß": "B",
        **dict.fromkeys("‹›([{€£¢ck", "<"),
    }
)
_TWINS = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "Z": "2", "2": "Z",
          "G": "6", "6": "G", "D": "0", "Q": "0", "T": "7", "7": "T"}  # fmt: skip


STRUCK = "#" * 9
"""Stands for the nine digits of a BSN that show under a thin line and could not be read."""


def check_digit(field: str) -> int | None:
    """The check digit of a field, None if a character in it is not readable.

    >>> check_digit("520727")
    3
    """
    if any(c not in _VALUES for c in field):
        return None
    return sum(_VALUES[c] * (7, 3, 1)[i % 3] for i, c in enumerate(field)) % 10


def clean(raw: str) -> str:
    """A line as read, with the characters that Tesseract makes of a filler turned into one; no spaces.

    Zones hold capitals only, so a small c or k is a filler.
    """
    text = "".join(raw.split()).translate(_NOISE).upper()
    return re.sub(r"[^A-Z0-9<?]", "", text)


def looks_like_zone(raw: str) -> bool:
    """Whether a row of words could be a line of a zone: long, capitals, digits and fillers only.

    >>> looks_like_zone("P<NLDDE BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<")
    True
    """
    tight = "".join(raw.split())
    if len(tight) < 22:
        return False
    kept = len(re.findall(r"[A-Z0-9<«‹]", tight))
    fillers = len(re.findall(r"[<«‹]", tight))
    digits = sum(c.isdigit() for c in tight)
    dense = len(tight) / max(1, len(raw.split())) >= 6
    return kept >= 0.85 * len(tight) and dense and (fillers >= 2 or digits >= 10)


def digits_of(field: str) -> str:
    """A numeric field with letters turned into the digits that they are mistaken for."""
    return field.translate(_TO_DIGIT)


def letters_of(field: str) -> str:
    """A field of letters with digits turned into the letters that they are mistaken for."""
    return field.translate(_TO_LETTER)


def digit_field(char: str) -> str:
    return "0" if char == "<" else digits_of(char)


def date_field(field: str, check: str) -> tuple[str, bool]:
    """A date YYMMDD (parts may be unknown: `<`) and whether its check digit agrees."""
    digits = digits_of(field)
    plausible = re.fullmatch(r"[0-9<]{2}(?:0[1-9]|1[0-2]|<<|00)(?:0[1-9]|[12]\d|3[01]|<<|00)", digits)
    known = sum(c.isdigit() for c in digits) >= 2
    return digits, bool(plausible) and known and str(check_digit(digits)) == digit_field(check)


def sex_field(char: str) -> bool:
    return char in "MFXV<?KH"


def number_field(field: str, check: str) -> tuple[str, bool]:
    """A document number and whether its check digit agrees, after trying the twins of confused characters.

    At most two characters are changed: with more, one number in ten would agree by chance.
    """
    wanted = digit_field(check)
    if not wanted.isdigit() or "<<<" in field[:6]:
        return field, False
    unsure = [i for i, c in enumerate(field) if c in _TWINS][:6]
    options = [(field[i], _TWINS[field[i]]) for i in unsure]
    for choice in sorted(
        product(*options), key=lambda c: sum(c[k] != field[i] for k, i in enumerate(unsure))
    ):
        trial = list(field)
        for i, char in zip(unsure, choice, strict=True):
            trial[i] = char
        if str(check_digit("".join(trial))) == wanted:
            return "".join(trial), True
    return field, False


def _nine(cells: str) -> str:
    """The nine cells of a BSN: digits, fillers, or `?` for what is neither."""
    digits = sum(c.isdigit() for c in cells)
    if digits == 0 and re.fullmatch(r"[<KCSEXL]*", cells):
        return "<" * len(cells)  # an empty field, its fillers misread
    return re.sub(r"[^0-9<]", "?", digits_of(cells) if digits >= 4 else cells)


def optional_field(field: str, check: str, *, nld: bool) -> tuple[str, bool, bool]:
    """The optional field, whether its check digit agrees and whether it could be asked.

    In a Dutch zone it is nine digits and fillers, or fillers only. TD1 keeps the check digit of 16-29
    inside the field, at 30; `check` is then empty.
    """
    if nld and not field.startswith("V") and field.strip("?"):
        tail = "<" * (len(field) - 9) if check or not field[14:15] else "<" * 5 + digits_of(field[14:15])
        field = _nine(field[:9]) + tail
    wanted = digit_field(check) if check else field[14:15]
    body = field if check else field[:14]
    if not wanted.isdigit() or check_digit(body) is None:
        return field, False, False
    return field, str(check_digit(body)) == wanted, True
