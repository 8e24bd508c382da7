"""Can the file be opened, is it what it says, and does it do anything by itself?

Source: the service's own terms of delivery (rulebook `safety.files`); BIO: malware scan before storage. What
is wrong was found while reading (`DocumentReading.problems`); here each problem gets its weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verification.model import Check, CheckResult, Document, Finding, Problem, RuleRef, Severity, outcome_of
from verification.rulebook.rules import Rules

# Problems that stop reading fail: the applicant can mend them, and nobody else can.
SEVERITIES: Mapping[str, Severity] = {
    "safety.encrypted": Severity.FAIL,
    "safety.malformed": Severity.FAIL,
    "safety.empty": Severity.FAIL,
    "safety.not-found": Severity.FAIL,
    "safety.no-permission": Severity.FAIL,
    "safety.unsupported": Severity.FAIL,
    "safety.too-large": Severity.FAIL,
    "safety.too-many-pages": Severity.FAIL,
    "safety.infected": Severity.FAIL,
    "safety.type-mismatch": Severity.ATTENTION,
    "safety.active-content": Severity.ATTENTION,
    "safety.not-scanned": Severity.INFO,
}

# A code can weigh otherwise in one of its variants.
VARIANTS: Mapping[tuple[str, str], Severity] = {
    ("safety.encrypted", "restricted"): Severity.INFO,  # opens without a password: read as usual
    ("safety.type-mismatch", "not-a-pdf"): Severity.FAIL,  # nothing in it could be read
}

# Doubts that a person must settle: which of two contents was meant; a page that could not be read here.
DOUBTS = frozenset({("safety.type-mismatch", "polyglot")})
SCANNER_CODES = frozenset({"safety.infected", "safety.not-scanned", "safety.scanned"})


def check(document: Document, *, bundle: Sequence[Document], rules: Rules) -> CheckResult:
    """One finding per problem of the file; and `safety.not-scanned` where no scanner has spoken."""
    rule = rules.rule("safety.files")
    problems = document.reading.problems
    findings = [_finding(problem, rule) for problem in problems if problem.code in SEVERITIES]
    if not any(problem.code in SCANNER_CODES for problem in problems):
        findings.append(_finding(Problem("safety.not-scanned"), rule))
    return CheckResult(Check.SAFETY, outcome_of(tuple(findings)), tuple(findings))


# What is wrong with one page of a file that could be opened (`page-tree` is the whole file).
LOST_PAGES = frozenset({"page", "page-time-limit", "page-crashed", "page-memory", "page-error"})


def _finding(problem: Problem, rule: RuleRef) -> Finding:
    key = (problem.code, problem.params.get("variant", ""))
    lost_page = key[1] in LOST_PAGES
    severity = VARIANTS.get(key, SEVERITIES[problem.code])
    return Finding(
        code=problem.code,
        severity=Severity.ATTENTION if lost_page else severity,
        rule=rule,
        page=problem.page,
        params=problem.params,
        undetermined=key in DOUBTS or lost_page,
    )
