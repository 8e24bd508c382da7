"""Declarations of translators: sworn in several countries, and the kinds that are not sworn."""

from __future__ import annotations

from random import Random

from tests.corpus import documents, stamps
from tests.corpus.canvas import MM, Sheet
from tests.corpus.layout import Flow

NAMES = (
    "J.M. Verhoef",
    "Ewa Lorenz",
    "Samira Haddad",
    "C. Marin",
    "T. van der Laan",
    "Olga Petrova-Smit",
    "D. Yılmaz",
    "Marta Reis",
    "P. Kowalski",
)
PLACES = {
    "nl": ("Utrecht", "Rotterdam", "Nijmegen"),
    "be": ("Gent", "Namur", "Brussel"),
    "fr": ("Lille", "Lyon"),
    "de": ("Kassel", "Bremen"),
    "at": ("Graz", "Wien"),
    "es": ("Sevilla", "Madrid"),
    "pl": ("Poznań", "Lublin"),
    "ie": ("Dublin",),
}

SWORN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "nl": (
        (
            "nl",
            "Ondergetekende, {t}, beëdigd vertaler {s}-Nederlands, ingeschreven in het Register "
            "beëdigde tolken en "
            "vertalers (Rbtv) onder nummer {n}, verklaart dat het bovenstaande een getrouwe en "
            "volledige vertaling is van "
            "het aangehechte document in de {s}e taal.",
            "Rbtv-nr. {n}",
        ),
        (
            "nl",
            "Ik, {t}, beëdigd vertaalster voor de {s}e taal, Wbtv-nummer {n}, verklaar hierbij dat "
            "deze vertaling "
            "getrouw en volledig overeenstemt met de aan mij voorgelegde brontekst.",
            "Wbtv {n}",
        ),
        (
            "be",
            "Voor eensluidende vertaling uit het {s} naar het Nederlands. {t}, beëdigd vertaler, "
            "identificatienummer "
            "VTI {n}. Dit document is elektronisch ondertekend met een gekwalificeerde handtekening.",
            "",
        ),
    ),
    "en": (
        (
            "nl",
            "I, the undersigned, {t}, sworn translator of the {s} language, registered in the Dutch "
            "Register of sworn "
            "interpreters and translators (Rbtv) under number {n}, hereby certify that the foregoing "
            "is a true and complete "
            "translation of the attached document.",
            "Sworn translator Rbtv {n}",
        ),
        (
            "ie",
            "This is to certify that I, {t}, sworn translator, have translated the attached document "
            "from {s} into "
            "English and that, to the best of my knowledge, this is a faithful and accurate "
            "translation of the original.",
            "Sworn Translator",
        ),
        (
            "pl",
            "I, {t}, sworn translator of the {s} language, certify the above translation to be a "
            "true and complete "
            "rendering of the original. Repertory no. {n}/2024. Poświadczam zgodność powyższego "
            "tłumaczenia z oryginałem, "
            "tłumacz przysięgły.",
            "Tłumacz przysięgły",
        ),
        (
            "es",
            "Doña {t}, Traductora-Intérprete Jurada de inglés, certifica que la que antecede es "
            "traducción fiel y "
            "completa al inglés de un documento redactado en otra lengua. Sworn translator no. {n}.",
            "Traductora-Intérprete Jurada N.º {n}",
        ),
    ),
    "fr": (
        (
            "fr",
            "Je soussignée, {t}, traductrice assermentée, expert près la cour d'appel de {p}, "
            "certifie que la présente "
            "traduction est conforme à l'original rédigé en {s}. Traduction certifiée "
            "conforme à l'original, visée "
            "ne varietur sous le n° {n}.",
            "Expert traducteur",
        ),
        (
            "be",
            "Pour traduction conforme du {s} vers le français. {t}, traducteur juré, numéro "
            "d'identification VTI {n}. "
            "Ce document porte une signature électronique qualifiée.",
            "",
        ),
    ),
    "de": (
        (
            "de",
            "Beglaubigte Übersetzung aus der {s} Sprache. Als von der Präsidentin des Landgerichts "
            "{p} öffentlich "
            "bestellte und allgemein beeidigte Übersetzerin bescheinige ich, {t}, die Richtigkeit "
            "und Vollständigkeit der "
            "vorstehenden Übersetzung.",
            "Allgemein beeidigte Übersetzerin",
        ),
        (
            "at",
            "Die genaue Übereinstimmung der vorstehenden Übersetzung mit der angehefteten Urschrift "
            "in {s} Sprache "
            "bestätige ich, {t}, unter Berufung auf meinen Eid.",
            "Gerichtlich zertifizierte Dolmetscherin",
        ),
    ),
    "es": (
        (
            "es",
            "Don {t}, Traductor-Intérprete Jurado, en virtud de título otorgado por el Ministerio de Asuntos "
            "Exteriores, certifica que la que antecede es traducción fiel y completa al español del "
            "documento adjunto.",
            "Traductor-Intérprete Jurado N.º {n}",
        ),
    ),
    "pl": (
        (
            "pl",
            "Poświadczam zgodność powyższego tłumaczenia z oryginałem. {t}, tłumacz przysięgły. "
            "Repertorium nr {n}/2024.",
            "Tłumacz przysięgły",
        ),
    ),
}

