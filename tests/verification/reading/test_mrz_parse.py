"""Zones parsed by field: specimens, misread characters, masked fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.bsn import find_in_mrz
from verification.model import Mrz
from verification.reading.mrz_fields import check_digit, clean, looks_like_zone
from verification.reading.mrz_parse import Zone, parse

NAME = "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<"
TD3 = "SPECI20142NLD6503101F2403096999999990<<<<<84"
TD1 = ["I<NLDSPECI20142999999990<<<<<8", "6503101F2403096NLD<<<<<<<<<<<8", "DE<BRUIJN<<WILLEKE<LISELOTTE<<"]


def bsn_of(zone: Zone | None) -> str | None:
    assert zone is not None
    mrz = Mrz((0, 0, 1, 1), zone.format, zone.lines, zone.document_code, zone.issuer, zone.document_number,
              zone.optional, None, valid=zone.valid, masked=False)  # fmt: skip
    found = find_in_mrz(mrz)
    return None if found is None else found.digits


def test_check_digits_of_the_standard() -> None:
    assert check_digit("520727") == 3
    assert check_digit("AB2134<<<") == 5
    assert check_digit("12?") is None


def test_specimens() -> None:
    passport, card = parse([NAME, TD3]), parse(TD1)
    assert passport is not None
    assert card is not None
    assert (passport.format, passport.issuer, passport.document_number, passport.valid) == (
        "TD3", "NLD", "SPECI2014", True)  # fmt: skip
    assert (card.format, card.issuer, card.document_number, card.valid) == ("TD1", "NLD", "SPECI2014", True)
    assert bsn_of(passport) == bsn_of(card) == "999999990"


@pytest.mark.parametrize(
    "line",
    [
        "SPECI2O142NLD65O31O1F24O3O96999999990<<<<<84",  # O for 0
        "SPECI20142NLD6503101F2403096999999990<<<84",  # fillers lost
        "SPECI20142NLD6503101F2403096999999990<<<<<<<<84",  # fillers doubled
        "5PECI20142NLD6503101F2403096999999990<<<<<84",  # S read as 5
        "SPECI20142NLD6503101F24030969999999 90<<<<<84",  # a gap
        "SPECI20142NLD6503101F2403096999999990KKKKK84",  # fillers read as K
        "ISPECI20142NLD6503101F2403096999999990<<<<<84",  # a border read as I
    ],
)
def test_misread_lines(line: str) -> None:
    assert bsn_of(parse([NAME, line])) == "999999990"


def test_the_second_line_alone_is_enough() -> None:
    assert bsn_of(parse([TD3])) == "999999990"


def test_models_without_a_bsn() -> None:
    assert bsn_of(parse([NAME, "SPECI20212NLD6503101F2403096<<<<<<<<<<<<<<02"])) is None
    assert bsn_of(parse(["I<NLDSPECI20212<<<<<<<<<<<<<<<", *TD1[1:]])) is None


def test_a_v_number_is_not_a_bsn() -> None:
    assert bsn_of(parse(["IRNLDSPECI20142VNR2001234567<<", *TD1[1:]])) is None


def test_another_states_optional_field_is_not_a_bsn() -> None:
    zone = parse(
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159999999990<<<<<<8"]
    )
    assert zone is not None
    assert zone.issuer == "UTO"
    assert bsn_of(zone) is None


def test_a_line_that_ends_at_a_mask() -> None:
    zone = parse([NAME, "SPECI20142NLD6503101F2403096"])
    assert zone is not None
    assert zone.issuer == "NLD"
    assert set(zone.optional) == {"?"}


def test_a_card_whose_first_line_is_covered() -> None:
    zone = parse(TD1[1:])
    assert zone is not None
    assert (zone.format, zone.issuer, zone.optional) == ("TD1", "NLD", "?" * 15)


@pytest.mark.parametrize(
    "text", ["", "Geachte heer", "KONINKRIJK DER NEDERLANDEN", "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"]
)
def test_no_zone(text: str) -> None:
    assert parse([text]) is None


def test_rows_that_could_be_a_zone() -> None:
    assert looks_like_zone(TD3)
    assert not looks_like_zone("Deze verklaring is opgemaakt te Utrecht op 3 mei 2024")
    assert clean("p«nld ‹c") == "P<<NLD<<"


@given(st.lists(st.text(alphabet="ABCNLD0123456789<?", max_size=48), max_size=4))
def test_any_lines_can_be_parsed(lines: list[str]) -> None:
    zone = parse(lines)
    assert zone is None or zone.agree <= zone.asked


@given(st.from_regex(r"[A-Z0-9<]{1,40}", fullmatch=True))
def test_a_check_digit_is_a_digit(field: str) -> None:
    assert check_digit(field) in range(10)


def test_a_state_that_does_not_exist_is_noise() -> None:
    assert (
        parse(["ASTYVWOD0VYLSH4FIA????????????", "5500000?001N151ZLSZ24LSLLOL6??", "L822250800S2M4HHIOAX"])
        is None
    )


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("KK<KSKKKKK<<<<", "<<<<<<<<<<<<<<"),
        ("224SSSSORRRREA", "224??????<<<<<"),
        ("99999999O<<<<<", "999999990<<<<<"),
    ],
)
def test_the_cells_of_a_bsn_hold_digits_or_fillers(field: str, expected: str) -> None:
    zone = parse([NAME, f"SPECI20142NLD6503101F2403096{field}84"])
    assert zone is not None
    assert zone.optional == expected
