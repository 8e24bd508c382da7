"""The recipe: outcomes weighed as the design says; a crash or a step that did not run is never a pass."""

from datetime import date
from pathlib import Path

import pytest

import verification.checks.language
import verification.kinds
from tests.verification.made import document, page, reading
from verification.model import (
    Check,
    CheckOutcome,
    CheckResult,
    Document,
    DocumentOutcome,
    Finding,
    Kind,
    Problem,
    RuleRef,
    Severity,
    outcome_of,
)
from verification.recipe import CHECKS_OF_STEP, CheckedDocument, Precheck, as_document, check_document, worst
from verification.rulebook.loader import load_rules

RULES = load_rules("periodic-registration", date(2026, 11, 21))
RULE = RuleRef("a.rule", "2022-12-01", "a law")
TEXT = """Hierbij verklaren wij dat mevrouw De Vries bij ons heeft gewerkt als verpleegkundige op de afdeling
interne geneeskunde van ons ziekenhuis. Zij werkte gemiddeld tweeëndertig uren per week en verrichtte daar
alle werkzaamheden die bij haar beroep horen, zoals de zorg voor patiënten en het geven van medicijnen."""

INFO = Finding("a.info", Severity.INFO, RULE)
ATTENTION = Finding("a.attention", Severity.ATTENTION, RULE)
DOUBT = Finding("a.doubt", Severity.ATTENTION, RULE, undetermined=True)
FAIL = Finding("a.fail", Severity.FAIL, RULE)

WEIGHED = [
    ((), CheckOutcome.PASS),
    ((INFO,), CheckOutcome.PASS),
    ((INFO, ATTENTION), CheckOutcome.ATTENTION),
    ((ATTENTION, DOUBT), CheckOutcome.UNDETERMINED),
    ((DOUBT, FAIL, INFO), CheckOutcome.FAIL),
]


@pytest.mark.parametrize(("findings", "outcome"), WEIGHED)
def test_the_worst_finding_decides(findings: tuple[Finding, ...], outcome: CheckOutcome) -> None:
    assert outcome_of(findings) is outcome


DOCUMENTS = [
    (CheckOutcome.PASS, DocumentOutcome.CLEAR),
    (CheckOutcome.NOT_APPLICABLE, DocumentOutcome.CLEAR),
    (CheckOutcome.ATTENTION, DocumentOutcome.REVIEW),
    (CheckOutcome.UNDETERMINED, DocumentOutcome.REVIEW),
    (CheckOutcome.FAIL, DocumentOutcome.RETURN),
]


@pytest.mark.parametrize(("check", "outcome"), DOCUMENTS)
def test_the_worst_check_decides_over_the_document(check: CheckOutcome, outcome: DocumentOutcome) -> None:
    results = (CheckResult(Check.SAFETY, CheckOutcome.PASS), CheckResult(Check.LANGUAGE, check))
    checked = CheckedDocument(Path("a.pdf"), document(page(TEXT)), results)
    assert checked.outcome is outcome
    assert Precheck(RULES, (checked,), ()).outcome is outcome


def test_nothing_is_clear() -> None:
    assert worst([]) is DocumentOutcome.CLEAR


def run(subject: Document) -> CheckedDocument:
    return check_document(subject, path=Path("a.pdf"), bundle=[subject], rules=RULES)


def result(checked: CheckedDocument, check: Check) -> CheckResult:
    return next(result for result in checked.checks if result.check is check)


def test_every_check_runs_once_in_order() -> None:
    checked = run(document(page(TEXT), kind=Kind.CV, languages=("nl",)))
    assert [result.check for result in checked.checks] == list(Check)
    assert not checked.crashed


def test_a_crashed_check_is_undetermined_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> CheckResult:
        raise ZeroDivisionError

    monkeypatch.setattr(verification.checks.language, "check", crash)
    checked = run(document(page(TEXT), kind=Kind.CV, languages=("nl",)))
    assert checked.crashed == (Check.LANGUAGE,)
    assert result(checked, Check.LANGUAGE).outcome is CheckOutcome.UNDETERMINED
    assert [f.code for f in result(checked, Check.LANGUAGE).findings] == ["language.not-run"]
    assert checked.outcome is not DocumentOutcome.CLEAR
    assert result(checked, Check.SAFETY).outcome is CheckOutcome.PASS
    assert not Precheck(RULES, (checked,), ()).complete


@pytest.mark.parametrize("step", [*CHECKS_OF_STEP, "a step that nobody knows"])
def test_a_step_that_did_not_run_is_never_a_pass(step: str) -> None:
    checked = run(document(page(TEXT, problems=(step,)), kind=Kind.DIPLOMA, languages=("nl",)))
    for check in CHECKS_OF_STEP.get(step, tuple(Check)):
        assert result(checked, check).outcome not in {CheckOutcome.PASS, CheckOutcome.ATTENTION}


def test_a_study_that_crashes_makes_what_leans_on_it_undetermined(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> Kind:
        raise ZeroDivisionError

    monkeypatch.setattr(verification.kinds, "classify", crash)
    checked = run(as_document(reading(page(TEXT))))
    assert result(checked, Check.CERTIFICATION).outcome is CheckOutcome.UNDETERMINED
    assert result(checked, Check.SAFETY).outcome is CheckOutcome.PASS


def test_a_file_that_cannot_be_opened_has_no_other_verdicts() -> None:
    closed = reading(opened=False, problems=(Problem("safety.encrypted"),))
    checked = run(Document(closed, Kind.OTHER))
    assert checked.outcome is DocumentOutcome.RETURN
    assert {r.outcome for r in checked.checks if r.check is not Check.SAFETY} == {CheckOutcome.UNDETERMINED}
    assert not Precheck(RULES, (checked,), ()).complete
