"""Documents that carry a BSN as text: payslips, contracts, annual statements, registration forms."""

from __future__ import annotations

from random import Random

from tests.corpus import documents, numbers
from tests.corpus.canvas import A4, Box, Sheet
from tests.corpus.language import Facts
from tests.corpus.layout import Flow

LABELS = (
    "BSN",
    "Burgerservicenummer",
    "BSN:",
    "Burgerservicenr.",
    "Sofinummer",
    "Sofi-nummer",
    "BSN/sofinummer",
    "Burgerservicenummer (BSN)",
    "Persoonsnummer",
    "BSN-nummer",
)
ENGLISH = ("Citizen service number (BSN)", "BSN", "Personal no.", "Dutch BSN")


def money(rng: Random, low: int, high: int) -> str:
    """An amount in euros."""
    cents = rng.randrange(low * 100, high * 100)
    return f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"


def payslip(facts: Facts, rng: Random, *, bsn: str | None, label: str | None = None) -> Sheet:
    """A payslip; `bsn` None leaves the line out. The number is marked `bsn`."""
    sheet = documents.blank(rng)
    documents.letterhead(sheet, facts.org, facts.city, rng)
    column = Flow(
        sheet,
        x=56,
        y=76,
        width=A4[0] - 112,
        font=rng.choice(("sans", "lato", "noto", "mono")),
        size=9.5,
    )
    column.heading(rng.choice(("Loonstrook", "Salarisspecificatie", "Loonspecificatie")))
    month = rng.choice(("januari 2021", "maart 2022", "juli 2020", "oktober 2023", "december 2019"))
    name = label or rng.choice(LABELS)
    pairs = [
        ("Periode", month),
        ("Naam", facts.name),
        ("Personeelsnummer", f"{rng.randrange(1000, 99999)}"),
        ("Functie", facts.role),
        ("Uren per week", str(facts.hours)),
        ("In dienst sinds", f"{facts.start:%d-%m-%Y}"),
        ("Geboortedatum", f"{facts.birth:%d-%m-%Y}"),
        ("IBAN", numbers.iban(rng)),
        ("Loonheffingennummer", f"{rng.randrange(10**8, 10**9)}L01"),
    ]
    if bsn:
        pairs.insert(rng.randrange(2, 6), (name, bsn))
    column.fields(pairs, column=150, marks={name: "bsn"} if bsn else None)
    gross = money(rng, 1900, 4300)
    rows = [
        ("Omschrijving", "Aantal", "Bedrag"),
        ("Salaris", f"{facts.hours * 4},00", gross),
        ("Onregelmatigheidstoeslag", f"{rng.randrange(4, 40)},00", money(rng, 40, 400)),
        ("Reiskosten", "", money(rng, 20, 120)),
        ("Pensioenpremie PFZW", "", "-" + money(rng, 90, 300)),
        ("Loonheffing", "", "-" + money(rng, 200, 900)),
        ("Netto", "", money(rng, 1500, 3000)),
    ]
    column.table(rows, widths=(4, 1.3, 1.5))
    column.line("Cumulatieven: zie uw jaaropgave. Bewaar deze specificatie goed.", size=8)
    return sheet


def contract(facts: Facts, rng: Random, *, bsn: str | None) -> Sheet:
    """An employment contract whose parties clause may give the BSN in running text."""
    sheet = documents.blank(rng)
    column = documents.flow(sheet, "nl", rng, size=10.5)
    column.heading("Arbeidsovereenkomst voor bepaalde tijd")
    column.para(
        f"De ondergetekenden: {facts.org}, gevestigd te {facts.city}, ingeschreven in het handelsregister "
        f"onder nummer {numbers.kvk(rng)}, hierna te noemen werkgever,"
    )
    born = f"geboren op {facts.birth:%d-%m-%Y} te {facts.birthplace}"
    column.para(f"en {facts.name}, {born}, hierna te noemen werknemer,")
    if bsn:
        column.fields([(rng.choice(LABELS), bsn)], column=150)
        last = sheet.items[-1]
        box: Box = (last.x - 1, last.y - 10, last.x + 80, last.y + 3)  # type: ignore[union-attr]
        sheet.marks["bsn"] = [box]
    for number, text in enumerate(
        (
            f"De werknemer treedt met ingang van {facts.start:%d-%m-%Y} in dienst van de werkgever in "
            "de functie van "
            f"{facts.role}.",
            f"De arbeidsduur bedraagt {facts.hours} uur per week. De werktijden worden volgens "
            "rooster vastgesteld.",
            "Op deze overeenkomst is de collectieve arbeidsovereenkomst van de branche van toepassing.",
            f"Het salaris bedraagt bij aanvang {money(rng, 2100, 4000)} euro bruto per maand, exclusief "
            "onregelmatigheidstoeslag en acht procent vakantiegeld.",
            "De werknemer is verplicht tot geheimhouding van alles wat hem of haar over patiënten "
            "bekend wordt.",
        ),
        1,
    ):
        column.para(f"Artikel {number}. {text}")
    column.gap(20)
    documents.ink_signature(sheet, column.x, column.y + 34, rng, name=facts.last)
    documents.ink_signature(sheet, column.x + 240, column.y + 34, rng)
    return sheet


def statement(facts: Facts, rng: Random, *, bsn: str | None, english: bool = False) -> Sheet:
    """An annual statement or registration form with a row for the BSN, at times as nine boxes."""
    sheet = documents.blank(rng)
    column = documents.flow(sheet, "nl", rng, size=10.5)
    title = (
        "Annual statement of income"
        if english
        else rng.choice(("Jaaropgaaf 2019", "Inschrijfformulier", "Opgaaf gegevens voor de loonheffingen"))
    )
    column.heading(title)
    label = rng.choice(ENGLISH if english else LABELS)
    boxed = bsn is not None and rng.random() < 0.3
    pairs = [
        ("Name" if english else "Naam", facts.name),
        ("Date of birth" if english else "Geboortedatum", f"{facts.birth:%d-%m-%Y}"),
        ("Employer" if english else "Werkgever", facts.org),
    ]
    if bsn and not boxed:
        pairs.insert(rng.randrange(1, 4), (label, bsn))
    column.fields(pairs, ruled=rng.random() < 0.4, marks={label: "bsn"} if bsn else None)
    if bsn and boxed:
        column.line(label)
        digits = bsn.replace(" ", "").replace(".", "")
        y = column.y + 6
        for k, digit in enumerate(digits):
            x = column.x + k * 20
            sheet.rect(x, y, x + 18, y + 20, width=0.7)
            sheet.text(x + 9, y + 15, digit, "sans", 12, align="centre")
        sheet.marks["bsn"] = [(column.x, y, column.x + 180, y + 20)]
        column.gap(36)
    rows = [
        ("Omschrijving", "Bedrag"),
        ("Loon voor de loonbelasting", money(rng, 18000, 46000)),
        ("Ingehouden loonheffing", money(rng, 3000, 12000)),
        ("Arbeidskorting", money(rng, 900, 4000)),
    ]
    column.table(rows, widths=(3, 1))
    column.para("Controleer of uw gegevens juist zijn en bewaar dit overzicht voor uw aangifte.")
    return sheet
