"""What every report shows, in one language: the outcome as sentences, ordered for a reader.

The terminal, the HTML and the PDF draw this; none of them reads a `Precheck` itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from verification.masking import mask_text
from verification.model import Box, CheckResult, Finding, Severity
from verification.recipe import CheckedDocument, Precheck
from verification.report.words import (
    CHECKS,
    KINDS,
    OUTCOMES,
    SEVERITIES,
    SEVERITY_SIGNS,
    SIGNS,
    TEXTS,
    long_date,
    page_count,
)
from verification.rulebook.loader import procedure_name
from verification.rulebook.messages import message
from verification.rulebook.rules import Rules

_ORDER = [Severity.FAIL, Severity.ATTENTION, Severity.INFO]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding as shown. `number` counts from 1 within its document, 0 where it has no place on a page."""

    number: int
    severity: Severity
    sign: str
    label: str
    check: str
    code: str
    message: str
    page: int | None
    box: Box | None
    evidence: str
    confidence: str
    rule: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    index: int
    file: str
    path: Path
    kind: str
    outcome: str
    outcome_label: str
    sign: str
    extent: str
    findings: tuple[FindingView, ...]
    source: CheckedDocument

    def on_page(self, number: int) -> tuple[FindingView, ...]:
        """The findings that have a place on this page."""
        return tuple(f for f in self.findings if f.page == number and f.box is not None)


@dataclass(frozen=True, slots=True)
class ReportView:
    lang: str
    title: str
    procedure: str
    rules: str
    outcome: str
    outcome_label: str
    sign: str
    documents: tuple[DocumentView, ...]
    bundle: tuple[FindingView, ...]

    def text(self, key: str) -> str:
        """A fixed text in the report's language."""
        return TEXTS[key][self.lang]


def view(precheck: Precheck, lang: str) -> ReportView:
    """The outcome as sentences in `nl` or `en`."""
    rules = precheck.rules
    return ReportView(
        lang=lang,
        title=TEXTS["title"][lang],
        procedure=procedure_name(rules.procedure)[lang],
        rules=f"{TEXTS['rules_of'][lang]} {long_date(rules.in_force_from, lang)}",
        outcome=precheck.outcome.value,
        outcome_label=OUTCOMES[precheck.outcome][lang],
        sign=SIGNS[precheck.outcome],
        documents=tuple(
            _document(index, checked, rules, lang)
            for index, checked in enumerate(precheck.documents, start=1)
        ),
        bundle=_findings([(r, f) for r in precheck.bundle_checks for f in r.findings], rules, lang),
    )


def _document(index: int, checked: CheckedDocument, rules: Rules, lang: str) -> DocumentView:
    reading = checked.document.reading
    known = reading.page_count or len(reading.pages)
    return DocumentView(
        index=index,
        file=mask_text(reading.name),
        path=checked.path,
        kind=KINDS[checked.document.kind][lang],
        outcome=checked.outcome.value,
        outcome_label=OUTCOMES[checked.outcome][lang],
        sign=SIGNS[checked.outcome],
        extent=page_count(known, lang) if reading.opened else TEXTS["unreadable"][lang],
        findings=_findings(list(checked.findings()), rules, lang),
        source=checked,
    )


def _findings(found: list[tuple[CheckResult, Finding]], rules: Rules, lang: str) -> tuple[FindingView, ...]:
    """Worst first, then by page; those with a place are numbered so that text and picture can point."""
    ordered = sorted(found, key=lambda item: (_ORDER.index(item[1].severity), item[1].page or 0))
    views, number = [], 0
    for result, finding in ordered:
        placed = finding.box is not None and finding.page is not None
        number += placed
        views.append(_finding(number if placed else 0, result, finding, rules, lang))
    return tuple(views)


def _evidence(finding: Finding) -> str:
    """The words that led to it; nothing where only bullets would be left."""
    shown = mask_text(finding.evidence)
    return shown if any(map(str.isalnum, shown)) else ""


def _confidence(finding: Finding, lang: str) -> str:
    """` · confidence 87 %`; nothing where there is nothing to doubt or nothing was measured."""
    if finding.confidence >= 1 or finding.undetermined:
        return ""
    return f" · {TEXTS['sure'][lang]} {round(finding.confidence * 100)} %"


def _finding(number: int, result: CheckResult, finding: Finding, rules: Rules, lang: str) -> FindingView:
    return FindingView(
        number=number,
        severity=finding.severity,
        sign=SEVERITY_SIGNS[finding.severity],
        label=SEVERITIES[finding.severity][lang],
        check=CHECKS[result.check][lang],
        code=finding.code,
        message=message(finding, rules)[lang],
        page=finding.page,
        box=finding.box,
        evidence=_evidence(finding),
        confidence=_confidence(finding, lang),
        rule=finding.rule.source,
    )
