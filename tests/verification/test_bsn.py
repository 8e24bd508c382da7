"""Which numbers are BSNs: by label and field, in tables of cases."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification.bsn import Context, elfproef, find_in_code, find_in_text, find_in_words, readings
from verification.bsn_labels import LabelKind, label_kind
from verification.model import Box, Word, WordSource

BSN = "123456782"
OTHER = "999990019"


def word(text: str, x: float, y: float, *, width: float | None = None, confidence: float = 0.9) -> Word:
    """A word as recognised; a character is 0.01 wide and 0.014 high."""
    wide = 0.01 * len(text) if width is None else width
    box: Box = (x, y, x + wide, y + 0.014)
    return Word(text, box, confidence, WordSource.OCR, round(y * 1000), 0)


def digits(text: str, context: Context | None = None) -> list[str]:
    return [b.digits for b in find_in_text(text, context or Context()) if not b.doubtful]


@pytest.mark.parametrize(
    "text",
    [
        f"BSN: {BSN}",
        f"BSN{BSN}",
        f"B.S.N. {BSN}",
        f"BSN-nummer: {BSN}",
        f"BSN nr. {BSN}",
        f"Burgerservicenummer {BSN}",
        f"Burgerservicenummer (BSN): {BSN}",
        f"Burger Service Nummer {BSN}",
        f"Burgerservicenr.: {BSN}",
        f"Sofi-nummer {BSN}",
        f"sofinummer: {BSN}",
        f"Sofinum {BSN}",  # its end lost in light print
        f"Sociaal-fiscaal nummer {BSN}",
        f"Persoonsnummer/Personal no. {BSN}",
        f"Citizen service number: {BSN}",
        f"Numéro personnel : {BSN}",
        f"No personnel : {BSN}",
        f"Persona1 ho. {BSN}",
        f"Burgerservicenurnmer: {BSN}",  # rn for m
        f"8SN {BSN}",
        "BSN 1234.56.782",
        "BSN 123 456 782",
        "BSN 1234 56 782",
        "BSN: 1 2 3 4 5 6 7 8 2",
        f"met burgerservicenummer\n{BSN} heeft bij ons gewerkt",
        f"het burgerservicenummer van mevrouw J. de Vries is {BSN}.",
        f"({BSN} BSN)",
        f"BSN           Geboortedatum\n{BSN}     01-02-1990",
        f"Naam     BSN\nJansen   {BSN}",
        f"BSN: {BSN} 01-02-1990",
        "BURGERSERVICENUMMER 123 456 782",  # its first digits are no misread letters of the label
        "BSN ............1234.56.782",
        f"BSN / Personeelsnummer {BSN}",
        f"Klantnummer (BSN): {BSN}",
        f"BSN/RSIN/fiscaal nummer {BSN}",
        f"BSN of onderwijsnummer: {BSN}",
        f"BSN student: {BSN}",
        f"Soc.fisc.nr. {BSN}",
        f"Burgerserv.nr. {BSN}",
        f"{BSN}          Burgerservicenummer\n10-05-1990         Geboortedatum",
        "dat zij met BSN 1234\n56782 bij ons in dienst is",
        f"Burgerservice-\nnummer           {BSN}",
        f"BSN       Datum in dienst\n   {BSN}  01-03-2015",
    ],
)
def test_labelled_numbers_are_found(text: str) -> None:
    assert digits(text) == [BSN]


@pytest.mark.parametrize(
    "text",
    [
        BSN,
        f"nummer {BSN}",
        f"RSIN {BSN}",
        f"RSIN/fiscaal nummer: {BSN}",
        f"Fiscaal nummer {BSN}",
        f"KvK 12345678 RSIN {BSN}",
        f"BTW NL{BSN}B01",
        f"Loonheffingennummer {BSN}L01",
        f"V-nummer {BSN}0",
        f"VNR2{BSN}",
        f"BIG-nummer: 19{BSN}",
        f"Studentnummer {BSN}",
        f"Studentnummer\n{BSN}",
        f"Patiëntnummer: {BSN}",
        f"Factuurnummer {BSN}",
        f"Personeelsnummer {BSN}",
        f"Personalnummer: {BSN}",
        f"Employee number {BSN}",
        f"Documentnummer {BSN}",
        f"tel. +31 20 {BSN}",
        f"tel +31 {BSN}",
        f"IBAN NL12 INGB 0{BSN}",
        f"Reference no. {BSN}",
        "BSN: 123456789",  # fails the elfproef in a text layer
        "BSN 10-05-1990",
        "BSN: •••••••••",
        "BSN is niet nodig",
        f"Klantnummer (geen BSN): {BSN}",
        f"Personeelsnummer / loonnummer: {BSN}",
        "BSN 1234\n56 stuks",
        "BSN onbekend, zie 1234\n56789",  # together no BSN
        f"BSN: zie bijlage\n\n\n\n\n\nOnze ref: {BSN}",
        f"the personnel office on {BSN}",  # two letters short of "no personnel"
        f"du personnel : {BSN}",
        f"Personalia {BSN}",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert digits(text) == []


def test_a_fiscal_number_on_a_payslip_is_a_persons() -> None:
    assert digits(f"Fiscaal nummer: {BSN}", Context(payroll=True)) == [BSN]
    assert digits(f"RSIN: {BSN}", Context(payroll=True)) == []


def test_eight_digits_need_a_label() -> None:
    assert digits("BSN: 10000008") == ["10000008"]
    assert digits("10000008", Context(identity=True)) == []


def test_an_identity_document_needs_no_label_but_heeds_others() -> None:
    identity = Context(identity=True)
    assert digits(BSN, identity) == [BSN]
    assert digits(f"Documentnummer {BSN}", identity) == []
    assert digits(BSN, Context(identity=True, foreign=True)) == []


def test_a_foreign_personal_number_is_not_a_bsn() -> None:
    assert digits(f"Personal no. {BSN}") == [BSN]
    assert digits(f"Personal no. {BSN}", Context(identity=True, foreign=True)) == []


@pytest.mark.parametrize("digits", ["203299449", "193050304", "200925143"])
def test_a_number_with_dots_that_begins_like_a_year_is_no_date(digits: str) -> None:
    dotted = f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"
    assert [b.digits for b in find_in_text(f"BSN {dotted}")] == [digits]


def test_a_value_set_lower_than_its_label_is_beside_it() -> None:
    words = [
        word("Naam", 0.1, 0.2), word("Jansen", 0.4, 0.2085),
        word("BSN", 0.1, 0.22), word(BSN, 0.4, 0.2285),
        word("Klantnummer", 0.1, 0.24), word(OTHER, 0.4, 0.2485),
    ]  # fmt: skip
    assert [b.digits for b in find_in_words(words, Context())] == [BSN]


def test_a_value_may_stand_between_the_two_lines_of_its_label() -> None:
    words = [word("Burger", 0.1, 0.2), word("servicenummer", 0.1, 0.218), word(BSN, 0.4, 0.209)]
    assert [b.digits for b in find_in_words(words, Context())] == [BSN]


def test_a_right_aligned_cell_reaches_over_all_words_of_its_header() -> None:
    words = [word("BSN", 0.4, 0.1), word("werknemer", 0.44, 0.1), word(BSN, 0.44, 0.12)]
    assert [b.digits for b in find_in_words(words, Context())] == [BSN]


def test_an_employees_fiscal_number_stands_among_other_numbers_of_the_employee() -> None:
    text = f"Personeelsnummer 4711\nFiscaal nummer {BSN}"
    assert digits(text, Context(payroll=True)) == [BSN]
    assert digits(f"KvK 30123456\nFiscaal nummer {BSN}", Context(payroll=True)) == []


def test_the_same_number_elsewhere_counts_too() -> None:
    words = [word("BSN", 0.1, 0.1), word(BSN, 0.14, 0.1), word(BSN, 0.5, 0.8)]
    assert len(find_in_words(words, Context())) == 2


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ((0.1, 0.2), (0.2, 0.2)),  # left
        ((0.1, 0.2), (0.4, 0.2)),  # left, across a column gap
        ((0.1, 0.2), (0.1, 0.22)),  # above
        ((0.1, 0.2), (0.1, 0.186)),  # below
        ((0.31, 0.2), (0.2, 0.2)),  # right
    ],
)
def test_a_label_may_stand_on_every_side(label: tuple[float, float], number: tuple[float, float]) -> None:
    words = [word("BSN:", *label), word(BSN, *number)]
    assert [b.digits for b in find_in_words(words, Context())] == [BSN]


def test_a_table_header_names_its_column() -> None:
    words = [word("Naam", 0.1, 0.1), word("BSN", 0.4, 0.1), word("Studentnummer", 0.6, 0.1)]
    for row, (bsn, student) in enumerate([(BSN, OTHER), (OTHER, BSN)]):
        y = 0.13 + 0.03 * row
        words += [word("Jansen", 0.1, y), word(bsn, 0.4, y), word(student, 0.62, y)]
    found = [b for b in find_in_words(words, Context()) if b.basis == "label"]
    assert sorted(b.digits for b in found) == sorted([BSN, OTHER])
    assert {b.box[0] for b in found if b.box} == {0.4}


def test_misread_characters_beside_a_label_are_put_right() -> None:
    for misread in ("I23456782", "l23456782", "1234S6782", "12345678Z"):
        words = [word("BSN", 0.1, 0.1), word(misread, 0.14, 0.1)]
        assert [b.digits for b in find_in_words(words, Context())] == [BSN], misread


def test_a_digit_read_wrong_beside_a_label_is_doubtful_not_gone() -> None:
    found = find_in_words([word("BSN", 0.1, 0.1), word("123456781", 0.14, 0.1)], Context())
    assert [b.doubtful for b in found] == [True]


def test_a_number_split_over_words_is_one() -> None:
    words = [word("BSN", 0.1, 0.1), word("12345", 0.14, 0.1), word("6782", 0.2, 0.1)]
    assert [b.digits for b in find_in_words(words, Context())] == [BSN]


@pytest.mark.parametrize(
    "content",
    [
        BSN,
        f"https://example.nl/controle?bsn={BSN}&x=1",
        json.dumps({"persoon": {"bsn": BSN}}),
        f"BSN={BSN}",
        f"P<NLDDE<BRUIJN<<WILLEKE<<<<<<<<<<<<<<<<<<<<<<\nSPECI20142NLD6503101F2403096{BSN}<<<<<04",
    ],
)
def test_codes(content: str) -> None:
    assert [b.digits for b in find_in_code(content, Context())] == [BSN]


def test_codes_with_other_numbers() -> None:
    assert find_in_code(f"https://example.nl/diploma/{BSN}", Context()) == ()
    assert [b.digits for b in find_in_code(f"NLD;{BSN};SPECI2014", Context(identity=True))] == [BSN]


def test_digits_stay_out_of_repr() -> None:
    assert BSN not in repr(find_in_text(f"BSN {BSN}"))


@given(st.integers(min_value=0, max_value=10**10))
def test_elfproef_never_fills_up_with_zeros(number: int) -> None:
    text = str(number)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    expected = len(text) == 9 and sum(w * int(d) for w, d in zip(weights, text, strict=True)) % 11 == 0
    assert elfproef(text) == expected


@given(st.text(max_size=60))
def test_any_text_can_be_judged(text: str) -> None:
    for bsn in find_in_text(text, Context(identity=True)):
        assert len(bsn.digits) in range(7, 11)


@given(st.text(alphabet="0123456789OolISBZG", min_size=9, max_size=9))
def test_readings_are_digits(raw: str) -> None:
    assert all(r.isdigit() for r in readings(raw, ocr=True))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("BSN", LabelKind.BSN),
        ("burgerservicenumer", LabelKind.BSN),
        ("Persoonsnummer", LabelKind.FOREIGN),
        ("Personeelsnummer", LabelKind.OTHER),
        ("RSIN", LabelKind.OTHER),
        ("Waarmerknummer", LabelKind.OTHER),
        ("nr", LabelKind.GENERIC),
        ("Fiscaal nummer", LabelKind.FISCAL),
        ("BSc", None),
        ("ben", None),
    ],
)
def test_labels(text: str, kind: LabelKind | None) -> None:
    assert label_kind(text) is kind


def test_a_skewed_scan_keeps_its_rows() -> None:
    def askew(text: str, x: float, y: float) -> Word:
        return replace(word(text, x, y - 0.04 * x), line=round(y * 1000))

    words = [
        askew(f"regel{row}", 0.1 + 0.15 * column, 0.2 + 0.018 * row) for row in range(12) for column in (0, 1)
    ]
    words += [
        askew("BSN", 0.1, 0.5),
        askew(BSN, 0.5, 0.5),
        askew("Datum", 0.1, 0.518),
        askew("04-01-2021", 0.5, 0.518),
    ]
    found = find_in_words(words, Context())
    assert [b.digits for b in found] == [BSN]
    assert found[0].box == pytest.approx(words[-3].box)


def test_digits_one_to_a_box() -> None:
    words = [word("BSN", 0.1, 0.1), *(word(d, 0.1 + 0.05 * i, 0.125) for i, d in enumerate(BSN))]
    assert [b.digits for b in find_in_words(words, Context())] == [BSN]


@pytest.mark.parametrize(
    "text",
    [
        "bij ons bekend onder burgerservice-\nnummer 123456782 de heer Smit",
        "met haar citizen service\nnumber 123456782 in dienst",
        "De medewerker is bij ons bekend met het burgerservicenummer\n123456782 en is verpleegkundige",
        "123456782 (BSN)\nGeboren: 04-11-1978",
        "mevrouw Smit, burgerservicenummer 1234.\n56.782, te Zwolle",
    ],
)
def test_labels_and_numbers_over_two_lines_of_a_text(text: str) -> None:
    assert [b.digits for b in find_in_text(text)] == ["123456782"]


@pytest.mark.parametrize(
    "text",
    [
        "het nummer van uw klant-\nnummer 123456782 is",
        "Vermeld geen BSN bij uw\nklantnummer 123456782",
        "Burgerservicenummer:\nAanvraagnummer: 123456782",
        "BSN\nGeboortedatum 12-03-1978\nKlantnummer 123456782",
    ],
)
def test_other_numbers_on_the_line_after(text: str) -> None:
    assert find_in_text(text) == ()


def test_a_broken_number_that_looks_like_a_longer_label() -> None:
    # Taken for letters, "1867." is near enough to the end of "burgerservicenummer bsn".
    text = "mevrouw S. Kowalczyk, burgerservicenummer 1867.\n57.335, wonende te Zwolle"
    assert [b.digits for b in find_in_text(text)] == ["186757335"]