NOT_SWORN: dict[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        (
            "Vertaald door {t}, werkzaam bij Vertaalbureau De Zinspeling. Wij werken volgens ISO 17100.",
            "Vertaalbureau De Zinspeling",
        ),
        ("Deze vertaling heb ik zelf gemaakt. {t}", ""),
        ("Vertaling met behulp van een vertaalprogramma, nagekeken door {t}.", ""),
        ("", ""),
    ),
    "en": (
        (
            "Translated by {t}, Lingua Bridge Translations Ltd. Our agency guarantees the quality of "
            "its work.",
            "Lingua Bridge Translations",
        ),
        ("Translation made by the applicant. {t}", ""),
        ("Free translation for information only, {t}.", ""),
        ("", ""),
    ),
    "fr": (
        ("Traduction libre réalisée par {t}, agence Mot à Mot.", "Agence Mot à Mot"),
        ("Traduit par mes soins. {t}", ""),
        ("", ""),
    ),
    "de": (
        ("Übersetzt von {t}, Sprachdienst Nordlicht GmbH.", "Sprachdienst Nordlicht"),
        ("Diese Übersetzung habe ich selbst angefertigt. {t}", ""),
        ("", ""),
    ),
}


def _block(sheet: Sheet, text: str, place: str, rng: Random, y: float) -> Flow:
    column = Flow(
        sheet, x=66, y=min(y, 640), width=450, font=rng.choice(("sans", "serif", "dejavu")), size=9.5
    )
    sheet.line([(66, column.y), (516, column.y)], width=0.4)
    if text:
        column.para(text)
        column.line(
            f"{place}, {rng.randrange(1, 29):02d}-{rng.randrange(1, 13):02d}-{rng.randrange(2020, 2026)}"
        )
    return column


def sworn(
    sheet: Sheet, target: str, called: str, rng: Random, *, y: float, country: str | None = None
) -> str:
    """Add a sworn translator's declaration, stamp and signature; returns the country (`be`: no stamp)."""
    choices = [c for c in SWORN[target] if country in (None, c[0])]
    land, text, under = rng.choice(choices)
    name, number, place = rng.choice(NAMES), rng.randrange(120, 99_999), rng.choice(PLACES[land])
    spots = {"t": name, "n": number, "p": place, "s": called}
    column = _block(sheet, text.format(**spots), place, rng, y)
    if land == "be":
        x, top = column.x, column.y + 10
        sheet.rect(x, top, x + 220, top + 46, width=0.8, stroke=(60, 90, 150))
        for k, line in enumerate(
            (
                f"{name} (Signature)",
                f"Digitaal ondertekend door {name} (Signature)",
                f"Datum: 2024.0{rng.randrange(1, 9)}.1{rng.randrange(9)} 14:2{rng.randrange(9)}:07 +01'00'",
            )
        ):
            sheet.text(x + 6, top + 14 + k * 12, line, "sans-b" if k == 0 else "sans", 9 if k == 0 else 7.5)
        return land
    rim = under.format(**spots)
    if rng.random() < 0.6:
        seal, mm = stamps.round_stamp(rim.upper(), place.upper(), (name.split()[-1],), rng=rng), 37.0
    else:
        seal, mm = stamps.box_stamp((name, rim, place), rng=rng), 58.0
    wide = mm * MM
    sheet.picture(seal, 330, column.y - 6, 330 + wide, column.y - 6 + wide * seal.height / seal.width)
    documents.ink_signature(sheet, column.x + rng.uniform(10, 120), column.y + 40, rng, name=name)
    return land


def not_sworn(sheet: Sheet, target: str, rng: Random, *, y: float) -> None:
    """A bureau, a friend, the applicant, or nobody at all."""
    text, bureau = rng.choice(NOT_SWORN[target])
    name = rng.choice(NAMES)
    column = _block(sheet, text.format(t=name), rng.choice(PLACES["nl"]), rng, y)
    if bureau and rng.random() < 0.6:
        seal = stamps.box_stamp((bureau, "Translations · Vertalingen"), rng=rng)
        sheet.picture(seal, 340, column.y, 340 + 48 * MM, column.y + 48 * MM * seal.height / seal.width)
    if text:
        documents.ink_signature(sheet, column.x + 20, column.y + 40, rng, name=name)


HEADINGS = {
    "nl": "Vertaling uit het {s}",
    "en": "Translation from {s}",
    "fr": "Traduction du {s}",
    "de": "Übersetzung aus der {s} Sprache",
    "es": "Traducción",
    "pl": "Tłumaczenie",
}


def heading(sheet: Sheet, target: str, called: str) -> None:
    """A line at the very top that says this is a translation."""
    sheet.text(66, 22, HEADINGS[target].format(s=called), "sans-i", 9)
