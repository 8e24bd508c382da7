"""The recipe of the pre-check: read every file, say what it is, run the checks, weigh the outcome.

    files ─► read_document (bytes to pages) ─► classify (kind) ─► page languages
          ─► the six checks ─► bundle checks

A check that crashes, and a step of reading that could not be run, make the check that leans on it
`undetermined` with the code `<check>.not-run`: never a pass (design, Contract).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from verification.model import (
    Check,
    CheckOutcome,
    CheckResult,
    Document,
    DocumentOutcome,
    DocumentReading,
    Finding,
    Kind,
    MaskedReading,
    RuleRef,
    Severity,
    outcome_of,
)
from verification.reading.worker import place_of
from verification.remember import forget
from verification.rulebook.rules import Rules

if TYPE_CHECKING:
    from verification.limits import Limits
    from verification.reading.executors import Executor
    from verification.trust import TrustStore

log = logging.getLogger(__name__)

SCHEMA = "bewijsloket.precheck/1"

RULE_OF_CHECK: Mapping[Check, str] = {
    Check.SAFETY: "safety.files",
    Check.LEGIBILITY: "legibility.pages",
    Check.LANGUAGE: "language.accepted",
    Check.TRANSLATION: "translation.sworn",
    Check.CERTIFICATION: "certification.parties",
    Check.IDENTITY: "identity.bsn",
}

# Which checks lean on which step of reading (`Page.problems`): a step that did not run is never a pass.
CHECKS_OF_STEP: Mapping[str, tuple[Check, ...]] = {
    "picture": tuple(Check),
    "page": tuple(Check),
    "kind": (Check.LANGUAGE, Check.TRANSLATION, Check.CERTIFICATION, Check.IDENTITY),
    "languages": (Check.LANGUAGE, Check.TRANSLATION),
    "recognise": (Check.LANGUAGE, Check.TRANSLATION, Check.CERTIFICATION, Check.IDENTITY),
    "stamps": (Check.CERTIFICATION,),
    "handwriting": (Check.CERTIFICATION,),
    "codes": (Check.IDENTITY,),
    "mrz": (Check.IDENTITY,),
    "numbers": (Check.IDENTITY,),
    "masks": (Check.IDENTITY,),
    "hidden": (Check.IDENTITY,),
    "sight": (Check.IDENTITY,),
    "signatures": (Check.CERTIFICATION, Check.TRANSLATION),
    "quality": (Check.LEGIBILITY,),
}

# Steps of our own, over a reading that succeeded: one that fails is a crash of the checks that lean on it.
STUDIES = frozenset({"kind", "languages", "sight"})

# Steps without which nobody knows whether a check applies to a document at all.
STEPS_THAT_DECIDE = frozenset({"kind", "languages", "page", "picture", "recognise"})

_DOCUMENT_OUTCOMES: Mapping[CheckOutcome, DocumentOutcome] = {
    CheckOutcome.FAIL: DocumentOutcome.RETURN,
    CheckOutcome.UNDETERMINED: DocumentOutcome.REVIEW,
    CheckOutcome.ATTENTION: DocumentOutcome.REVIEW,
    CheckOutcome.PASS: DocumentOutcome.CLEAR,
    CheckOutcome.NOT_APPLICABLE: DocumentOutcome.CLEAR,
}


@dataclass(frozen=True, slots=True)
class FileInput:
    """A file to check; `kind` is what the applicant calls it, None to find out."""

    path: Path
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One file with its reading, kind and results."""

    path: Path
    document: Document
    checks: tuple[CheckResult, ...]
    crashed: tuple[Check, ...] = ()

    @property
    def outcome(self) -> DocumentOutcome:
        return worst(_DOCUMENT_OUTCOMES[result.outcome] for result in self.checks)

    def findings(self) -> Iterator[tuple[CheckResult, Finding]]:
        """Every finding with the check it belongs to, in the order of the checks."""
        for result in self.checks:
            for finding in result.findings:
                yield result, finding


