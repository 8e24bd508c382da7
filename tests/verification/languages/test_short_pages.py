"""Pages with little text: pay slips, grade lists, headings. Sentences are ours."""

import pytest

from tests.verification.marked_pages import page
from verification.languages.pages import page_language

PAGES = [
    ("nl", "Loonstrook periode 05\nBruto salaris 3.214,00\nLoonheffing 812,00\nVakantiegeld opgebouwd"),
    ("nl", "Arbeidsovereenkomst\nPartijen: werkgever en werknemer\nArtikel 1 Functie\nArtikel 2 Proeftijd"),
    ("nl", "Beroepspraktijkvorming\nOnderdeel  Score\nVerpleegtechnische handelingen 8,1\nCommunicatie 7,4"),
    ("de", "Gehaltsabrechnung Mai 2023\nSteuerklasse I\nBruttolohn 3.200,00\nKrankenversicherung 260,00"),
    ("fr", "Fiche de paie\nSalaire de base 2 150,00\nIndemnité de nuit 120,00\nNet à payer 1 701,05"),
    ("en", "Timesheet March\nHours worked 144\nSick leave 8\nAnnual leave 16\nApproved by line manager"),
    ("bg", "Диплома за висше образование\nНастоящата диплома се издава на\nмедицинска сестра"),
    ("sr", "Диплома\nо стеченом високом образовању\nрођена у Београду\nзавршила је студије"),
    ("sk", "Vysokoškolský diplom\núspešne ukončila štúdium v študijnom programe ošetrovateľstvo"),
    ("tr", "Maaş bordrosu\nTemel ücret 14.500\nGece vardiyası 1.200\nÖdenecek tutar 13.100"),
    ("pl", "Karta wynagrodzeń\nPłaca zasadnicza 4200,00\nDodatek nocny 300,00\nDo wypłaty 3100,00"),
]


@pytest.mark.parametrize(("language", "text"), PAGES)
def test_a_page_with_little_text_is_in_one_language(language: str, text: str) -> None:
    assert page_language(page(tuple(text.splitlines()))).languages == (language,)


@pytest.mark.parametrize(
    "text", ["Maria Kowalska-Nowak\nJan Kowalski\nAnna Nowak", "12-05-2016\nPar.\nNr 14"]
)
def test_names_and_numbers_are_in_none(text: str) -> None:
    assert page_language(page(tuple(text.splitlines()))).main == "und"
