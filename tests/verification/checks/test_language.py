"""Accepted, not accepted, mixed, too little: the language check per procedure."""

from __future__ import annotations

from datetime import date

from tests.verification.checks.test_translation import BODY, SOURCE, SWORN
from tests.verification.languages.material import HELD_OUT
from tests.verification.languages.pages import document_of, page_of, wrapped
from verification.checks import language
from verification.languages import page_language
from verification.model import CheckOutcome, CheckResult, Document, Kind, Severity
from verification.rulebook.loader import load_rules

RULES = load_rules("periodic-registration", date(2026, 1, 1))
NARROW = load_rules("professional-competence", date(2026, 1, 1))


def _check(document: Document, *others: Document, narrow: bool = False) -> CheckResult:
    return language.check(document, bundle=(document, *others), rules=NARROW if narrow else RULES)


def _text(code: str) -> str:
    return wrapped(HELD_OUT[code])


def test_the_four_are_accepted() -> None:
    for code in ("nl", "en", "fr", "de"):
        result = _check(document_of(_text(code)))
        assert [(f.code, f.params["language"]) for f in result.findings] == [("language.accepted", code)]


def test_narrow_procedures_read_two_languages() -> None:
    assert _check(document_of(_text("fr")), narrow=True).outcome is CheckOutcome.FAIL
    assert _check(document_of(_text("en")), narrow=True).outcome is CheckOutcome.PASS


def test_relatives_of_the_four_are_not_accepted() -> None:
    for code in ("af", "lb", "fy", "sco", "ca", "nds"):
        result = _check(document_of(_text(code)))
        assert [(f.code, f.params["language"]) for f in result.findings] == [("language.not-accepted", code)]


def test_one_finding_names_all_pages_of_a_language() -> None:
    result = _check(document_of(_text("nl"), _text("pl"), _text("pl"), _text("nl"), _text("pl")))
    assert [(f.page, f.params["pages"]) for f in result.findings] == [(2, "2-3, 5")]


def test_an_accepted_language_on_every_page_is_enough() -> None:
    both = _text("pl") + "\n\n" + _text("en")
    result = _check(document_of(both))
    assert result.outcome is CheckOutcome.PASS
    assert [(f.code, f.params["language"], f.box is not None) for f in result.findings] == [
        ("language.mixed", "en", True)
    ]
    assert _check(document_of(both, _text("pl"))).outcome is CheckOutcome.FAIL


def test_a_sworn_translation_in_the_bundle_makes_it_a_remark() -> None:
    source, made = document_of(SOURCE), document_of(BODY + SWORN)
    result = _check(source, made)
    assert result.outcome is CheckOutcome.PASS
    assert [(f.severity, f.params["variant"]) for f in result.findings] == [(Severity.INFO, "translated")]


def test_too_little_text_is_never_a_pass() -> None:
    for text in ("", "Jan de Vries", "12-05-2014"):
        assert _check(document_of(text)).outcome is CheckOutcome.UNDETERMINED


def test_a_page_with_only_a_signature_does_not_count() -> None:
    assert _check(document_of(_text("nl"), "J. de Vries")).outcome is CheckOutcome.PASS


def test_an_unreadable_script_is_not_accepted() -> None:
    page = page_of(wrapped(["Ceunerenbcrso o poxnenuu rpaxnanuh"] * 8), ocr=True, script="Cyrl")
    result = _check(document_of(page))
    assert result.outcome is CheckOutcome.FAIL
    assert (result.findings[0].params["script"], result.findings[0].params["variant"]) == ("Cyrl", "script")


def test_passports_are_not_judged() -> None:
    assert _check(document_of(_text("pl"), kind=Kind.IDENTITY)).outcome is CheckOutcome.NOT_APPLICABLE


def test_a_head_in_an_accepted_language_does_not_carry_a_foreign_page() -> None:
    head = """Republic of Example
Ministry of Health and Social Affairs
Department for the Registration of Nurses
"""
    body = """Zaświadcza się, że pani pracowała w naszym szpitalu jako pielęgniarka na oddziale
chirurgicznym i wykonywała swoje obowiązki z należytą starannością. W tym czasie nie było przerw
w zatrudnieniu dłuższych niż sześć tygodni. Niniejsze zaświadczenie wydaje się na wniosek
zainteresowanej w celu przedłożenia w urzędzie."""
    summary = """
This is to certify that the nurse named above worked in our hospital for two years, on the ward.
There were no breaks in her employment of more than six weeks, and she did her work with care."""
    assert page_language(document_of(head + body).reading.pages[0]).languages == ("pl",)
    assert "en" in page_language(document_of(body + summary).reading.pages[0]).languages
