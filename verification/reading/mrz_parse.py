"""Parses machine-readable zones by field, correcting misread characters with the check digits as arbiter.

Source: ICAO Doc 9303 part 3 (check digits, 7-3-1 weights), part 4 (TD3), part 5 (TD1), part 6 (TD2); ISO/IEC
18013-1 and the Dutch driving licence for the one-line zone. Positions in comments count from 1, as there.
Pure functions on strings; a masked or unreadable character is `?`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verification.reading.mrz_fields import (
    clean,
    date_field,
    digit_field,
    digits_of,
    letters_of,
    number_field,
    optional_field,
    sex_field,
)
from verification.reading.mrz_states import STATES


@dataclass(frozen=True, slots=True)
class Zone:
    """The fields of a zone. `agree` and `asked` count the check digits that agree and that could be asked."""

    format: str
    lines: tuple[str, ...]
    document_code: str
    issuer: str
    document_number: str
    optional: str
    agree: int
    asked: int
    optional_ok: bool

    @property
    def valid(self) -> bool:
        return self.asked > 0 and self.agree == self.asked


def parse(raw_lines: Sequence[str]) -> Zone | None:
    """The best zone in consecutive lines, None if no format fits."""
    lines = [clean(line) for line in raw_lines]
    zones: list[Zone] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else ""
        after = lines[index + 1 : index + 3]
        found = (
            _td3(before, line),
            _td1(line, after),
            _td1_headless(line, after),
            _td2(before, line),
            _licence(line),
        )
        zones += [zone for zone in found if zone and zone.issuer in STATES]
    return max(zones, key=_merit, default=None)


def _merit(zone: Zone) -> tuple[float, int, int]:
    wrong = zone.asked - zone.agree
    size = {"TD3": 2, "TD1": 2, "TD2": 0, "DL": 0}[zone.format]
    return zone.agree - 0.8 * wrong, size, zone.optional_ok


def _td3(first: str, second: str) -> Zone | None:
    """Line 2: number 1-9, check 10, nationality 11-13, birth 14-19, check, sex 21, expiry 22-27, check,
    optional 29-42, check 43, composite 44."""
    best = None
    for line in _shifted(second, 44):
        number, agree_number = number_field(line[:9], line[9])
        country = letters_of(line[10:13])
        birth, agree_birth = date_field(line[13:19], line[19])
        expiry, agree_expiry = date_field(line[21:27], line[27])
        agree = agree_number + agree_birth + agree_expiry
        if not sex_field(line[20]) or country.rstrip("<") not in STATES or agree < 1:
            continue
        if agree < 2 and country != "NLD":
            continue
        issuer = _issuer(first) or country.rstrip("<")
        optional, ok, asked = optional_field(line[28:42], _last_check(line), nld=issuer == "NLD")
        fixed = (
            number
            + digit_field(line[9])
            + country
            + birth
            + digit_field(line[19])
            + line[20]
            + expiry
            + digit_field(line[27])
        )
        zone = Zone("TD3", (_name_line(first, 44), fixed + optional + line[42:44]), _code(first, "P"), issuer,
                    number.rstrip("<"), optional, agree + ok, 3 + asked, ok)  # fmt: skip
        best = zone if best is None or _merit(zone) > _merit(best) else best
    return best


def _last_check(line: str) -> str:
    """The check digit at 43, also when fillers before it were read too few or too many: last but one."""
    tail = re.search(r"<([0-9])[0-9]\?*$", line[37:])
    return tail[1] if tail else line[42]


def _td2(first: str, second: str) -> Zone | None:
    """As TD3, with an optional field of seven characters (29-35): no room for a BSN."""
    if not 33 <= len(second) <= 38 or not 30 <= len(first) <= 40:
        return None
    for line in _shifted(second, 36):
        number, agree_number = number_field(line[:9], line[9])
        agree_birth = date_field(line[13:19], line[19])[1]
        agree_expiry = date_field(line[21:27], line[27])[1]
        agree = agree_number + agree_birth + agree_expiry
        if agree >= 2 and sex_field(line[20]):
            issuer = _issuer(first) or letters_of(line[10:13]).rstrip("<")
            fields = (_code(first, "I"), issuer, number.rstrip("<"), line[28:35])
            return Zone("TD2", (first, line), *fields, agree, 3, optional_ok=False)
    return None


_TD1_HEAD = re.compile(r"^.{0,2}?([IAC1L][A-Z<0-9])(NLD|NL0|NLO|N1D|MLD|HLD|[A-Z<]{3})(?=.{10})")


def _td1(first: str, after: Sequence[str]) -> Zone | None:
    """Line 1: code 1-2, issuer 3-5, number 6-14, check 15, optional 16-30; line 2: birth 1-6, check, sex 8,
    expiry 9-14, check 15, nationality 16-18."""
    head = _TD1_HEAD.match(first)
    if head is None or len(first) > 36:
        return None
    rest = first[head.end() :].ljust(25, "?")
    number, agree_number = number_field(rest[:9], rest[9])
    issuer = head[2] if head[2].isalpha() and head[2] not in ("NLO", "MLD", "HLD") else "NLD"
    optional, ok, asked = optional_field(rest[10:25], "", nld=issuer == "NLD")
    second = _td1_second(after[0]) if after else None
    dates = second[1] if second else 0
    if agree_number + dates < (1 if issuer == "NLD" else 2):
        return None
    line1 = f"{letters_of(head[1])}{issuer}{number}{digit_field(rest[9])}{optional}"
    lines = (line1, *((second[0],) if second else ()), *after[1:2])
    return Zone("TD1", lines, letters_of(head[1]).rstrip("<"), issuer.rstrip("<"), number.rstrip("<"),
                optional,
                agree_number + dates + ok, 1 + (2 if second else 0) + asked, ok)  # fmt: skip


def _td1_headless(second: str, after: Sequence[str]) -> Zone | None:
    """A TD1 zone whose first line is covered or lost: lines 2 and 3, with the nationality for the issuer."""
    if not 28 <= len(second) <= 32 or not after or not 24 <= len(after[0]) <= 34:
        return None
    found = _td1_second(second)
    if found is None or found[1] < 2:
        return None
    issuer = found[0][15:18].rstrip("<")
    head = f"I<{issuer:<<3}{'?' * 25}"
    return Zone("TD1", (head, found[0], after[0]), "I", issuer, "", "?" * 15, 2, 3, optional_ok=False)


def _td1_second(raw: str) -> tuple[str, int] | None:
    for line in _shifted(raw, 30):
        birth, agree_birth = date_field(line[:6], line[6])
        expiry, agree_expiry = date_field(line[8:14], line[14])
        if agree_birth + agree_expiry >= 1 and sex_field(line[7]):
            fixed = (
                birth
                + digit_field(line[6])
                + line[7]
                + expiry
                + digit_field(line[14])
                + letters_of(line[15:18])
                + line[18:]
            )
            return fixed, agree_birth + agree_expiry
    return None


_LICENCE = re.compile(r"^.{0,1}?D[1I<L]NLD[0-9A-Z<]{20,}")


def _licence(line: str) -> Zone | None:
    """The one line of a Dutch driving licence: D1NLD, a version digit, the licence number; no BSN in it."""
    if not _LICENCE.match(line) or not 26 <= len(line) <= 34:
        return None
    start = line.index("NLD") + 3
    number = digits_of(line[start + 1 : start + 11])
    return Zone("DL", (line,), "D1", "NLD", number, "", 1, 1, optional_ok=False)


def _shifted(raw: str, length: int) -> Iterable[str]:
    """The line at its length, also with stray characters before it, or one too few or too many."""
    if len(raw) < 27:
        return
    for start in range(min(4, len(raw) - 26)):
        line = raw[start:]
        yield line.ljust(length, "?")[: max(length, len(line))]
    for at in range(1, 28):
        yield (raw[:at] + raw[at + 1 :]).ljust(length, "?")
    for at in range(1, 28):
        yield (raw[:at] + "?" + raw[at:]).ljust(length, "?")


def _issuer(first: str) -> str:
    """The issuing state of line 1 (positions 3-5), '' if it cannot be read."""
    match = re.match(r"^.{0,2}?[PIACV1][A-Z<0-9]([A-Z0-9<]{3})", first)
    if match is None:
        return ""
    state = letters_of(match[1]).rstrip("<")
    if state in ("NLO", "NID", "MLD", "HLD"):
        return "NLD"
    return state if state in STATES else ""


def _code(first: str, default: str) -> str:
    return letters_of(first[:2]).rstrip("<") if first[:1] in "PIACV" and first else default


def _name_line(first: str, length: int) -> str:
    return first[:length].ljust(length, "<") if first else ""
