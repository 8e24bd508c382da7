"""Numbers under thin lines on identity documents whose labels recognition could not read: small print on a
pattern, perhaps struck too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from verification.bsn import elfproef
from verification.bsn_numbers import UNREAD
from verification.model import Box, Mrz, Word, WordSource
from verification.reading.geometry import overlap
from verification.reading.ground import darkest, level
from verification.reading.lines_off import without_lines
from verification.reading.strips import DIGITS, crop, pad, read_block, upscale
from verification.reading.struck import struck_numbers

Grey = NDArray[np.uint8]

_PIXELS = 2200
"""Longer side at which a card is looked at; its numbers are then some 35 pixels high."""
_TALL = 44
_LARGER = (28, _TALL)
"""Heights of text for which lines are taken off: a pen's line may waver more than fits the larger one."""
_SURE, _READ = 0.6, 4
"""Confidence and length of a word that was read in spite of a line: it needs no second look."""
_UNSURE = 0.6
_WORD = re.compile(r"^[A-Z]{2}|[A-Za-z]{3}")
"""Letters of a document's number, or of a month; single digits too are read as letters under a line."""
_AROUND = (0.6, 0.35)
"""Room around a number, in its heights."""


def struck_on_card(grey: Grey, words: Sequence[Word], zones: Sequence[Mrz]) -> Iterator[Word]:
    """Nine digits each that show under thin lines, away from the zones, as one word with a BSN's label.

    A number with letters in front is the document's own, and a date names its month: both are none.
    Raises OutsideProgramError if Tesseract fails.
    """
    factor = float(np.clip(_PIXELS / max(grey.shape), 0.4, 2.5))
    flat = darkest(level(upscale(grey, factor), kernel=_TALL - 3))
    for box in struck_numbers(flat, tall=_TALL):
        known = [w for w in words if w.confidence > _SURE and sum(map(str.isalnum, w.text)) >= _READ]
        if any(overlap(box, zone.box) > 0.3 for zone in zones) or any(
            overlap(w.box, box) > 0.5 for w in known
        ):
            continue
        digits = _read(flat, box)
        if digits:
            yield Word(f"BSN:{digits}", box, _UNSURE, WordSource.OCR, 0, 0)


def _read(flat: Grey, box: Box) -> str:
    """The digits of a struck number, UNREAD if they cannot be told; '' if letters show among them."""
    place, _ = crop(flat, box, margin=_AROUND)
    for tall in _LARGER:
        bare = without_lines(place, tall)
        if bare is None:
            continue
        framed = pad(bare, 14)
        text = "".join("".join(read_block(framed, charset="", psm=7)).split()).lstrip("-—_.,|(")
        if _WORD.search(text):
            return ""
        digits = "".join("".join(read_block(framed, charset=DIGITS, psm=7)).split())
        if elfproef(digits):
            return digits
    return UNREAD
