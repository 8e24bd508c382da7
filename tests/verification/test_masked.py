"""What is written of a document holds no digit of a BSN, and is judged as if it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verification.checks.test_identity import BSN, CARD, page_of, words_of
from verification import masked as module
from verification.checks.identity_places import see
from verification.errors import VerificationError
from verification.masked import joined, masked, merged, renumbered, sight_for
from verification.model import (
    Check,
    Code2D,
    DigitalSignature,
    Document,
    DocumentReading,
    Hidden,
    Kind,
    Mask,
    MaskKind,
    Mrz,
    Page,
    Problem,
    SignatureStatus,
    Where,
)
from verification.reading.codec import UnknownShape, decode, encode
from verification.recipe import as_document, as_masked_document, check_document
from verification.rulebook.loader import load_rules

BOX = (0.1, 0.1, 0.5, 0.2)
DAY = datetime(2026, 11, 22, tzinfo=UTC)


def reading_of(*pages: Page, **parts: object) -> DocumentReading:
    made = DocumentReading("a.pdf", "ff", "application/pdf", 1, len(pages), pages, False)
    return replace(made, **parts)  # type: ignore[arg-type]


def full() -> DocumentReading:
    """A BSN in every place that a reading has."""
    zone = Mrz(
        BOX, "TD3", (f"SPECI20142NLD6503101F2403096{BSN}<<<<<84",), "P", "NLD", BSN, BSN, BOX, True, False
    )
    signature = DigitalSignature(
        SignatureStatus.VALID, True, "whole-file", True, SignatureStatus.VALID, SignatureStatus.VALID, DAY,
        True, f"J. Jansen {BSN}", None, ("fine",),
    )  # fmt: skip
    page = page_of(
        f"{CARD}{BSN[:4]} {BSN[4:6]} {BSN[6:]}",
        numbers=words_of(BSN),
        masks=(Mask(BOX, MaskKind.TRANSLUCENT, BSN, 0.9),),
        codes=(Code2D(BOX, "QRCode", BSN), Code2D(BOX, "QRCode", f"https://duo.nl/{BSN}")),
        mrz=(zone,),
        hidden=(Hidden(Where.TEXT, 1, BOX, BSN, 0.9, covered=True),),
    )
    return reading_of(
        page,
        name=f"paspoort {BSN}.pdf",
        problems=(Problem("safety.type-mismatch", {"extension": BSN}),),
        hidden=(Hidden(Where.METADATA, None, None, BSN, 0.9, covered=False),),
        signatures=(signature,),
    )


def test_no_digit_of_a_bsn_is_written_wherever_it_stands() -> None:
    text = encode(masked(full())).decode()
    assert BSN not in text
    assert not any(f'"{part}"' in text for part in (BSN[:4], BSN[6:]))


def test_a_bsn_in_an_unusual_setting_is_masked_where_it_was_seen() -> None:
    """One digit per word, on two lines: no row of digits shows it, its place does."""
    page = page_of(f"{CARD}Burgerservicenummer {BSN}")
    digits = page.words[-1]
    split = tuple(
        replace(digits, text=digit, line=digits.line + at // 5, box=(*digits.box[:2], *digits.box[2:]))
        for at, digit in enumerate(BSN)
    )
    sight = see(Document(reading_of(page), Kind.IDENTITY))
    kept = module._words((*page.words[:-1], *split), [one.box for one in sight.readable if one.box])
    assert not any(char.isdigit() for word in kept for char in word.text)


@pytest.mark.parametrize("procedure", ["periodic-registration", "registration", "eu-recognition"])
@pytest.mark.parametrize("kind", [None, Kind.IDENTITY, Kind.PAY_SLIP, Kind.DIPLOMA])
def test_the_identity_check_says_the_same_of_what_was_written(procedure: str, kind: Kind | None) -> None:
    rules = load_rules(procedure, DAY.date())
    plain = as_document(full(), kind)
    kept = as_masked_document(decode(encode(masked(full()))), kind)
    results = [
        check_document(one, path=Path("a.pdf"), bundle=(one,), rules=rules).checks for one in (plain, kept)
    ]
    ours, theirs = ([one for one in checks if one.check is Check.IDENTITY] for checks in results)
    assert ours == theirs
    assert ours[0].findings


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("text", ["Loonheffing", "Brief"])
def test_every_kind_is_looked_at_like_one_of_three(kind: Kind, text: str) -> None:
    whole = reading_of(*full().pages, page_of(f"{text} fiscaal nummer {BSN}", number=2))
    assert sight_for(masked(whole), kind) == see(Document(whole, kind))


def test_where_nobody_could_look_the_check_is_undetermined(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_reading: DocumentReading) -> None:
        raise RuntimeError(BSN)

    monkeypatch.setattr(module, "sights_of", crash)
    kept = masked(full())
    assert BSN not in encode(kept).decode()
    document = as_masked_document(joined([kept, kept], size=1, page_count=1))
    rules = load_rules("periodic-registration", DAY.date())
    found = check_document(document, path=Path("a.pdf"), bundle=(document,), rules=rules)
    (identity,) = [one for one in found.checks if one.check is Check.IDENTITY]
    assert [one.code for one in identity.findings] == ["identity.not-run"]
    assert Check.IDENTITY in found.crashed


def test_ranges_are_joined_as_one_document() -> None:
    first, second = reading_of(page_of("een", number=1)), reading_of(page_of(f"{CARD}{BSN}", number=1))
    lost = Problem("safety.malformed", {"variant": "page"}, page=1)
    second = renumbered(replace(second, problems=(lost,), sha256="ee"), 1)
    kept = joined([masked(one) for one in (first, second, first)], size=7, page_count=2)
    assert [page.number for page in kept.reading.pages] == [1, 2]
    assert [one.page for one in kept.reading.problems] == [2]
    assert (kept.reading.sha256, kept.reading.size, kept.reading.page_count) == (None, 7, 2)
    assert {place.page for place in sight_for(kept, Kind.IDENTITY).readable} == {2}
    assert merged([first], size=1, page_count=1) == first


def test_what_could_not_be_opened_stays_so() -> None:
    closed = reading_of(opened=False, problems=(Problem("safety.encrypted"),))
    kept = joined([masked(closed)], size=1, page_count=0)
    assert decode(encode(kept)) == kept
    assert not kept.reading.opened


def test_written_and_read_back_is_the_same() -> None:
    kept = masked(full())
    assert decode(encode(kept)) == kept


@given(st.binary(max_size=200))
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownShape):
        decode(data)


def test_a_reading_of_another_version_or_cut_short_is_refused() -> None:
    data = encode(masked(full()))
    for wrong in (data.replace(b'"version":1', b'"version":0'), data[:-9], data.replace(b'"printed"', b'"x"'),
                  data.replace(b'"shape":"', b'"shape":"0')):  # fmt: skip
        with pytest.raises(VerificationError):
            decode(wrong)
