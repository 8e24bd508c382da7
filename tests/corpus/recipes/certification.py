"""Certified copies by every kind of party, under every procedure that looks at certification."""

from __future__ import annotations

from functools import partial
from random import Random

from tests.corpus import certify, documents, output, registry, signing
from tests.corpus.canvas import Sheet
from tests.corpus.contract import Bundle, File
from tests.corpus.language import ACCEPTED, Facts, invent

PROCEDURES = (
    "periodic-registration",
    "periodic-registration",
    "registration",
    "automatic-recognition",
    "professional-competence",
    "eu-recognition",
    "european-professional-card",
    "temporary-service",
)


def _sheet(kind: str, facts: Facts, rng: Random, *, signed: bool) -> Sheet:
    make = documents.diploma if kind == "diploma" else documents.letter
    return make(facts, rng, signed=signed)


def copy(party: str, rng: Random, index: int) -> Bundle:
    """A copy of a document with the mark of `party`, scanned or photographed."""
    procedure = PROCEDURES[index % len(PROCEDURES)]
    code = rng.choice(
        ACCEPTED
        if procedure not in ("professional-competence", "eu-recognition", "european-professional-card")
        else ("nl", "en")
    )
    if party == "authority" and rng.random() < 0.5:
        code = "en"
    facts = invent(code, rng)
    kind = rng.choice(("diploma", "diploma", "employment-statement"))
    sheet = _sheet(kind, facts, rng, signed=rng.random() < 0.5)
    x, y, _, _ = sheet.marks["end"][0]
    at = (x, min(y + rng.uniform(14, 30), 690))
    sheets = [sheet]
    if party not in ("none", "wording") and rng.random() < 0.12:
        sheet, at = Sheet(paper=sheet.paper), (70.0, rng.uniform(90, 300))
        sheets.append(sheet)
    if party == "issuer":
        certify.issuer(sheet, facts, at, rng, employer=kind == "employment-statement")
    elif party != "none":
        certify.PARTIES[party](sheet, facts, at, rng)
    make = output.scanned if rng.random() < 0.7 else output.photographed
    made = make(sheets, kind, rng)
    file = File(
        name=made.name,
        data=made.data,
        kind=kind,
        languages=[code] if len(sheets) == 1 else None,
        certification=certify.expected(party, procedure),
        translation=[],
    )
    return registry.one(f"certification/{party}", file, procedure=procedure)


COUNTS = {
    "issuer": 40,
    "dutch-notary": 48,
    "eea-notary": 40,
    "foreign-notary": 24,
    "municipality": 32,
    "authority": 32,
    "translator": 20,
    "own": 20,
    "apostille": 24,
    "anonymous": 20,
    "wording": 16,
    "none": 32,
}

for _party, _count in COUNTS.items():
    registry.add(f"certification/{_party}", _count, partial(copy, _party))


def born_digital(rng: Random, index: int) -> Bundle:
    """A file that never was paper: not a copy, so nothing to certify."""
    code = rng.choice(("nl", "en"))
    facts = invent(code, rng)
    kind = rng.choice(("diploma", "employment-statement"))
    made = output.digital([_sheet(kind, facts, rng, signed=True)], kind, rng)
    file = File(
        name=made.name,
        data=made.data,
        kind=kind,
        languages=[code],
        certification="certification.not-a-copy",
        translation=[],
        born_digital=True,
    )
    return registry.one("certification/born-digital", file, procedure="registration")


registry.add("certification/born-digital", 16, born_digital)


def signed(rng: Random, index: int) -> Bundle:
    """A digitally signed extract: born digital, its signature is valid but of no known root."""
    bundle = born_digital(rng, index)
    bundle.files[0].data = signing.sign(bundle.files[0].data)
    bundle.stratum = "certification/born-digital-signed"
    return bundle


registry.add("certification/born-digital-signed", 8, signed)
