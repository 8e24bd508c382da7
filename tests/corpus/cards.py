"""Dutch identity documents of each model year, and foreign ones.

Each function returns the sides by name. The sheets' `marks` tell where a BSN stands: `printed`, `mrz`, `qr`.
Layouts are invented after the published descriptions; nothing here is a copy of a real document.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.corpus import mrz, numbers
from tests.corpus.canvas import MM, Colour, Sheet
from tests.corpus.cardparts import ghost, ground, mrz_lines, portrait, qr
from tests.corpus.documents import ink_signature
from tests.corpus.language import Facts

Sides = dict[str, Sheet]
BLUE: tuple[Colour, ...] = ((120, 150, 200), (210, 170, 190))
PINK: tuple[Colour, ...] = ((226, 168, 190), (150, 170, 210))
GREEN: tuple[Colour, ...] = ((150, 190, 160), (210, 200, 150))
LABEL: Colour = (60, 70, 110)


def _dates(rng: Random, low: date, high: date, years: int) -> tuple[date, date]:
    issued = low + timedelta(days=rng.randrange((high - low).days))
    return issued, issued.replace(year=issued.year + years, day=min(issued.day, 28))


def _figures(value: date) -> str:
    months = (
        "JAN/JAN",
        "FEB/FEB",
        "MAA/MAR",
        "APR/APR",
        "MEI/MAY",
        "JUN/JUN",
        "JUL/JUL",
        "AUG/AUG",
        "SEP/SEP",
        "OKT/OCT",
        "NOV/NOV",
        "DEC/DEC",
    )
    return f"{value.day:02d} {months[value.month - 1]} {value.year}"


def _field(
    sheet: Sheet,
    x: float,
    y: float,
    label: str,
    value: str,
    *,
    mark: str | None = None,
    size: float = 8.6,
    font: str = "sans-b",
) -> None:
    sheet.text(x, y, label, "sans", 4.9, colour=LABEL)
    sheet.text(x, y + size + 1.2, value, font, size, mark=mark)


def _bsn_label(rng: Random) -> str:
    return rng.choice(
        (
            "Burgerservicenummer/Personal no./No. personnel",
            "BSN/Personal no.",
            "Persoonsnummer/Personal no.",
            "burgerservicenummer/ personal no./ numéro personnel",
        )
    )


def _holder_page(
    facts: Facts,
    rng: Random,
    *,
    issued: date,
    until: date,
    number: str,
    optional: str,
    printed: bool,
    tints: tuple[Colour, ...],
) -> Sheet:
    """The page with the portrait of a Dutch passport."""
    sheet = Sheet(125 * MM, 88 * MM, paper=(246, 244, 248))
    ground(sheet, rng, tints)
    sheet.text(14, 16, "KONINKRIJK DER NEDERLANDEN", "sans-b", 7.4, colour=(120, 30, 50))
    sheet.text(150, 16, "KINGDOM OF THE NETHERLANDS · ROYAUME DES PAYS-BAS", "sans", 4.6, colour=LABEL)
    face = portrait(rng)
    sheet.picture(face, 14, 34, 112, 160)
    sheet.picture(ghost(face), 292, 112, 332, 164)
    x = 122
    sheet.text(x, 28, "PASPOORT / PASSPORT / PASSEPORT", "sans-b", 5.6, colour=LABEL)
    _field(sheet, x, 38, "Soort/Type", "P", size=8)
    _field(sheet, x + 46, 38, "Code", "NLD", size=8)
    _field(sheet, x + 130, 38, "Nummer/No.", number, size=9)
    _field(sheet, x, 58, "1. Naam/Surname/Nom", facts.last)
    _field(sheet, x, 78, "2. Voornamen/Given names/Prénoms", facts.first)
    _field(sheet, x, 98, "3. Nationaliteit/Nationality", "Nederlandse", size=8)
    _field(sheet, x + 100, 98, "4. Geboortedatum/Date of birth", _figures(facts.birth), size=8)
    _field(sheet, x, 117, "5. Geboorteplaats/Place of birth", facts.birthplace, size=8)
    if printed:
        _field(
            sheet, x + 100, 117, _bsn_label(rng), numbers.bsn_spaced(rng, facts.bsn), mark="printed", size=8.6
        )
    _field(sheet, x, 136, "6. Geslacht/Sex", "V/F" if facts.sex == "F" else "M/M", size=8)
    _field(sheet, x + 50, 136, "Lengte/Height", f"1,{rng.randrange(55, 96)} m", size=8)
    _field(sheet, x, 155, "7. Datum van afgifte/Date of issue", _figures(issued), size=8)
    _field(sheet, x + 100, 155, "8. Geldig tot/Date of expiry", _figures(until), size=8)
    _field(sheet, x, 174, "9. Autoriteit/Authority", f"Burg. van {facts.city}", size=7.5)
    ink_signature(sheet, x + 110, 190, rng, name=facts.last, mm=24)
    lines = mrz.td3(
        last=facts.last,
        first=facts.first,
        number=number,
        birth=facts.birth,
        expires=until,
        sex=facts.sex,
        optional=optional,
    )
    spots = {"mrz": (1, 28, 43)} if optional else {}
    mrz_lines(sheet, lines, (sheet.width - 44 * 7.2) / 2, sheet.height - 27, spots=spots)
    return sheet


def _passport_back(facts: Facts, rng: Random, *, code: bool, tints: tuple[Colour, ...]) -> Sheet:
    """The other side of the holder page: BSN, and from 2021 a QR code."""
    sheet = Sheet(125 * MM, 88 * MM, paper=(248, 247, 244))
    ground(sheet, rng, tints)
    top = rng.uniform(36, 60)
    sheet.text(24, top, "Burgerservicenummer / Personal number / Numéro personnel", "sans", 5.6, colour=LABEL)
    sheet.text(24, top + 13, numbers.bsn_spaced(rng, facts.bsn), "sans-b", 10, mark="printed")
    sheet.text(24, top + 40, "Dit paspoort is eigendom van de Staat der Nederlanden.", "sans", 5.6)
    sheet.text(24, top + 48, "This passport is the property of the Kingdom of the Netherlands.", "sans", 5.6)
    sheet.text(24, top + 56, "Ce passeport est la propriété de l'État néerlandais.", "sans", 5.6)
    if code:
        side = 15 * MM
        sheet.picture(qr(facts.bsn), 270, top - 14, 270 + side, top - 14 + side)
        sheet.marks["qr"] = [(270, top - 14, 270 + side, top - 14 + side)]
    return sheet


def passport_2011(facts: Facts, rng: Random) -> Sides:
    """Before 2014: BSN printed on the front and in the MRZ."""
    issued, until = _dates(rng, date(2009, 10, 1), date(2014, 3, 1), 5)
    return {
        "front": _holder_page(
            facts,
            rng,
            issued=issued,
            until=until,
            number=numbers.document_number(rng),
            optional=facts.bsn,
            printed=True,
            tints=PINK,
        )
    }


def passport_2014(facts: Facts, rng: Random) -> Sides:
    """From March 2014: BSN on the back of the holder page, and still in the MRZ on the front."""
    issued, until = _dates(rng, date(2014, 3, 9), date(2021, 8, 29), 10)
    return {
        "front": _holder_page(
            facts,
            rng,
            issued=issued,
            until=until,
            number=numbers.document_number(rng),
            optional=facts.bsn,
            printed=False,
            tints=BLUE,
        ),
        "back": _passport_back(facts, rng, code=False, tints=BLUE),
    }


def passport_2021(facts: Facts, rng: Random) -> Sides:
    """From 30 August 2021: BSN on the back, printed and as QR code; none in the MRZ."""
    issued, until = _dates(rng, date(2021, 8, 30), date(2025, 12, 1), 10)
    return {
        "front": _holder_page(
            facts,
            rng,
            issued=issued,
            until=until,
            number=numbers.document_number(rng),
            optional="",
            printed=False,
            tints=BLUE,
        ),
        "back": _passport_back(facts, rng, code=True, tints=GREEN),
    }


def _card(rng: Random, tints: tuple[Colour, ...]) -> Sheet:
    sheet = Sheet(85.6 * MM, 54 * MM, paper=(248, 248, 250))
    ground(sheet, rng, tints)
    return sheet


def _id_front(facts: Facts, rng: Random, *, issued: date, until: date, number: str, printed: bool) -> Sheet:
    sheet = _card(rng, BLUE)
    sheet.text(8, 12, "KONINKRIJK DER NEDERLANDEN", "sans-b", 6.2, colour=(30, 50, 120))
    sheet.text(8, 19, "IDENTITEITSKAART / IDENTITY CARD / CARTE D'IDENTITÉ", "sans", 4.6, colour=LABEL)
    sheet.picture(portrait(rng), 8, 28, 78, 118)
    x = 86
    _field(sheet, x, 30, "Naam/Surname", facts.last, size=7.6)
    _field(sheet, x, 47, "Voornamen/Given names", facts.first, size=7.6)
    _field(sheet, x, 64, "Geboortedatum/Date of birth", _figures(facts.birth), size=7.2)
    _field(sheet, x + 84, 64, "Geslacht/Sex", "V/F" if facts.sex == "F" else "M/M", size=7.2)
    _field(sheet, x, 81, "Nationaliteit/Nationality", "Nederlandse", size=7.2)
    _field(sheet, x, 98, "Documentnummer/Document no.", number, size=7.2)
    _field(sheet, x, 115, "Geldig tot/Date of expiry", _figures(until), size=7.2)
    if printed:
        _field(sheet, x + 72, 98, "BSN/Personal no.", facts.bsn, mark="printed", size=7.6)
    ink_signature(sheet, 10, 142, rng, name=facts.last, mm=22)
    return sheet


def _id_back(
    facts: Facts,
    rng: Random,
    *,
    issued: date,
    until: date,
    number: str,
    optional: str,
    printed: bool,
    code: bool,
    kind: str = "I<",
) -> Sheet:
    sheet = _card(rng, GREEN if code else BLUE)
    _field(sheet, 10, 14, "Datum van afgifte/Date of issue", _figures(issued), size=7)
    _field(sheet, 10, 31, "Autoriteit/Authority", f"Burg. van {facts.city}", size=7)
    _field(sheet, 10, 48, "Geboorteplaats/Place of birth", facts.birthplace, size=7)
    if printed:
        _field(
            sheet,
            128,
            14,
            rng.choice(("BSN", "Burgerservicenummer/BSN", "BSN/Personal no.")),
            facts.bsn,
            mark="printed",
            size=8,
        )
    if code:
        side = 13.5 * MM
        sheet.picture(qr(facts.bsn), 186, 28, 186 + side, 28 + side)
        sheet.marks["qr"] = [(186, 28, 186 + side, 28 + side)]
    lines = mrz.td1(
        last=facts.last,
        first=facts.first,
        number=number,
        birth=facts.birth,
        expires=until,
        sex=facts.sex,
        optional=optional,
        kind=kind,
    )
    mrz_lines(
        sheet,
        lines,
        (sheet.width - 30 * 7.2) / 2,
        sheet.height - 38,
        spots={"mrz": (0, 15, 30)} if optional else {},
    )
    return sheet


def _id_card(
    facts: Facts, rng: Random, low: date, high: date, *, front: bool, in_mrz: bool, code: bool
) -> Sides:
    issued, until = _dates(rng, low, high, 5 if front else 10)
    number = numbers.document_number(rng)
    return {
        "front": _id_front(facts, rng, issued=issued, until=until, number=number, printed=front),
        "back": _id_back(
            facts,
            rng,
            issued=issued,
            until=until,
            number=number,
            printed=not front,
            optional=facts.bsn if in_mrz else "",
            code=code,
        ),
    }


def id_card_2011(facts: Facts, rng: Random) -> Sides:
    """Before 2014: BSN on the front and in the MRZ."""
    return _id_card(facts, rng, date(2009, 1, 1), date(2014, 3, 1), front=True, in_mrz=True, code=False)


def id_card_2014(facts: Facts, rng: Random) -> Sides:
    """From 2014: BSN on the back, printed and in the MRZ."""
    return _id_card(facts, rng, date(2014, 3, 9), date(2021, 8, 1), front=False, in_mrz=True, code=False)


def id_card_2021(facts: Facts, rng: Random) -> Sides:
    """From 2 August 2021: BSN on the back, right, printed and as QR code."""
    return _id_card(facts, rng, date(2021, 8, 2), date(2025, 12, 1), front=False, in_mrz=False, code=True)


def driving_licence(facts: Facts, rng: Random) -> Sides:
    """A licence: BSN on the back, top left; one MRZ line with the licence number."""
    issued, until = _dates(rng, date(2014, 11, 14), date(2025, 6, 1), 10)
    number = f"{rng.randrange(5_000_000_000, 5_999_999_999)}"
    front, back = _card(rng, PINK), _card(rng, PINK)
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
    issued, until = _dates(rng, date(2018, 1, 1), date(2025, 6, 1), 5)
    number, vnr = f"NL{rng.randrange(10**6, 10**7)}"[:9], numbers.vnumber(rng)
    front, back = _card(rng, PINK), _card(rng, PINK)
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
        _field(front, 84, 26 + k * 19, label, value, size=7.2)
    _field(back, 10, 14, "Geboortedatum/Date of birth", f"{facts.birth:%d %m %Y}", size=7)
    _field(back, 10, 32, "V-nummer", vnr, size=7.4)
    _field(back, 110, 14, "Opmerkingen/Remarks", "ARBEID VRIJ TOEGESTAAN", size=6.4)
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
    issued, until = _dates(rng, date(2015, 1, 1), date(2025, 1, 1), 10)
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
        _field(sheet, 120, 30 + k * 21, label, value)
    if optional:
        _field(sheet, 235, 30 + 4 * 21, "Personal No.", optional)
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


CARDS: dict[str, Callable[[Facts, Random], Sides]] = {
    "passport-2011": passport_2011,
    "passport-2014": passport_2014,
    "passport-2021": passport_2021,
    "id-card-2011": id_card_2011,
    "id-card-2014": id_card_2014,
    "id-card-2021": id_card_2021,
    "driving-licence": driving_licence,
    "residence-permit": residence_permit,
    "foreign-passport": foreign_passport,
}
