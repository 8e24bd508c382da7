"""The JSON of the pre-check, as the design fixes it (Contract: the pre-check)."""

from __future__ import annotations

import json
from typing import Any

from verification.masking import mask_text
from verification.model import CheckResult, Document, Finding, Page
from verification.recipe import SCHEMA, CheckedDocument, Precheck
from verification.rulebook.messages import message
from verification.rulebook.rules import Rules


def as_json(precheck: Precheck) -> str:
    """The whole outcome as JSON text with a final newline; no digit of a BSN is in it."""
    return json.dumps(as_data(precheck), ensure_ascii=False, indent=1) + "\n"


def as_data(precheck: Precheck) -> dict[str, Any]:
    """The whole outcome as plain data."""
    rules = precheck.rules
    return {
        "schema": SCHEMA,
        "rulebook": {"procedure": rules.procedure, "version": rules.version},
        "outcome": precheck.outcome.value,
        "documents": [_document(document, rules) for document in precheck.documents],
        "bundle": {"checks": [_check(result, rules) for result in precheck.bundle_checks]},
    }


def _document(checked: CheckedDocument, rules: Rules) -> dict[str, Any]:
    reading = checked.document.reading
    return {
        "file": mask_text(reading.name),
        "sha256": reading.sha256,
        "mediaType": reading.media_type,
        "kind": checked.document.kind.value,
        "outcome": checked.outcome.value,
        "pages": [_page(checked.document, index, page) for index, page in enumerate(reading.pages)],
        "checks": [_check(result, rules) for result in checked.checks],
    }


def _page(document: Document, index: int, page: Page) -> dict[str, Any]:
    languages = document.page_languages
    return {
        "page": page.number,
        "source": page.source.value,
        "rotation": page.rotation,
        "language": languages[index] if index < len(languages) else None,
        "words": len(page.words),
    }


def _check(result: CheckResult, rules: Rules) -> dict[str, Any]:
    return {
        "check": result.check.value,
        "outcome": result.outcome.value,
        "findings": [_finding(finding, rules) for finding in result.findings],
    }


def _finding(finding: Finding, rules: Rules) -> dict[str, Any]:
    rule = finding.rule
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "page": finding.page,
        "box": [round(edge, 4) for edge in finding.box] if finding.box else None,
        "where": finding.where.value if finding.where else None,
        "message": message(finding, rules),
        "evidence": mask_text(finding.evidence),
        "confidence": round(finding.confidence, 2),
        "rule": {"id": rule.id, "version": rule.version, "source": rule.source},
    }
