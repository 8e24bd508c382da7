"""What procedures ask, in plain words: every one is described, and what is said follows its rules."""

from datetime import date

import pytest

from verification.errors import RulebookError
from verification.model import Kind
from verification.rulebook.loader import load_rules, procedures
from verification.rulebook.needs import Need, Paper, common_looks, described, looks_of, needs_of

TODAY = date(2026, 11, 22)


def told(procedure: str, kind: Kind, lang: str = "en") -> str:
    return " ".join(one[lang] for one in looks_of(kind, load_rules(procedure, TODAY)))


def test_every_procedure_is_described() -> None:
    assert set(described()) == set(procedures())
    with pytest.raises(RulebookError):
        needs_of("look-alike")


@pytest.mark.parametrize("procedure", sorted(procedures()))
def test_each_is_told_in_both_languages_with_its_source(procedure: str) -> None:
    needs, rules = needs_of(procedure), load_rules(procedure, TODAY)
    assert set(needs.about) == {"nl", "en"}
    assert all(one.source for one in needs.documents)
    assert all(one.group for one in needs.documents if one.need is Need.ONE_OF)
    for one in needs.documents:
        for sentence in [*looks_of(one.kind, rules), *common_looks(rules)]:
            assert set(sentence) == {"nl", "en"}
            assert not any("{" in text or "  " in text for text in sentence.values())


def test_masking_follows_the_level() -> None:
    assert "Cover your citizen service number" in told("privacy-request", Kind.IDENTITY)
    assert "All details must be visible" in told("registration", Kind.IDENTITY)
    assert "Preferably cover" in told("eu-recognition", Kind.IDENTITY)
    assert "citizen service number" not in told("registration", Kind.DIPLOMA)


def test_certification_follows_the_rules() -> None:
    assert "a notary in the Netherlands" in told("periodic-registration", Kind.EMPLOYMENT_STATEMENT)
    assert "European Economic Area" in told("registration", Kind.DIPLOMA)
    assert "certified" not in told("registration", Kind.IDENTITY)
    assert "QR code that we can check" in told("eu-recognition", Kind.DIPLOMA)
    assert "digitally signed PDF" in told("registration", Kind.DIPLOMA)


def test_what_was_not_verified_is_told_as_open() -> None:
    assert needs_of("bes-exemption").paper is Paper.OPEN
    assert not any(one.sure for one in needs_of("bes-exemption").documents)
    assert needs_of("declaration").documents == ()
