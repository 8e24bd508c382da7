"""The shipped schedule says what S1 says; a wrong one is refused with its place."""

from __future__ import annotations

from datetime import date

import pytest

from retention.errors import BadSchedule
from retention.loading import parse, shipped
from retention.schedule import ClassId, Start

TEXT = shipped().text
SECOND = TEXT.split("[[version]]", 1)[1]
CLASS = TEXT.split("[[version.class]]")[2]  # register


def two(first_until: str, second_from: str, *, change: tuple[str, str] = ("", "")) -> str:
    """Two versions; `change` is made in the second."""
    first = TEXT.replace("from = 1995-12-01", f"from = 1995-12-01\nuntil = {first_until}")
    second = SECOND.replace("from = 1995-12-01", f"from = {second_from}")
    return first + "\n[[version]]" + (second.replace(*change) if change[0] else second)


@pytest.mark.parametrize(
    ("line", "period", "start"),
    [
        (ClassId.REGISTER, "P20Y", Start.REMOVAL),
        (ClassId.REGISTER_RESTRICTED, "P40Y", Start.REMOVAL),
        (ClassId.RECOGNITION, "P20Y", Start.DECISION),
        (ClassId.REFUSED, "P10Y", Start.LAST_DECISION),
        (ClassId.DECLARATION, "P1Y", Start.DEREGISTRATION),
        (ClassId.TEMPORARY_SERVICE, "P20Y", Start.DECISION),
        (ClassId.PRIVACY_REQUEST, "P0D", Start.COMPLETION),
        (ClassId.WITHDRAWN, "P10Y", Start.WITHDRAWAL),
        (ClassId.DECLARATION_OTHER, "P1Y", Start.LAST_DECISION),
    ],
)
def test_the_lines_of_the_domain_page(line: ClassId, period: str, start: Start) -> None:
    found = shipped().line(line, None)
    assert (str(found.period), found.start) == (period, start)
    assert found.sources


def test_no_class_gets_a_list_before_its_category_is_filled_in() -> None:
    assert not any(line.destroyable for line in shipped().versions[-1].classes.values())
    filled = parse(TEXT.replace('category = ""', 'category = "9.1"')).versions[-1].classes
    assert {one for one, line in filled.items() if line.destroyable} == {
        ClassId.REGISTER,
        ClassId.REGISTER_RESTRICTED,
        ClassId.RECOGNITION,
        ClassId.DECLARATION,
        ClassId.TEMPORARY_SERVICE,
        ClassId.PRIVACY_REQUEST,
    }, "an open ? or no period still stands in the way of the others"


def test_a_new_version_is_for_what_starts_under_it() -> None:
    made = parse(two("2029-12-31", "2030-01-01", change=('period = "P20Y"', 'period = "P25Y"')))
    years = [
        made.line(ClassId.REGISTER, day).period
        for day in (date(1980, 1, 1), date(2029, 12, 31), date(2030, 1, 1), None)
    ]
    assert [str(one) for one in years] == ["P20Y", "P20Y", "P25Y", "P25Y"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (two("2029-12-31", "2030-01-02"), "version 2030-01-02"),  # a gap
        (two("2030-01-01", "2030-01-01"), "version 2030-01-01"),  # an overlap
        (two("1990-01-01", "2030-01-01"), "version 1995-12-01"),  # ends before it begins
        (TEXT.replace("from = 1995-12-01", "from = 1995-12-01\nuntil = 2030-01-01"), "version 1995-12-01"),
        (TEXT.replace("from = 1995-12-01", 'from = "1995"'), "version, from"),
        (TEXT.replace('start = "removal"', 'start = "retirement"', 1), "version 1995-12-01, register, start"),
        (TEXT.replace('period = "P20Y"', 'period = "20 years"', 1), "version 1995-12-01, register"),
        (TEXT.replace('period = "P20Y"\n', "", 1), "version 1995-12-01, register"),
        (TEXT.replace('sources = ["S1"]', "sources = []", 1), "version 1995-12-01, undecided"),
        (TEXT.replace('sources = ["S1"]', 'sources = ["S9"]', 1), "version 1995-12-01, undecided"),
        (
            TEXT.replace('start_mark = "A"', 'start_mark = "!"', 1),
            "version 1995-12-01, declaration, start_mark",
        ),
        (TEXT.replace("[[version.class]]" + CLASS, ""), "version 1995-12-01, register"),
        (TEXT + "\n[[version.class]]" + CLASS, "version 1995-12-01, register"),
        (TEXT.replace('id = "withdrawn"', 'id = "lost"'), "version 1995-12-01, id"),
        (TEXT.replace('en = "Refused or', 'de = "Refused or'), "version 1995-12-01, refused, name"),
        (TEXT.replace('category = ""', 'categorie = ""', 1), "version 1995-12-01, undecided, categorie"),
        (TEXT.replace('ground = "', 'ground = " " # "', 1), "version 1995-12-01, undecided, ground"),
        ('edition = "x"', "file"),
        ("edition = ", "file"),
        (TEXT.replace('edition = "2026-11"', ""), "file, edition"),
        ('edition = "x"\nversion = [1]', "version"),
    ],
)
def test_what_would_be_wrong_in_force_is_refused(text: str, where: str) -> None:
    with pytest.raises(BadSchedule) as caught:
        parse(text)
    assert caught.value.params["where"] == where


def test_the_fingerprint_is_of_what_it_says_not_how() -> None:
    assert parse("# a comment\n" + TEXT).fingerprint == shipped().fingerprint
    assert parse(TEXT.replace("P40Y", "P50Y")).fingerprint != shipped().fingerprint
    assert shipped(from_january=True).fingerprint != shipped().fingerprint
