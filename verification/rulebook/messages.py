"""Turns a finding into the sentence that a person reads, in Dutch and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

from verification.errors import RulebookError
from verification.languages.names import language_name
from verification.model import Finding
from verification.rulebook.rules import Certifier, Rules

LANGUAGES = ("nl", "en")
_ANSWERS = "answer"

_OR = {"nl": "of", "en": "or"}
_AND = {"nl": "en", "en": "and"}
_ANY_LANGUAGE = {"nl": "elke taal", "en": "any language"}
_OTHER_LANGUAGE = {"nl": "een andere taal", "en": "another language"}

_PARTIES: Mapping[Certifier, Mapping[str, str]] = {
    Certifier.ISSUER: {
        "nl": "de instelling of werkgever die het document afgaf",
        "en": "the institution or employer that issued the document",
    },
    Certifier.NOTARY_NL: {"nl": "een notaris in Nederland", "en": "a notary in the Netherlands"},
    Certifier.NOTARY_EEA: {
        "nl": "een notaris in een land van de Europese Economische Ruimte",
        "en": "a notary in a country of the European Economic Area",
    },
    Certifier.DIPLOMA_COUNTRY_AUTHORITY: {
        "nl": "de bevoegde autoriteit van het land van het diploma",
        "en": "the competent authority of the diploma's country",
    },
}


def texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The sentences: code, then variant, then language."""
    return {code: variants for code, variants in _table().items() if code != _ANSWERS}


def answers() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Words for answers that are given as codes: parameter, then answer, then language."""
    return cast("Mapping[str, Mapping[str, Mapping[str, str]]]", _table()[_ANSWERS])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("verification.rulebook") / "messages.toml").read_text(encoding="utf-8"))


def message(finding: Finding, rules: Rules) -> dict[str, str]:
    """The finding's sentence in `nl` and `en`. RulebookError if the code has no message."""
    variants = texts().get(finding.code)
    if variants is None:
        raise RulebookError(f"no message for {finding.code}")
    asked = (finding.params.get("variant"), finding.where.value if finding.where else None, "default")
    chosen = next(variants[name] for name in asked if name is not None and name in variants)
    return {lang: chosen[lang].format_map(_words(finding, rules, lang)) for lang in LANGUAGES}


def enumerate_words(words: list[str], last: str) -> str:
    """`a, b or c`, with `last` as the final conjunction.

    >>> enumerate_words(["a", "b", "c"], "or")
    'a, b or c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _words(finding: Finding, rules: Rules, lang: str) -> dict[str, Any]:
    """What stands in the braces of a message."""
    page = finding.page
    of_page = (
        {"nl": f"pagina {page}", "en": f"page {page}"}
        if page
        else {"nl": "dit document", "en": "this document"}
    )
    at_page = {"nl": f" op pagina {page}", "en": f" on page {page}"} if page else {"nl": "", "en": ""}
    words: dict[str, Any] = dict(finding.params)
    for name, answer in finding.params.items():
        if name in answers():
            words[name] = answers()[name][answer][lang].format_map(finding.params)
    for name in ("language", "target"):
        words[name] = _named(finding.params.get(name), lang)
    words |= {
        "page": page,
        "at_page": at_page[lang],
        "of_page": of_page[lang],
        "of_page_cap": of_page[lang][:1].upper() + of_page[lang][1:],
    }
    return words | rule_words(rules, lang)


def rule_words(rules: Rules, lang: str) -> dict[str, str]:
    """What the rules say, for the braces of a sentence: accepted languages, and who may certify."""
    accepted = [language_name(code, lang) for code in rules.languages]
    parties = [_PARTIES[party][lang] for party in Certifier if party in rules.certifiers]
    return {
        "accepted": enumerate_words(accepted, _AND[lang]) or _ANY_LANGUAGE[lang],
        "accepted_or": enumerate_words(accepted, _OR[lang]) or _ANY_LANGUAGE[lang],
        f"parties_{lang}": enumerate_words(parties, _OR[lang]),
    }


def _named(codes: str | None, lang: str) -> str:
    """Names of one or more codes (`"pl"`, `"nl+pl"`)."""
    if not codes:
        return _OTHER_LANGUAGE[lang]
    return enumerate_words([language_name(code, lang) for code in codes.split("+")], _AND[lang])
