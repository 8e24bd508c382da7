"""Where a certifier wrote on pages: what stands there is no text of the document itself.

It does not tell the language of a page, and a translation of the document may leave it out.
"""

from __future__ import annotations

from collections.abc import Sequence

from verification.marks import certifier_speaks, read_marks
from verification.model import Box, Page

_SAME_LINE = 0.01  # share of the page height; lines of a mark that stand higher are the document's own

Places = tuple[tuple[int, Box], ...]


def certifier_places(pages: Sequence[Page]) -> Places:
    """Page number and box of each stamp, and of each line of what a certifier surely wrote."""
    found = [(page.number, stamp.box) for page in pages for stamp in page.stamps]
    for mark in read_marks(pages).wordings:
        if certifier_speaks(mark) and mark.wording is not None and mark.wording.sure:
            found += [(line.page, line.box) for line in mark.lines if line.box[1] >= mark.box[1] - _SAME_LINE]
    return tuple(found)


def in_places(page: int, box: Box, places: Places) -> bool:
    """Whether the middle of a box lies in one of the places."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        page == number and place[0] <= x <= place[2] and place[1] <= y <= place[3] for number, place in places
    )
