"""Each problem of a file gets its weight."""

from __future__ import annotations

from datetime import date

import pytest

from verification.checks import safety
from verification.model import (
    Check,
    CheckOutcome,
    Document,
    DocumentReading,
    Kind,
    Problem,
    RuleRef,
    Severity,
)
from verification.rulebook.rules import DigitalCertification, MaskingLevel, Rules

RULES = Rules(
    procedure="test",
    version="1",
    in_force_from=date(2020, 1, 1),
    in_force_until=None,
    languages=(),
    certifiers=frozenset(),
    certified_kinds=frozenset(),
    digital=DigitalCertification.SIGNATURE,
    bsn=MaskingLevel.MUST,
    refs={name: RuleRef(name, "1", "test") for name in ("safety.files", "legibility.pages")},
)


def document(*problems: Problem) -> Document:
    reading = DocumentReading("a.pdf", None, None, 0, None, (), born_digital=False, problems=problems)
    return Document(reading, Kind.OTHER)


CASES = [
    ("safety.encrypted", "password", CheckOutcome.FAIL),
    ("safety.encrypted", "restricted", CheckOutcome.PASS),
    ("safety.malformed", "pdf", CheckOutcome.FAIL),
    ("safety.malformed", "truncated", CheckOutcome.FAIL),
    ("safety.malformed", "page-time-limit", CheckOutcome.UNDETERMINED),
    ("safety.empty", "", CheckOutcome.FAIL),
    ("safety.not-found", "", CheckOutcome.FAIL),
    ("safety.no-permission", "", CheckOutcome.FAIL),
    ("safety.unsupported", "office", CheckOutcome.FAIL),
    ("safety.too-large", "pixels", CheckOutcome.FAIL),
    ("safety.too-many-pages", "", CheckOutcome.FAIL),
    ("safety.infected", "", CheckOutcome.FAIL),
    ("safety.type-mismatch", "name", CheckOutcome.ATTENTION),
    ("safety.type-mismatch", "not-a-pdf", CheckOutcome.FAIL),
    ("safety.type-mismatch", "polyglot", CheckOutcome.UNDETERMINED),
    ("safety.active-content", "javascript", CheckOutcome.ATTENTION),
]


@pytest.mark.parametrize(("code", "variant", "outcome"), CASES)
def test_weights(code: str, variant: str, outcome: CheckOutcome) -> None:
    problem = Problem(code, {"variant": variant} if variant else {}, page=3)
    result = safety.check(document(problem), bundle=(), rules=RULES)
    assert result.check is Check.SAFETY
    assert result.outcome is outcome
    found = next(finding for finding in result.findings if finding.code == code)
    assert (found.page, found.params, found.rule.id) == (3, problem.params, "safety.files")


def test_a_sound_file_was_not_scanned() -> None:
    (finding,) = safety.check(document(), bundle=(), rules=RULES).findings
    assert (finding.code, finding.severity) == ("safety.not-scanned", Severity.INFO)


def test_a_scanner_that_spoke_is_not_contradicted() -> None:
    result = safety.check(document(Problem("safety.infected")), bundle=(), rules=RULES)
    assert [finding.code for finding in result.findings] == ["safety.infected"]
