# ruff: noqa: E501  (running text and tables of words)
"""Ordinary Dutch papers: pay slips, annual statements, contracts, letters; with a BSN or with other long numbers."""

from __future__ import annotations

import random
from functools import partial

from . import fonts, marks, model, pack, people, scan
from .canvas import A4, Colour, Page, pdf, raster
from .flow import Flow
from .model import Bundle, Doc
from .registry import Leaf

LABELS = (
    "BSN",
    "BSN:",
    "BSN-nummer",
    "Burgerservicenummer",
    "Burgerservicenummer (BSN)",
    "B.S.N.",
    "Burgerservicenr.",
    "BSN werknemer",
    "Sofinummer",
    "Sofi-nr.",
    "BSN/sofinummer",
    "Sociaal-fiscaal nummer",
    "Persoonsnummer (BSN)",
    "BSN / Fiscaal nummer",
    "Citizen service number (BSN)",
    "BSN nr.",
    "Uw burgerservicenummer",
)
BRANDS: tuple[Colour, ...] = (
    (0, 82, 136),
    (120, 20, 70),
    (0, 110, 80),
    (70, 70, 78),
    (190, 90, 10),
    (60, 40, 120),
)
KINDS = ("pay-slip", "annual-statement", "contract", "letter", "form", "statement")
FILE_KIND = {
    "pay-slip": "pay-slip",
    "annual-statement": "other",
    "contract": "contract",
    "letter": "other",
    "form": "other",
    "statement": "employment-statement",
}


def other_number(rng: random.Random) -> tuple[str, str]:
    """Return a long number that is not a BSN, under its own label; half pass the eleven test."""
    nine = model.bsn(rng) if rng.random() < 0.6 else model.no_bsn(rng)
    return rng.choice(
        (
            ("Ordernummer", nine),
            ("Factuurnummer", nine),
            ("RSIN", nine),
            ("Polisnummer", nine),
            ("Debiteurnummer", nine),
            ("Dossiernummer", nine),
            ("Klantnummer", nine),
            ("V-nummer", rng.choice("012") + nine),
            ("BIG-nummer", people.big(rng)),
            ("BIG-registratienummer", people.big(rng)),
            ("KvK-nummer", str(rng.randint(10**7, 9 * 10**7))),
            ("Telefoon", people.phone(rng)),
            ("IBAN", people.iban(rng)),
            ("Loonheffingennummer", f"{nine}L01"),
            ("Btw-nummer", f"NL{nine}B01"),
            ("AGB-code", f"{rng.randint(10**7, 10**8 - 1):08d}"),
            ("Documentnummer", f"N{rng.choice('BCDF')}{rng.randint(10**6, 10**7 - 1)}"),
            ("Zendingnummer", f"3S{rng.choice('ABC')}{nine}{rng.randint(1000, 9999)}"),
            ("Personeelsnummer", str(rng.randint(1000, 999999))),
            ("Referentie", f"{rng.randint(2015, 2025)}/{nine}"),
            ("Meternummer", nine),
            ("Kenmerk", f"K-{nine}"),
        )
    )


def letterhead(flow: Flow, rng: random.Random, name: str, extra: list[tuple[str, str]]) -> None:
    """Set the head of a letter: logo or band, name, address and numbers of the organisation."""
    page, colour = flow.page, rng.choice(BRANDS)
    way = rng.randint(0, 3)
    street, town = people.address(rng)
    if way == 0:
        page.rect((0, 0, A4[0], 46), fill=colour)
        page.text(flow.margin, 30, name, flow.family, 16, style="b", fill=(255, 255, 255))
        y = 62.0
    elif way == 1:
        page.image((flow.margin, 24, flow.margin + 52, 76), marks.logo(rng))
        page.text(flow.margin + 62, 56, name, flow.family, 15, style="b", fill=colour)
        y = 84.0
    elif way == 2:
        page.text(A4[0] / 2, 46, name.upper(), flow.family, 14, style="b", anchor="m", fill=colour)
        page.line(flow.margin, 54, A4[0] - flow.margin, 54, stroke=colour, width=1.4)
        y = 66.0
    else:
        page.text(A4[0] - flow.margin, 44, name, flow.family, 13, style="b", anchor="r")
        page.text(A4[0] - flow.margin, 57, street, flow.family, 8.5, anchor="r")
        page.text(A4[0] - flow.margin, 68, town, flow.family, 8.5, anchor="r")
        y = 76.0
    page.text(
        flow.margin,
        y + 8,
        f"{street}  |  {town}  |  T {people.phone(rng)}",
        flow.family,
        8,
        fill=(70, 70, 70),
    )
    for i, (label, value) in enumerate(extra):
        page.text(flow.margin, y + 19 + i * 10, f"{label} {value}", flow.family, 8, fill=(70, 70, 70))
    flow.y = y + 34 + 10 * len(extra)


