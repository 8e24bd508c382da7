# ruff: noqa: E501
"""Needed, present, sworn, whole: the translation check on bundles made of text."""

from __future__ import annotations

from datetime import date

import pytest

from tests.verification.languages.pages import document_of
from verification.checks import translation
from verification.model import CheckOutcome, Document, Kind
from verification.rulebook.loader import load_rules

RULES = load_rules("periodic-registration", date(2026, 1, 1))
NARROW = load_rules("professional-competence", date(2026, 1, 1))

SOURCE = """ZAŚWIADCZENIE
Zaświadcza się, że Pani Anna Maria Kowalska, urodzona 12 maja 1988 r. w Krakowie, pracowała w naszym szpitalu
od 1 czerwca 2012 r. do 30 września 2016 r. na stanowisku pielęgniarki w wymiarze 36 godzin tygodniowo.
Numer prawa wykonywania zawodu 1234567 wydany dnia 03.04.2011."""
BODY = """Hierbij wordt verklaard dat mevrouw Anna Maria Kowalska, geboren op 12 mei 1988 te Krakau, in ons ziekenhuis
heeft gewerkt van 1 juni 2012 tot en met 30 september 2016 als verpleegkundige gedurende 36 uur per week.
Nummer van de bevoegdheid 1234567, afgegeven op 3 april 2011."""
SWORN = """
Ondergetekende, J. de Boer, beëdigd vertaler Pools, ingeschreven in het Rbtv onder nummer 4321, verklaart dat dit
een getrouwe en volledige vertaling is."""
OTHER = """DYPLOM
Uczelnia zaświadcza, że Anna Maria Kowalska, urodzona dnia 12 maja 1988 r. ukończyła studia pielęgniarskie w dniu
30 czerwca 2010 r. ze średnią ocen 4,52. Numer dyplomu 778812. Wydano w Krakowie dnia 15.07.2010."""
SPANISH = """Se certifica que Anna Maria Kowalska, nacida el 12 de mayo de 1988 en Cracovia, trabajó en nuestro hospital
desde el 1 de junio de 2012 hasta el 30 de septiembre de 2016 como enfermera, 36 horas por semana. Número 1234567,
expedido el 3 de abril de 2011. Traductora-Intérprete Jurada de polaco, certifico que es traducción fiel y completa."""


def _codes(document: Document, *bundle: Document, rules: object = RULES) -> list[str]:
    result = translation.check(document, bundle=(document, *bundle), rules=rules)  # type: ignore[arg-type]
    return sorted(finding.code.split(".")[1] for finding in result.findings)


def test_a_foreign_document_alone_needs_a_translation() -> None:
    source = document_of(SOURCE)
    result = translation.check(source, bundle=(source,), rules=RULES)
    assert result.outcome is CheckOutcome.FAIL
    assert [(f.code, dict(f.params)) for f in result.findings] == [
        ("translation.required", {"language": "pl"})
    ]


def test_a_sworn_translation_with_its_source_passes() -> None:
    source, made = document_of(SOURCE), document_of(BODY + SWORN)
    assert _codes(source, made) == []
    assert _codes(made, source) == ["sworn"]
    assert translation.check(made, bundle=(source, made), rules=RULES).outcome is CheckOutcome.PASS


@pytest.mark.parametrize("order", [(SOURCE, BODY + SWORN), (BODY + SWORN, SOURCE)])
def test_source_and_translation_may_share_a_file(order: tuple[str, str]) -> None:
    assert _codes(document_of(*order)) == ["sworn"]


def test_an_unsworn_translation_does_not_help_its_source() -> None:
    source, made = (
        document_of(SOURCE),
        document_of("VERTALING UIT HET POOLS\n" + BODY + "\nDoor mij vertaald."),
    )
    assert _codes(made, source) == ["not-sworn"]
    assert _codes(source, made) == ["required"]


def test_a_translation_alone_misses_its_source() -> None:
    assert _codes(document_of(BODY + SWORN)) == ["source-missing", "sworn"]


