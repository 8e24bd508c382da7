"""Certification marks by every kind of party, laid on a sheet below its text."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image

from tests.corpus import stamps
from tests.corpus.canvas import MM, Sheet
from tests.corpus.documents import ink_signature
from tests.corpus.language import Facts
from tests.corpus.layout import Flow

WORDING = {
    "nl": (
        "Voor eensluidend afschrift",
        "Gewaarmerkte kopie",
        "Kopie conform origineel",
        "Voor kopie conform",
        "Gezien en akkoord bevonden met het origineel",
        "Conform origineel",
    ),
    "en": (
        "Certified true copy",
        "Certified to be a true copy of the original seen by me",
        "I certify this to be a true copy of the original document",
        "This and the following 1 page(s): true copy",
    ),
    "fr": (
        "Copie certifiée conforme à l'original",
        "Photocopie certifiée conforme",
        "Pour copie conforme à l'original",
    ),
    "de": (
        "Beglaubigte Kopie",
        "Die Übereinstimmung mit dem Original wird beglaubigt",
        "Beglaubigte Abschrift",
        "Die Übereinstimmung der Ablichtung mit der Urschrift wird hiermit beglaubigt",
    ),
    "es": ("Es copia fiel del original", "Compulsado con el original"),
    "pl": ("Za zgodność z oryginałem", "Poświadczam zgodność kopii z oryginałem"),
}

NL_NOTARY = ("notaris", "toegevoegd notaris", "kandidaat-notaris", "civil law notary", "notaris")
NL_NAMES = (
    "mr. A.J. de Haan",
    "mr. S. Visscher",
    "mr. drs. P.C. van Dongen",
    "mr. L. Terpstra-Bosma",
    "mr. K. Ebbinge",
)
NL_PLACES = ("Leeuwarden", "Zwolle", "Amersfoort", "Middelburg", "Assen", "Den Haag", "Hoorn")
EEA = (
    ("fr", "Notaire", "Maître Hélène Vasseur", ("Lille", "Gent", "Liège", "Metz")),
    ("de", "Notar", "Dr. Wolfgang Reuter", ("Oldenburg", "Kassel", "Linz", "Trier")),
    ("pl", "Notariusz", "Beata Wrona", ("Poznań", "Kraków")),
    ("es", "Notario", "D. Emilio Santos Rey", ("Valladolid", "Sevilla")),
    ("en", "Notary Public", "Aoife Brennan", ("Dublin, Ireland", "Cork, Ireland")),
    ("fr", "Notaris", "Meester Koen Claes", ("Antwerpen, België", "Brugge, België")),
)
NON_EEA = (
    ("en", "Notary Public", "Rajesh K. Menon", ("Kochi, Kerala, India", "Mumbai, India")),
    ("en", "Notary Public", "Jennifer A. Wells", ("State of New York, USA", "Toronto, Ontario, Canada")),
    ("en", "Notary Public", "Atty. Ramon C. Reyes", ("Quezon City, Philippines", "Manila, Philippines")),
    ("en", "Notary Public", "Funmi Adeyemi", ("Lagos, Nigeria", "Abuja, Nigeria")),
    ("en", "Noter", "Mehmet Aydın", ("Ankara, Türkiye", "İstanbul, Türkiye")),
    ("en", "Notary Public", "T. van Wyk", ("Cape Town, South Africa", "Paramaribo, Suriname")),
)
MUNICIPALITY = (
    ("nl", "Gemeente {}", NL_PLACES, "Burgerzaken"),
    ("nl", "Gemeente {}", NL_PLACES, "namens de burgemeester"),
    ("de", "Stadt {}", ("Münster", "Kassel", "Bremen"), "Bürgeramt"),
    ("fr", "Mairie de {}", ("Lille", "Nantes", "Dijon"), "Pour le maire"),
    ("en", "City Council of {}", ("Leeds", "Norwich"), "Civic services"),
    ("fr", "Commune de {}", ("Namur", "Liège"), "Service population"),
)
AUTHORITY = (
    ("nl", "Ministerie van Onderwijs", "Afdeling Diplomawaardering"),
    ("en", "Ministry of Health", "Department of Professional Registration"),
    ("fr", "Ministère de l'Enseignement supérieur", "Direction des diplômes"),
    ("de", "Landesamt für Gesundheit und Pflege", "Anerkennungsstelle"),
    ("en", "Nursing and Midwifery Board", "Registration Department"),
    ("es", "Ministerio de Sanidad", "Subdirección General de Ordenación Profesional"),
    ("pl", "Ministerstwo Zdrowia", "Departament Kadr Medycznych"),
)
Where = tuple[float, float]


def _seal(sheet: Sheet, image: Image.Image, x: float, y: float, mm: float) -> None:
    wide = mm * MM
    sheet.picture(image, x, y, x + wide, y + wide * image.height / image.width)


def _written(sheet: Sheet, lines: list[str], x: float, y: float, rng: Random, *, wide: float = 250) -> float:
    column = Flow(sheet, x=x, y=y, width=wide, font=rng.choice(("sans", "serif", "dejavu")), size=9)
    for line in lines:
        column.para(line)
    return column.y


def _mark(
    sheet: Sheet, lines: list[str], rim: str, under: str, at: Where, rng: Random, *, name: str = ""
) -> None:
    """Wording as stamp or print, a round seal or box stamp, and a signature."""
    x, y = at
    ink = rng.choice(stamps.INKS)
    style = rng.choice(("round", "round", "box"))
    if style == "round":
        y2 = _written(sheet, [line for line in lines if line], x, y, rng)
        _seal(
            sheet,
            stamps.round_stamp(rim.upper(), under.upper(), rng=rng, ink=ink),
            x + 275,
            y - 20,
            rng.uniform(34, 42),
        )
        ink_signature(sheet, x + rng.uniform(40, 190), y2 + rng.uniform(12, 24), rng, name=name)
    else:
        text = [line for line in (*lines, rim if rim not in " ".join(lines) else "", under) if line]
        _seal(
            sheet, stamps.box_stamp(text, rng=rng, ink=ink), x + rng.uniform(0, 150), y, rng.uniform(62, 78)
        )
        ink_signature(sheet, x + rng.uniform(90, 220), y + rng.uniform(62, 76), rng, name=name)


def _wording(code: str, rng: Random, *, empty: float = 0.25) -> str:
    return "" if rng.random() < empty else rng.choice(WORDING.get(code, WORDING["en"]))


def _date(facts: Facts, rng: Random) -> str:
    return f"{rng.randrange(1, 29):02d}-{rng.randrange(1, 13):02d}-{rng.randrange(2021, 2026)}"


def issuer(sheet: Sheet, facts: Facts, at: Where, rng: Random, *, employer: bool) -> None:
    """The institution that issued the document, or the employer, certifies its copy."""
    who = facts.org if employer else facts.school
    code = facts.code if facts.code in WORDING else "en"
    _mark(
        sheet, [_wording(code, rng, empty=0.35), _date(facts, rng)], who, facts.city, at, rng, name=facts.last
    )


def dutch_notary(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """A notary established in the Netherlands (also toegevoegd and kandidaat-notaris)."""
    title, name, place = rng.choice(NL_NOTARY), rng.choice(NL_NAMES), rng.choice(NL_PLACES)
    lang = rng.choice(("nl", "nl", "en"))
    if title == "civil law notary":
        text = f"{name}, civil law notary at {place}, the Netherlands"
    else:
        text = rng.choice((f"{name}, {title} te {place}", f"Ik, {name}, {title} gevestigd te {place}"))
    rim = rng.choice((f"Notariskantoor {name.split()[-1]}", f"{name} notaris", "Notaris"))
    _mark(sheet, [_wording(lang, rng), text, _date(facts, rng)], rim, place, at, rng, name=name)


def eea_notary(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """A notary in another EEA state."""
    code, title, name, places = rng.choice(EEA)
    place = rng.choice(places)
    lang = "nl" if "België" in place else code
    _mark(
        sheet,
        [_wording(lang, rng), f"{name}, {title}, {place}", _date(facts, rng)],
        f"{title} {name}",
        place,
        at,
        rng,
        name=name,
    )


def foreign_notary(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """A notary outside the EEA."""
    code, title, name, places = rng.choice(NON_EEA)
    place = rng.choice(places)
    _mark(
        sheet,
        [
            _wording(code, rng),
            f"{name}, {title}, {place}",
            f"My commission expires 31-12-{_date(facts, rng)[-4:]}",
        ],
        f"{title} {name}",
        place,
        at,
        rng,
        name=name,
    )


def municipality(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """A town hall."""
    code, shape, places, office = rng.choice(MUNICIPALITY)
    who = shape.format(rng.choice(places))
    _mark(sheet, [_wording(code, rng), f"{who}, {office}", _date(facts, rng)], who, office, at, rng)


def authority(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """A ministry or register of the diploma's country."""
    code, who, office = rng.choice([a for a in AUTHORITY if a[0] == facts.code] or AUTHORITY)
    _mark(sheet, [_wording(code, rng), f"{who}, {office}", _date(facts, rng)], who, office, at, rng)


