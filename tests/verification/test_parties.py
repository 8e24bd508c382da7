"""Who a stamp or the print beside it names: offices in many languages, and where a notary sits."""

from __future__ import annotations

import pytest

from verification.marks import Line, Mark
from verification.model import Stamp
from verification.parties import Party, parties_of
from verification.wording import find_wording

ISSUER = ("Universitatsklinikum Halvestorf", "Hogeschool De Brink, Zwolle")

# text of the stamp ; print beside it ; office ; region of a notary
NAMED = """
Gemeente Zutphen ;  ; municipality ;
Gemeente Zutphen Burgerzaken ; Voor eensluidend afschrift ; municipality ;
Burgemeester en wethouders van Oss ;  ; municipality ;
Publieksbalie Tilburg ; kopie conform origineel ; municipality ;
STADT LEER Bürgerbüro ; Beglaubigte Kopie ; municipality ;
Samtgemeinde Uelsen ;  ; municipality ;
Der Bürgermeister Rheine ;  ; municipality ;
Mairie de Vernon Eure ; copie certifiée conforme ; municipality ;
Commune d'Uccle Gemeente Ukkel ;  ; municipality ;
Ville de Namur Service Population ;  ; municipality ;
Stad Brugge Bevolking ;  ; municipality ;
Gemeentebestuur Lanaken ;  ; municipality ;
Ayuntamiento de Ronda ;  ; municipality ;
Comune di Asti Ufficio Anagrafe ;  ; municipality ;
Urząd Miasta Kielce ;  ; municipality ;
Urząd Gminy w Nowinach ;  ; municipality ;
Primăria Municipiului Cluj ;  ; municipality ;
Câmara Municipal de Tavira ;  ; municipality ;
T.C. Konak Belediyesi ;  ; municipality ;
T.C. Konak Kaymakamlığı ;  ; municipality ;
Westminster City Council Register Office ;  ; municipality ;
Standesamt Kassel ;  ; municipality ;
Bezirksamt Mitte von Berlin ;  ; municipality ;
Ortsbürgermeister ;  ; municipality ;
Magistrat der Stadt Wien ;  ; municipality ;
Kommun Malmö stad ;  ; municipality ;
Barangay San Isidro Office of the Punong Barangay ;  ; municipality ;
Advocatenkantoor Van Rees ; kopie conform ; lawyer ;
mr. P. de Wit advocaat te Breda ;  ; lawyer ;
Rechtsanwältin Dr. Hein Kassel ;  ; lawyer ;
Maître Dupont Avocat au barreau de Lyon ;  ; lawyer ;
Smith & Co Solicitors ; certified true copy ; lawyer ;
Kancelaria Radcy Prawnego ;  ; lawyer ;
Adwokat Jan Nowak ; za zgodność z oryginałem ; lawyer ;
Abogada colegiada 1234 Sevilla ;  ; lawyer ;
Avvocato Rossi ;  ; lawyer ;
Cabinet d'avocats Leroy ;  ; lawyer ;
Ilustre Colegio de Abogados de Cádiz ;  ; lawyer ;
Huissier de justice Paris ;  ; lawyer ;
Attorney and Counselor at Law ; certified copy ; lawyer ;
Av. Mehmet Yılmaz İzmir Barosu ;  ; lawyer ;
Rechtsanwaltskanzlei Moll ;  ; lawyer ;
Gerechtsdeurwaarderskantoor Pals ;  ; lawyer ;
Politie Eenheid Oost-Nederland ;  ; police ;
Lokale Politie zone Vlas ;  ; police ;
Polizeiinspektion Leer ;  ; police ;
Polizeipräsidium Köln ;  ; police ;
Gendarmerie Nationale ;  ; police ;
Commissariat de Police ;  ; police ;
Garda Síochána ; certified true copy ; police ;
Komenda Powiatowa Policji ;  ; police ;
Comisaría de Policía ;  ; police ;
South Wales Police ;  ; police ;
Polismyndigheten ;  ; police ;
Tłumacz przysięgły języka angielskiego ; za zgodność z oryginałem ; translator ;
beëdigd vertaler Pools Rbtv 1234 ; kopie conform origineel ; translator ;
Traductrice assermentée près la Cour d'appel ; copie certifiée conforme à l'original ; translator ;
vereidigte Dolmetscherin ; beglaubigte Kopie ; translator ;
Traductor-Intérprete Jurado de Inglés ; copia fiel del original ; translator ;
Yeminli Tercüman ; aslı gibidir ; translator ;
Traduttore giurato ; copia conforme ; translator ;
Beëdigd tolk/vertaalster ; conform origineel ; translator ;
Huisartsenpraktijk De Linde ; gezien origineel ; physician ;
Dr. med. Roth Facharzt für Allgemeinmedizin ; Kopie stimmt mit Original überein ; physician ;
Apotheek Zuid ; kopie conform ; physician ;
Postkantoor Zwolle PostNL ; kopie conform ; trade ;
Rabobank Salland ; kopie gezien ; trade ;
Sparkasse Emsland ; Kopie mit Original verglichen ; trade ;
Deutsche Post Filiale ;  ; trade ;
Parochie Sint Jan ; eensluidend afschrift ; trade ;
Evangelisches Pfarramt ; Beglaubigt: Übereinstimmung mit dem Original ; trade ;
Steuerberater Kurz ; beglaubigte Kopie ; trade ;
Uitzendbureau ZorgFlex BV ; kopie conform origineel ; trade ;
AOK Krankenkasse ; Abschrift beglaubigt ; trade ;
Justice of the Peace NSW ; certified true copy ; trade ;
Chartered accountant ; certified copy ; trade ;
Parish priest ; certified true copy of original ; trade ;
 ; Kopie conform origineel, gezien door collega verpleegkundige A. Bos ; colleague ;
Kamer van Koophandel ;  ; authority ;
Ambassade van Nederland ;  ; embassy ;
Embassy of the Republic of Ghana ;  ; embassy ;
Konsulat Generalny RP ;  ; embassy ;
Hoge Commissie ;  ; embassy ;
High Commission of India ;  ; embassy ;
Generalkonsulat ;  ; embassy ;
Amtsgericht Leer ; beglaubigt ; court ;
Tribunal judiciaire de Lille ;  ; court ;
Sąd Rejonowy w Kielcach ;  ; court ;
Rechtbank Gelderland Griffie ;  ; court ;
mr. J. de Boer notaris te Sneek ;  ; notary ; netherlands
Notariskantoor Van Dam Hilversum ;  ; notary ; netherlands
Notariaat Zeewolde ;  ; notary ; netherlands
kandidaat-notaris ;  ; notary ; netherlands
Van den Berg Notarissen ; kopie conform, Zeist ; notary ; netherlands
Notariskantoor Bos / Stationsplein 3, 7511 JD ;  ; notary ; netherlands
Civil-law notary in Utrecht, the Netherlands ; certified true copy ; notary ; netherlands
notaris ; Kloosterweg 5, 6301 WK Valkenburg ; notary ; netherlands
notaris ; tel. +31 46 123 45 67 ; notary ; netherlands
Notaris te Antwerpen ;  ; notary ; eea
Notaire à Namur ;  ; notary ; eea
geassocieerd notaris te Lommel ;  ; notary ; eea
Notaris ; Grote Markt 1, B-3500 Hasselt ; notary ; eea
Notaire associé à Bayeux ;  ; notary ; eea
Office notarial de Bayeux ;  ; notary ; eea
Me Claire Petit Notaire / 76000 Rouen ;  ; notary ; eea
Notar in Oldenburg ;  ; notary ; eea
Notarin Dr. Weiß Amtssitz Kleve ;  ; notary ; eea
Urkundenrolle Nr. 12/2024 Notar ; Münster, den ; notary ; eea
Öffentlicher Notar Graz ;  ; notary ; eea
Notariusz w Opolu ;  ; notary ; eea
Kancelaria Notarialna Kielce ;  ; notary ; eea
Notario de Valladolid ;  ; notary ; eea
Ilustre Colegio Notarial de Andalucía ;  ; notary ; eea
Cartório Notarial de Faro ;  ; notary ; eea
Notaio in Bergamo ;  ; notary ; eea
Notar Public Cluj-Napoca ;  ; notary ; eea
Biroul Individual Notarial Iași ;  ; notary ; eea
Notář v Brně ;  ; notary ; eea
Javni bilježnik Zadar ;  ; notary ; eea
Notary Public Dublin ;  ; notary ; eea
Συμβολαιογράφος Αθηνών ;  ; notary ; eea
Kozjegyzo Szeged ;  ; notary ; eea
Notarius Publicus Stockholm ;  ; notary ; eea
Consejo General del Notariado ;  ; notary ; eea
Conseil régional des notaires ;  ; notary ; eea
Chambre des notaires ;  ; notary ; eea
Notary Public London ;  ; notary ; beyond
Notary Public State of Ohio My commission expires ;  ; notary ; beyond
T.C. Beyoğlu 12. Noterliği ;  ; notary ; beyond
Notar in Zürich ;  ; notary ; beyond
Notaire à Casablanca ;  ; notary ; beyond
notaris te Paramaribo ;  ; notary ; beyond
Notary Public, Ernakulam, Kerala ;  ; notary ; beyond
Notary Public for Quezon City Until December 31 ;  ; notary ; beyond
Notary Public of England and Wales ;  ; notary ; beyond
Notary Public Lagos ;  ; notary ; beyond
Nottingham Notary Public ;  ; notary ; beyond
Notaría 21 Bogotá D.C. ;  ; notary ; beyond
Tabelião de Notas São Paulo ;  ; notary ; beyond
Scrivener notary ;  ; notary ; beyond
Notaire, Genève ;  ; notary ; beyond
Jaipur Notary Government of India ;  ; notary ; beyond
Notary Public Scotland ;  ; notary ; beyond
Приватний нотаріус Київ ;  ; notary ; beyond
Notar Beograd Javni beležnik ;  ; notary ; beyond
Noter Tirana ;  ; notary ; beyond
كاتب ; notary public Amman ; notary ; beyond
Universitätsklinikum Halvestorf Personalabteilung ;  ; issuer ;
Hogeschool De Brink Studentenadministratie ;  ; issuer ;
H.S. DE BRINK ZWOLLE ;  ; issuer ;
Ministerie van Volksgezondheid ;  ; authority ;
Bezirksregierung Düsseldorf ;  ; authority ;
Regierungspräsidium Stuttgart ;  ; authority ;
Naczelna Izba Pielęgniarek i Położnych ;  ; authority ;
Ordre des infirmiers ;  ; authority ;
Nursing and Midwifery Board of Ireland ;  ; authority ;
FPS Public Health ;  ; authority ;
Agence régionale de santé ;  ; authority ;
Landesprüfungsamt für Heilberufe ;  ; authority ;
Ministerio de Educación ;  ; authority ;
Kuratorium Oświaty ;  ; authority ;
Colegio Oficial de Enfermería ;  ; authority ;
Dienst Uitvoering Onderwijs ;  ; authority ;
Ordem dos Enfermeiros ;  ; authority ;
Vlaams Ministerie van Onderwijs NARIC ;  ; authority ;
Federatie Opleidingen IPASVI Ordine delle professioni infermieristiche ;  ; authority ;
"""
CASES = [tuple(part.strip() for part in f"{line};;;".split(";")[:4]) for line in NAMED.strip().splitlines()]


