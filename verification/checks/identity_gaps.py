"""What a bar took off a page, and the file still holds elsewhere: off the page, in a field, in what the file
says of itself, in an attached original.

Source: domain, section 4, "Ways a redaction fails". Without a bar nothing was meant to be hidden; with one,
only personal data that no page shows count: an address, a telephone or account number, a date of birth, and
the name of a person where a bar may cover one. An
attachment counts if it is the page itself, with words that the page does not show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verification.checks.identity_names import hides_a_name, names_in
from verification.model import Hidden, MaskKind, Page, Where

_DATA = re.compile(
    r"\b[1-9]\d{3}\s?(?!S[ADS]\b)[A-Z]{2}\b"  # postcode
    r"|\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b"  # account number
    r"|(?<![\d.,-])(?:\+31[\s-]?|0)[1-9](?:[\s-]?\d){8}(?![\d.,-])"  # telephone
    r"|\b[0-3]?\d[-/. ](?:[01]?\d|[a-z]{3,9})[-/. ](?:19\d\d|200\d)\b"  # date of birth
)
_OF_NOBODY = re.compile(r"postbus\s+\d+\W*$|p\.?o\.?\s*box\s+\d+\W*$", re.IGNORECASE)  # before a postcode
_ALL_DIGITS = "0123456789"  # counted through in tables of programs, and no telephone number
_LOOSE = (Where.METADATA, Where.FORM_FIELD, Where.OFF_PAGE, Where.TEXT)
_COVERED = (MaskKind.BAR, MaskKind.SCRIBBLE)
_SAME = 0.6  # share of the words of the pages that an attachment holds: then it is the same document
_ENOUGH = 12  # different words of four letters: fewer do not tell one document from another
_LONG = 4  # letters of a word that counts


class Gaps:
    """The bars of a document, and what its pages show around them."""

    def __init__(self, pages: Sequence[Page]) -> None:
        bars = {page.number: [mask for mask in page.masks if mask.kind in _COVERED] for page in pages}
        self._barred = any(bars.values())
        self._named = any(hides_a_name(page, bars[page.number]) for page in pages)
        text = " ".join(page.text for page in pages) if self._barred else ""
        self._shown = _letters(text)
        self._words = _long_words(text)

    def filled_by(self, item: Hidden) -> bool:
        """Whether this item holds what a bar seems to have taken away."""
        if not self._barred or not item.text:
            return False
        if item.where is Where.ATTACHMENT:
            return self._is_original(item.text)
        if item.where is Where.METADATA and self._named and self._names_more(item.text):
            return True
        return item.where in _LOOSE and self._tells_more(item.text)

    def _names_more(self, text: str) -> bool:
        """Whether a text names someone of whom no page shows a part."""
        return any(
            not any(part in self._shown for part in _long_words(name)) and _long_words(name)
            for name in names_in(text)
        )

    def _tells_more(self, text: str) -> bool:
        for found in _DATA.finditer(text):
            datum = _letters(found.group())
            if (
                datum in self._shown
                or datum == _ALL_DIGITS
                or _OF_NOBODY.search(text[max(0, found.start() - 40) : found.start()])
            ):
                continue
            return True
        return False

    def _is_original(self, text: str) -> bool:
        words = _long_words(text)
        if len(self._words) < _ENOUGH or len(words & self._words) < _SAME * len(self._words):
            return False
        return self._tells_more(text) or any(word not in self._shown for word in words)


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for part in text.split() if len(word := _letters(part)) >= _LONG)
