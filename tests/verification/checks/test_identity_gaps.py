"""Content that a bar took off the page and the file still holds elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.verification.made import page as page_of
from verification.checks.identity_gaps import Gaps
from verification.model import Hidden, Mask, MaskKind, Page, Where

LETTER = (
    "Geachte mevrouw Jansen, hierbij bevestigen wij dat u vanaf heden woont op het adres dat hieronder staat "
    "vermeld en dat onze administratie daarop werd aangepast zoals besproken"
)
BAR = Mask((0.2, 0.3, 0.5, 0.32), MaskKind.BAR, "", 0.9)


def barred(*masks: Mask) -> Page:
    return replace(page_of(LETTER), masks=masks)


def item(where: Where, text: str) -> Hidden:
    return Hidden(where, None, None, text, 0.9, covered=False)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where.METADATA, "Subject: Wilgenhof 74, 2232 DH Apeldoorn"),
        (Where.FORM_FIELD, "NL35 INGB 0388 8025 99"),
        (Where.OFF_PAGE, "geboren 20-03-1993"),
        (Where.TEXT, "bereikbaar op 06-12345678"),
        (Where.ATTACHMENT, f"{LETTER} Wilgenhof"),
    ],
)
def test_what_a_bar_took_away(where: Where, text: str) -> None:
    assert Gaps([barred(BAR)]).filled_by(item(where, text))
    assert not Gaps([barred()]).filled_by(item(where, text)), "without a bar nothing was meant to be hidden"


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where.METADATA, "Title: Werkgeversverklaring; Producer: Writer 7.4; CreationDate 2024-03-01"),
        (Where.METADATA, "Keywords: formulier SA 2024 SA"),
        (Where.METADATA, "Subject: Zorggroep De Linde, Postbus 12, 3500 AB Utrecht"),
        (Where.METADATA, "MakerNote: !0123456789:;<=>?"),
        (Where.ATTACHMENT, LETTER),
        (Where.ATTACHMENT, "factuur 2024-118 bedrag 210,50 te voldoen op rekening NL35 INGB 0388 8025 99"),
        (Where.OFF_PAGE, "verklaring_v3.indd 1 12-03-2024 14:05"),
    ],
)
def test_what_is_beside_it(where: Where, text: str) -> None:
    assert not Gaps([barred(BAR)]).filled_by(item(where, text))


def test_what_the_page_shows_is_not_hidden() -> None:
    shown = replace(page_of(f"{LETTER} Wilgenhof 74, 2232 DH Apeldoorn"), masks=(BAR,))
    assert not Gaps([shown]).filled_by(item(Where.METADATA, "Wilgenhof 74, 2232DH Apeldoorn"))