def named(stamp: str, beside: str) -> list[Party]:
    """The parties of a mark with this stamp ('' for none) and this line of print."""
    box = (0.1, 0.7, 0.3, 0.85)
    lines = (Line(1, beside, (0.1, 0.6, 0.5, 0.62), 0.9),) if beside else ()
    wordings = find_wording(beside.split()) or find_wording(stamp.split())
    seal = Stamp(box, "round", "blue", stamp.replace(" / ", "\n"), 0.9) if stamp else None
    return parties_of(Mark(1, box, seal, wordings[0] if wordings else None, beside, lines), ISSUER)


@pytest.mark.parametrize(("stamp", "beside", "office", "region"), CASES)
def test_who_is_named(stamp: str, beside: str, office: str, region: str) -> None:
    first = named(stamp, beside)[0]
    assert first.office == office
    assert not region or first.region == region


@pytest.mark.parametrize(
    ("stamp", "beside"),
    [
        ("Teamleider afdeling 3B", "kopie conform origineel"),
        ("HET GOEDE LEVEN", "kopie conform origineel"),
        ("12 MEI 2024", "Diploma Fysiotherapeut"),
        ("", "Mijn collega kwam uit Antwerpen"),
    ],
)
def test_nobody_is_named(stamp: str, beside: str) -> None:
    assert named(stamp, beside) == []


def test_a_notary_without_a_place_is_a_guess() -> None:
    (guess,) = named("NOTAIRE", "")
    assert guess.confidence == 0.5
