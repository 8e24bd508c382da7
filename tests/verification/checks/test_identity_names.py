"""Names that metadata tell, and titles, makers and institutions that are none."""

from __future__ import annotations

import pytest

from verification.checks.identity_names import hides_a_name, names_in
from verification.model import Mask, MaskKind, Page, PageSource, Word, WordSource
from verification.reading.page import UNMEASURED

NAMES = {
    "Title: Dossier Fatima Brouwers": "Fatima Brouwers",
    "Gegevens van Thijs Hoekstra": "Thijs Hoekstra",
    "Verklaring voor Mirjam de Graaf": "Mirjam de Graaf",
    "Betreft: mevr. A.B. de Vries": "A.B. de Vries",
    "Jeroen van der Velde": "Jeroen van der Velde",
}
NONE = [
    "Author: J. Bakker",
    "Creator: Adobe InDesign",
    "Title: Microsoft Word - document1.docx",
    "Title: Curriculum Vitae",
    "Algemene Voorwaarden",
    "Diploma van Hogeschool Rotterdam",
    "Personeelszaken Stichting Zorgpunt Noord",
    "Certificate of Good Standing",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_found(text: str) -> None:
    assert list(names_in(text)) == [NAMES[text]]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name_of_a_person(text: str) -> None:
    assert list(names_in(text)) == []


@pytest.mark.parametrize(("label", "hides"), [("BSN:", False), ("Naam:", True), ("", True)])
def test_a_bar_beside_a_number_hides_no_name(label: str, hides: bool) -> None:
    words = (Word(label, (0.1, 0.1, 0.2, 0.12), 0.9, WordSource.TEXT_LAYER, 0, 0),) if label else ()
    page = Page(1, PageSource.TEXT_LAYER, 0, None, None, words, UNMEASURED, born_digital=True)
    bar = Mask((0.21, 0.1, 0.4, 0.12), MaskKind.BAR, "", 0.9)
    assert hides_a_name(page, [bar]) is hides
