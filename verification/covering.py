"""Where on a page digits stand that could be a BSN: what no picture of the page may show.

Wider than what the identity check reports: everything that `masking` would mask in a text, and every number
that would count on an identity document. Looked for while the digits are in memory; a masked reading keeps
the boxes, which are no text.
"""

from __future__ import annotations

from collections.abc import Sequence

from verification.bsn import Context, find_in_words
from verification.masking import mask_line, mask_text
from verification.model import Box, Page, Word


def places_to_cover(page: Page) -> list[Box]:
    """Boxes in fractions of the upright page, origin top left."""
    found = [*_masked_words(page.words), *_masked_words(page.numbers)]
    found += [zone.optional_box or zone.box for zone in page.mrz if _holds_one(zone.optional)]
    found += [code.box for code in page.codes if _holds_one(code.text)]
    found += [mask.box for mask in page.masks if _holds_one(mask.recovered)]
    numbers = find_in_words([*page.words, *page.numbers], Context(identity=True))
    return found + [number.box for number in numbers if number.box is not None]


def _holds_one(text: str) -> bool:
    return mask_text(text) != text


def _masked_words(words: Sequence[Word]) -> list[Box]:
    """The boxes of words that hold a digit which `mask_text` would cover, line by line."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    found = []
    for line in lines.values():
        masked = mask_line([word.text for word in line])
        found += [word.box for word, text in zip(line, masked, strict=True) if text != word.text]
    return found