def test_pairing_goes_by_content() -> None:
    source, other, made = (
        document_of(SOURCE, name="1"),
        document_of(OTHER, name="vertaling"),
        document_of(BODY + SWORN),
    )
    assert _codes(other, source, made) == ["required"]
    assert _codes(source, made, other) == []
    assert _codes(made, other) == ["source-missing", "sworn"]


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("30 september 2016", "heden", "1 date"),
        ("12 mei 1988", "12 mei 1989", "1 date"),
        ("1234567", "", "1 number"),
        ("Anna Maria Kowalska", "de betrokkene", "1 name"),
    ],
)
def test_what_is_left_out_is_named_by_kind(old: str, new: str, missing: str) -> None:
    source, made = document_of(SOURCE), document_of(BODY.replace(old, new) + SWORN)
    result = translation.check(made, bundle=(source, made), rules=RULES)
    told = {finding.code: finding for finding in result.findings}
    assert result.outcome is CheckOutcome.ATTENTION
    assert told["translation.incomplete"].params["missing_en"] == missing
    assert "Kowalska" not in str(told["translation.incomplete"])


def test_a_page_left_out_is_named() -> None:
    source, made = document_of(SOURCE, OTHER), document_of(BODY + SWORN)
    result = translation.check(made, bundle=(source, made), rules=RULES)
    assert "page 2" in result.findings[-1].params["missing_en"]


def test_a_translation_into_another_language_is_not_accepted() -> None:
    source, made = document_of(SOURCE), document_of(SPANISH)
    assert _codes(made, source) == ["sworn", "target-not-accepted"]
    assert "target-not-accepted" in _codes(document_of("Traduction assermentée\n" + _french()), rules=NARROW)


def _french() -> str:
    return (
        "Il est attesté que la personne nommée a travaillé dans notre hôpital comme infirmière pendant plusieurs\n"
        "années et que ses tâches comprenaient les soins aux malades. Traductrice jurée, je certifie que cette\n"
        "traduction est conforme à l'original."
    )


@pytest.mark.parametrize(
    "document", [document_of(BODY), document_of(SOURCE, kind=Kind.IDENTITY), document_of("")]
)
def test_nothing_is_asked_of_dutch_papers_and_passports(document: Document) -> None:
    assert translation.check(document, bundle=(document,), rules=RULES).outcome is CheckOutcome.NOT_APPLICABLE


def test_a_procedure_that_asks_no_language_asks_no_translation() -> None:
    rules = load_rules("privacy-request", date(2026, 1, 1))
    source = document_of(SOURCE)
    assert translation.check(source, bundle=(source,), rules=rules).outcome is CheckOutcome.NOT_APPLICABLE


POLISH_DIPLOMA = """Akademia Nauk Medycznych w Zalesinie
Zaświadcza się, że Agnieszka Katarzyna Wróblewska urodzona dnia 12.05.1991 w miejscowości Żywiec
odbyła studia wyższe na kierunku pielęgniarstwo i uzyskała tytuł zawodowy magister pielęgniarstwa.
Dyplom nr 4471/WNZ/2014. Zalesino, dnia 28.06.2014 r."""
POLISH_MARKS = """Akademia Nauk Medycznych w Zalesinie
WYKAZ OCEN
Agnieszka Katarzyna Wróblewska 12.05.1991 4471/WNZ/2014
Anatomia i fizjologia 10 AA
Farmakologia 15 AB
Podstawy pielęgniarstwa 24 BB
Choroby wewnętrzne 18 AA
Zalesino, 28.06.2014"""
DUTCH_DIPLOMA = """Hierbij wordt verklaard dat Agnieszka Katarzyna Wróblewska, geboren op 12 mei 1991 te Żywiec, de hogere
opleiding verpleegkunde heeft gevolgd en de titel magister in de verpleegkunde heeft verkregen.
Diplomanummer 4471/WNZ/2014. Zalesino, 28 juni 2014."""
DUTCH_MARKS = """Lijst van cijfers van de opleiding verpleegkunde
Agnieszka Katarzyna Wróblewska 12.05.1991 4471/WNZ/2014
Anatomie en fysiologie 10 AA
Geneesmiddelenleer 15 AB
Grondbeginselen van de verpleging 24 BB
Inwendige ziekten 18 AA
Zalesino, 28.06.2014"""