def _money(rng: random.Random, low: int, high: int) -> str:
    return f"{rng.randint(low, high):,}".replace(",", ".") + f",{rng.randint(0, 99):02}"


def _slip(flow: Flow, rng: random.Random, who: people.Person, number: tuple[str, str]) -> None:
    title = rng.choice(
        ("Salarisspecificatie", "Loonstrook", "Loonspecificatie", "Salarisstrook", "Specificatie salaris")
    )
    flow.heading(f"{title} {rng.choice(people.MONTHS['nl'])} {rng.randint(2009, 2025)}")
    rows = [
        ("Naam", who.name),
        ("Geboortedatum", people.date(who.birth)),
        number,
        ("Personeelsnummer", str(rng.randint(1000, 99999))),
        (
            "Functie",
            rng.choice(
                ("Verpleegkundige", "Fysiotherapeut", "Doktersassistent", "Apotheker", "Verloskundige")
            ),
        ),
        ("Datum in dienst", people.date(people.day(rng, 2004, 2018))),
        ("Uren per week", f"{rng.choice((16, 20, 24, 28, 32, 36))},00"),
        ("Loonheffingskorting", "ja"),
    ]
    head, tail = rows[:1], rows[1:]
    rng.shuffle(tail)
    flow.pairs(head + tail)
    table = [["Omschrijving", "Aantal", "Bedrag", "Cumulatief"]]
    for label in (
        "Bruto salaris",
        "Onregelmatigheidstoeslag",
        "Vakantietoeslag",
        "Pensioenpremie",
        "Loonheffing",
        "WGA-premie",
        "Reiskosten woon-werk",
        "Netto uitbetaling",
    ):
        table.append([label, f"{rng.randint(1, 160)},00", _money(rng, 20, 4000), _money(rng, 200, 30000)])
    flow.table(
        table,
        (4, 1.4, 1.8, 2),
        band=rng.choice((None, (232, 238, 244), (240, 240, 240))),
        head=rng.choice((None, *BRANDS)),
        grid=rng.random() < 0.5,
    )
    flow.para(f"Het nettobedrag is overgemaakt op rekening {people.iban(rng)}.")


def _annual(flow: Flow, rng: random.Random, who: people.Person, number: tuple[str, str]) -> None:
    flow.heading(
        rng.choice(
            (
                f"Jaaropgaaf {rng.randint(2006, 2024)}",
                f"Jaaropgave loon en inhoudingen {rng.randint(2006, 2024)}",
            )
        )
    )
    flow.para("Bewaar deze opgaaf goed. U hebt de gegevens nodig voor uw aangifte inkomstenbelasting.")
    flow.pairs(
        [
            ("Werknemer", who.name),
            number,
            ("Loon loonheffing (kolom 14)", f"€ {_money(rng, 9000, 52000)}"),
            ("Ingehouden loonheffing", f"€ {_money(rng, 900, 15000)}"),
            ("Verrekende arbeidskorting", f"€ {_money(rng, 200, 3000)}"),
            ("Premie Zvw", f"€ {_money(rng, 500, 3000)}"),
            ("Loonheffingskorting met ingang van", "01-01"),
        ],
        ruled=rng.random() < 0.5,
    )


def _contract(flow: Flow, rng: random.Random, who: people.Person, number: tuple[str, str], boss: str) -> None:
    flow.heading(
        rng.choice(
            ("ARBEIDSOVEREENKOMST", "Arbeidsovereenkomst voor onbepaalde tijd", "Overeenkomst van opdracht")
        ),
        align=rng.choice("lm"),
    )
    flow.para("De ondergetekenden:")
    label, value = number
    flow.para(f"1. {boss}, gevestigd te {rng.choice(people.CITIES)}, hierna te noemen: werkgever; en")
    flow.para(
        f"2. {who.name}, geboren op {people.date(who.birth, 'nl')} te {rng.choice(people.CITIES)}, hierna te noemen: werknemer,"
    )
    flow.pairs([(label, value), ("Woonplaats", rng.choice(people.CITIES))])
    flow.para("komen het volgende overeen.")
    hours = rng.choice((20, 24, 28, 32, 36))
    for i, clause in enumerate(
        (
            f"Werknemer treedt met ingang van {people.date(people.day(rng, 2008, 2023), 'nl')} in dienst als {rng.choice(('verpleegkundige', 'fysiotherapeut', 'verzorgende IG', 'verloskundige'))}.",
            f"De arbeidsduur bedraagt gemiddeld {hours} uur per week, in te delen volgens het rooster van de afdeling.",
            "Op deze overeenkomst is de cao van de branche van toepassing, zoals die nu luidt of in de toekomst komt te luiden.",
            f"Het salaris bedraagt bij aanvang € {_money(rng, 1900, 4200)} bruto per maand, exclusief toeslagen.",
            "Werknemer is verplicht tot geheimhouding van alles wat hem of haar in de uitoefening van de functie ter kennis komt.",
        ),
        1,
    ):
        flow.para(f"Artikel {i}. {clause}")
    flow.para(f"Aldus overeengekomen en in tweevoud opgemaakt te {rng.choice(people.CITIES)}.")


