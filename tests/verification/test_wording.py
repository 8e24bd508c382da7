"""Wording about copies in many languages, said by a certifier or by the holder, and what is none."""

from __future__ import annotations

import pytest

from verification.apostilles import apostille_fields, is_apostille_heading
from verification.speakers import Speech
from verification.wording import find_wording

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
kopie conforn
voor eensiuidend afschrlft
Aslı goruimus
This copy has not been altered and matches the original
Za zgodność z oryginałem
Conform cu originalul
Ověřená kopie souhlasí s originálem, ověřeno
Cópia autenticada conforme o original
Aslının aynıdır, fotokopi tasdik
Certifled true c0py of the original
voor eensluidend afschrift
gewaarmerkte kopie
kopie conform origineel
conform origineel
gezien en akkoord, kopie van het origineel
Deze kopie komt overeen met het originele document
Kopie gelijk aan origineel
fotokopie stemt overeen met het getoonde stuk
Voor kopie conform
gezien: origineel getoond
I certify this to be a true copy of the original seen by me
Certified as a true likeness of the original document
True copy
Original sighted
Original document seen
This is an accurate copy of the document presented to me
I have compared this copy with the original and found it identical
Copy certified
conformed copy
copie certifiée conforme
Photocopie conforme à l'original
vu l'original
Copie conforme à l'original présenté
certifié conforme
Beglaubigte Abschrift
Die Übereinstimmung der Kopie mit dem Original wird beglaubigt
Hiermit beglaubige ich die Übereinstimmung vorstehender Ablichtung mit der Urschrift
Die Fotokopie stimmt mit der Urschrift überein
Kopie mit Original verglichen
Original hat vorgelegen
Amtlich beglaubigt
poświadczam zgodność kopii z oryginałem
Es copia fiel del original
Copia compulsada
Concuerda con el original
Cotejado con el original
copia conforme all'originale
È copia conforme
Copie legalizată
Pública-forma
Está conforme o original
fotocópia autenticada
Aslı gibidir
Aslının aynıdır
Onaylı suret
Pravost kopije ovjerena
Ověřená kopie
souhlasí s originálem
Súhlasí s originálom
hiteles másolat
az eredetivel megegyező másolat
Вярно с оригинала
Ακριβές αντίγραφο
Kopia av originalet bestyrkes
Rätt kopia
Bekreftet kopi
Rett kopi
Копія вірна
З оригіналом згідно
Копия верна
Overena kopija
Oikeaksi todistetaan
vidimeras
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
OWN = """
Kopie van haar eigen diploma, bevestigt ondergetekende zelf
Kopie meines Prüfungszeugnisses
True copy of the original, which remains with me
Copie faite par mes soins d'après l'original
Declaro bajo mi responsabilidad que esta copia es fiel al original
Dit is een kopie van mijn diploma
Ik verklaar dat dit een echte kopie is van mijn originele diploma
Hierbij verklaar ik dat deze kopie gelijk is aan het origineel dat ik thuis heb
Kopie door mijzelf gemaakt van het origineel
This is a true copy of my original diploma
I declare that this copy is identical to the original in my possession
I hereby confirm this is a true copy of the original which I hold
I, the undersigned, applicant, certify that this is a true copy
Je soussigné déclare que cette copie est conforme à mon original
Je garantis que cette copie est identique à mon diplôme
Je certifie sur l'honneur que la présente copie est conforme à l'original
Hiermit versichere ich, dass diese Kopie mit meinem Original übereinstimmt
Ich bestätige, dass die Kopie dem Original in meinem Besitz entspricht
Ich erkläre an Eides statt, dass die Kopie echt ist
Oświadczam, że kopia jest zgodna z oryginałem który posiadam
Declaro que esta copia es fiel al original que obra en mi poder
Dichiaro che la presente copia è conforme all'originale in mio possesso
Copie conformă cu originalul aflat în posesia mea
Declaro por minha honra que esta cópia é igual ao original
eigenhandig verklaard: kopie naar waarheid
Copy of my own original, signed by me
Ondergetekende, houder van dit diploma, verklaart dat dit een getrouwe kopie is
Kopie klopt met het origineel, dat in mijn bezit is
for true copy, own signature of the diploma holder
Conform mijn origineel
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
Wij verklaren dat mevrouw De Vries heeft voldaan aan de eisen
This certificate is only valid in original
Alleen origineel is geldig
A true and correct record of employment
Wij bevestigen dat de gegevens juist zijn
Het origineel wordt bewaard in het archief
We certify that Ms Novak was employed here from 2010
Hiermit bestätigen wir die Beschäftigung
Nous certifions que Madame a travaillé
Kopieën worden niet gewaarmerkt
Certified translation from Polish
This statement has been issued at the request of the employee
Original signed by the director
Cette attestation est délivrée pour servir et valoir ce que de droit
In originale firmato
Dieses Zeugnis ist nur mit Originalunterschrift gültig
cc: personnel file (copy)
Kopie: personeelsdossier
Copie: dossier
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


@pytest.mark.parametrize("text", lines(OWN))
def test_no_certifier_speaks(text: str) -> None:
    found = find_wording(text.split())
    assert found
    assert found[0].speech is not Speech.CERTIFIER


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
