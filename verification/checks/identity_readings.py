"""The readings of a page in which a BSN is looked for: its words, the second look at them, both together, and
with what shows through a mask.
"""

from __future__ import annotations

from collections.abc import Sequence

from verification.model import Box, Mask, Page, Word, WordSource

_SAME_PLACE = 0.5
"""Share of a word in another box from which on it stands there."""
_TOUCHES = 0.3
"""Share of a word in another from which on both are readings of one thing."""


def readings_of(page: Page, showing: Sequence[Mask]) -> list[Sequence[Word]]:
    """The readings, the page's own words first. `showing`: masks through which something was read; with any,
    the last reading holds that in place of the words there.
    """
    zones = [zone.box for zone in page.mrz]
    words = [word for word in page.words if not _within_any(word.box, zones)]
    numbers = [word for word in page.numbers if not _within_any(word.box, zones)]
    views: list[Sequence[Word]] = [words]
    if numbers:
        kept = [word for word in words if not _within_any(word.box, [n.box for n in numbers])]
        digits = [number for number in numbers if number.text.isdigit()]
        views += [numbers, [*kept, *numbers], [*words, *digits], _surer(words, numbers)]
    if showing:
        uncovered = [word for word in words if not _within_any(word.box, [m.box for m in showing])]
        views.append([*uncovered, *(_as_word(mask) for mask in showing)])
    return views


def _surer(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """The words of two readings, of those in one place the surer ones."""
    kept = [
        word
        for word in words
        if not any(overlap(word.box, o.box) > _TOUCHES and o.confidence > word.confidence for o in others)
    ]
    return [*kept, *(o for o in others if not any(overlap(o.box, word.box) > _TOUCHES for word in kept))]


def _as_word(mask: Mask) -> Word:
    return Word(mask.recovered, mask.box, mask.confidence, WordSource.OCR, 0, 0)


def _within_any(box: Box, others: Sequence[Box]) -> bool:
    return any(overlap(box, other) > _SAME_PLACE for other in others)


def overlap(a: Box, b: Box) -> float:
    """Share of `a` that lies in `b`."""
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, w) * max(0.0, h) / max(1e-12, (a[2] - a[0]) * (a[3] - a[1]))
