# ruff: noqa: E501
"""What a document is, by its headings and phrases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.verification.languages.pages import page_of, reading_of
from verification.kinds import classify
from verification.model import Kind, Mrz

CASES = [
    (Kind.EMPLOYMENT_STATEMENT, "WERKGEVERSVERKLARING\n\nHierbij verklaren wij dat mevrouw Jansen bij ons in dienst is geweest."),
    (Kind.EMPLOYMENT_STATEMENT, "Arbeitszeugnis\n\nHerr Meyer war bei uns als Pflegefachkraft tätig."),
    (Kind.EMPLOYMENT_STATEMENT, "To whom it may concern\n\nMs Wright has been employed by this hospital as a nurse,\n36 hours per week."),
    (Kind.EMPLOYMENT_STATEMENT, "ŚWIADECTWO PRACY\n\nPani Kowalska była zatrudniona w szpitalu."),
    (Kind.DIPLOMA, "Hogeschool Noord\n\nDIPLOMA\n\nDe examencommissie verklaart dat met goed gevolg is afgelegd het examen."),
    (Kind.DIPLOMA, "The University of Ashford\nhas conferred upon Thomas Wright the degree of Bachelor of Science in Nursing"),
    (Kind.DIPLOMA, "Zeugnis über die staatliche Prüfung\nhat die Prüfung mit der Gesamtnote gut bestanden"),
    (Kind.DIPLOMA_SUPPLEMENT, "DIPLOMA SUPPLEMENT\n1. Information identifying the holder of the qualification"),
    (Kind.PROFESSIONAL_STATUS, "CERTIFICATE OF CURRENT PROFESSIONAL STATUS\nThe Council confirms no disciplinary proceedings"),
    (Kind.PROFESSIONAL_STATUS, "Certificate of Good Standing\nentitled to practise without restrictions"),
    (Kind.GOOD_CONDUCT, "Verklaring omtrent het gedrag\nJustis, Ministerie van Justitie"),
    (Kind.GOOD_CONDUCT, "EXTRAIT DU CASIER JUDICIAIRE\nnéant"),
    (Kind.LANGUAGE_CERTIFICATE, "Diploma Staatsexamen Nederlands als tweede taal, programma II"),
    (Kind.CV, "Curriculum vitae\nPersonalia\nWerkervaring\nOpleidingen\nTalenkennis"),
    (Kind.PAY_SLIP, "Loonstrook maart 2021\nBruto loon Loonheffing Netto loon"),
    (Kind.PAY_SLIP, "GEHALTSABRECHNUNG\nBruttolohn Lohnsteuer Nettolohn"),
    (Kind.CONTRACT, "ARBEIDSOVEREENKOMST\nPartijen komen overeen als volgt. Artikel 1 Proeftijd"),
    (Kind.IDENTITY, "KONINKRIJK DER NEDERLANDEN\nPASPOORT PASSPORT PASSEPORT"),
    (Kind.IDENTITY, "BUNDESREPUBLIK DEUTSCHLAND\nPERSONALAUSWEIS"),
    (Kind.TRANSLATION, "Beëdigde vertaling uit het Pools\n\nDIPLOMA\nDe universiteit verleent de graad"),
    (Kind.OTHER, "Boodschappen\nmelk, brood en eieren"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_document_is_known_by_its_words(kind: Kind, text: str) -> None:
    assert classify(reading_of(text)) is kind


@pytest.mark.parametrize(
    "text", ["WERKGEVERSVERKLARTNG\nin d1enst is geweest", "Arbeitszeugnls\nHerr Meyer war tätig"]
)
def test_a_misread_heading_is_still_known(text: str) -> None:
    assert classify(reading_of(text)) is Kind.EMPLOYMENT_STATEMENT


def test_a_machine_readable_zone_makes_an_identity_document() -> None:
    zone = Mrz((0.0, 0.8, 1.0, 1.0), "TD3", ("P<",), "P", "NLD", "SPECI2014", "", None, True, False)
    assert classify(reading_of(page_of("Diploma", mrz=(zone,)))) is Kind.IDENTITY


def test_a_page_without_words_is_other() -> None:
    assert classify(reading_of("")) is Kind.OTHER


def test_a_cover_sheet_says_nothing_of_what_it_covers() -> None:
    cover = page_of("Ik heb het origineel gezien en deze kopie daarmee vergeleken.\nZwolle, 18 november 2024")
    paper = page_of("GETUIGSCHRIFT\nmet goed gevolg het afsluitend examen")
    both = reading_of(cover)
    both = replace(both, pages=(*both.pages, replace(paper, number=2)))
    assert classify(both) is Kind.DIPLOMA
