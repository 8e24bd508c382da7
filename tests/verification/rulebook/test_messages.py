"""Walks the messages: every code of the design in both languages, no words that the tone forbids."""

import string
from datetime import date

import pytest

from verification.model import Check, Finding, Severity, Where
from verification.rulebook.loader import load_rules
from verification.rulebook.messages import answers, enumerate_words, message, texts
from verification.rulebook.rules import Rules

RULES = load_rules("periodic-registration", date(2026, 11, 21))

CODES = {
    "safety": "encrypted malformed empty not-found no-permission unsupported type-mismatch too-large "
    "too-many-pages active-content infected not-scanned",
    "legibility": "low-resolution blurred blank-page cropped rotated",
    "language": "accepted not-accepted mixed undetermined",
    "translation": "required sworn not-sworn source-missing incomplete target-not-accepted",
    "certification": "issuer notary authority party-not-accepted own-statement apostille-only "
    "apostille-besides missing undetermined not-a-copy digital-valid digital-invalid digital-undetermined",
    "identity": "bsn-visible bsn-masked bsn-allowed no-bsn redaction-ineffective undetermined",
}
EVERY = [f"{check}.{name}" for check, names in CODES.items() for name in names.split()]
VARIANTS = [(code, name) for code, variants in texts().items() for name in variants]

# Tone (pages.md): never "error", "invalid", "failed" to an applicant.
FORBIDDEN = ["fout", "ongeldig", "mislukt", "error", "invalid", "failed"]
PARAMS = {
    "limit": "500",
    "missing_nl": "2 datums",
    "missing_en": "2 dates",
    "millimetres": "9000",
    "language": "pl",
    "target": "es",
    **{name: next(iter(words)) for name, words in answers().items()},
    "moment": "2026-03-04 05:06 UTC",
}


def finding(code: str, *, page: int | None = 1, where: Where | None = None, **params: str) -> Finding:
    return Finding(code, Severity.FAIL, rule(RULES), page=page, where=where, params={**PARAMS, **params})


def rule(rules: Rules):
    return rules.rule("identity.bsn")


@pytest.mark.parametrize("code", EVERY)
def test_every_code_of_the_design_has_a_message(code: str) -> None:
    assert set(message(finding(code), RULES)) == {"nl", "en"}


@pytest.mark.parametrize("check", list(Check))
def test_every_check_can_say_that_it_did_not_run(check: Check) -> None:
    assert message(finding(f"{check}.not-run"), RULES)["nl"].endswith("kijkt ernaar.")


@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_every_variant_can_be_filled_and_keeps_the_tone(code: str, variant: str) -> None:
    for page in (None, 3):
        for text in message(finding(code, page=page, variant=variant), RULES).values():
            assert "{" not in text
            assert "None" not in text or page is None
            assert text[0].isupper()
            assert text.endswith(".")
            assert not [word for word in FORBIDDEN if word in text.lower().split()]


@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_both_languages_of_a_variant_ask_for_the_same_words(code: str, variant: str) -> None:
    def names(lang: str) -> set[str]:
        parts = string.Formatter().parse(texts()[code][variant][lang])
        return {name.removesuffix(f"_{lang}").removesuffix("_cap") for _, name, _, _ in parts if name}

    assert names("nl") == names("en")


@pytest.mark.parametrize(("name", "words"), answers().items())
def test_answers_have_words_in_both_languages(name: str, words: dict[str, dict[str, str]]) -> None:
    for answer, said in words.items():
        assert set(said) == {"nl", "en"}
        shown = message(finding("certification.digital-answers", **{name: answer}), RULES)
        for lang, text in said.items():
            assert text.format(moment=PARAMS["moment"]) in shown[lang]


@pytest.mark.parametrize("where", list(Where))
def test_a_failed_redaction_says_something_for_every_place(where: Where) -> None:
    assert message(finding("identity.redaction-ineffective", where=where), RULES)["en"]


def test_the_place_chooses_the_sentence() -> None:
    strip = message(finding("identity.bsn-visible", where=Where.MRZ), RULES)
    assert "strook onderaan pagina 1" in strip["nl"]
    assert "strip at the bottom of page 1" in strip["en"]


def test_languages_and_parties_are_enumerated() -> None:
    asked = message(finding("translation.required"), RULES)
    assert "in het Pools" in asked["nl"]
    assert "Nederlands, Engels, Frans of Duits" in asked["nl"]
    assert "into Dutch, English, French or German" in asked["en"]
    assert "of een notaris in Nederland" in message(finding("certification.missing"), RULES)["nl"]


def test_enumerate_words() -> None:
    assert enumerate_words([], "of") == ""
    assert enumerate_words(["a"], "of") == "a"
    assert enumerate_words(["a", "b", "c"], "of") == "a, b of c"
