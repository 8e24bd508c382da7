"""Declarations of translators: sworn, not sworn, and texts that only speak of translations."""

from __future__ import annotations

import pytest

from tests.verification.languages.pages import page_of
from verification.matching import marks_of

SWORN = {
    "nl": "Ondergetekende, M. van Dam, beëdigd vertaler in de Poolse taal, verklaart dat bovenstaande tekst een\n"
    "getrouwe en volledige vertaling is van het aangehechte document. Wbtv 4711. Zwolle, 3 mei 2021",
    "nl-be": "De ondergetekende, gezworen vertaalster bij de rechtbank van eerste aanleg te Gent, verklaart dit stuk\n"
    "getrouw uit het Roemeens in het Nederlands te hebben overgezet. VTI nr. 12345678",
    "nl-oath": "Aldus door mij op de eed gedaan bij de aanvaarding van mijn ambt vertaald uit het Turks.\n"
    "De tolk-vertaler, ingeschreven bij de rechtbank Arnhem",
    "nl-register": "Voor getrouwe vertaling uit het Spaans. Rbtv 30221",
    "en": "I, the undersigned, sworn translator for the Polish language, hereby certify that the above is a true and\n"
    "complete translation of the original document presented to me.",
    "en-court": "Translated from Romanian into English by Elena Marin, translator and interpreter authorised by the\n"
    "Ministry of Justice under licence no. 20881, who certifies the accuracy of this translation.",
    "en-affidavit": "AFFIDAVIT OF TRANSLATION\nI solemnly swear under oath that I am competent in Arabic and English\n"
    "and that the foregoing translation is faithful.",
    "fr": "Je soussignée, traductrice assermentée près la Cour d'appel de Lyon, certifie que la traduction qui précède\n"
    "est conforme à l'original libellé en langue turque. Visé ne varietur sous le n° 2021/118",
    "fr-expert": "Traduction certifiée conforme à l'original rédigé en espagnol par l'expert traducteur\n"
    "inscrit sur la liste de la cour d'appel de Bordeaux",
    "fr-be": "Le soussigné, traducteur juré auprès du tribunal de première instance de Liège, déclare avoir\n"
    "fidèlement traduit le document ci-joint de l'italien vers le français.",
    "de": "Als vom Präsidenten des Oberlandesgerichts Köln ermächtigte Übersetzerin der polnischen Sprache bescheinige\n"
    "ich: Vorstehende Übersetzung der mir vorgelegten Urkunde ist richtig und vollständig.",
    "de-heading": "Beglaubigte Übersetzung aus der kroatischen Sprache\n\nDie Richtigkeit und Vollständigkeit der Übersetzung\n"
    "wird bestätigt. Allgemein beeidigter Übersetzer für das Land Hessen",
    "de-at": "Die genaue Übereinstimmung der vorstehenden Übersetzung mit der angehefteten Urschrift bestätige ich\n"
    "unter Berufung auf meinen Eid.",
    "de-stamp-like": "Öffentlich bestellte und vereidigte Dolmetscherin und Übersetzerin für Russisch\n"
    "Übersetzung aus dem Russischen",
    "es": "Doña Carmen Ruiz, Traductora-Intérprete Jurada de rumano, certifica que la que antecede es traducción fiel\n"
    "y completa al español de un documento redactado en rumano.",
    "pl": "Ja, Adam Nowicki, tłumacz przysięgły języka angielskiego, poświadczam zgodność powyższego tłumaczenia\n"
    "z oryginałem. Repertorium nr 45/2020",
    "it": "Il sottoscritto, traduttore giurato presso il Tribunale di Milano, attesta che la presente traduzione è\n"
    "conforme all'originale. Verbale di asseverazione",
    "pt": "Eu, tradutora ajuramentada, certifico que a tradução anexa é fiel e completa.",
    "ro": "Subsemnata, traducător autorizat de Ministerul Justiției cu nr. 1234, certific exactitatea traducerii.",
    "cs": "Jako soudní překladatelka jazyka anglického stvrzuji, že překlad souhlasí s textem připojené listiny.",
    "tr": "Yeminli tercüman olarak bu tercümenin aslına uygun olduğunu onaylarım.",
    "hr": "Ja, stalni sudski tumač za engleski jezik, potvrđujem da prijevod odgovara izvorniku.",
    "no": "Jeg bekrefter som statsautorisert translatør at oversettelsen er riktig og fullstendig.",
    "sv": "Auktoriserad translator från svenska till engelska intygar att översättningen är riktig.",
    "uk": "Я, присяжний перекладач, засвідчую вірність перекладу.",
    "ocr": "Ondergetekende, beedigd vertaier voor de Poolse taai, verkiaart dat dit een getrouwe vertaiing is.",
}
NOT_SWORN = {
    "self": "VERTALING UIT HET POOLS\n\nDeze vertaling is door mij vertaald en naar mijn beste weten juist.",
    "self-en": "Translated from Spanish by me. I declare that this translation is accurate and complete.",
    "agency": "We, Lingua Nova Translation Services Ltd, hereby certify that the attached is a true and accurate\n"
    "translation of the original document from Polish into English. ISO 17100 certified.",
    "denied": "Translation from Turkish\n\nThis is not a sworn translation; it is for information only.",
    "denied-nl": "VERTALING\n\nDit is geen beëdigde vertaling. Vertaald uit het Portugees door een vrijwilliger.",
    "fr-plain": "Traduction de l'espagnol vers le français\n\nTraduit par un ami de la famille, sans valeur officielle.",
    "de-plain": "Übersetzung aus dem Polnischen\n\nÜbersetzt von der Antragstellerin selbst, nicht beeidigt.",
    "machine": "Translated from Romanian to English with Google Translate.",
}
NO_TRANSLATION = {
    "asks": "Is uw diploma niet in het Nederlands, Engels, Frans of Duits gesteld, dan moet u een beëdigde vertaling\n"
    "meesturen. De vertaling dient volledig te zijn.",
    "asks-en": "Documents in other languages must be accompanied by a sworn translation.",
    "letter": "Hierbij verklaren wij dat mevrouw De Groot volledig en naar waarheid haar taken heeft verricht.",
    "translational": "The research group for translational medicine certifies that the candidate has completed the course.",
    "studies": "Faculty of Translation and Interpreting\n\nThe degree of Bachelor of Nursing is awarded to the candidate.",
    "court": "The Court of Appeal of Leeds has no record of convictions for the person named above.",
    "oath": "On taking office the nurse swore the oath of the profession before the council.",
    "certified-copy": "Ik, notaris te Breda, verklaar dat deze kopie eensluidend is met het mij getoonde origineel.",
}


