"""Pages with print, stamps and signatures, made by hand for tests of certification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from verification.model import (
    Document,
    DocumentReading,
    Handwriting,
    Kind,
    Page,
    PageSource,
    Quality,
    RuleRef,
    Stamp,
    Word,
    WordSource,
)
from verification.rulebook.rules import Certifier, DigitalCertification, MaskingLevel, Rules

LINE = 0.02
_COMMON = {Certifier.ISSUER}
CERTIFIERS: Mapping[str, set[Certifier]] = {
    "periodic-registration": _COMMON | {Certifier.NOTARY_NL},
    "registration": _COMMON | {Certifier.NOTARY_EEA},
    "professional-competence": _COMMON | {Certifier.NOTARY_NL},
    "eu-recognition": _COMMON | {Certifier.NOTARY_NL, Certifier.DIPLOMA_COUNTRY_AUTHORITY},
}


def rules(procedure: str = "periodic-registration", *, code: bool = False) -> Rules:
    """The rules of a procedure as far as certification asks them."""
    refs = {name: RuleRef(name, "1", "test") for name in ("certification.parties", "certification.digital")}
    return Rules(
        procedure=procedure,
        version="1",
        in_force_from=date(2022, 12, 1),
        in_force_until=None,
        languages=("nl", "en"),
        certifiers=frozenset(CERTIFIERS[procedure]),
        certified_kinds=frozenset(set(Kind) - {Kind.IDENTITY, Kind.CV}),
        digital=DigitalCertification.ISSUER_CODE if code else DigitalCertification.SIGNATURE,
        bsn=MaskingLevel.SHOULD,
        refs=refs,
    )


def page(
    lines: Sequence[str],
    *,
    mark: Sequence[str] = (),
    stamps: Sequence[str] = (),
    signed: bool = True,
    number: int = 1,
    born_digital: bool = False,
) -> Page:
    """A page with `lines` from the top, `mark` lower down, stamps beside the mark and a signature."""
    words: list[Word] = []
    for index, (text, y) in enumerate(_places(lines, mark)):
        for position, word in enumerate(text.split()):
            x = 0.1 + 0.05 * position
            words.append(Word(word, (x, y, x + 0.045, y + 0.012), 0.95, WordSource.OCR, index, 0))
    seals = tuple(
        Stamp((0.55 + 0.02 * n, 0.70, 0.72 + 0.02 * n, 0.82), "round", "blue", text, 0.95)
        for n, text in enumerate(stamps)
    )
    return Page(
        number=number,
        source=PageSource.OCR,
        rotation=0,
        width_mm=210,
        height_mm=297,
        words=tuple(words),
        quality=Quality(200, 0.9, 0.9, 0.1),
        born_digital=born_digital,
        stamps=seals,
        handwriting=(Handwriting((0.3, 0.8, 0.45, 0.85), 0.9),) if signed else (),
    )


def _places(lines: Sequence[str], mark: Sequence[str]) -> list[tuple[str, float]]:
    top = [(text, 0.05 + LINE * index) for index, text in enumerate(lines)]
    return top + [(text, 0.70 + LINE * index) for index, text in enumerate(mark)]


def document(
    *pages: Page, kind: Kind = Kind.DIPLOMA, language: str = "nl", born_digital: bool = False
) -> Document:
    """A document of these pages."""
    reading = DocumentReading("a.pdf", None, "application/pdf", 1, len(pages), tuple(pages), born_digital)
    return Document(reading, kind, tuple(language for _ in pages))


DIPLOMA = (
    "Hogeschool Rijnmond",
    "Getuigschrift",
    "De examencommissie verklaart dat",
    "Anna Maria Bakker",
    "geboren te Utrecht op 3 maart 1990",
    "met goed gevolg het examen van de opleiding Verpleegkunde heeft afgelegd",
    "Rotterdam, 12 juli 2012",
    "de voorzitter van de examencommissie",
)
STATEMENT = (
    "Ziekenhuis De Linde",
    "Afdeling Personeelszaken, Parkweg 3, 7411 AA Deventer",
    "Werkgeversverklaring",
    "Hierbij verklaren wij dat mevrouw A.M. Bakker bij ons werkzaam is",
    "als verpleegkundige voor 32 uur per week sinds 1 mei 2019",
    "Deventer, 4 februari 2024",
    "namens Ziekenhuis De Linde",
)
