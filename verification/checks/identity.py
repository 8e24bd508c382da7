"""Is a burgerservicenummer (BSN) readable anywhere in this document, and may it be?

Source: domain, section 4 (where a BSN stands, how a redaction fails); UAVG art. 46 and Wabb art. 10 (who may
process it). The rulebook's level decides how serious a readable BSN is: must be masked, should be masked,
may be visible. A BSN struck in one place and readable in another is readable. Could not look is
`undetermined`, never a pass. Nothing that this check says holds a digit of a BSN.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verification.checks.identity_places import see
from verification.model import (
    Check,
    CheckResult,
    Document,
    Finding,
    Kind,
    Page,
    Place,
    Severity,
    Sight,
    Where,
    outcome_of,
)
from verification.rulebook.rules import MaskingLevel, Rules

_SEVERITY = {
    MaskingLevel.MUST: Severity.FAIL,
    MaskingLevel.SHOULD: Severity.ATTENTION,
    MaskingLevel.MAY: Severity.INFO,
}
_STEPS = ("codes", "mrz", "numbers", "masks", "hidden", "sight")
"""Steps of reading without which this check is blind to a place."""


def check(document: Document, *, bundle: Sequence[Document], rules: Rules) -> CheckResult:
    """Judge one document; the rest of the bundle plays no part (a BSN is never compared between files)."""
    sight = document.sight or see(document)
    findings = [
        *_visible(sight, rules),
        *_ineffective(sight, rules),
    ]
    shown = any(f.code in ("identity.bsn-visible", "identity.bsn-allowed") for f in findings)
    if not shown:
        findings += _doubts(sight, rules)
    blind = any(_missing(page) for page in document.reading.pages)
    if not shown and not blind and not any(f.undetermined for f in findings):
        findings += _nothing_readable(sight, document.kind, rules)
    return CheckResult(Check.IDENTITY, outcome_of(tuple(findings)), tuple(findings))


def _visible(sight: Sight, rules: Rules) -> Iterable[Finding]:
    """One finding per place and page; the surest of equals."""
    code = "identity.bsn-allowed" if rules.bsn is MaskingLevel.MAY else "identity.bsn-visible"
    best: dict[tuple[int | None, Where], Place] = {}
    for place in sight.readable:
        key = (place.page, place.where)
        if key not in best or place.confidence > best[key].confidence:
            best[key] = place
    for place in best.values():
        yield _finding(code, _SEVERITY[rules.bsn], place, rules, evidence="•" * 9)


def _ineffective(sight: Sight, rules: Rules) -> Iterable[Finding]:
    """What a mask was meant to hide and the file still carries; a BSN weighs by the rulebook's level."""
    best: dict[tuple[int | None, Where], tuple[Place, bool]] = {}
    for place, holds_bsn in sight.uncovered:
        key = (place.page, place.where)
        if key not in best or (holds_bsn, place.confidence) > (best[key][1], best[key][0].confidence):
            best[key] = (place, holds_bsn)
    for place, holds_bsn in best.values():
        severity = _SEVERITY[rules.bsn] if holds_bsn else Severity.ATTENTION
        variant = {"variant": str(place.where), "holds": "bsn" if holds_bsn else "other"}
        found = _finding("identity.redaction-ineffective", severity, place, rules)
        yield replace(found, params=variant)


def _doubts(sight: Sight, rules: Rules) -> Iterable[Finding]:
    best: dict[tuple[int | None, Where], Place] = {}
    for place in sorted(sight.doubtful, key=lambda p: p.confidence):
        best[place.page, place.where] = place
    for place in best.values():
        found = _finding("identity.undetermined", Severity.ATTENTION, place, rules)
        yield replace(found, undetermined=True)


def _nothing_readable(sight: Sight, kind: Kind, rules: Rules) -> Iterable[Finding]:
    if sight.masked:
        place = max(sight.masked, key=lambda p: p.confidence)
        yield _finding("identity.bsn-masked", Severity.INFO, place, rules)
    elif kind is Kind.IDENTITY or sight.identity:
        yield Finding("identity.no-bsn", Severity.INFO, rules.rule("identity.bsn"))


def _missing(page: Page) -> list[str]:
    """The steps that could not be run on a page; the recipe then says `identity.not-run`."""
    return [step for step in _STEPS if any(problem.split(":")[0] == step for problem in page.problems)]


def _finding(code: str, severity: Severity, place: Place, rules: Rules, *, evidence: str = "") -> Finding:
    return Finding(
        code=code,
        severity=severity,
        rule=rules.rule("identity.bsn"),
        page=place.page,
        box=place.box,
        where=place.where,
        evidence=evidence,
        confidence=place.confidence,
    )
