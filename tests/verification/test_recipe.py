"""The recipe: outcomes weighed as the design says; a crash or a step that did not run is never a pass."""

from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import verification.checks.language
import verification.kinds
import verification.languages
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
from verification.recipe import (
    CHECKS_OF_STEP,
    STEPS_THAT_DECIDE,
    CheckedDocument,
    Precheck,
    as_document,
    check_document,
    worst,
)
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


@pytest.mark.parametrize("kind", [Kind.DIPLOMA, Kind.CV, Kind.IDENTITY])
@pytest.mark.parametrize("step", [*CHECKS_OF_STEP, "a step that nobody knows"])
def test_a_step_that_did_not_run_is_never_a_pass(step: str, kind: Kind) -> None:
    whole = run(document(page(TEXT), kind=kind, languages=("nl",)))
    checked = run(document(page(TEXT, problems=(step,)), kind=kind, languages=("nl",)))
    assert not whole.crashed
    for check in CHECKS_OF_STEP.get(step, tuple(Check)):
        before, after = result(whole, check), result(checked, check)
        decides = step in STEPS_THAT_DECIDE or step not in CHECKS_OF_STEP
        if before.outcome is CheckOutcome.NOT_APPLICABLE and not decides:
            assert after == before
        else:
            assert after.outcome in {CheckOutcome.UNDETERMINED, CheckOutcome.FAIL}
            assert f"{check}.not-run" in [finding.code for finding in after.findings]


def test_the_kinds_above_hold_checks_that_apply_and_checks_that_do_not() -> None:
    """Else the test above could not fail on one side."""
    applies = {
        result(run(document(page(TEXT), kind=kind, languages=("nl",))), Check.CERTIFICATION).outcome
        is not CheckOutcome.NOT_APPLICABLE
        for kind in (Kind.DIPLOMA, Kind.CV)
    }
    assert applies == {True, False}


STUDIES = [
    (verification.kinds, "classify", "kind"),
    (verification.languages, "page_languages", "languages"),
]


@pytest.mark.parametrize(("module", "name", "step"), STUDIES)
def test_a_study_that_crashes_counts_as_a_crash_of_what_leans_on_it(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, step: str
) -> None:
    def crash(_: object) -> Kind:
        raise ZeroDivisionError

    monkeypatch.setattr(module, name, crash)
    checked = run(as_document(reading(page(TEXT))))
    assert checked.crashed == CHECKS_OF_STEP[step]
    for check in CHECKS_OF_STEP[step]:
        assert result(checked, check).outcome is CheckOutcome.UNDETERMINED
        assert f"{check}.not-run" in [finding.code for finding in result(checked, check).findings]
    assert result(checked, Check.SAFETY).outcome is CheckOutcome.PASS
    assert not Precheck(RULES, (checked,), ()).complete


def test_a_file_that_cannot_be_opened_has_no_other_verdicts() -> None:
    closed = reading(opened=False, problems=(Problem("safety.encrypted"),))
    checked = run(Document(closed, Kind.OTHER))
    assert checked.outcome is DocumentOutcome.RETURN
    assert {r.outcome for r in checked.checks if r.check is not Check.SAFETY} == {CheckOutcome.UNDETERMINED}
    assert not Precheck(RULES, (checked,), ()).complete
