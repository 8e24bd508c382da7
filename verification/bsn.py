"""Finds burgerservicenummers (BSN) in what was read: judged by field and label, never by a bare window.

A BSN is nine digits that pass the elfproef (domain, section 4), eight only next to a label. One in eleven
random numbers passes and an RSIN always does, so in an ordinary document only a number that a label calls a
BSN counts; on an identity document a passing number counts unless a label says that it is something else. A
number that a label calls a BSN and that was read with a digit wrong is still readable to a person:
`doubtful`. See docs/decisions/0003-bsn-detection.md.

What is found here lives in memory only: the digits are kept out of `repr`, and nothing here logs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product

from stdnum.nl import bsn as stdnum_bsn

from verification.bsn_broken import broken_numbers, may_break
from verification.bsn_labels import LabelKind
from verification.bsn_layout import rows_of, slope_of, tilted, words_of
from verification.bsn_links import Link, Table
from verification.bsn_numbers import Candidate, candidates_of, holds_number
from verification.model import Box, Mrz, Word
from verification.reading.mrz_fields import STRUCK, looks_like_zone
from verification.reading.mrz_parse import parse


class Basis(StrEnum):
    """Why a number counts as a BSN."""

    LABEL = "label"
    FIELD = "field"  # a field of the machine-readable zone or of a code
    IDENTITY = "identity"  # no label, but an identity document
    REPEATED = "repeated"  # the same number is labelled elsewhere in the document


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the document that decides what its numbers can be."""

    identity: bool = False  # an identity document
    foreign: bool = False  # issued by another state: its personal numbers are not BSNs
    payroll: bool = False  # a payslip or annual statement: its fiscal number is a person's


@dataclass(frozen=True, slots=True)
class Bsn:
    """A BSN that can be read. `box` in fractions of the page, None where there is no place."""

    digits: str = field(repr=False)
    box: Box | None
    basis: Basis
    confidence: float
    doubtful: bool = False  # labelled as a BSN, but not all digits were read surely


def elfproef(digits: str) -> bool:
    """True for nine digits that pass the elfproef; unlike stdnum, never fills up with zeros.

    >>> elfproef("999990019"), elfproef("12"), elfproef("000000000")
    (True, False, False)
    """
    return len(digits) == 9 and digits.isascii() and digits.isdigit() and bool(stdnum_bsn.is_valid(digits))


_PAYROLL = re.compile(
    r"loonstrook|salarisstrook|salarisspecificatie|loonspecificatie|jaaropga[af]|jaaropgave|loonheffing|"
    r"pay\s?slip|bruto\s?loon|nettoloon|netto\s?loon|belastingdienst",
    re.IGNORECASE,
)


def is_payroll(text: str) -> bool:
    """Whether a text speaks of wages and their taxes, so that a fiscal number is a person's."""
    return _PAYROLL.search(text) is not None


def find_in_words(words: Sequence[Word], context: Context, *, known: Iterable[str] = ()) -> tuple[Bsn, ...]:
    """The BSNs among the words of a page. `known` are numbers labelled as BSN elsewhere in the document."""
    if not holds_number(words):
        return ()
    slope = slope_of(words)
    level = words if slope == 0 else [replace(word, box=tilted(word.box, -slope)) for word in words]
    table = Table(rows_of(level))
    candidates = list(candidates_of(table.rows))
    found = [bsn for candidate in candidates if (bsn := _judge(candidate, table, context))]
    found += _broken(table, context)
    repeated = {*known, *(b.digits for b in found if b.basis is Basis.LABEL and not b.doubtful)}
    places = {b.box for b in found}
    found += [
        Bsn(c.digits, c.box, Basis.REPEATED, 0.9)
        for c in candidates
        if c.exact and c.digits in repeated and c.box not in places
    ]
    return tuple(replace(b, box=b.box and tilted(b.box, slope)) for b in _best(found))


def named_otherwise(words: Sequence[Word], context: Context) -> tuple[Box, ...]:
    """The places of passing numbers of nine digits that a label calls something else than a BSN."""
    table = Table(rows_of(words))
    return tuple(
        candidate.box
        for candidate in candidates_of(table.rows)
        if _passing(candidate) is not None and _kind(table.link(candidate), context) is LabelKind.OTHER
    )