def _letter(flow: Flow, rng: random.Random, who: people.Person, number: tuple[str, str]) -> None:
    label, value = number
    flow.pairs(
        [
            ("Datum", people.date(people.day(rng, 2012, 2025), "nl")),
            ("Onderwerp", rng.choice(("uw aanvraag", "bevestiging inschrijving", "wijziging gegevens"))),
            (label, value),
        ]
    )
    flow.para(f"Geachte {rng.choice(('heer', 'mevrouw'))} {who.surname},")
    flow.para(
        rng.choice(
            (
                "Wij hebben uw bericht in goede orde ontvangen en in behandeling genomen. U hoort binnen zes weken van ons of wij aanvullende stukken nodig hebben.",
                "Naar aanleiding van ons telefoongesprek bevestigen wij dat uw gegevens in onze administratie zijn aangepast. Controleert u of alles hieronder goed is overgenomen.",
                "Met deze brief bevestigen wij de inschrijving die u vorige maand hebt aangevraagd. Neem deze brief mee naar uw eerste afspraak bij ons.",
            )
        )
    )
    flow.para(
        "Heeft u nog vragen? Onze medewerkers helpen u op werkdagen tussen negen en vijf uur graag verder. Houd dan de gegevens boven aan deze brief bij de hand."
    )
    flow.para("Met vriendelijke groet,")
    flow.para(people.surname_line(rng))


def _form(flow: Flow, rng: random.Random, who: people.Person, number: tuple[str, str]) -> None:
    flow.heading(
        rng.choice(
            (
                "Aanmeldformulier scholing",
                "Gegevens medewerker",
                "Opgave personalia",
                "Inschrijfformulier nascholing",
            )
        )
    )
    flow.para("Vul het formulier volledig in en lever het in bij de administratie.")
    street, town = people.address(rng)
    flow.pairs(
        [
            ("Achternaam", who.surname),
            ("Voornamen", who.given),
            ("Geboortedatum", people.date(who.birth)),
            number,
            ("Adres", street),
            ("Postcode en woonplaats", town),
            ("Telefoon", people.phone(rng)),
            ("Rekeningnummer", people.iban(rng)),
        ],
        ruled=True,
    )


def _statement(
    flow: Flow, rng: random.Random, who: people.Person, number: tuple[str, str], boss: str
) -> None:
    flow.heading(
        rng.choice(("Werkgeversverklaring", "Verklaring dienstverband", "Verklaring van werkzaamheden"))
    )
    start = people.day(rng, 2008, 2018)
    flow.para(
        f"Hierbij verklaart {boss} dat {who.name}, geboren op {people.date(who.birth, 'nl')}, sinds {people.date(start, 'nl')} bij onze instelling werkzaam is als verpleegkundige."
    )
    flow.pairs(
        [
            number,
            ("Omvang dienstverband", f"{rng.choice((24, 28, 32, 36))} uur per week"),
            ("Afdeling", rng.choice(("Cardiologie", "Geriatrie", "Spoedeisende hulp", "Psychiatrie"))),
            ("BIG-nummer", people.big(rng)),
        ]
    )
    flow.para(
        "De werkzaamheden bestaan uit het plannen en uitvoeren van verpleegkundige zorg, het toedienen van medicatie en het begeleiden van leerlingen."
    )
    flow.para(f"Deze verklaring is op verzoek van betrokkene afgegeven te {rng.choice(people.CITIES)}.")


