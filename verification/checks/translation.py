"""Is a translation needed, is there one, is it sworn, and is it whole?

Source: Besluit periodieke registratie Wet BIG art. 5 lid 5 (a translation by a sworn translator into an
accepted language); domain, section 2. What is missing in a translation is for a person to weigh, so it never
fails by itself; a foreign document without a sworn translation does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from verification.facts import Fact, FactKind
from verification.masking import mask_text
from verification.matching import Pair, study
from verification.model import (
    Check,
    CheckOutcome,
    CheckResult,
    Document,
    Finding,
    Kind,
    Severity,
    outcome_of,
)
from verification.parts import Part
from verification.rulebook.rules import Rules

_RULE = "translation.sworn"
_NOT_JUDGED = frozenset({Kind.IDENTITY})  # passports are never translated
_TOLERATED = 0.1  # share of the numbers that may be missing: form numbers, page numbers, times of the day

_WORDS: Mapping[FactKind | str, tuple[str, str, str, str]] = {
    FactKind.DATE: ("datum", "datums", "date", "dates"),
    FactKind.NUMBER: ("getal", "getallen", "number", "numbers"),
    FactKind.NAME: ("naam", "namen", "name", "names"),
}


def check(document: Document, *, bundle: Sequence[Document], rules: Rules) -> CheckResult:
    """Findings of the translation check for one document."""
    if not rules.languages or document.kind in _NOT_JUDGED or not document.reading.opened:
        return CheckResult(Check.TRANSLATION, CheckOutcome.NOT_APPLICABLE)
    found = study(document, bundle)
    findings: list[Finding] = []
    for part in found.parts_of(document):
        if part.translation:
            mine = [pair for pair in found.pairs if pair.translation is part]
            findings += _of_translation(part, mine, rules)
        else:
            findings += _of_source(part, [pair for pair in found.pairs if pair.source is part], rules)
    if not findings:
        return CheckResult(Check.TRANSLATION, CheckOutcome.NOT_APPLICABLE)
    result = tuple(findings)
    return CheckResult(Check.TRANSLATION, outcome_of(result), result)


def _of_source(part: Part, mine: Sequence[Pair], rules: Rules) -> list[Finding]:
    """A foreign text needs a sworn translation; one into another language is told at the translation."""
    foreign = [
        (page, language)
        for page, language in zip(part.pages, part.languages, strict=True)
        if language.enough and not any(rules.accepts_language(code) for code in language.languages)
    ]
    if not foreign or any(found.translation.sworn for found in mine):
        return []
    page, language = foreign[0]
    params = {"language": language.languages[0]}
    if language.script:
        params["script"] = language.script
    if language.languages[0] == "und":
        params["variant"] = "unknown"
    return [
        Finding("translation.required", Severity.FAIL, rules.rule(_RULE), page=page.number, params=params)
    ]


def _of_translation(part: Part, mine: Sequence[Pair], rules: Rules) -> list[Finding]:
    page, box, words = part.evidence()
    target = part.made_into or "und"
    params = {"target": target, **({"language": part.made_from} if part.made_from else {})}
    rule = rules.rule(_RULE)
    evidence = mask_text(words)[:160]
    findings = []
    if part.sworn:
        findings.append(
            Finding("translation.sworn", Severity.INFO, rule, page, box, None, evidence, 0.9, params)
        )
    else:
        findings.append(
            Finding("translation.not-sworn", Severity.FAIL, rule, page, box, None, evidence, 0.8, params)
        )
    if target != "und" and not rules.accepts_language(target):
        findings.append(
            Finding("translation.target-not-accepted", Severity.FAIL, rule, page, box, None, "", 0.9, params)
        )
    if not mine:
        findings.append(
            Finding("translation.source-missing", Severity.ATTENTION, rule, page, None, params=params)
        )
    findings += [finding for found in mine for finding in _incomplete(found, rules)]
    return findings


def _incomplete(found: Pair, rules: Rules) -> list[Finding]:
    """What of the source does not come back; the first missing thing is marked on the source."""
    missing = _weighty(found)
    if not missing and not found.missing_pages and not found.shorter:
        return []
    first = missing[0] if missing else None
    page = (
        first.page
        if first
        else (found.missing_pages[0] if found.missing_pages else found.source.pages[0].number)
    )
    nl, en = _told(missing, found.missing_pages, shorter=found.shorter)
    params = {
        "missing_nl": nl,
        "missing_en": en,
        "pages": ", ".join(map(str, found.missing_pages)),
        "source": found.source.document.reading.name,
        **{kind.value: str(count) for kind, count in Counter(fact.kind for fact in missing).items()},
    }
    return [
        Finding(
            "translation.incomplete",
            Severity.ATTENTION,
            rules.rule(_RULE),
            page=page,
            box=first.box if first and found.source.document is found.translation.document else None,
            confidence=0.8,
            params=params,
        )
    ]


def _weighty(found: Pair) -> tuple[Fact, ...]:
    """Missing facts worth telling: every date and name; numbers if they are more than a few."""
    numbers = [fact for fact in found.missing if fact.kind is FactKind.NUMBER]
    rest = [fact for fact in found.missing if fact.kind is not FactKind.NUMBER]
    total = len(found.source.facts.numbers)
    long_ones = [fact for fact in numbers if len(fact.text) >= 4]
    if long_ones or (len(numbers) >= 2 and len(numbers) > _TOLERATED * total):
        rest += numbers
    return tuple(rest)


def _told(missing: Sequence[Fact], pages: Sequence[int], *, shorter: bool) -> tuple[str, str]:
    """What is missing, in Dutch and in English: kinds and counts, never the thing itself."""
    nl, en = [], []
    for kind, count in Counter(fact.kind for fact in missing).items():
        one_nl, more_nl, one_en, more_en = _WORDS[kind]
        nl.append(f"{count} {one_nl if count == 1 else more_nl}")
        en.append(f"{count} {one_en if count == 1 else more_en}")
    if pages:
        listed = ", ".join(map(str, pages))
        nl.append(f"pagina {listed}" if len(pages) == 1 else f"pagina's {listed}")
        en.append(f"page {listed}" if len(pages) == 1 else f"pages {listed}")
    if shorter and not pages:
        nl.append("een deel van de tekst")
        en.append("a part of the text")
    return ", ".join(nl), ", ".join(en)
