"""Ordinary documents without a BSN, full of numbers that look like one."""

from __future__ import annotations

from functools import partial
from random import Random

from tests.corpus import documents, numbers, output, papers, payslips, registry
from tests.corpus.contract import Bundle, File
from tests.corpus.language import fill, invent, texts


def _pairs(rng: Random) -> list[tuple[str, str]]:
    look = numbers.lookalike(rng)
    pool = [
        ("BIG-nummer", numbers.big(rng)),
        ("BIG-registratienummer", numbers.big(rng)),
        ("V-nummer", numbers.vnumber(rng)),
        ("KvK-nummer", numbers.kvk(rng)),
        ("IBAN", numbers.iban(rng)),
        ("Telefoon", numbers.phone(rng)),
        ("Documentnummer", numbers.document_number(rng)),
        ("RSIN", look),
        ("Studentnummer", numbers.lookalike(rng)),
        ("Personeelsnummer", numbers.lookalike(rng)),
        ("Factuurnummer", numbers.lookalike(rng)),
        ("Btw-nummer", f"NL{numbers.lookalike(rng)}B01"),
        ("Loonheffingennummer", f"{numbers.lookalike(rng)}L01"),
        ("Dossiernummer", numbers.lookalike(rng)),
        ("Student number", numbers.lookalike(rng)),
        ("Relatienummer", numbers.lookalike(rng)),
        ("Polisnummer", numbers.lookalike(rng)),
        ("AGB-code", f"{rng.randrange(91_000_000, 91_999_999)}"),
        ("Ordernummer", f"{rng.randrange(10**11, 10**12)}"),
        ("BRIN", f"{rng.randrange(10, 32)}AB"),
    ]
    return rng.sample(pool, rng.randrange(4, 9))


def sheet_with_numbers(rng: Random, index: int) -> Bundle:
    """A letter or statement with such numbers in a block and in running text."""
    facts = invent(rng.choice(("nl", "nl", "en")), rng)
    sheet = documents.blank(rng)
    column = documents.flow(sheet, facts.code, rng, size=10.5)
    documents.letterhead(sheet, facts.org, facts.city, rng)
    column.gap(20)
    column.heading(texts(facts.code)["letter"][0]["title"])
    pairs = _pairs(rng)
    if index % 3 == 0:
        column.table([("Omschrijving", "Waarde"), *pairs], widths=(1, 1))
    else:
        column.fields(pairs)
    for line in fill(texts(facts.code)["letter"][0]["lines"], facts):
        column.para(line)
    label, value = rng.choice(pairs)
    column.para(
        f"Wilt u bij vragen het {label} {value} vermelden?"
        if facts.code == "nl"
        else f"Please quote {label} {value} in any correspondence."
    )
    made = output.anyhow([sheet], "verklaring", rng)
    return registry.one(
        "benign/numbers",
        File(
            name=made.name,
            data=made.data,
            kind="employment-statement",
            languages=[facts.code],
            translation=[],
            born_digital=made.born_digital,
        ),
    )


registry.add("benign/numbers", 60, sheet_with_numbers)


def paper(kind: str, rng: Random, index: int) -> Bundle:
    """A CV or certificate in one of the four languages."""
    make = {
        "professional-status": papers.professional_status,
        "good-conduct": papers.good_conduct,
        "language-certificate": papers.language_certificate,
        "cv": papers.curriculum,
    }[kind]
    facts = invent(rng.choice(("nl", "en", "fr", "de")), rng)
    made = output.anyhow([make(facts, rng)], kind, rng)
    return registry.one(
        f"benign/{kind}",
        File(
            name=made.name,
            data=made.data,
            kind=kind,
            languages=[facts.code],
            translation=[],
            born_digital=made.born_digital,
        ),
    )


def without_number(rng: Random, index: int) -> Bundle:
    """A payslip, contract or statement that leaves the BSN out."""
    facts = invent("nl", rng)
    kind, make = rng.choice(
        (("pay-slip", payslips.payslip), ("contract", payslips.contract), ("other", payslips.statement))
    )
    made = output.anyhow([make(facts, rng, bsn=None)], kind, rng)
    return registry.one(
        "benign/no-number",
        File(
            name=made.name,
            data=made.data,
            kind=kind,
            languages=["nl"],
            translation=[],
            born_digital=made.born_digital,
        ),
    )


for _kind in ("professional-status", "good-conduct", "language-certificate", "cv"):
    registry.add(f"benign/{_kind}", 12, partial(paper, _kind))
registry.add("benign/no-number", 24, without_number)
