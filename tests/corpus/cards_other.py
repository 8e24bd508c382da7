"""A driving licence, a residence permit and passports of other states."""

from __future__ import annotations

from datetime import date
from random import Random

from tests.corpus import mrz, numbers
from tests.corpus.canvas import MM, Sheet
from tests.corpus.cardparts import (
    BLUE,
    GREEN,
    LABEL,
    PINK,
    card,
    dates,
    field,
    ground,
    mrz_lines,
    portrait,
)
from tests.corpus.documents import ink_signature
from tests.corpus.language import Facts

Sides = dict[str, Sheet]


def driving_licence(facts: Facts, rng: Random) -> Sides:
    """A licence: BSN on the back, top left; one MRZ line with the licence number."""
    issued, until = dates(rng, date(2014, 11, 14), date(2025, 6, 1), 10)
    number = f"{rng.randrange(5_000_000_000, 5_999_999_999)}"
    front, back = card(rng, PINK), card(rng, PINK)
    front.text(60, 14, "RIJBEWIJS  NEDERLAND", "sans-b", 8, colour=(40, 50, 110))
    front.picture(portrait(rng), 8, 40, 74, 124)
    rows = (
        f"1.  {facts.last}",
        f"2.  {facts.first}",
        f"3.  {facts.birth:%d.%m.%Y} {facts.birthplace}",
        f"4a. {issued:%d.%m.%Y}   4c. {facts.city}",
        f"4b. {until:%d.%m.%Y}",
        f"5.  {number}",
        "9.  AM, B",
    )
    for k, row in enumerate(rows):
        front.text(84, 30 + k * 12.5, row, "sans", 7.6)
    ink_signature(front, 84, 136, rng, mm=24)
    back.text(10, 13, rng.choice(("BSN", "4d. BSN", "BSN ")), "sans", 5.4, colour=LABEL)
    back.text(34, 13.5, facts.bsn, "sans-b", 7.8, mark="printed")
    for k, category in enumerate(("AM", "A1", "A", "B1", "B", "C1", "C", "BE", "T")):
        y = 24 + k * 11
        back.rect(70, y, 228, y + 11, width=0.3)
        back.text(74, y + 8, category, "sans", 6)
        if category in ("AM", "B"):
            back.text(120, y + 8, f"{issued:%d.%m.%y}   {until:%d.%m.%y}", "sans", 6)
    line = f"D1NLD1{number}{mrz.latin(facts.last)[:8]}".ljust(29, "<")[:29]
    mrz_lines(back, [line + mrz.check_digit(line)], (back.width - 30 * 7.2) / 2, back.height - 12)
    return {"front": front, "back": back}


def residence_permit(facts: Facts, rng: Random) -> Sides:
    """A residence permit: V-number, no legible BSN."""
    issued, until = dates(rng, date(2018, 1, 1), date(2025, 6, 1), 5)
    number, vnr = f"NL{rng.randrange(10**6, 10**7)}"[:9], numbers.vnumber(rng)
    front, back = card(rng, PINK), card(rng, PINK)
    front.text(60, 13, "VERBLIJFSTITEL / RESIDENCE PERMIT", "sans-b", 7, colour=(40, 50, 110))
    front.picture(portrait(rng), 8, 30, 76, 116)
    for k, (label, value) in enumerate(
        (
            ("Naam/Name", facts.name),
            ("Geldig tot/Valid until", f"{until:%d %m %Y}"),
            ("Afgifte/Issue", f"{facts.city} {issued:%d %m %Y}"),
            ("Soort/Type", "REGULIER BEPAALDE TIJD"),
            ("Nummer", number),
        )
    ):
        field(front, 84, 26 + k * 19, label, value, size=7.2)
    field(back, 10, 14, "Geboortedatum/Date of birth", f"{facts.birth:%d %m %Y}", size=7)
    field(back, 10, 32, "V-nummer", vnr, size=7.4)
    field(back, 110, 14, "Opmerkingen/Remarks", "ARBEID VRIJ TOEGESTAAN", size=6.4)
    lines = list(
        mrz.td1(
            last=facts.last,
            first=facts.first,
            number=number,
            birth=facts.birth,
            expires=until,
            sex=facts.sex,
            nationality=rng.choice(("TUR", "IND", "PHL", "MAR")),
            kind="IR",
        )
    )
    lines[0] = lines[0][:15] + f"VNR{vnr}".ljust(15, "<")
    mrz_lines(back, lines, (back.width - 30 * 7.2) / 2, back.height - 38)
    return {"front": front, "back": back}


def foreign_passport(facts: Facts, rng: Random) -> Sides:
    """A passport of another state; some carry a personal number of their own in the MRZ."""
    issued, until = dates(rng, date(2015, 1, 1), date(2025, 1, 1), 10)
    state, country, optional = rng.choice(
        (
            ("POL", "RZECZPOSPOLITA POLSKA", f"{rng.randrange(10**10, 10**11)}"),
            ("ROU", "ROMÂNIA", f"{rng.randrange(10**12, 10**13)}"),
            ("TUR", "TÜRKİYE CUMHURİYETİ", ""),
            ("PHL", "REPUBLIKA NG PILIPINAS", ""),
            ("D<<", "BUNDESREPUBLIK DEUTSCHLAND", ""),
            ("BEL", "KONINKRIJK BELGIË", ""),
            ("SUR", "REPUBLIEK SURINAME", ""),
            ("IND", "REPUBLIC OF INDIA", ""),
        )
    )
    number = f"{rng.choice('ABCEKPZ')}{rng.randrange(10**7, 10**8)}"[:9]
    sheet = Sheet(125 * MM, 88 * MM, paper=(246, 248, 244))
    ground(sheet, rng, rng.choice((GREEN, PINK, BLUE)))
    sheet.text(14, 16, country, "dejavu-b", 8, colour=(80, 40, 40))
    sheet.picture(portrait(rng), 14, 34, 108, 156)
    rows = (
        ("Type / Code", f"P   {state.strip('<')}"),
        ("Passport No.", number),
        ("Surname / Nom", facts.last),
        ("Given names / Prénoms", facts.first),
        ("Date of birth", f"{facts.birth:%d %m %Y}"),
        ("Date of issue", f"{issued:%d %m %Y}"),
        ("Date of expiry", f"{until:%d %m %Y}"),
    )
    for k, (label, value) in enumerate(rows):
        field(sheet, 120, 30 + k * 21, label, value)
    if optional:
        field(sheet, 235, 30 + 4 * 21, "Personal No.", optional)
    lines = mrz.td3(
        last=facts.last,
        first=facts.first,
        number=number,
        birth=facts.birth,
        expires=until,
        sex=facts.sex,
        state=state,
        optional=optional,
    )
    mrz_lines(sheet, lines, (sheet.width - 44 * 7.2) / 2, sheet.height - 27)
    return {"front": sheet}