def build(rng: random.Random, kind: str, number: tuple[str, str], *, born_digital: bool) -> list[Page]:
    """Return the pages of a paper; a number whose label starts with `*` is the region `bsn`."""
    family = rng.choice(fonts.LATIN_PDF if born_digital else fonts.LATIN)
    flow = Flow(rng, family, size=rng.uniform(9.6, 11.5))
    boss, who = rng.choice(people.EMPLOYERS), people.person(rng)
    extra = [other_number(rng) for _ in range(rng.randint(0, 2))]
    letterhead(flow, rng, boss, extra)
    if kind in {"letter", "pay-slip"} and rng.random() < 0.7:
        flow.space(8)
        for line in (who.name, *people.address(rng)):
            flow.put(line, flow.size, "", "l", (0, 0, 0))
        flow.space(16)
    if kind == "pay-slip":
        _slip(flow, rng, who, number)
    elif kind == "annual-statement":
        _annual(flow, rng, who, number)
    elif kind == "contract":
        _contract(flow, rng, who, number, boss)
    elif kind == "letter":
        _letter(flow, rng, who, number)
    elif kind == "form":
        _form(flow, rng, who, number)
    else:
        _statement(flow, rng, who, number, boss)
    if kind in {"contract", "statement"}:
        flow.room(80)
        x = flow.margin + rng.uniform(0, 120)
        flow.page.image((x, flow.y + 4, x + 130, flow.y + 54), marks.scribble(rng))
        flow.page.text(x, flow.y + 66, people.surname_line(rng), family, 9)
    return flow.pages


def send(pages: list[Page], rng: random.Random, medium: str, stem: str) -> tuple[str, bytes]:
    """Send pages as a PDF, a scan or a telephone picture; small print stays readable."""
    if medium == "pdf":
        return f"{stem}.pdf", pdf(
            pages, title=stem, producer=rng.choice(("Salaris 9", "Schrijver", "AFAS-achtig", "Office Writer"))
        )
    if medium == "photo":
        image = scan.photo(raster(pages[0], 250), rng, long_side=rng.choice((2900, 3200)), tilt=0.04)
        return pack.save([image], rng, dpi=250, stem=stem, camera=True)
    dpi = rng.choice((200, 200, 240, 300, 150 if medium == "scan-low" else 200))
    mode = rng.choices(("colour", "grey", "bilevel"), (4, 4, 1 if dpi >= 240 else 0))[0]
    images = [scan.scan(raster(page, dpi), rng, mode=mode, careful=True) for page in pages]
    turn = rng.choices((0, 180, 90), (92, 5, 3))[0]
    images = [image.rotate(turn, expand=True) for image in images]
    if medium == "scan-ocr" and turn == 0:
        share = rng.choice((0.0, 0.03, 0.12))
        layers = [
            [(x, y, pack.misread(rng, t, share), s) for x, y, t, s in pack.text_words(page)] for page in pages
        ]
        return f"{stem}.pdf", pack.pdf_of_images(images, dpi, layers=layers, producer="ScanStation OCR")
    return pack.save(images, rng, dpi=dpi, stem=stem)


STEMS = (
    "loonstrook",
    "jaaropgave 2019",
    "contract",
    "scan_0007",
    "brief",
    "bijlage 2",
    "document",
    "Salaris-mei",
    "werkgeversverklaring",
    "formulier",
)


def with_bsn(rng: random.Random, _index: int, *, kind: str, medium: str) -> Bundle:
    """Make a paper that shows a BSN in its text."""
    digits = model.bsn(rng)
    number = ("*" + rng.choice(LABELS), model.spaced(rng, digits))
    pages = build(rng, kind, number, born_digital=medium == "pdf")
    if medium == "photo":
        pages = [page for page in pages if "bsn" in page.regions][:1]
    name, data = send(pages, rng, medium, rng.choice(STEMS))
    doc = Doc(
        name,
        data,
        FILE_KIND[kind],
        bsn_visible=["text"],
        bsn_masked=False,
        redaction=[],
        born_digital=medium == "pdf",
    )
    return Bundle([doc], rng.choice(("periodic-registration", "registration", "privacy-request")))


def without(rng: random.Random, _index: int, *, kind: str, medium: str) -> Bundle:
    """Make a paper without a BSN but with other long numbers."""
    pages = build(rng, kind, other_number(rng), born_digital=medium == "pdf")
    name, data = send(pages, rng, medium, rng.choice(STEMS))
    doc = Doc(
        name,
        data,
        FILE_KIND[kind],
        bsn_visible=[],
        bsn_masked=False,
        redaction=[],
        born_digital=medium == "pdf",
    )
    return Bundle([doc], rng.choice(("periodic-registration", "registration", "automatic-recognition")))


def leaves() -> list[Leaf]:
    """Return the strata of this module."""
    result = []
    for kind in KINDS:
        for medium, count in (("pdf", 9), ("scan", 8), ("scan-ocr", 5), ("photo", 4)):
            result.append(
                Leaf(f"identity/text-in-{kind}/{medium}", count, partial(with_bsn, kind=kind, medium=medium))
            )
        for medium, count in (("pdf", 11), ("scan", 12), ("scan-low", 4), ("scan-ocr", 8), ("photo", 6)):
            result.append(Leaf(f"benign/{kind}/{medium}", count, partial(without, kind=kind, medium=medium)))
    return result