def _broken(table: Table, context: Context) -> Iterable[Bsn]:
    """Labelled numbers that go on in the next line."""
    if not may_break(table.rows, elfproef):
        return
    labels = [label for label in table.labels if _means(label.kind, context) is LabelKind.BSN]
    for number in broken_numbers(table.rows, labels, elfproef):
        yield Bsn(number.digits, number.box, Basis.LABEL, 0.85)


def find_in_text(text: str, context: Context = Context()) -> tuple[Bsn, ...]:
    """The BSNs in plain text (hidden text, metadata, attachments); boxes mean nothing there and are None."""
    return tuple(
        Bsn(b.digits, None, b.basis, b.confidence, b.doubtful) for b in find_in_words(words_of(text), context)
    )


def find_in_mrz(mrz: Mrz) -> Bsn | None:
    """The BSN in the optional-data field of a Dutch zone (TD3 line 2 from 29, TD1 line 1 from 16)."""
    if mrz.issuer != "NLD" or mrz.format not in ("TD3", "TD1"):
        return None
    return _in_field(mrz.optional, mrz.optional_box or mrz.box)


def find_zones_in_text(text: str) -> tuple[Bsn, ...]:
    """The BSNs of Dutch zones that stand in plain text, their lines broken or run together."""
    lines = [line for line in re.split(r"[\n\r\f\t]+", text) if looks_like_zone(line)]
    for line in list(lines):
        tight = "".join(line.split())
        for length in (44, 30):
            if len(tight) in (2 * length, 3 * length):
                lines += [tight[i : i + length] for i in range(0, len(tight), length)]
    zone = parse(lines) if lines else None
    if zone is None or zone.issuer != "NLD" or zone.format not in ("TD3", "TD1") or zone.agree < 2:
        return ()
    found = _in_field(zone.optional, None)
    return (found,) if found else ()


def _in_field(optional: str, box: Box | None) -> Bsn | None:
    """The BSN in an optional-data field: nine digits, then no further digit. Seven read digits are enough."""
    digits, rest = optional[:9], optional[9:10]
    if digits == STRUCK:
        return Bsn(digits, box, Basis.FIELD, 0.6, doubtful=True)
    read = sum(c.isdigit() for c in digits)
    if len(digits) < 9 or read < 7 or any(c not in "0123456789?" for c in digits) or rest.isdigit():
        return None
    if not digits.strip("0"):
        return None
    sure = elfproef(digits)
    return Bsn(digits, box, Basis.FIELD, 0.98 if sure else 0.6, doubtful=not sure)


_QR_FIELD = re.compile(r"(?<![0-9A-Za-z])([0-9]{9})(?![0-9A-Za-z])")
_URL_KEY = re.compile(r"[?&/;#]([A-Za-z_-]{2,30})[=/:]([0-9]{8,9})(?![0-9])")


def find_in_code(text: str, context: Context) -> tuple[Bsn, ...]:
    """The BSNs in the content of a QR code: labelled text, JSON, URL parameters, a zone, or the bare number.

    On an identity document every passing number that stands alone counts: the code of the Dutch models holds
    the BSN without any label. Elsewhere it counts with a label, or if it is all that the code holds.
    """
    texts = [text, *_flatten(text), *(f"{m[1]}: {m[2]}" for m in _URL_KEY.finditer(text))]
    found = [b for t in texts for b in find_in_text(t, context) if not b.doubtful]
    numbers: list[str] = []
    if not context.foreign and (context.identity or _QR_FIELD.fullmatch(text.strip())):
        numbers += _QR_FIELD.findall(text)
    found += [Bsn(n, None, Basis.FIELD, 0.95) for n in numbers if elfproef(n)]
    found += find_zones_in_text(text)
    return tuple({b.digits: b for b in found}.values())


