"""Statements of the holder written by hand, as Tesseract gives them, on pages that carry their own seal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.verification.marked_pages import DIPLOMA, document, page, rules
from verification.certifying import judge
from verification.model import Box, Handwriting, Page, Stamp, Word, WordSource

SEAL = Stamp((0.60, 0.35, 0.77, 0.46), "round", "blue", "HOGESCHOOL RIJNMOND", 0.95)
OTHER = replace(SEAL, text="X Q", box=(0.6, 0.75, 0.77, 0.86))
NAME = "Auna Mania Bakken"


def _by_hand(*lines: str, stamps: tuple[Stamp, ...] = (SEAL,), rows: tuple[Box, ...] = ()) -> Page:
    """A diploma with lines of handwriting below its print, read with doubt; `rows` were seen, not read."""
    made = page(DIPLOMA)
    words = list(made.words)
    for number, line in enumerate(lines):
        for position, text in enumerate(line.split()):
            x, y = 0.2 + 0.1 * position, 0.74 + 0.04 * number
            words.append(Word(text, (x, y, x + 0.09, y + 0.03), 0.4, WordSource.OCR, 100 + number, 9))
    hands = tuple(Handwriting(box, 0.9) for box in rows)
    return replace(made, words=tuple(words), stamps=stamps, handwriting=hands)


@pytest.mark.parametrize(
    ("lines", "stamps", "code"),
    [
        (("Wk veeklae dot Hit cen", "echte kopt is van ik", NAME), (SEAL,), "own-statement"),
        (("Wk veeklae dot Hit cen", "echte kopt is van ik", NAME), (SEAL, OTHER), "undetermined"),
        (("Wk veeklae dot Hit cen", "echte kopt is van ik", "Kees Jansen"), (SEAL,), "missing"),
        ((NAME,), (SEAL,), "missing"),
    ],
)
def test_the_seal_of_the_original_does_not_hide_the_holder(
    lines: tuple[str, ...], stamps: tuple[Stamp, ...], code: str
) -> None:
    assert judge(document(_by_hand(*lines, stamps=stamps)), rules()).code == code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (((0.2, 0.62, 0.5, 0.65), (0.2, 0.67, 0.6, 0.70)), "own-statement"),
        (((0.2, 0.62, 0.5, 0.65), (0.52, 0.62, 0.8, 0.65)), "missing"),  # two signatures in a row
        (((0.2, 0.62, 0.3, 0.65), (0.2, 0.67, 0.3, 0.70)), "missing"),  # initials
        ((), "missing"),
    ],
)
def test_lines_nobody_can_read_above_the_holders_name(rows: tuple[Box, ...], code: str) -> None:
    assert judge(document(_by_hand(NAME, rows=rows)), rules()).code == code
