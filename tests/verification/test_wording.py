"""Wording about copies in many languages, said by a certifier or by the holder, and what is none."""

from __future__ import annotations

import pytest

from verification.wording import Speech, apostille_fields, find_wording, is_apostille_heading

CERTIFIER = """
Voor eensluidend afschrift
Gewaarmerkte kopie
Gewaarmekte kopie
voor kopie conform origineel
Ik waarmerk deze fotokopie als overeenkomend met het aan mij getoonde origineel
Certified true copy
Certified to be a true copy of the original seen by me
I hereby certify that the foregoing is a true and complete photocopy of the document produced to me
This and the following 3 pages are a true copy
Photocopie certifiée conforme à l'original
Pour copie conforme
Beglaubigte Ablichtung
Die Übereinstimmung vorstehender Abschrift mit der Urschrift wird hiermit beglaubigt
Hiermit wird amtlich beglaubigt, dass die Kopie mit dem vorgelegten Original übereinstimmt
Es copia fiel de su original
Copia conforme all'originale
Za zgodność z oryginałem
Conform cu originalul
Ověřená kopie souhlasí s originálem, ověřeno
Cópia autenticada conforme o original
Aslının aynıdır, fotokopi tasdik
Certifled true c0py of the original
"""
HOLDER = """
Je certifie ce document conforme à l'original que je détiens
Ik verklaar dat dit een kopie is van mijn diploma
Ik, Anna Bakker, verklaar naar waarheid dat deze kopie gelijk is aan het origineel
I confirm that this is a true copy of the original in my possession
I, the holder of this diploma, declare this copy to be true
Ich versichere, dass die Kopie mit meinem Original übereinstimmt
Je soussignée déclare sur l'honneur que la copie est conforme à l'original
Oświadczam, że kopia jest zgodna z oryginałem, który posiadam
"""
NONE = """
Certified translation faithful to the original
Getrouwe vertaling van het origineel
Traduction certifiée conforme à l'original
Kopieën zijn alleen geldig met een origineel waarmerk
No certified copies of this document will be issued
Hierbij verklaren wij dat mevrouw Bakker werkzaam is als verpleegkundige
conform artikel 7.11 van de Wet op het hoger onderwijs
This is to certify that she was employed here
De examencommissie verklaart dat het examen met goed gevolg is afgelegd
"""


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("text", lines(CERTIFIER))
def test_a_certifier_speaks(text: str) -> None:
    found = find_wording(text.split())
    assert found
    assert all(one.speech is not Speech.HOLDER for one in found)


@pytest.mark.parametrize("text", lines(HOLDER))
def test_the_holder_speaks(text: str) -> None:
    assert Speech.HOLDER in {one.speech for one in find_wording(text.split())}


@pytest.mark.parametrize("text", lines(NONE))
def test_no_wording_about_a_copy(text: str) -> None:
    assert find_wording(text.split()) == []


def test_where_a_wording_stands() -> None:
    (found,) = find_wording(["Utrecht", "2019", "gewaarmerkte", "kopie", "de", "secretaris"])
    assert (found.first, found.last) == (2, 3)


@pytest.mark.parametrize(
    "text", ["APOSTILLE", "AP0STILLE", "(Convention de La Haye du 5 octobre 1961)", "APOSTILA"]
)
def test_apostille_heading(text: str) -> None:
    assert is_apostille_heading(text)


def test_an_apostille_named_in_a_sentence_is_no_heading() -> None:
    assert not is_apostille_heading("Dit diploma kan door de rechtbank van een apostille worden voorzien")


def test_fields_in_other_languages() -> None:
    assert (
        apostille_fields(
            "La présente acte publique a été signé par X agissant en qualité de notaire est revêtu du sceau"
        )
        >= 3
    )
