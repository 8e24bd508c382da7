"""Can a person read every page?

Source: the service's own terms of delivery (rulebook `legibility.pages`). A good document sent back is worse
than a doubtful one shown to a reviewer (house style, rule 9), so a page that was read with confidence is
legible, whatever its measures say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean

from verification.model import (
    Check,
    CheckResult,
    Document,
    Finding,
    Page,
    PageSource,
    RuleRef,
    Severity,
    outcome_of,
)
from verification.rulebook.rules import Rules

MIN_X_HEIGHT = 6.0  # pixels; below it letters such as e, a and s are no longer told apart
MIN_DPI = 120.0  # used only with words too few to measure
SURE_READING = 0.80  # mean confidence of words from which on a page is legible
FAIR_READING = 0.72
MIN_SHARPNESS = 0.62  # of `Quality.sharpness`, where words were read badly
HOPELESS_SHARPNESS = 0.30  # where there are too few words to say
FEW_WORDS = 5


def check(document: Document, *, bundle: Sequence[Document], rules: Rules) -> CheckResult:
    """Findings per page, in order."""
    rule = rules.rule("legibility.pages")
    findings = tuple(
        finding
        for page in document.reading.pages
        if "page" not in page.problems
        for finding in _on_page(page, document, rule)
    )
    return CheckResult(Check.LEGIBILITY, outcome_of(findings), findings)


def _on_page(page: Page, document: Document, rule: RuleRef) -> Iterator[Finding]:
    if page.source is PageSource.BLANK:
        yield _blank(page, document, rule)
        return
    if page.rotation:
        params = {"degrees": str(page.rotation)}
        yield Finding("legibility.rotated", Severity.INFO, rule, page=page.number, params=params)
    if page.born_digital:
        return
    sure = _confidence(page)
    if _is_coarse(page, sure):
        yield Finding(
            "legibility.low-resolution", Severity.ATTENTION, rule, page=page.number, params=_resolution(page)
        )
    elif _is_blurred(page, sure):
        yield Finding("legibility.blurred", Severity.ATTENTION, rule, page=page.number)
    if page.quality.cut_off:
        params = {"sides": " ".join(page.quality.cut_off)}
        yield Finding("legibility.cropped", Severity.ATTENTION, rule, page=page.number, params=params)


def _blank(page: Page, document: Document, rule: RuleRef) -> Finding:
    """A blank back side is ordinary; a file of nothing but blank pages is a failed scan."""
    nothing = all(other.source is PageSource.BLANK for other in document.reading.pages)
    return Finding(
        "legibility.blank-page",
        Severity.ATTENTION if nothing else Severity.INFO,
        rule,
        page=page.number,
        params={"variant": "all" if nothing else "one"},
    )


def _confidence(page: Page) -> float | None:
    """Mean confidence of the words, by letters; None where there are too few to say."""
    words = [word for word in page.words if any(letter.isalnum() for letter in word.text)]
    if len(words) < FEW_WORDS:
        return None
    return mean(word.confidence for word in words for _ in word.text)


def _is_coarse(page: Page, sure: float | None) -> bool:
    if sure is not None and sure >= SURE_READING:
        return False
    height = page.quality.text_height_px
    if height is not None:
        return height < MIN_X_HEIGHT
    return page.quality.dpi is not None and page.quality.dpi < MIN_DPI


def _is_blurred(page: Page, sure: float | None) -> bool:
    sharpness = page.quality.sharpness
    if sharpness is None:
        return False
    if sure is None:
        return sharpness < HOPELESS_SHARPNESS
    return sure < FAIR_READING and sharpness < MIN_SHARPNESS


def _resolution(page: Page) -> dict[str, str]:
    dpi = page.quality.dpi
    return {"variant": "dpi", "dpi": str(round(dpi))} if dpi is not None else {"variant": "unknown"}
