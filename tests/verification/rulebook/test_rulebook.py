"""Walks the rulebook: every procedure, every rule with its source, versions that never change."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import verification.rulebook
from verification.bad_call import BadCall
from verification.model import Kind
from verification.rulebook.loader import STATUSES, fingerprint, load_rules, procedures
from verification.rulebook.rules import Certifier, DigitalCertification, MaskingLevel

FOLDER = Path(verification.rulebook.__file__).parent
EVERY = [
    "periodic-registration",
    "registration",
    "automatic-recognition",
    "professional-competence",
    "eu-recognition",
    "european-professional-card",
    "temporary-service",
    "designated-diploma",
    "declaration",
    "bes-exemption",
    "prescribing-authority",
    "privacy-request",
]
TODAY = date(2026, 11, 21)
VERSIONS = [(name, version) for name, data in procedures().items() for version in data["version"]]


def test_every_procedure_of_the_domain_page_is_there() -> None:
    assert set(procedures()) == set(EVERY)


@pytest.mark.parametrize(("procedure", "version"), VERSIONS)
def test_each_rule_has_a_source_and_a_status(procedure: str, version: dict) -> None:
    ids = [rule["id"] for rule in version["rule"]]
    assert len(ids) == len(set(ids))
    for rule in version["rule"]:
        assert rule["source"].strip()
        assert rule["status"] in STATUSES
    assert version["from_source"].strip()
    assert version["from_status"] in STATUSES


@pytest.mark.parametrize("procedure", EVERY)
def test_names_in_both_languages(procedure: str) -> None:
    assert set(procedures()[procedure]["name"]) == {"nl", "en"}


@pytest.mark.parametrize("procedure", EVERY)
def test_versions_follow_on_each_other_without_gap_or_overlap(procedure: str) -> None:
    versions = procedures()[procedure]["version"]
    for earlier, later in pairwise(versions):
        assert earlier["until"] + timedelta(days=1) == later["from"]
    assert "until" not in versions[-1]


def test_a_released_version_never_changes() -> None:
    released = tomllib.loads((FOLDER / "released.toml").read_text(encoding="utf-8"))
    now = {f"{name} {version['from']}": fingerprint(version) for name, version in VERSIONS}
    assert now == released


LEVELS = [
    ("privacy-request", MaskingLevel.MUST),
    ("periodic-registration", MaskingLevel.MUST),
    ("registration", MaskingLevel.MAY),
    ("automatic-recognition", MaskingLevel.MAY),
    ("temporary-service", MaskingLevel.MAY),
    ("eu-recognition", MaskingLevel.SHOULD),
    ("professional-competence", MaskingLevel.SHOULD),
    ("declaration", MaskingLevel.SHOULD),
]


@pytest.mark.parametrize(("procedure", "level"), LEVELS)
def test_masking_level(procedure: str, level: MaskingLevel) -> None:
    assert load_rules(procedure, TODAY).bsn is level


def test_an_administrators_level_is_named_as_such() -> None:
    rules = load_rules("declaration", TODAY, levels={"declaration": MaskingLevel.MUST})
    assert rules.bsn is MaskingLevel.MUST
    assert "beheerder" in rules.rule("identity.bsn").source
    assert load_rules("declaration", TODAY).bsn is MaskingLevel.SHOULD


def test_a_level_for_an_unknown_procedure_is_told() -> None:
    with pytest.raises(BadCall, match="BSN_LEVELS"):
        load_rules("declaration", TODAY, levels={"declaratoin": MaskingLevel.MUST})


LANGUAGES = [
    ("periodic-registration", ("nl", "en", "fr", "de")),
    ("temporary-service", ("nl", "en", "fr", "de")),
    ("eu-recognition", ("nl", "en")),
    ("professional-competence", ("nl", "en")),
    ("declaration", ()),
]


@pytest.mark.parametrize(("procedure", "languages"), LANGUAGES)
def test_accepted_languages(procedure: str, languages: tuple[str, ...]) -> None:
    assert load_rules(procedure, TODAY).languages == languages


CERTIFIERS = [
    ("periodic-registration", {Certifier.ISSUER, Certifier.NOTARY_NL}),
    ("registration", {Certifier.ISSUER, Certifier.NOTARY_EEA}),
    ("professional-competence", {Certifier.ISSUER, Certifier.NOTARY_NL}),
    ("eu-recognition", {Certifier.ISSUER, Certifier.NOTARY_NL, Certifier.DIPLOMA_COUNTRY_AUTHORITY}),
    ("privacy-request", set()),
]


@pytest.mark.parametrize(("procedure", "certifiers"), CERTIFIERS)
def test_who_may_certify(procedure: str, certifiers: set[Certifier]) -> None:
    assert load_rules(procedure, TODAY).certifiers == certifiers


def test_identity_copies_are_certified_where_the_page_says_so() -> None:
    assert Kind.IDENTITY in load_rules("eu-recognition", TODAY).certified_kinds
    assert Kind.IDENTITY not in load_rules("periodic-registration", TODAY).certified_kinds


def test_a_code_of_the_issuer_or_a_signature() -> None:
    assert load_rules("eu-recognition", TODAY).digital is DigitalCertification.ISSUER_CODE
    assert load_rules("registration", TODAY).digital is DigitalCertification.SIGNATURE


def test_the_day_chooses_the_version() -> None:
    assert load_rules("periodic-registration", date(2022, 11, 30)).version == "2009-01-01"
    assert load_rules("periodic-registration", date(2022, 12, 1)).version == "2022-12-01"


@given(st.dates(min_value=date(2009, 1, 1), max_value=date(2100, 1, 1)))
def test_some_version_is_in_force_on_every_day(day: date) -> None:
    rules = load_rules("periodic-registration", day)
    assert rules.in_force_from <= day
    assert rules.in_force_until is None or day <= rules.in_force_until


def test_a_day_before_the_first_version_is_told() -> None:
    with pytest.raises(BadCall, match="on 1999-01-01"):
        load_rules("periodic-registration", date(1999, 1, 1))


def test_an_unknown_procedure_names_the_known_ones() -> None:
    with pytest.raises(BadCall, match="periodic-registration"):
        load_rules("herregistratie", TODAY)
