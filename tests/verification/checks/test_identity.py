"""The identity check on made-up readings: every code, level and place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from verification.checks.identity import check
from verification.model import (
    Box,
    CheckOutcome,
    CheckResult,
    Code2D,
    Document,
    DocumentReading,
    Hidden,
    Kind,
    Mask,
    MaskKind,
    Mrz,
    Page,
    PageSource,
    Quality,
    RuleRef,
    Severity,
    Where,
    Word,
    WordSource,
)
from verification.reading.mrz_fields import STRUCK
from verification.rulebook.rules import DigitalCertification, MaskingLevel, Rules

BSN = "123456782"
CARD = (
    "KONINKRIJK DER NEDERLANDEN\nIDENTITEITSKAART IDENTITY CARD\nGeboortedatum / Date of birth\n"
    "Burgerservicenummer\n"
)


def words_of(text: str) -> tuple[Word, ...]:
    words = []
    for line, content in enumerate(text.splitlines()):
        x = 0.1
        for part in content.split():
            box: Box = (x, 0.1 + 0.03 * line, x + 0.01 * len(part), 0.114 + 0.03 * line)
            words.append(Word(part, box, 0.9, WordSource.OCR, line, 0))
            x = box[2] + 0.01
    return tuple(words)


def page_of(text: str = "", **parts: object) -> Page:
    page = Page(
        number=1, source=PageSource.OCR, rotation=0, width_mm=None, height_mm=None, words=words_of(text),
        quality=Quality(200, 1, 1, 0.1), born_digital=False,
    )  # fmt: skip
    return replace(page, **parts)  # type: ignore[arg-type]


def judge(
    *pages: Page,
    kind: Kind = Kind.OTHER,
    level: MaskingLevel = MaskingLevel.MUST,
    hidden: tuple[Hidden, ...] = (),
) -> CheckResult:
    reading = DocumentReading("a.pdf", None, "application/pdf", 1, len(pages), pages, False, hidden=hidden)
    ref = RuleRef("identity.bsn", "2022-12-01", "source")
    rules = Rules(
        "periodic-registration", "2022-12-01", date(2022, 12, 1), None, (), frozenset(), frozenset(),
        DigitalCertification.SIGNATURE, level, MappingProxyType({"identity.bsn": ref}),
    )  # fmt: skip
    document = Document(reading, kind)
    return check(document, bundle=[document], rules=rules)


def said(result: CheckResult) -> list[tuple[str, str | None]]:
    return [(f.code.removeprefix("identity."), f.where and str(f.where)) for f in result.findings]


def zone(optional: str, *, issuer: str = "NLD", masked: bool = False, form: str = "TD3") -> Mrz:
    box: Box = (0.1, 0.8, 0.9, 0.9)
    return Mrz(box, form, ("",), "P", issuer, "SPECI2014", optional, box, valid=not masked, masked=masked)


def test_a_labelled_number_in_an_ordinary_document() -> None:
    result = judge(page_of(f"Loonstrook\nBSN {BSN}"), kind=Kind.PAY_SLIP)
    assert said(result) == [("bsn-visible", "text")]
    assert result.outcome is CheckOutcome.FAIL
    assert all(c not in result.findings[0].evidence for c in "0123456789")


def test_a_printed_number_on_an_identity_document_whatever_kind_was_given() -> None:
    assert said(judge(page_of(CARD + BSN))) == [("bsn-visible", "printed")]


@pytest.mark.parametrize(
    ("level", "code", "severity"),
    [
        (MaskingLevel.MUST, "identity.bsn-visible", Severity.FAIL),
        (MaskingLevel.SHOULD, "identity.bsn-visible", Severity.ATTENTION),
        (MaskingLevel.MAY, "identity.bsn-allowed", Severity.INFO),
    ],
)
def test_the_level_decides(level: MaskingLevel, code: str, severity: Severity) -> None:
    found = judge(page_of(f"BSN {BSN}"), level=level).findings[0]
    assert (found.code, found.severity) == (code, severity)


def test_a_zone_and_a_code() -> None:
    page = page_of(CARD, mrz=(zone(f"{BSN}<<<<<"),), codes=(Code2D((0.7, 0.1, 0.8, 0.2), "QRCode", BSN),))
    assert said(judge(page)) == [("bsn-visible", "mrz"), ("bsn-visible", "qr")]


def test_another_states_zone_is_silent() -> None:
    page = page_of(f"PASSPORT PASSEPORT\nPersonal no. {BSN}", mrz=(zone(f"{BSN}<<<<<", issuer="UTO"),))
    assert said(judge(page, kind=Kind.IDENTITY)) == [("no-bsn", None)]


def test_masked_everywhere() -> None:
    bar = Mask((0.1, 0.215, 0.25, 0.24), MaskKind.BAR, "", 0.9)
    page = page_of(CARD, masks=(bar,), mrz=(zone("?" * 14, masked=True),))
    result = judge(page, kind=Kind.IDENTITY)
    assert said(result)[0][0] == "bsn-masked"
    assert result.outcome is CheckOutcome.PASS


@pytest.mark.parametrize(
    ("masked", "codes"), [(True, [("bsn-masked", "text")]), (False, [("bsn-visible", "text")])]
)
def test_another_number_below_a_masked_label(*, masked: bool, codes: list[tuple[str, str]]) -> None:
    label = words_of("Burgerservicenummer")[0]
    bar = Mask((label.box[2] + 0.01, 0.098, label.box[2] + 0.11, 0.116), MaskKind.BAR, "", 0.9)
    below = Word("123456789", (0.12, 0.13, 0.21, 0.144), 0.9, WordSource.OCR, 1, 0)
    page = page_of(words=(label, below), masks=(bar,) if masked else ())
    assert said(judge(page)) == codes


def test_struck_in_one_place_and_readable_in_another() -> None:
    bar = Mask((0.1, 0.215, 0.25, 0.24), MaskKind.BAR, "", 0.9)
    result = judge(page_of(CARD, masks=(bar,), mrz=(zone(f"{BSN}<<<<<"),)))
    assert said(result) == [("bsn-visible", "mrz")]


def test_a_line_through_digits_does_not_mask() -> None:
    strike = Mask((0.1, 0.217, 0.25, 0.235), MaskKind.STRIKE, BSN, 0.7)
    assert said(judge(page_of(CARD, masks=(strike,)))) == [("bsn-visible", "printed")]


def test_a_line_through_a_number_of_another_kind() -> None:
    label = words_of("Klantnummer:")[0]
    beside = (label.box[2] + 0.01, label.box[1], label.box[2] + 0.11, label.box[3])
    strike = Mask(beside, MaskKind.STRIKE, BSN, 0.7)
    assert said(judge(page_of("Klantnummer:", masks=(strike,)))) == []
    assert said(judge(page_of("Betreft:", masks=(strike,)))) == [("bsn-visible", "text")]


def test_a_zone_whose_digits_show_unread_under_a_line() -> None:
    assert said(judge(page_of(CARD, mrz=(zone(f"{STRUCK}<<<<<"),)))) == [("bsn-visible", "mrz")]


def test_a_marker_that_shows_the_digits() -> None:
    marker = Mask((0.14, 0.1, 0.25, 0.114), MaskKind.TRANSLUCENT, BSN, 0.8)
    assert said(judge(page_of("BSN", masks=(marker,)))) == [
        ("bsn-visible", "text"),
        ("redaction-ineffective", "translucent"),
    ]


def test_a_label_without_a_number_on_an_identity_document_is_doubt() -> None:
    result = judge(page_of(CARD), kind=Kind.IDENTITY)
    assert said(result) == [("undetermined", "printed")]
    assert result.outcome is CheckOutcome.UNDETERMINED


def test_a_zone_that_cannot_be_parsed_is_doubt() -> None:
    page = page_of("KONINKRIJK DER NEDERLANDEN PASPOORT PASSPORT", mrz=(zone("", form="unknown", issuer=""),))
    assert judge(page, kind=Kind.IDENTITY).outcome is CheckOutcome.UNDETERMINED


def test_an_identity_document_without_words_is_doubt() -> None:
    assert judge(page_of(), kind=Kind.IDENTITY).outcome is CheckOutcome.UNDETERMINED


def test_an_ordinary_document_says_nothing() -> None:
    result = judge(page_of("Verklaring\nKvK 12345678"), kind=Kind.EMPLOYMENT_STATEMENT)
    assert (said(result), result.outcome) == ([], CheckOutcome.PASS)


@pytest.mark.parametrize(
    ("text", "covered", "expected", "outcome"),
    [
        (f"BSN {BSN}", True, [("redaction-ineffective", "text")], CheckOutcome.FAIL),
        (BSN, True, [("redaction-ineffective", "text")], CheckOutcome.FAIL),
        (f"BSN {BSN}", False, [("redaction-ineffective", "text")], CheckOutcome.FAIL),
        ("adres", True, [("redaction-ineffective", "text")], CheckOutcome.ATTENTION),
        ("adres", False, [], CheckOutcome.PASS),
    ],
)
def test_hidden_content(
    text: str, covered: bool, expected: list[tuple[str, str]], outcome: CheckOutcome
) -> None:
    item = Hidden(Where.TEXT, 1, None, text, 0.9, covered)
    for result in (judge(page_of("Brief", hidden=(item,))), judge(page_of("Brief"), hidden=(item,))):
        assert said(result) == expected
        assert result.outcome is outcome


def test_a_hidden_zone() -> None:
    lines = f"P<NLDDE<BRUIJN<<WILLEKE<<<<<<<<<<<<<<<<<<<<<\nSPECI20142NLD6503101F2403096{BSN}<<<<<04"
    item = Hidden(Where.ATTACHMENT, None, None, lines, 0.9, covered=False)
    assert said(judge(page_of("Brief"), hidden=(item,))) == [("redaction-ineffective", "attachment")]


def test_one_finding_per_place_and_page() -> None:
    result = judge(page_of(f"BSN {BSN}\nBSN {BSN}"), page_of(f"BSN {BSN}", number=2))
    assert [(f.page, str(f.where)) for f in result.findings] == [(1, "text"), (2, "text")]


def test_a_step_that_could_not_run_says_nothing_reassuring() -> None:
    assert said(judge(page_of("PASPOORT", problems=("mrz",)), kind=Kind.IDENTITY)) == []


def test_a_bare_number_that_a_form_field_withholds() -> None:
    item = Hidden(Where.FORM_FIELD, None, None, BSN, 0.9, covered=False)
    assert said(judge(page_of("Brief"), hidden=(item,))) == [("redaction-ineffective", "form-field")]
    elsewhere = replace(item, where=Where.METADATA, text=f"scan {BSN} v2")
    assert said(judge(page_of("Brief"), hidden=(elsewhere,))) == []


def test_a_marker_through_which_something_shows_is_doubt() -> None:
    unclear = Mask((0.14, 0.1, 0.25, 0.114), MaskKind.TRANSLUCENT, "", 0.4)
    result = judge(page_of("BSN", masks=(unclear,)))
    assert said(result) == [("undetermined", "text")]


def test_one_doubt_per_place() -> None:
    zones = (zone("", form="unknown", issuer=""), zone("", form="unknown", issuer=""))
    page = page_of("KONINKRIJK DER NEDERLANDEN PASPOORT PASSPORT", mrz=zones)
    assert said(judge(page, kind=Kind.IDENTITY)) == [("undetermined", "mrz")]


@pytest.mark.parametrize("whole_file", [True, False])
def test_what_could_not_be_looked_into_is_doubt(whole_file: bool) -> None:
    closed = Hidden(Where.ATTACHMENT, None, None, "", 0.4, covered=False, unread=True)
    items = (closed,)
    result = judge(page_of("Brief"), hidden=items) if whole_file else judge(page_of("Brief", hidden=items))
    assert said(result) == [("undetermined", "attachment")]
    assert result.outcome is CheckOutcome.UNDETERMINED


@pytest.mark.parametrize(("text", "found"), [("BSN", True), ("Brief", False)])
def test_a_bare_number_in_the_metadata_of_a_page_whose_number_was_taken_out(text: str, found: bool) -> None:
    item = Hidden(Where.METADATA, None, None, f"loonstrook {BSN}", 0.9, covered=False)
    expected = [("redaction-ineffective", "metadata")] if found else []
    assert said(judge(page_of(text), hidden=(item,))) == expected


LICENCE = (
    "sn 123456782\nAM 12.05.09 12.05.31\nAl 12.05.09 12.05.31\nB 12.05.09 12.05.31\nBE 12.05.09 12.05.31"
)


def test_the_back_of_a_driving_licence_is_told_by_its_categories() -> None:
    assert said(judge(page_of(LICENCE))) == [("bsn-visible", "printed")]
    grades = LICENCE.replace("AM", "A").replace("Al", "C").replace("BE", "D")
    assert said(judge(page_of(grades))) == [], "a list of grades with dates is no licence"


@pytest.mark.parametrize(
    ("born", "codes"), [("25 JAN/JAN 1961", [("bsn-visible", "printed")]), ("25 JAN 1961", [])]
)
def test_a_card_of_which_the_small_print_was_lost(born: str, codes: list[tuple[str, str]]) -> None:
    assert said(judge(page_of(f"KONINKRIJK DER NEDERLANDEN\nBakhuis\n{born}\n{BSN}"))) == codes


def test_a_line_of_a_zone_that_was_read_as_a_word_tells_an_identity_document() -> None:
    text = "533012442\n5912144M3109270NLD<<<<<<<<<<<2\nEL<AMRANI<<AICHA<<<<<<<<<<<<<<"
    assert said(judge(page_of(text.replace("533012442", BSN)))) == [("bsn-visible", "printed")]


def test_of_two_readings_of_one_place_the_surer_one_counts() -> None:
    label, number = words_of(f"BSN {BSN}")
    lost = replace(number, text="ANZLQOANNAA", confidence=0.1)
    page = page_of("", words=(replace(label, text="B5", confidence=0.2), number), numbers=(label, lost))
    assert said(judge(page)) == [("bsn-visible", "text")]
