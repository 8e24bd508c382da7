"""Certification: did a party that the procedure admits certify this copy?

Source: Besluit periodieke registratie Wet BIG art. 5(5) and the published pages per procedure (domain,
sections 1 and 3). A certification mark is an ink stamp plus a signature; no fixed phrase is required. What
the software sees is a scan that *appears* to be a certified copy: a person decides, and the paper may still
have to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from verification.certifying import Verdict, judge, worded
from verification.checks.digital import signature_findings
from verification.masking import mask_text
from verification.model import (
    Check,
    CheckOutcome,
    CheckResult,
    Document,
    Finding,
    Kind,
    Severity,
    SignatureStatus,
    outcome_of,
)
from verification.rulebook.rules import DigitalCertification, Rules

_PASSES = frozenset({"issuer", "notary", "authority"})
_SURE = 0.6  # below it a passing verdict is a point to check
_SHORT_WORDING = 12  # words
_SIGNED_WITHIN = 0.12  # share of the page between a wording and its signature
_MOST_EVIDENCE = 160  # letters shown
# A number or address by which an issuer lets others check a document.
_CODE_WORDS = re.compile(
    r"verif\w*[ -]?(?:code|nummer|number|n[°o.])|"
    r"(?:controle|validatie|validation|authenticatie|authentication|check|document)[ -]?"
    r"(?:code|nummer|number)|code de v[ée]rification|pr[üu]f(?:code|nummer)|verifikationscode|"
    r"(?:verify|verifi[eë]|controleer|v[ée]rifi\w*|pr[üu]fen|check)\b.{0,60}"
    r"(?:www\.|https?:|\.(?:nl|eu|com|org|be|de|fr))|"
    r"csv\b|c[óo]digo seguro",
    re.IGNORECASE,
)


def check(document: Document, *, bundle: Sequence[Document], rules: Rules) -> CheckResult:
    """The certification of one document; `not-applicable` where its kind and procedure ask none."""
    del bundle
    if document.kind not in rules.certified_kinds:
        besides = tuple(_of_unknown_kind(document, rules))
        outcome = outcome_of(besides) if besides else CheckOutcome.NOT_APPLICABLE
        return CheckResult(Check.CERTIFICATION, outcome, besides)
    findings = (*_paper(document, rules), *signature_findings(document.reading.signatures, rules))
    return CheckResult(Check.CERTIFICATION, outcome_of(findings), findings)


def _of_unknown_kind(document: Document, rules: Rules) -> Iterator[Finding]:
    """What a certifier's mark is worth on a paper of which nobody knows what it is.

    It may be one whose copy must be certified, badly read or in letters that no model reads. Nothing is
    asked of it, so no finding here sends it back.
    """
    if document.kind is not Kind.OTHER or _all_born_digital(document) or not worded(document):
        return
    verdict = judge(document, rules)
    told = verdict.code not in ("missing", "apostille-only")
    if told and (verdict.variant != "no-stamp" or _signed_below(document, verdict)):
        finding = _finding(verdict, rules)
        yield replace(finding, severity=min(finding.severity, Severity.ATTENTION, key=list(Severity).index))


def _signed_below(document: Document, verdict: Verdict) -> bool:
    """Whether a wording without a stamp is short, as on a copy, and somebody signed it.

    A letter that asks for certified copies speaks of them too.
    """
    if verdict.box is None or len(verdict.evidence.split()) > _SHORT_WORDING:
        return False
    x0, top, x1, bottom = verdict.box
    return any(
        top - _SIGNED_WITHIN < (one.box[1] + one.box[3]) / 2 < bottom + _SIGNED_WITHIN
        and one.box[0] < x1 + _SIGNED_WITHIN
        and one.box[2] > x0 - _SIGNED_WITHIN
        for page in document.reading.pages
        if page.number == verdict.page
        for one in page.handwriting
    )


def _paper(document: Document, rules: Rules) -> Iterator[Finding]:
    """The mark on the paper that was scanned, or that there is no paper."""
    if _all_born_digital(document):
        yield _not_a_copy(document, rules)
        return
    verdict = judge(document, rules)
    yield _finding(verdict, rules)
    if verdict.apostille is not None:
        yield Finding(
            "certification.apostille-besides",
            Severity.INFO,
            rules.rule("certification.parties"),
            page=verdict.apostille.page,
            box=verdict.apostille.box,
        )


def _all_born_digital(document: Document) -> bool:
    """Whether no page with content is a picture of paper."""
    pages = [page for page in document.reading.pages if page.words or page.quality.ink > 0]
    return bool(pages) and (document.reading.born_digital or all(page.born_digital for page in pages))


def _finding(verdict: Verdict, rules: Rules) -> Finding:
    doubtful = verdict.code == "undetermined"
    if verdict.code in _PASSES:
        severity = Severity.INFO if verdict.confidence >= _SURE else Severity.ATTENTION
    else:
        severity = Severity.ATTENTION if doubtful else Severity.FAIL
    params = {"variant": verdict.variant} if verdict.variant else {}
    return Finding(
        code=f"certification.{verdict.code}",
        severity=severity,
        rule=rules.rule("certification.parties"),
        page=verdict.page,
        box=verdict.box,
        evidence=_shown(verdict.evidence),
        confidence=round(verdict.confidence, 2),
        params=params,
        undetermined=doubtful,
    )


def _not_a_copy(document: Document, rules: Rules) -> Finding:
    """A file that never was paper: worth what the rulebook gives a digital certification."""
    by_code = rules.digital is DigitalCertification.ISSUER_CODE
    valid = any(one.status is SignatureStatus.VALID for one in document.reading.signatures)
    return Finding(
        code="certification.not-a-copy",
        severity=Severity.INFO if valid and not by_code else Severity.ATTENTION,
        rule=rules.rule("certification.digital"),
        evidence=_shown(_issuer_code(document)) if by_code else "",
        params={"variant": "issuer-code"} if by_code else {},
    )


def _issuer_code(document: Document) -> str:
    """The words or QR code by which the document can be checked with its issuer, '' if none was found."""
    for page in document.reading.pages:
        for line in page.text.splitlines():
            if _CODE_WORDS.search(line):
                return line
        for code in page.codes:
            if code.text.startswith(("http://", "https://")):
                return code.text
    return ""


def _shown(evidence: str) -> str:
    """Evidence on one line, short, without anything that could be a BSN."""
    return mask_text(" ".join(evidence.split()))[:_MOST_EVIDENCE]