@dataclass(frozen=True, slots=True)
class Precheck:
    """The outcome of one bundle: what the JSON of the design says."""

    rules: Rules
    documents: tuple[CheckedDocument, ...]
    bundle_checks: tuple[CheckResult, ...]

    @property
    def outcome(self) -> DocumentOutcome:
        ofs = [document.outcome for document in self.documents]
        return worst([*ofs, *(_DOCUMENT_OUTCOMES[result.outcome] for result in self.bundle_checks)])

    @property
    def complete(self) -> bool:
        """Whether every file could be opened and every check ran."""
        return all(d.document.reading.opened and not d.crashed for d in self.documents)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: file `number` of `files`, page `page` of `pages`."""

    number: int
    files: int
    name: str
    page: int
    pages: int


def worst(outcomes: Sequence[DocumentOutcome] | Iterator[DocumentOutcome]) -> DocumentOutcome:
    """The worst of outcomes; `clear` for none."""
    order = [DocumentOutcome.CLEAR, DocumentOutcome.REVIEW, DocumentOutcome.RETURN]
    return max(outcomes, key=order.index, default=DocumentOutcome.CLEAR)


def check_bundle(
    inputs: Sequence[FileInput],
    *,
    rules: Rules,
    executor: Executor,
    limits: Limits,
    trust: TrustStore | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Precheck:
    """Read and check the files as one bundle. Never raises for what is in a file.

    What was remembered of their texts on the way is forgotten at the end.
    """
    _import_checks()
    try:
        return _checked_bundle(inputs, rules, executor, limits, trust, progress)
    finally:
        forget()


def _checked_bundle(
    inputs: Sequence[FileInput],
    rules: Rules,
    executor: Executor,
    limits: Limits,
    trust: TrustStore | None,
    progress: Callable[[Progress], None] | None,
) -> Precheck:
    documents: list[Document] = []
    for number, item in enumerate(inputs, start=1):
        reading = _read(item.path, number, len(inputs), executor, limits, trust, progress)
        documents.append(as_document(reading, item.kind))
    bundle = tuple(documents)
    checked = tuple(
        check_document(document, path=item.path, bundle=bundle, rules=rules)
        for document, item in zip(documents, inputs, strict=True)
    )
    return Precheck(rules=rules, documents=checked, bundle_checks=bundle_checks(bundle, rules))


def as_document(reading: DocumentReading, kind: Kind | None = None) -> Document:
    """A reading with its kind and the language of each page."""
    from verification.kinds import classify
    from verification.languages import page_languages

    if not reading.opened:
        return Document(reading, kind or Kind.OTHER)
    named = kind or Kind.OTHER
    if kind is None:
        reading, named = _attempt("kind", reading, classify, Kind.OTHER)
    none: tuple[str | None, ...] = ()
    reading, languages = _attempt("languages", reading, page_languages, none)
    return Document(reading, named, languages)


def as_masked_document(kept: MaskedReading, kind: Kind | None = None) -> Document:
    """A reading that was written down, with what was seen in it before it was masked."""
    from verification.masked import sight_for

    document = as_document(kept.reading, kind)
    return replace(document, sight=sight_for(kept, document.kind))


T = TypeVar("T")


def _attempt(
    step: str, reading: DocumentReading, study: Callable[[DocumentReading], T], otherwise: T
) -> tuple[DocumentReading, T]:
    """What a study of the reading finds; where it crashes, that is noted on the first page as a lost step."""
    try:
        return reading, study(reading)
    except Exception as exc:  # noqa: BLE001 - the checks that lean on it become undetermined
        log.error("%s crashed: %s", step, place_of(exc))
        first, *others = reading.pages
        first = replace(first, problems=(*first.problems, step))
        return replace(reading, pages=(first, *others)), otherwise


def check_document(
    document: Document,
    *,
    path: Path,
    bundle: Sequence[Document],
    rules: Rules,
    checks: Iterable[Check] = tuple(Check),
) -> CheckedDocument:
    """Run the six checks, or only these, on one document of a bundle."""
    results, crashed = [], _crashed_studies(document.reading)
    for check in checks:
        if check is not Check.SAFETY and not document.reading.opened:
            results.append(CheckResult(check, CheckOutcome.UNDETERMINED))
            continue
        try:
            result = _module(check)(document, bundle=bundle, rules=rules)
        except Exception as exc:  # noqa: BLE001 - a crashed check is a result, and the others still run
            log.error("check %s crashed: %s", check.value, place_of(exc))
            crashed.add(check)
            result = _with_not_run(CheckResult(check, CheckOutcome.PASS), rules)
        results.append(_after_reading(result, document.reading, rules))
    in_order = tuple(check for check in Check if check in crashed)
    return CheckedDocument(path=path, document=document, checks=tuple(results), crashed=in_order)


def _crashed_studies(reading: DocumentReading) -> set[Check]:
    """The checks that lean on a study which crashed."""
    lost = {step for page in reading.pages for step in page.problems} & STUDIES
    return {check for step in lost for check in CHECKS_OF_STEP[step]}


def _read(
    path: Path,
    number: int,
    files: int,
    executor: Executor,
    limits: Limits,
    trust: TrustStore | None,
    progress: Callable[[Progress], None] | None,
) -> DocumentReading:
    from verification.reading.engine import read_document, shown_name

    name = shown_name(path)

    def on_page(page: int, pages: int) -> None:
        if progress is not None:
            progress(Progress(number, files, name, page, pages))

    on_page(0, 0)
    return read_document(path, executor=executor, limits=limits, trust=trust, progress=on_page)


def _import_checks() -> None:
    """Import what judges, while the reading processes are still importing what reads."""
    for module in ("verification.kinds", "verification.languages"):
        import_module(module)
    for check in Check:
        _module(check)


def _module(check: Check) -> Callable[..., CheckResult]:
    function: Callable[..., CheckResult] = import_module(f"verification.checks.{check.value}").check
    return function


def _after_reading(result: CheckResult, reading: DocumentReading, rules: Rules) -> CheckResult:
    """A result that leans on a step which did not run is undetermined."""
    if any(finding.code == f"{result.check}.not-run" for finding in result.findings):
        return result
    for page in reading.pages:
        lost = [step for step in page.problems if result.check in CHECKS_OF_STEP.get(step, tuple(Check))]
        if result.outcome is CheckOutcome.NOT_APPLICABLE:
            lost = [step for step in lost if step in STEPS_THAT_DECIDE or step not in CHECKS_OF_STEP]
        if lost:
            return _with_not_run(result, rules, page=page.number)
    return result


def _with_not_run(result: CheckResult, rules: Rules, *, page: int | None = None) -> CheckResult:
    finding = Finding(
        code=f"{result.check}.not-run",
        severity=Severity.ATTENTION,
        rule=rules.rule(RULE_OF_CHECK[result.check]),
        page=page,
        undetermined=True,
    )
    # What was not seen cannot be called missing.
    seen = tuple(other for other in result.findings if other.code != "certification.missing")
    findings = (*seen, finding)
    return replace(result, findings=findings, outcome=outcome_of(findings))


def bundle_checks(bundle: Sequence[Document], rules: Rules) -> tuple[CheckResult, ...]:
    """Checks over the bundle as a whole: the same file twice is told (design, Things: `file`)."""
    seen: set[str] = set()
    findings = []
    for document in bundle:
        digest = document.reading.sha256
        if digest is not None and digest in seen:
            findings.append(_duplicate(document, rules.rule("safety.files")))
        seen.add(digest or "")
    if not findings:
        return ()
    return (CheckResult(Check.SAFETY, outcome_of(tuple(findings)), tuple(findings)),)


def _duplicate(document: Document, rule: RuleRef) -> Finding:
    return Finding("safety.duplicate", Severity.INFO, rule, evidence=document.reading.name)
