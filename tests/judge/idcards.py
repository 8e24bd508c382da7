# ruff: noqa: E501  (running text and tables of words)
"""Identity documents, laid out after the field order of the real models; all data invented, marked specimen.

Each side is a page with regions: `printed` (the BSN in print), `mrz` (its nine places in the MRZ), `mrzlines`, `qr`.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import marks, model, people
from .canvas import MM, Page
from .card import LABEL, Card

Sides = list[Page]
MONTH3 = (
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


def _number(rng: random.Random) -> str:
    return (
        rng.choice("NISB")
        + rng.choice("BCDFGHJKLMPRTVWX")
        + "".join(rng.choice("0123456789BCDFGHJKLPRTVWX") for _ in range(6))
        + str(rng.randint(0, 9))
    )


def _ymd(value: tuple[int, int, int]) -> str:
    return f"{value[0] % 100:02}{value[1]:02}{value[2]:02}"


def _when(value: tuple[int, int, int]) -> str:
    return f"{value[2]:02} {MONTH3[value[1] - 1]} {value[0]}"


def _qr_text(rng: random.Random, digits: str) -> str:
    return (
        digits if rng.random() < 0.75 else rng.choice((f"BSN{digits}", f"NLD/BSN/{digits}", f"BSN:{digits}"))
    )


def _years(rng: random.Random, model_year: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    first, last, span = {"old": (2004, 2013, 5), "2014": (2014, 2020, 10), "2021": (2021, 2025, 10)}[
        model_year
    ]
    issue = (rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))
    return issue, (issue[0] + span, issue[1], issue[2])


def _passport_fields(
    card: Card,
    rng: random.Random,
    who: people.Person,
    number: str,
    generation: str,
    days: tuple[tuple[int, int, int], tuple[int, int, int]],
) -> None:
    issue, expiry = days
    tall = rng.randint(155, 198)
    card.put(4, 6, "PASPOORT  PASSPORT  PASSEPORT", 7, "nimbus", "b", fill=(120, 30, 60))
    card.put(58, 6, "KONINKRIJK DER NEDERLANDEN", 5.5, "narrow", fill=(60, 60, 90))
    card.put(58, 8.6, "KINGDOM OF THE NETHERLANDS / ROYAUME DES PAYS-BAS", 4.2, "narrow", fill=(60, 60, 90))
    x = 42.0
    card.field(x, 12, "type/type/type", "P")
    card.field(x + 14, 12, "code/code/code", "NLD")
    card.field(x + 45, 12, "documentnummer/document no./no. du document", number, style="b")
    card.field(x, 20, "naam/surname/nom", who.surname)
    card.field(x, 28, "voornamen/given names/prénoms", who.given)
    card.field(x, 36, "geboortedatum/date of birth/date de naissance", _when(who.birth))
    card.field(x + 45, 36, "nationaliteit/nationality/nationalité", "Nederlandse")
    card.field(x, 44, "geboorteplaats/place of birth/lieu de naissance", rng.choice(people.CITIES))
    card.field(
        x + 45,
        44,
        "geslacht/sex/sexe      lengte/height/taille",
        f"{'M/M' if who.sex == 'M' else 'V/F'}         {tall / 100:.2f} m",
    )
    card.field(x, 52, "datum van afgifte/date of issue/date de délivrance", _when(issue))
    card.field(x + 45, 52, "geldig tot/date of expiry/date d'expiration", _when(expiry))
    card.field(x, 60, "autoriteit/authority/autorité", f"Burg. van {rng.choice(people.CITIES)}")
    card.face(rng, 5, 16, 32, 41, grey=generation != "old")
    card.image((8 * MM, 59 * MM, 36 * MM, 67 * MM), marks.scribble(rng, ink=(20, 20, 30)))
    card.put(70, 33, "SPECIMEN", 8, "nimbus", "b", fill=(214, 140, 150), angle=12)


def passport(rng: random.Random, digits: str, generation: str) -> Sides:
    """Return the holder page of a Dutch passport, and its back where the model has one."""
    who, number = (
        people.person(rng),
        _number(rng) if rng.random() < 0.8 else "SPECI20" + rng.choice("12") + "4",
    )
    tint = {"old": (236, 228, 226), "2014": (232, 234, 224), "2021": (228, 234, 240)}[generation]
    front = Card(rng, 125, 88, tint)
    days = _years(rng, generation)
    _passport_fields(front, rng, who, number, generation, days)
    if generation == "old":
        label = rng.choice(
            (
                "persoonsnummer/personal no./no. personnel",
                "sofinummer/personal no./no. personnel",
                "persoonsnummer/personal no./numéro personnel",
            )
        )
        front.field(87, 60, label, digits, name="printed", size=8.5)
    in_zone = generation != "2021"
    lines = model.td3(
        country="NLD",
        surname=people.plain(who.surname),
        given=people.plain(who.given),
        number=number,
        birth=_ymd(who.birth),
        sex=who.sex,
        expiry=_ymd(days[1]),
        optional=digits if in_zone else "",
    )
    front.mrz(lines, 6.5, 76.5, at=(1, 28, 37) if in_zone else None)
    if generation == "old":
        return [front]
    back = Card(rng, 125, 88, (tint[0] + 6, tint[1] + 4, tint[2]))
    back.put(8, 10, "KONINKRIJK DER NEDERLANDEN", 6, "narrow", "b", fill=(60, 60, 90))
    x = rng.choice((10.0, 66.0))
    back.field(
        x,
        22,
        "burgerservicenummer/personal no./numéro personnel",
        digits,
        name="printed",
        size=rng.choice((8.5, 9.5)),
    )
    back.field(x, 34, "woonplaats/residence/domicile", rng.choice(people.CITIES))
    back.put(
        8,
        82,
        "Dit paspoort bevat 34 bladzijden / This passport contains 34 pages / Ce passeport contient 34 pages",
        4.6,
        "narrow",
        fill=LABEL,
    )
    back.face(rng, 100 if x < 50 else 12, 44, 16, 21, grey=True)
    if generation == "2021":
        back.qr(_qr_text(rng, digits), x, 44, 17)
    return [front, back]


def id_card(rng: random.Random, digits: str, generation: str) -> Sides:
    """Return both sides of a Dutch identity card."""
    who, number = people.person(rng), _number(rng)
    issue, expiry = _years(rng, generation)
    tint = {"old": (226, 234, 236), "2014": (236, 230, 232), "2021": (226, 236, 232)}[generation]
    front, back = Card(rng, 85.6, 54, tint), Card(rng, 85.6, 54, tint)
    front.put(
        4, 5, "KONINKRIJK DER NEDERLANDEN  KINGDOM OF THE NETHERLANDS", 4.8, "narrow", "b", fill=(30, 60, 120)
    )
    front.put(4, 8, "IDENTITEITSKAART   IDENTITY CARD   CARTE D'IDENTITÉ", 4.8, "narrow", fill=(30, 60, 120))
    front.face(rng, 4, 11, 24, 31, grey=generation != "old")
    x = 31.0
    front.field(x, 12, "naam/surname/nom", who.surname, size=7.5)
    front.field(x, 19, "voornamen/given names/prénoms", who.given, size=7.5)
    front.field(x, 26, "geboortedatum/date of birth", _when(who.birth), size=7.5)
    front.field(x + 28, 26, "geslacht/sex", "M/M" if who.sex == "M" else "V/F", size=7.5)
    front.field(x, 33, "documentnummer/document no.", number, size=7.5, style="b")
    front.field(x, 40, "geldig tot/date of expiry", _when(expiry), size=7.5)
    front.put(40, 51, "SPECIMEN", 6, "nimbus", "b", fill=(200, 120, 130))
    if generation == "old":
        label = rng.choice(
            ("sofinummer/personal no.", "persoonsnummer/personal no.", "burgerservicenummer/personal no.")
        )
        front.field(5, 46, label, digits, name="printed", size=8)
    else:
        front.image((5 * MM, 44 * MM, 26 * MM, 51 * MM), marks.scribble(rng, ink=(20, 20, 30)))
        place = (4.5, 10.0) if generation == "2014" else (52.0, 10.0)
        back.field(*place, "burgerservicenummer/personal no./no. personnel", digits, name="printed", size=8.5)
    left = 4.5 if generation != "2014" else 48.0
    back.field(left, 17, "autoriteit/authority/autorité", f"Burg. van {rng.choice(people.CITIES)}", size=7)
    back.field(left, 24, "datum van afgifte/date of issue", _when(issue), size=7)
    back.field(4.5, 4.2, "nationaliteit/nationality", "Nederlandse", size=6)
    if generation == "2021":
        back.qr(_qr_text(rng, digits), 58, 17.5, 15.5)
    in_zone = generation != "2021"
    lines = model.td1(
        code="I<",
        country="NLD",
        surname=people.plain(who.surname),
        given=people.plain(who.given),
        number=number,
        birth=_ymd(who.birth),
        sex=who.sex,
        expiry=_ymd(expiry),
        optional=digits if in_zone else "",
    )
    back.mrz(lines, 4.7, 39.5, at=(0, 15, 24) if in_zone else None)
    return [front, back]


def licence(rng: random.Random, digits: str, generation: str) -> Sides:
    """Return both sides of a Dutch driving licence; the BSN stands on the back, top left."""
    who, tint = people.person(rng), (242, 222, 226)
    issue, expiry = _years(rng, "2014")
    front, back = Card(rng, 85.6, 54, tint), Card(rng, 85.6, 54, tint)
    number = str(rng.randint(3, 6)) + f"{rng.randint(0, 10**9 - 1):09d}"
    front.put(22, 6, "RIJBEWIJS", 9, "nimbus", "b", fill=(180, 60, 90))
    front.put(48, 6, "DRIVING LICENCE  PERMIS DE CONDUIRE", 4.2, "narrow", fill=(180, 60, 90))
    front.rect((4 * MM, 3 * MM, 14 * MM, 10 * MM), fill=(30, 60, 150))
    front.put(7, 8.5, "NL", 7, "nimbus", "b", fill=(255, 255, 255))
    front.face(rng, 4, 14, 22, 28, grey=True)
    for i, (code, value) in enumerate(
        (
            ("1.", who.surname),
            ("2.", who.given),
            ("3.", f"{people.date(who.birth)}  {rng.choice(people.CITIES)}"),
            ("4a.", people.date(issue)),
            ("4b.", people.date(expiry)),
            ("4c.", f"Gem. {rng.choice(people.CITIES)}"),
            ("5.", number),
        )
    ):
        front.put(30, 13 + i * 4.8, code, 6, "narrow", fill=LABEL)
        front.put(35, 13 + i * 4.8, value, 7, "nimbus")
    front.put(30, 50, "9.  AM B", 7, "nimbus", "b")
    front.put(56, 50, "SPECIMEN", 6, "nimbus", "b", fill=(200, 120, 130))
    front.image((5 * MM, 44 * MM, 26 * MM, 51 * MM), marks.scribble(rng, ink=(20, 20, 30)))
    back.put(4, 7, rng.choice(("BSN", "BSN:", "BSN")), 6, "narrow", fill=LABEL)
    back.put(13, 7, digits, 8.5, "nimbus", name="printed")
    for i, cat in enumerate(("AM", "A1", "A2", "A", "B", "C1", "C", "D1", "D")):
        y = 13 + i * 3.6
        back.put(28, y, cat, 5.5, "nimbus", "b")
        back.line(27 * MM, (y + 0.8) * MM, 80 * MM, (y + 0.8) * MM, stroke=(190, 130, 140), width=0.3)
        if cat in {"AM", "B"}:
            back.put(40, y, people.date(issue)[:10], 5.5, "nimbus")
            back.put(58, y, people.date(expiry)[:10], 5.5, "nimbus")
    back.put(
        4,
        49,
        f"1. naam 2. voornaam 3. geboortedatum 4a. afgifte 4b. geldig tot {generation}",
        4,
        "narrow",
        fill=LABEL,
    )
    if generation == "2014":
        line = f"D1NLD2{number}" + "".join(rng.choice("ABCDEFGHJKLMNPRSTVWXYZ0123456789") for _ in range(13))
        back.mrz((line + model.check_digit(line),), 4.0, 52.6, at=None)
    return [front, back]


def residence(rng: random.Random, _digits: str, _generation: str) -> Sides:
    """Return a residence permit: a V-number in the MRZ, no BSN."""
    who = people.person(rng)
    issue, expiry = _years(rng, "2021")
    front, back = Card(rng, 85.6, 54, (232, 226, 240)), Card(rng, 85.6, 54, (232, 226, 240))
    number = f"IR{rng.choice('BCDFGH')}{rng.randint(100000, 999999)}"
    nation = rng.choice(("TUR", "MAR", "UKR", "IND", "PHL", "ZAF", "IDN"))
    front.put(
        4,
        6,
        "VERBLIJFSTITEL / RESIDENCE PERMIT / TITRE DE SÉJOUR   NLD",
        5.5,
        "narrow",
        "b",
        fill=(90, 40, 110),
    )
    front.face(rng, 4, 10, 25, 33, grey=True)
    for i, (label, value) in enumerate(
        (
            ("naam/surname", who.surname),
            ("voornamen/given names", who.given),
            ("geslacht/nationaliteit/geboortedatum", f"{who.sex}  {nation}  {people.date(who.birth)}"),
            ("soort verblijfstitel", "REGULIER BEPAALDE TIJD"),
            ("geldig tot / documentnummer", f"{people.date(expiry)}   {number}"),
        )
    ):
        front.field(32, 11 + i * 7.4, label, value, size=7)
    front.put(50, 51, "SPECIMEN", 6, "nimbus", "b", fill=(180, 120, 190))
    vnr = "".join(str(rng.randint(0, 9)) for _ in range(1)) + model.bsn(rng)
    back.field(
        4.5, 5, "plaats en datum van afgifte", f"{rng.choice(people.CITIES)}  {people.date(issue)}", size=7
    )
    back.field(4.5, 13, "V-nummer", vnr, size=7.5)
    back.field(4.5, 21, "opmerkingen/remarks", "arbeid vrij toegestaan, TWV niet vereist", size=6.5)
    lines = model.td1(
        code="IR",
        country="NLD",
        surname=people.plain(who.surname),
        given=people.plain(who.given),
        number=number,
        birth=_ymd(who.birth),
        sex=who.sex,
        expiry=_ymd(expiry),
        optional="VNR" + vnr,
        nationality=nation,
    )
    back.mrz(lines, 4.7, 39.5, at=None)
    return [front, back]


FOREIGN = (
    ("POL", "RZECZPOSPOLITA POLSKA", "PASZPORT", "nazwisko/surname", "imiona/given names", 11),
    ("DEU", "BUNDESREPUBLIK DEUTSCHLAND", "REISEPASS", "Name/surname", "Vornamen/given names", 0),
    ("FRA", "RÉPUBLIQUE FRANÇAISE", "PASSEPORT", "nom/surname", "prénoms/given names", 0),
    (
        "USA",
        "UNITED STATES OF AMERICA",
        "PASSPORT",
        "surname/nom/apellidos",
        "given names/prénoms/nombres",
        0,
    ),
    (
        "GBR",
        "UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND",
        "PASSPORT",
        "surname/nom",
        "given names/prénoms",
        0,
    ),
    ("ROU", "ROMÂNIA", "PAȘAPORT", "nume/surname", "prenume/given names", 13),
    ("TUR", "TÜRKİYE CUMHURİYETİ", "PASAPORT", "soyadı/surname", "adı/given names", 11),
    ("BGR", "REPUBLIC OF BULGARIA", "PASSPORT", "surname", "given names", 10),
    ("PHL", "REPUBLIKA NG PILIPINAS", "PASAPORTE", "apelyido/surname", "pangalan/given names", 0),
)


def foreign(rng: random.Random, _digits: str, _generation: str) -> Sides:
    """Return another country's passport; its number may be nine digits that pass the eleven test."""
    who = people.person(rng)
    code, state, title, surname, given, extra = rng.choice(FOREIGN)
    issue, expiry = _years(rng, "2021")
    number = (
        model.bsn(rng)
        if code in {"USA", "GBR"}
        else f"{rng.choice('CEPXZ')}{rng.choice('ABKLM')}{rng.randint(10**6, 10**7 - 1)}"
    )
    optional = "".join(str(rng.randint(0, 9)) for _ in range(extra))
    card = Card(
        rng, 125, 88, rng.choice(((238, 230, 224), (226, 234, 240), (232, 238, 228), (240, 236, 220)))
    )
    card.put(6, 6, state, 6.5, "nimbus", "b", fill=(90, 40, 40))
    card.put(6, 10, title + " / PASSPORT", 6, "nimbus", fill=(90, 40, 40))
    card.face(rng, 6, 16, 32, 41)
    card.field(42, 14, "type", "P")
    card.field(56, 14, "code", code)
    card.field(85, 14, "passport no.", number, style="b")
    card.field(42, 22, surname, who.surname)
    card.field(42, 30, given, who.given)
    card.field(42, 38, "nationality", state.title()[:24])
    card.field(42, 46, "date of birth", _when(who.birth))
    card.field(85, 46, "sex", who.sex)
    card.field(42, 54, "date of issue", _when(issue))
    card.field(85, 54, "date of expiry", _when(expiry))
    if optional:
        card.field(85, 38, "personal no.", optional)
    card.put(70, 35, "SPECIMEN", 8, "nimbus", "b", fill=(214, 160, 150), angle=12)
    lines = model.td3(
        country=code,
        surname=people.plain(who.surname),
        given=people.plain(who.given),
        number=number,
        birth=_ymd(who.birth),
        sex=who.sex,
        expiry=_ymd(expiry),
        optional=optional,
    )
    card.mrz(lines, 6.5, 76.5, at=None)
    return [card]


MODELS: dict[str, tuple[Callable[[random.Random, str, str], Sides], str]] = {
    "passport-before-2014": (passport, "old"),
    "passport-2014": (passport, "2014"),
    "passport-2021": (passport, "2021"),
    "id-card-before-2014": (id_card, "old"),
    "id-card-2014": (id_card, "2014"),
    "id-card-2021": (id_card, "2021"),
    "driving-licence-2006": (licence, "2006"),
    "driving-licence-2014": (licence, "2014"),
    "residence-permit": (residence, ""),
    "foreign-passport": (foreign, ""),
}
