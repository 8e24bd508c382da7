"""The certification check: codes, severities and what a digital file is worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.verification.marked_pages import DIPLOMA, document, page, rules
from verification.checks.certification import check
from verification.model import (
    CheckOutcome,
    CheckResult,
    Code2D,
    DigitalSignature,
    Document,
    Kind,
    Severity,
    SignatureStatus,
)
from verification.rulebook.messages import message
from verification.rulebook.rules import Rules

PAPER = frozenset(
    f"certification.{code}"
    for code in (
        "issuer",
        "notary",
        "authority",
        "party-not-accepted",
        "own-statement",
        "apostille-only",
        "missing",
        "undetermined",
        "not-a-copy",
    )
)


def checked(one: Document, by: Rules | None = None) -> CheckResult:
    return check(one, bundle=(one,), rules=by or rules())


def signature(status: SignatureStatus) -> DigitalSignature:
    return DigitalSignature(
        status=status,
        intact=status is not SignatureStatus.INVALID,
        covers="whole-file",
        changes_permitted=True,
        chain=status,
        revocation=status,
        time=None,
        time_trusted=False,
        signer="",
        qualified=None,
        reasons=("no-trust-list",) if status is SignatureStatus.UNDETERMINED else (),
    )


def digital(*signatures: DigitalSignature, lines: tuple[str, ...] = DIPLOMA) -> Document:
    one = document(page(lines, born_digital=True, signed=False), born_digital=True)
    return replace(one, reading=replace(one.reading, signatures=signatures))


def test_a_kind_that_needs_none_is_not_applicable() -> None:
    result = checked(document(page(DIPLOMA), kind=Kind.IDENTITY))
    assert (result.outcome, result.findings) == (CheckOutcome.NOT_APPLICABLE, ())


@pytest.mark.parametrize(
    ("stamps", "mark", "code", "outcome"),
    [
        (["NOTARIS MR. SMIT ZWOLLE"], ["Voor kopie conform"], "notary", CheckOutcome.PASS),
        (["HOGESCHOOL RIJNMOND"], ["Voor kopie conform"], "issuer", CheckOutcome.PASS),
        (["GEMEENTE ZWOLLE"], ["Voor kopie conform"], "party-not-accepted", CheckOutcome.FAIL),
        ([], [], "missing", CheckOutcome.FAIL),
        ([], ["Voor kopie conform"], "undetermined", CheckOutcome.UNDETERMINED),
    ],
)
def test_outcome_by_mark(stamps: list[str], mark: list[str], code: str, outcome: CheckOutcome) -> None:
    result = checked(document(page(DIPLOMA, mark=mark, stamps=stamps)))
    assert [finding.code for finding in result.findings] == [f"certification.{code}"]
    assert result.outcome is outcome


def test_a_mark_is_shown_where_it_stands() -> None:
    (finding,) = checked(document(page(DIPLOMA, stamps=["NOTARIS MR. SMIT ZWOLLE"]))).findings
    assert finding.page == 1
    assert finding.box is not None
    assert "notaris" in finding.evidence


def test_a_notary_whose_place_cannot_be_read_is_a_point_to_check() -> None:
    (finding,) = checked(
        document(page(DIPLOMA, stamps=["NOTARIS MR. SMIT"], mark=["Voor kopie conform"]))
    ).findings
    assert (finding.code, finding.severity) == ("certification.notary", Severity.ATTENTION)


def test_evidence_shows_no_digit_of_a_bsn() -> None:
    lines = ["Voor kopie conform, BSN 999990019"]
    (finding,) = checked(document(page(DIPLOMA, mark=lines))).findings
    assert "999990019" not in finding.evidence


def test_a_digital_file_is_no_copy() -> None:
    result = checked(digital())
    assert [finding.code for finding in result.findings] == ["certification.not-a-copy"]
    assert result.outcome is CheckOutcome.ATTENTION


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (SignatureStatus.VALID, "digital-valid", CheckOutcome.PASS),
        (SignatureStatus.INVALID, "digital-invalid", CheckOutcome.FAIL),
        (SignatureStatus.UNDETERMINED, "digital-undetermined", CheckOutcome.UNDETERMINED),
    ],
)
def test_a_digital_signature_is_reported_besides(
    status: SignatureStatus, code: str, outcome: CheckOutcome
) -> None:
    result = checked(digital(signature(status)))
    assert {finding.code for finding in result.findings} == {
        "certification.not-a-copy",
        f"certification.{code}",
        "certification.digital-answers",
    }
    assert result.outcome is outcome


def test_each_answer_about_a_signature_is_told() -> None:
    one = replace(
        signature(SignatureStatus.INVALID),
        covers="earlier-revision",
        changes_permitted=False,
        time=datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
        signer="Hogeschool 111222333",
    )
    asked = rules()
    (told,) = [f for f in checked(digital(one), asked).findings if f.code.endswith("digital-answers")]
    dutch, english = message(told, asked).values()
    assert "111222333" not in told.evidence
    for said in (dutch, english):
        assert said.count(";") == 6
        assert "2026-03-04 05:06 UTC" in said
    assert "eerdere versie" in dutch
    assert "revoked" in english


def test_where_only_a_code_counts_a_valid_signature_is_still_looked_at() -> None:
    result = checked(digital(signature(SignatureStatus.VALID)), rules("professional-competence", code=True))
    assert result.outcome is CheckOutcome.ATTENTION


def test_the_code_of_the_issuer_is_shown_for_a_person_to_check() -> None:
    lines = (*DIPLOMA, "Verificatiecode: 7KX2-88QP via www.example.nl")
    (finding,) = checked(digital(lines=lines), rules("professional-competence", code=True)).findings
    assert finding.severity is Severity.ATTENTION
    assert finding.params["variant"] == "issuer-code"
    assert "7KX2" in finding.evidence


def test_an_address_in_a_code_counts_as_one_to_check() -> None:
    one = digital()
    first = replace(
        one.reading.pages[0], codes=(Code2D((0.8, 0.8, 0.9, 0.9), "QRCode", "https://check.example.nl/x"),)
    )
    one = replace(one, reading=replace(one.reading, pages=(first,)))
    (finding,) = checked(one, rules("professional-competence", code=True)).findings
    assert "https://check.example.nl/x" in finding.evidence


@pytest.mark.parametrize(
    "stamps", [[], [""], ["NOTARIS ZWOLLE"], ["XQZ WRM"], ["NOTARIS ZWOLLE", "GEMEENTE EDE"]]
)
@pytest.mark.parametrize(
    "mark", [[], ["Certified true copy"], ["Je certifie ce document que je détiens conforme à l'original"]]
)
def test_a_scan_gets_exactly_one_code(stamps: list[str], mark: list[str]) -> None:
    result = checked(document(page(DIPLOMA, mark=mark, stamps=stamps)))
    assert len([finding for finding in result.findings if finding.code in PAPER]) == 1


def test_an_apostille_besides_a_certification_is_told() -> None:
    copied = page(DIPLOMA, mark=["Conform cu originalul"], stamps=["NOTARIS MR SMIT BREDA"])
    fields = (
        "APOSTILLE|(Convention de La Haye du 5 octobre 1961)|1. Country: Romania|This public document|"
        "2. has been signed by Ion Pop|3. acting in the capacity of notary|4. bears the seal/stamp of"
    )
    apostille = page(fields.split("|"), number=2)
    first, second = checked(document(copied, apostille)).findings
    assert first.code == "certification.notary"
    assert (second.code, second.severity, second.page) == (
        "certification.apostille-besides",
        Severity.INFO,
        2,
    )


ONLY_DIPLOMAS = replace(rules(), certified_kinds=frozenset({Kind.DIPLOMA}))


def test_a_certifiers_mark_on_a_paper_of_unknown_kind_is_told_and_never_returns_it() -> None:
    marked = page(("Bestuur",), mark=("kopie conform origineel",), stamps=("Gemeente Utrecht Burgerzaken",))
    result = checked(document(marked, kind=Kind.OTHER), ONLY_DIPLOMAS)
    assert [found.code for found in result.findings] == ["certification.party-not-accepted"]
    assert result.outcome is CheckOutcome.ATTENTION


@pytest.mark.parametrize(
    ("lines", "stamps"),
    [
        (("Uittreksel uit de geboorteakte",), ("Gemeente Utrecht Burgerzaken",)),
        (("Brief", "Stuur ons een gewaarmerkte kopie van uw diploma, dat is verplicht"), ()),
        (("Boodschappen",), ()),
    ],
)
def test_nothing_is_asked_of_a_paper_of_unknown_kind(lines: tuple[str, ...], stamps: tuple[str, ...]) -> None:
    result = checked(document(page(lines, stamps=stamps), kind=Kind.OTHER), ONLY_DIPLOMAS)
    assert result.outcome is CheckOutcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("signed", "outcome"), [(True, CheckOutcome.UNDETERMINED), (False, CheckOutcome.NOT_APPLICABLE)]
)
def test_a_short_signed_wording_on_a_paper_of_unknown_kind_is_told(
    signed: bool, outcome: CheckOutcome
) -> None:
    marked = page(("Bestuur",), mark=("Beglaubigte Kopie",), signed=signed)
    assert checked(document(marked, kind=Kind.OTHER), ONLY_DIPLOMAS).outcome is outcome
