"""Is the document in a language that this procedure accepts?

Source: Besluit periodieke registratie Wet BIG art. 5 lid 5 and the published pages per procedure (domain,
section 1). One accepted language on every page that carries content is enough. Too little text is never
a pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from verification.languages.pages import PageLanguage
from verification.matching import Study, study
from verification.model import (
    Box,
    Check,
    CheckOutcome,
    CheckResult,
    Document,
    Finding,
    Kind,
    Severity,
    outcome_of,
)
from verification.rulebook.rules import Rules

_RULE = "language.accepted"
_CLEAR_SHARE = (
    0.3  # share of the letters from which an accepted language surely carries the whole page's content
)

# A passport or identity card is read by its machine-readable zone and is never translated.
_NOT_JUDGED = frozenset({Kind.IDENTITY})


def check(document: Document, *, bundle: Sequence[Document], rules: Rules) -> CheckResult:
    """Findings of the language check for one document."""
    if not rules.languages or document.kind in _NOT_JUDGED or not document.reading.opened:
        return CheckResult(Check.LANGUAGE, CheckOutcome.NOT_APPLICABLE)
    found = study(document, bundle)
    judged = {
        page.number: language
        for part in found.parts_of(document)
        for page, language in zip(part.pages, part.languages, strict=True)
    }
    judged = dict(sorted(judged.items()))
    findings = (
        *_not_accepted(document, judged, found=found, rules=rules),
        *_undetermined(judged, rules=rules),
        *_mixed(judged, rules=rules),
    )
    if not findings:
        findings = _accepted(judged, rules=rules)
    return CheckResult(Check.LANGUAGE, outcome_of(findings), findings)


def _accepted_of(language: PageLanguage, rules: Rules) -> str | None:
    """The accepted language of a page, the biggest if there are more."""
    return next((code for code in language.languages if rules.accepts_language(code)), None)


def _accepted(judged: dict[int, PageLanguage], *, rules: Rules) -> tuple[Finding, ...]:
    codes = [code for language in judged.values() if (code := _accepted_of(language, rules))]
    params = {"language": "+".join(dict.fromkeys(codes))}
    return (Finding("language.accepted", Severity.INFO, rules.rule(_RULE), params=params),)


def _not_accepted(
    document: Document, judged: dict[int, PageLanguage], *, found: Study, rules: Rules
) -> tuple[Finding, ...]:
    """One finding per language, on its first page."""
    pages: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for number, language in judged.items():
        if language.enough and language.main is not None and _accepted_of(language, rules) is None:
            pages[(language.languages[0], language.script)].append(number)
    if not pages:
        return ()
    translated = _translated_pages(document, found, rules)
    findings = []
    for (code, script), numbers in pages.items():
        done = all(number in translated for number in numbers)
        params = {"language": code, "pages": _ranges(numbers)}
        if script is not None:
            params["script"] = script
        if done:
            params["variant"] = "translated"
        elif code == "und":
            params["variant"] = "script" if script else "unknown"
        findings.append(
            Finding(
                "language.not-accepted",
                Severity.INFO if done else Severity.FAIL,
                rules.rule(_RULE),
                page=numbers[0],
                params=params,
            )
        )
    return tuple(findings)


def _translated_pages(document: Document, found: Study, rules: Rules) -> set[int]:
    """Pages of this document with a sworn translation into an accepted language in the bundle."""
    return {
        page.number
        for pair in found.pairs
        if pair.source.document is document
        and pair.translation.sworn
        and rules.accepts_language(pair.translation.made_into)
        for page in pair.source.pages
    }


def _undetermined(judged: dict[int, PageLanguage], *, rules: Rules) -> tuple[Finding, ...]:
    """Pages with text in no language we can name; a page of next to nothing counts only if all are such."""
    vague = [number for number, language in judged.items() if language.main == "und" and not language.enough]
    named = any(language.enough for language in judged.values())
    if named:
        vague = [number for number in vague if judged[number].content]
    elif not vague:
        vague = list(judged)[:1]
    return tuple(
        Finding(
            "language.undetermined",
            Severity.ATTENTION,
            rules.rule(_RULE),
            page=number,
            undetermined=True,
        )
        for number in vague
    )


def _mixed(judged: dict[int, PageLanguage], *, rules: Rules) -> tuple[Finding, ...]:
    """Bilingual pages: one finding each, on the first paragraph in the other language."""
    findings = []
    for number, language in judged.items():
        accepted = _accepted_of(language, rules)
        others = [code for code in language.languages if not rules.accepts_language(code)]
        if accepted is None or not others:
            continue
        share = dict(language.shares)[accepted]
        enough = share >= _CLEAR_SHARE
        findings.append(
            Finding(
                "language.mixed",
                Severity.INFO if enough else Severity.ATTENTION,
                rules.rule(_RULE),
                page=number,
                box=_box_of(language, others[0]),
                confidence=round(min(1.0, share * 2), 2),
                params={"language": accepted} if enough else {"language": others[0], "variant": "partly"},
            )
        )
    return tuple(findings)


def _box_of(language: PageLanguage, code: str) -> Box | None:
    return next((paragraph.box for paragraph in language.paragraphs if paragraph.language == code), None)


def _ranges(numbers: Sequence[int]) -> str:
    """`1-3, 7` for pages 1, 2, 3 and 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