@pytest.mark.parametrize("name", SWORN)
def test_a_sworn_declaration_is_known_in_many_languages(name: str) -> None:
    marks = marks_of(page_of(SWORN[name]))
    assert (marks.declared, marks.sworn) == (True, True)


@pytest.mark.parametrize("name", NOT_SWORN)
def test_a_translation_without_an_oath_is_not_sworn(name: str) -> None:
    marks = marks_of(page_of(NOT_SWORN[name]))
    assert (marks.declared, marks.sworn) == (True, False)


@pytest.mark.parametrize("name", NO_TRANSLATION)
def test_speaking_of_translations_is_not_being_one(name: str) -> None:
    marks = marks_of(page_of(NO_TRANSLATION[name]))
    assert (marks.declared, marks.sworn) == (False, False)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Vertaling uit het Pools in het Nederlands", "pl", "nl"),
        ("Beëdigde vertaling van het Roemeens naar het Nederlands", "ro", "nl"),
        ("Certified translation from Turkish into English", "tr", "en"),
        ("Traduction de l'espagnol vers le français", "es", "fr"),
        ("Beglaubigte Übersetzung aus der ukrainischen Sprache ins Deutsche", "uk", "de"),
        ("Tłumaczenie przysięgłe z języka polskiego na język angielski", "pl", "en"),
    ],
)
def test_the_language_pair_is_read(text: str, source: str, target: str) -> None:
    marks = marks_of(page_of(text))
    assert (marks.source, marks.target) == (source, target)
