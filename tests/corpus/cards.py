"""Dutch identity documents of each model year, and foreign ones.

Each function returns the sides by name. The sheets' `marks` tell where a BSN stands: `printed`, `mrz`, `qr`.
Layouts are invented after the published descriptions; nothing here is a copy of a real document.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from tests.corpus import mrz, numbers
from tests.corpus.canvas import MM, Colour, Sheet
from tests.corpus.cardparts import (
    BLUE,
    GREEN,
    LABEL,
    PINK,
    card,
    dates,
    field,
    figures,
    ghost,
    ground,
    mrz_lines,
    portrait,
    qr,
)
from tests.corpus.cards_other import driving_licence, foreign_passport, residence_permit
from tests.corpus.documents import ink_signature
from tests.corpus.language import Facts

Sides = dict[str, Sheet]


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
    field(sheet, x, 38, "Soort/Type", "P", size=8)
    field(sheet, x + 46, 38, "Code", "NLD", size=8)
    field(sheet, x + 130, 38, "Nummer/No.", number, size=9)
    field(sheet, x, 58, "1. Naam/Surname/Nom", facts.last)
    field(sheet, x, 78, "2. Voornamen/Given names/Prénoms", facts.first)
    field(sheet, x, 98, "3. Nationaliteit/Nationality", "Nederlandse", size=8)
    field(sheet, x + 100, 98, "4. Geboortedatum/Date of birth", figures(facts.birth), size=8)
    field(sheet, x, 117, "5. Geboorteplaats/Place of birth", facts.birthplace, size=8)
    if printed:
        field(
            sheet, x + 100, 117, _bsn_label(rng), numbers.bsn_spaced(rng, facts.bsn), mark="printed", size=8.6
        )
    field(sheet, x, 136, "6. Geslacht/Sex", "V/F" if facts.sex == "F" else "M/M", size=8)
    field(sheet, x + 50, 136, "Lengte/Height", f"1,{rng.randrange(55, 96)} m", size=8)
    field(sheet, x, 155, "7. Datum van afgifte/Date of issue", figures(issued), size=8)
    field(sheet, x + 100, 155, "8. Geldig tot/Date of expiry", figures(until), size=8)
    field(sheet, x, 174, "9. Autoriteit/Authority", f"Burg. van {facts.city}", size=7.5)
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
    issued, until = dates(rng, date(2009, 10, 1), date(2014, 3, 1), 5)
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
    issued, until = dates(rng, date(2014, 3, 9), date(2021, 8, 29), 10)
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
    issued, until = dates(rng, date(2021, 8, 30), date(2025, 12, 1), 10)
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


def _id_front(facts: Facts, rng: Random, *, issued: date, until: date, number: str, printed: bool) -> Sheet:
    sheet = card(rng, BLUE)
    sheet.text(8, 12, "KONINKRIJK DER NEDERLANDEN", "sans-b", 6.2, colour=(30, 50, 120))
    sheet.text(8, 19, "IDENTITEITSKAART / IDENTITY CARD / CARTE D'IDENTITÉ", "sans", 4.6, colour=LABEL)
    sheet.picture(portrait(rng), 8, 28, 78, 118)
    x = 86
    field(sheet, x, 30, "Naam/Surname", facts.last, size=7.6)
    field(sheet, x, 47, "Voornamen/Given names", facts.first, size=7.6)
    field(sheet, x, 64, "Geboortedatum/Date of birth", figures(facts.birth), size=7.2)
    field(sheet, x + 84, 64, "Geslacht/Sex", "V/F" if facts.sex == "F" else "M/M", size=7.2)
    field(sheet, x, 81, "Nationaliteit/Nationality", "Nederlandse", size=7.2)
    field(sheet, x, 98, "Documentnummer/Document no.", number, size=7.2)
    field(sheet, x, 115, "Geldig tot/Date of expiry", figures(until), size=7.2)
    if printed:
        field(sheet, x + 72, 98, "BSN/Personal no.", facts.bsn, mark="printed", size=7.6)
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
    sheet = card(rng, GREEN if code else BLUE)
    field(sheet, 10, 14, "Datum van afgifte/Date of issue", figures(issued), size=7)
    field(sheet, 10, 31, "Autoriteit/Authority", f"Burg. van {facts.city}", size=7)
    field(sheet, 10, 48, "Geboorteplaats/Place of birth", facts.birthplace, size=7)
    if printed:
        field(
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
    issued, until = dates(rng, low, high, 5 if front else 10)
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