def translator(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """A sworn translator certifies the copy of the source (not admitted)."""
    number = rng.randrange(100, 99999)
    code, who = rng.choice(
        (
            ("nl", f"J. Verhoef, beëdigd vertaler Roemeens, Rbtv-nr. {number}"),
            ("nl", f"M. Nowak, beëdigd vertaler Pools, Wbtv {number}"),
            ("fr", "S. Haddad, traducteur assermenté près la cour d'appel de Douai"),
            ("de", "Ewa Lorenz, allgemein beeidigte Übersetzerin für die polnische Sprache"),
            ("en", f"C. Marin, sworn translator, registration no. {number}"),
        )
    )
    _mark(
        sheet,
        [_wording(code, rng, empty=0), who, _date(facts, rng)],
        who.split(",")[1].strip(),
        who.split(",")[0],
        at,
        rng,
    )


OWN = {
    "nl": (
        "Hierbij verklaar ik, {name}, dat deze kopie gelijk is aan het origineel dat ik in mijn bezit heb.",
        "Ondergetekende {name} verklaart zelf dat dit een echte kopie van mijn diploma is.",
    ),
    "en": ("I, {name}, the holder of this document, declare that this is a true copy of my original.",),
    "fr": (
        "Je certifie ce document conforme à l'original que je détiens. {name}",
        "Je soussigné(e) {name} certifie sur l'honneur que cette copie est conforme à mon original.",
    ),
    "de": ("Hiermit versichere ich, {name}, dass diese Kopie mit meinem Original übereinstimmt.",),
}


def own_statement(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """The applicant declares the copy true: no stamp."""
    code = facts.code if facts.code in OWN else "en"
    text = rng.choice(OWN[code]).format(name=facts.name)
    font = rng.choice(("hand2", "hand1", "sans")) if facts.name.isascii() else "sans"
    column = Flow(sheet, x=at[0], y=at[1], width=330, font=font, size=12 if font != "sans" else 10)
    column.para(text)
    column.line(_date(facts, rng))
    ink_signature(sheet, at[0] + 130, column.y + 30, rng, name=facts.name)


def apostille(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """The numbered square of the Hague convention, with the seal of the state."""
    country = rng.choice(
        (
            "Republica România",
            "Rzeczpospolita Polska",
            "Reino de España",
            "India",
            "United Kingdom of Great Britain and Northern Ireland",
        )
    )
    place, when = rng.choice(("București", "Warszawa", "Madrid", "New Delhi", "London")), _date(facts, rng)
    x, y = at[0] + rng.uniform(60, 120), min(at[1], 590)
    wide = 260
    sheet.rect(x, y, x + wide, y + 218, width=1)
    column = Flow(sheet, x=x + 8, y=y + 2, width=wide - 16, font="serif", size=8.6, leading=1.3)
    column.heading("APOSTILLE", align="centre")
    column.line("(Convention de La Haye du 5 octobre 1961)", align="centre")
    rows = (
        f"1. Country: {country}",
        "This public document",
        f"2. has been signed by {facts.last}",
        "3. acting in the capacity of registrar",
        f"4. bears the seal/stamp of {facts.school[:30]}",
        "Certified",
        f"5. at {place}",
        f"6. the {when}",
        "7. by the Ministry of Justice",
        f"8. No {rng.randrange(1000, 99999)}",
        "9. Seal/stamp:",
        "10. Signature:",
    )
    for row in rows:
        column.line(row)
    _seal(sheet, stamps.round_stamp(country.upper(), place.upper(), rng=rng), x + 62, y + 140, 24)
    ink_signature(sheet, x + 150, y + 205, rng, mm=34)


def anonymous(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """Stamp and signature without a readable party (emblem only, or smudged)."""
    kind = rng.choice(("emblem", "smudge"))
    if kind == "emblem":
        _seal(sheet, stamps.round_stamp("", "", rng=rng), at[0] + rng.uniform(60, 260), at[1] - 10, 34)
    else:
        picture = stamps.round_stamp("MMWMWMWWMMWMWMWM", "WMMWMWM", ("~~~~", "~~~"), rng=rng, wear=0.9)
        small = picture.resize((36, 36)).resize(picture.size)
        _seal(sheet, small, at[0] + rng.uniform(60, 260), at[1] - 10, 36)
    ink_signature(sheet, at[0] + rng.uniform(80, 200), at[1] + 66, rng)


def wording_only(sheet: Sheet, facts: Facts, at: Where, rng: Random) -> None:
    """Certification wording in print, with neither stamp nor signature nor party."""
    code = facts.code if facts.code in WORDING else "en"
    _written(sheet, [rng.choice(WORDING[code])], at[0], at[1], rng)


PARTIES: dict[str, Callable[..., None]] = {
    "issuer": issuer,
    "dutch-notary": dutch_notary,
    "eea-notary": eea_notary,
    "foreign-notary": foreign_notary,
    "municipality": municipality,
    "authority": authority,
    "translator": translator,
    "own": own_statement,
    "apostille": apostille,
    "anonymous": anonymous,
    "wording": wording_only,
}

_NOTARY_EEA = frozenset({"registration", "automatic-recognition", "temporary-service"})
_AUTHORITY = frozenset({"eu-recognition", "european-professional-card"})


def expected(party: str, procedure: str) -> str:
    """The certification code that a party earns under a procedure (domain.md, section 1)."""
    fixed = {
        "issuer": "issuer",
        "dutch-notary": "notary",
        "municipality": "party-not-accepted",
        "foreign-notary": "party-not-accepted",
        "translator": "party-not-accepted",
        "own": "own-statement",
        "apostille": "apostille-only",
        "anonymous": "undetermined",
        "wording": "undetermined",
        "none": "missing",
    }
    if party == "eea-notary":
        code = "notary" if procedure in _NOTARY_EEA else "party-not-accepted"
    elif party == "authority":
        code = "authority" if procedure in _AUTHORITY else "party-not-accepted"
    else:
        code = fixed[party]
    return f"certification.{code}"
