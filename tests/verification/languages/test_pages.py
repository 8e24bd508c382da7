"""The languages of pages: running text, noise, forms, letterheads, bilingual pages, scripts, too little."""

from __future__ import annotations

import random
import socket
from dataclasses import replace

import pytest

from tests.verification.languages.material import HELD_OUT, LABELS, NAMES, PLACES
from tests.verification.languages.pages import page_of, reading_of, wrapped
from verification.languages import page_language, page_languages
from verification.languages.names import LANGUAGE_NAMES, SCRIPT_NAMES, language_name
from verification.model import PageSource

FOUR = ("nl", "en", "fr", "de")


def _text(code: str, letters: int, *, seed: int = 0) -> list[str]:
    """Held-out sentences in random order, at least so many letters."""
    rng = random.Random(f"{code}{seed}")
    found: list[str] = []
    while sum(map(len, found)) < letters:
        found += rng.sample(HELD_OUT[code], len(HELD_OUT[code]))
    return found


def _misread(text: str, share: float) -> str:
    rng = random.Random(7)
    return "".join(rng.choice("aeioulrtnsc1|") if c.isalpha() and rng.random() < share else c for c in text)


@pytest.mark.parametrize("code", HELD_OUT)
def test_a_page_of_text_is_named(code: str) -> None:
    assert page_language(page_of(wrapped(_text(code, 900)))).main == code


@pytest.mark.parametrize("code", HELD_OUT)
def test_a_tenth_of_wrong_letters_changes_nothing(code: str) -> None:
    assert page_language(page_of(_misread(wrapped(_text(code, 1200)), 0.1), ocr=True)).main == code


@pytest.mark.parametrize("code", FOUR)
@pytest.mark.parametrize("separator", [": ", "     ", "\n"])
def test_a_form_of_labels_and_names_is_named(code: str, separator: str) -> None:
    rng = random.Random(code)
    lines = [f"{label}{separator}{rng.choice(NAMES + PLACES)}" for label in rng.sample(LABELS[code], 10)]
    assert page_language(page_of("\n".join(lines))).main == code


@pytest.mark.parametrize(
    ("one", "other"), [("nl", "pl"), ("en", "tr"), ("fr", "ro"), ("de", "hu"), ("en", "uk")]
)
def test_both_languages_of_a_bilingual_page_are_found(one: str, other: str) -> None:
    page = page_language(page_of(wrapped(_text(one, 400)) + "\n\n" + wrapped(_text(other, 400))))
    assert set(page.languages) == {one, other}
    assert page.main == one
    assert {paragraph.language for paragraph in page.paragraphs} == {one, other}


def test_columns_side_by_side_are_two_languages() -> None:
    left, right = (wrapped(_text(code, 400), columns=38).split("\n") for code in ("en", "pl"))
    lines = [f"{a:<50}{b}" for a, b in zip(left, right, strict=False)]
    assert set(page_language(page_of("\n".join(lines))).languages) == {"en", "pl"}


def test_labels_with_a_slash_are_two_languages() -> None:
    lines = [f"{a} / {b}: {name}" for a, b, name in zip(LABELS["nl"], LABELS["pl"], NAMES, strict=False)]
    assert set(page_language(page_of("\n".join(lines))).languages) == {"nl", "pl"}


def test_a_letterhead_does_not_name_the_body() -> None:
    head = "MINISTRY OF HEALTH\nUniversity Hospital of Leeds\n\n"
    assert page_language(page_of(head + wrapped(_text("es", 500)))).main == "es"


@pytest.mark.parametrize(
    "text", ["12-05-2014 4 5 6", "p. 2", "A. Jansen", "Jan de Vries\nLeeuwarden\nMaria Popescu"]
)
def test_too_little_text_names_nothing(text: str) -> None:
    page = page_language(page_of(text))
    assert (page.main, page.enough) == ("und", False)


def test_a_blank_page_has_no_language() -> None:
    assert page_languages(reading_of("", wrapped(_text("nl", 300)))) == (None, "nl")


@pytest.mark.parametrize(
    ("script", "code"), [("Cyrl", "und"), ("Arab", "und"), ("Grek", "el"), ("Geor", "ka")]
)
def test_a_script_that_was_not_readable_is_kept(script: str, code: str) -> None:
    garbage = ["Ceunerenbcrso o poxnenuu rpaxnanuh npoxonua oOyuenne"] * 6
    page = replace(page_of(wrapped(garbage), ocr=True, script=script), source=PageSource.OCR)
    found = page_language(page)
    assert (found.main, found.script, found.enough) == (code, script, True)


def test_letters_that_are_no_words_are_not_an_accepted_language() -> None:
    rng = random.Random(3)
    made_up = ["".join(rng.choice("bcdfghjklmnprstvwxz") for _ in range(7)) for _ in range(80)]
    assert page_language(page_of(wrapped(made_up), ocr=True)).main not in FOUR


def test_scraps_that_ocr_makes_of_a_picture_are_no_language() -> None:
    scraps = "= & 5 © à = a E £ g 8 le de S é es a z EE DE rE er Ss on be œ w fl OH et se du"
    page = page_of(wrapped([scraps] * 6, columns=30), ocr=True)
    page = replace(page, words=tuple(replace(word, confidence=0.5) for word in page.words))
    assert page_language(page).main == "und"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a detector opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert page_language(page_of(wrapped(_text("sco", 700)))).main == "sco"


def test_every_language_and_script_has_two_names() -> None:
    assert all(nl and en for nl, en in [*LANGUAGE_NAMES.values(), *SCRIPT_NAMES.values()])
    assert (language_name("pl", "nl"), language_name("pl", "en"), language_name("xx", "nl")) == (
        "Pools",
        "Polish",
        "xx",
    )