# The same table with a second number on each row, of which the source was read by columns.
POLISH_BY_COLUMNS = """Akademia Nauk Medycznych w Zalesinie
WYKAZ OCEN
Agnieszka Katarzyna Wróblewska 12.05.1991 4471/WNZ/2014
Anatomia i fizjologia\n\n10\n\n8.4
Farmakologia\n\n15\n\n9.1
Podstawy pielęgniarstwa\n\n24\n\n6.5
Choroby wewnętrzne\n\n18\n\n7.2
Zalesino, 28.06.2014"""
DUTCH_TWO_NUMBERS = """Lijst van cijfers van de opleiding verpleegkunde
Agnieszka Katarzyna Wróblewska 12.05.1991 4471/WNZ/2014
Anatomie en fysiologie 10 8.4
Geneesmiddelenleer 15 91
Grondbeginselen van de verpleging 24 6.5
Inwendige ziekten 18 7.2
Zalesino, 28.06.2014"""


def test_a_table_read_by_columns_is_not_missed() -> None:
    source = document_of(POLISH_DIPLOMA, POLISH_BY_COLUMNS)
    assert _codes(document_of(DUTCH_DIPLOMA, DUTCH_TWO_NUMBERS + SWORN), source) == ["sworn"]
    assert _codes(document_of(DUTCH_DIPLOMA + SWORN), source) == ["incomplete", "sworn"]


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        ((DUTCH_DIPLOMA + SWORN,), "page 2"),
        ((DUTCH_MARKS + SWORN,), "page 1"),
        ((DUTCH_DIPLOMA, DUTCH_MARKS + SWORN), None),
        ((DUTCH_DIPLOMA + DUTCH_MARKS + SWORN,), None),
    ],
)
def test_a_page_that_repeats_another_is_missed_all_the_same(
    made: tuple[str, ...], missing: str | None
) -> None:
    source, translated = document_of(POLISH_DIPLOMA, POLISH_MARKS), document_of(*made)
    result = translation.check(translated, bundle=(source, translated), rules=RULES)
    told = [f.params["missing_en"] for f in result.findings if f.code == "translation.incomplete"]
    assert [missing in text for text in told] == ([True] if missing else [])


def test_what_a_notary_wrote_on_the_source_need_not_be_translated() -> None:
    certified = (
        SOURCE + "\nVoor eensluidend afschrift. Mr. A. Visser, notaris te Zwolle, 14 maart 2025, nr. 88231"
    )
    on_a_sheet = (
        "Voor eensluidend afschrift van het aangehechte stuk, afgegeven door mij, mr. A. Visser, notaris te\n"
    )
    on_a_sheet += (
        "Zwolle, op 14 maart 2025 onder nummer 88231. De kopie is door mij met het origineel vergeleken."
    )
    for source in (document_of(certified), document_of(SOURCE, on_a_sheet)):
        made = document_of(BODY + SWORN)
        assert _codes(made, source) == ["sworn"]


def test_loan_words_make_no_second_language() -> None:
    turkish = """T.C. KIZILTEPE ÜNIVERSITESI
LISANS DIPLOMASI
Hemsirelik Bölümünün öngördügü sekiz yarıyıllık ögrenimi basarıyla tamamlayarak
Lisans unvanını almaya hak kazanmıs ve kendisine bu diploma verilmistir
Diploma No: 2015-SBF-0381
Dekan er"""
    assert _codes(document_of(turkish)) == ["required"]


EXCERPT = """Beëdigde vertaling uit het Pools
DIPLOMA van de Akademia Nauk Medycznych w Zalesinie
"""
LEFT_OUT = "De overige tekst is niet vertaald.\n"


def test_an_excerpt_is_incomplete_not_without_its_source() -> None:
    excerpt = EXCERPT + LEFT_OUT + SWORN
    assert _codes(document_of(excerpt, POLISH_DIPLOMA)) == ["incomplete", "sworn"]
    source, made = document_of(POLISH_DIPLOMA), document_of(excerpt)
    assert _codes(made, source) == ["incomplete", "sworn"]
    assert _codes(source, made) == []


def test_another_paper_of_the_same_language_is_no_source() -> None:
    made = document_of(EXCERPT.replace("Akademia Nauk Medycznych w Zalesinie", "school te Gdynia") + SWORN)
    assert _codes(made, document_of(POLISH_DIPLOMA)) == ["source-missing", "sworn"]