def _flatten(text: str) -> Iterable[str]:
    """`key: value` lines of a JSON object, nested ones too; nothing if the text is not JSON."""
    try:
        value = json.loads(text)
    except ValueError:
        return
    stack: list[tuple[str, object]] = [("", value)]
    while stack:
        key, item = stack.pop()
        if isinstance(item, dict):
            stack.extend((str(k), v) for k, v in item.items())
        elif isinstance(item, list):
            stack.extend((key, v) for v in item)
        else:
            yield f"{key}: {item}"


def _judge(candidate: Candidate, table: Table, context: Context) -> Bsn | None:
    if _passing(candidate) is None and not _doubtful(candidate):
        return None  # whatever its label says; most numbers end here, and no label is looked for
    link = table.link(candidate)
    kind = _kind(link, context)
    if kind is LabelKind.BSN:
        return _labelled(candidate, link)
    bare = kind is None or (kind is LabelKind.GENERIC and context.identity)
    shaped = candidate.alone and candidate.whole and candidate.exact
    if bare and context.identity and not context.foreign and shaped and elfproef(candidate.digits):
        return Bsn(candidate.digits, candidate.box, Basis.IDENTITY, 0.8)
    return None


def _kind(link: Link | None, context: Context) -> LabelKind | None:
    """What the label means in this document."""
    if link is None:
        return None
    if link.kind is LabelKind.FISCAL and link.organisation:
        return LabelKind.OTHER
    return _means(link.kind, context)


def _means(kind: LabelKind, context: Context) -> LabelKind:
    if kind is LabelKind.FOREIGN:
        return LabelKind.OTHER if context.foreign else LabelKind.BSN
    if kind is LabelKind.FISCAL:
        return LabelKind.BSN if context.payroll else LabelKind.OTHER
    return kind


def _labelled(candidate: Candidate, link: Link | None) -> Bsn | None:
    """A number that a label calls a BSN: the elfproef decides between the ways to read it."""
    digits = _passing(candidate)
    if digits is not None:
        return Bsn(digits, candidate.box, Basis.LABEL, 0.98 if candidate.exact else 0.9)
    strong = link is not None and link.kind is LabelKind.BSN and link.near
    if strong and _doubtful(candidate):
        return Bsn(candidate.digits, candidate.box, Basis.LABEL, 0.6, doubtful=True)
    return None


def _passing(candidate: Candidate) -> str | None:
    """The likeliest reading that passes the elfproef, also as eight digits; None if none does."""
    for digits in readings(candidate.raw, ocr=candidate.ocr):
        if elfproef(digits) or (
            len(digits) == 8 and candidate.whole and candidate.alone and elfproef("0" + digits)
        ):
            return digits
    return None


def _doubtful(candidate: Candidate) -> bool:
    """Whether this can be a BSN that recognition read with a digit wrong or lost."""
    return candidate.ocr and candidate.alone and candidate.whole and 7 <= len(candidate.raw) <= 10


_CONFUSED = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "!": "1", "i": "1", "]": "1",
    "[": "1", "S": "5", "s": "5", "$": "5", "B": "8", "&": "8", "Z": "2", "z": "2", "G": "6", "b": "6",
    "g": "9", "q": "9", "A": "4", "T": "7", "?": "7",
}  # fmt: skip


def readings(raw: str, *, ocr: bool) -> Iterable[str]:
    """The ways to read nine characters as digits, likeliest first.

    Letters become the digit they are mistaken for. A tenth character of a picture may be a border or a cell's
    rule at either end, so it may be dropped.
    """
    options = [(c,) if c.isdigit() else (_CONFUSED.get(c, ""),) for c in raw]
    for choice in product(*options):
        digits = "".join(choice)
        if len(digits) in (8, 9):
            yield digits
        elif ocr and len(digits) == 10:
            yield digits[1:]
            yield digits[:-1]


def _best(found: Sequence[Bsn]) -> tuple[Bsn, ...]:
    """One of those that overlap: sure before doubtful, the longest number first."""
    kept: list[Bsn] = []
    for bsn in sorted(found, key=lambda b: (b.doubtful, -len(b.digits), -b.confidence)):
        if not any(_overlap(bsn.box, other.box) for other in kept):
            kept.append(bsn)
    return tuple(kept)


def _overlap(a: Box | None, b: Box | None) -> bool:
    if a is None or b is None:
        return False
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
