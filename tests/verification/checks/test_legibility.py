"""A page that a person can read passes; what no person can read is told."""

from __future__ import annotations

import pytest

from tests.verification.checks.test_safety import RULES
from verification.checks import legibility
from verification.model import (
    CheckOutcome,
    Document,
    DocumentReading,
    Kind,
    Page,
    PageSource,
    Quality,
    Word,
    WordSource,
)


def page(
    number: int = 1,
    *,
    sure: float | None = 0.95,
    source: PageSource = PageSource.OCR,
    rotation: int = 0,
    born_digital: bool = False,
    problems: tuple[str, ...] = (),
    dpi: float | None = 200.0,
    sharpness: float | None = 0.9,
    x_height: float | None = 14.0,
    cut_off: tuple[str, ...] = (),
) -> Page:
    quality = Quality(dpi, sharpness, 0.8, 0.04, cut_off, x_height)
    words = () if sure is None else tuple(word(sure, line) for line in range(20))
    return Page(
        number, source, rotation, 210, 297, words, quality, born_digital=born_digital, problems=problems
    )


def word(sure: float, line: int) -> Word:
    return Word("woord", (0.1, 0.04 * line, 0.2, 0.04 * line + 0.02), sure, WordSource.OCR, line, 0)


def check(*pages: Page) -> tuple[list[str], CheckOutcome]:
    reading = DocumentReading("a.pdf", None, None, 9, len(pages), pages, born_digital=False)
    result = legibility.check(Document(reading, Kind.OTHER), bundle=(), rules=RULES)
    return [finding.code.removeprefix("legibility.") for finding in result.findings], result.outcome


CASES = [
    ("a good scan", page(), []),
    ("a good scan at 150 dpi", page(dpi=150.0, x_height=11.0), []),
    ("a coarse scan that was read with confidence", page(dpi=90.0, x_height=5.0), []),
    ("a legible photograph", page(dpi=None, sure=0.85, sharpness=0.7), []),
    ("a page in a script that the models cannot read", page(sure=0.4, sharpness=0.95), []),
    ("a soft page that was read with confidence", page(sharpness=0.3), []),
    ("a born-digital page", page(born_digital=True, dpi=None, sharpness=None, x_height=None), []),
    ("too coarse", page(sure=0.55, dpi=70.0, x_height=4.5), ["low-resolution"]),
    ("too coarse, scale unknown", page(sure=0.55, dpi=None, x_height=4.5), ["low-resolution"]),
    ("too coarse for any word", page(sure=None, dpi=70.0, x_height=None), ["low-resolution"]),
    ("small on a high resolution", page(sure=0.55, dpi=70.0, x_height=14.0), []),
    ("blurred", page(sure=0.6, sharpness=0.4), ["blurred"]),
    ("blurred beyond words", page(sure=None, sharpness=0.1), ["blurred"]),
    ("a page with a signature alone", page(sure=None, sharpness=0.9), []),
    ("cut off", page(cut_off=("left",)), ["cropped"]),
    ("upside down", page(rotation=180), ["rotated"]),
    ("lost", page(sure=None, source=PageSource.BLANK, problems=("page",)), []),
]


@pytest.mark.parametrize(("read", "codes"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_pages(read: Page, codes: list[str]) -> None:
    found, outcome = check(page(1), read)
    assert found == codes
    harmless = not codes or codes == ["rotated"]
    assert outcome is (CheckOutcome.PASS if harmless else CheckOutcome.ATTENTION)


def test_a_blank_back_is_ordinary_and_a_blank_file_is_not() -> None:
    blank = page(2, sure=None, source=PageSource.BLANK)
    assert check(page(), blank) == (["blank-page"], CheckOutcome.PASS)
    assert check(blank) == (["blank-page"], CheckOutcome.ATTENTION)
