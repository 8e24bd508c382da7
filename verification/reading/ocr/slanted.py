"""Lines that run up the margin, or aslant across the print: what people write and stamp where room is left.

Tesseract reads lines that are level. So pieces of ink that no word covers, and that lie in a long narrow
group, are cut out along that group, turned level, and read by themselves; they are kept where they read as
words. A group that stands upright is read both ways, and the better reading counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ocr.lost import (
    COVERED,
    INK,
    LETTER,
    LETTERS,
    MOST_PIECES,
    REDUCE,
    is_text,
    weight,
    without_words,
)
from verification.reading.ocr.model import Grey, Layout
from verification.reading.ocr.reader import reader
from verification.reading.ocr.tokens import Token

# Pixels of the picture looked at, 100 dpi.
GAP = 21  # between words of one line
LEAST_LENGTH = 110  # of a line: 28 mm
MARGIN = 8
NARROW = 0.45  # width of a group by its length: the rim of a stamp is round, and a stamp nearly so
PIECES = 2 * LETTERS  # of ink in a line: letters, or words of joined ones
JOINED = (5, 130)  # shorter and longer side of a word of joined letters
LEVEL = 3.0  # degrees; what is more level was read as it stands
STEEP = 45.0  # degrees from which on nobody can tell which end is up
MOST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class Slanted:
    """A group of letters. `onto` is the 2x3 matrix from the page to the cut-out, both in pixels."""

    onto: NDArray[np.float64]
    size: tuple[int, int]  # width, height of the cut-out, pixels
    steep: bool

    def cut(self, pixels: Grey) -> Grey:
        """The group, level."""
        return np.asarray(
            cv2.warpAffine(pixels, self.onto, self.size, flags=cv2.INTER_CUBIC, borderValue=(255,)), np.uint8
        )

    def upside_down(self) -> Slanted:
        """The same, with its other end up."""
        width, height = self.size
        turn = np.array([[-1.0, 0, width], [0, -1.0, height]])
        whole = np.vstack([self.onto, [0, 0, 1]])
        return replace(self, onto=turn @ whole)

    def on_page(self, token: Token, *, line: int) -> Token:
        """A word of the cut-out on the page: the box around its turned one, and a line of its own."""
        back = cv2.invertAffineTransform(self.onto)
        left, top, right, bottom = token.left, token.top, token.right, token.bottom
        corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]])
        points = corners @ back.T
        low, high = points.min(axis=0), points.max(axis=0)
        return replace(
            token,
            left=float(low[0]),
            top=float(low[1]),
            right=float(high[0]),
            bottom=float(high[1]),
            line=token.line + line,
            paragraph=token.paragraph + line,
        )


def with_slanted_lines(
    pixels: Grey, tokens: tuple[Token, ...], *, models: Sequence[str], seconds: float
) -> tuple[Token, ...]:
    """The words of a page, and after them those of lines that are not level.

    Raises OutsideProgramError as the reader does.
    """
    sure = [token for token in tokens if token.confidence >= COVERED]
    if not sure:
        return tokens
    # Letters by themselves ("E", "|") may be what a standing line was taken for.
    bare = without_words(pixels, [token for token in sure if sum(map(str.isalnum, token.text)) > 1])
    for group in slanted_groups(bare):
        ways = (group, group.upside_down()) if group.steep else (group,)
        read = reader().read_words(
            [way.cut(bare) for way in ways], models=models, psm=Layout.BLOCK, seconds=seconds
        )
        best, way = max(zip(read, ways, strict=True), key=lambda item: weight(item[0]))
        if is_text(best):
            line = 1 + max(max(token.line, token.paragraph) for token in tokens)
            tokens = (*tokens, *(way.on_page(token, line=line) for token in best))
    return tokens


def slanted_groups(bare: Grey) -> list[Slanted]:
    """Long groups of letters that are not level, longest first; the words that were read are gone."""
    small = cv2.resize(bare, None, fx=1 / REDUCE, fy=1 / REDUCE, interpolation=cv2.INTER_AREA)
    ink = np.asarray((small < INK) * 255, dtype=np.uint8)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count > MOST_PIECES:
        return []
    sides = stats[:, [cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH]]
    shorter, longer = sides.min(axis=1), sides.max(axis=1)
    joined = (shorter >= JOINED[0]) & (longer <= JOINED[1])
    letters = (longer >= LETTER[0]) & ((longer <= LETTER[1]) | joined)
    letters[0] = False
    near = cv2.dilate(
        np.asarray(letters[labels] * 255, dtype=np.uint8),
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (GAP, GAP)),
    )
    groups, owner = cv2.connectedComponents(near, connectivity=8)
    places = np.flatnonzero(letters)
    at = owner[middles[places, 1].astype(int), middles[places, 0].astype(int)]
    pieces = np.bincount(at, minlength=groups)
    found = [
        group
        for number in range(1, groups)
        if pieces[number] >= PIECES
        and (group := _group(np.argwhere((owner == number) & (near > 0)))) is not None
    ]
    return sorted(found, key=lambda group: -group.size[0])[:MOST_GROUPS]


def _group(points: NDArray[np.intp]) -> Slanted | None:
    """A group by the places (row, column) of its grown ink; None if it is level, short or broad."""
    (x, y), (width, height), turn = cv2.minAreaRect(np.ascontiguousarray(points[:, ::-1], dtype=np.int32))
    if width < height:
        width, height, turn = height, width, turn - 90
    turn = (turn + 90) % 180 - 90
    length, breadth = width - GAP, max(1.0, height - GAP)
    if length < LEAST_LENGTH or breadth > NARROW * length or abs(turn) < LEVEL:
        return None
    size = (round((length + 2 * MARGIN) * REDUCE), round((breadth + 2 * MARGIN) * REDUCE))
    onto = cv2.getRotationMatrix2D((x * REDUCE, y * REDUCE), turn, 1.0)
    onto[:, 2] += np.array(size) / 2 - np.array([x, y]) * REDUCE
    return Slanted(np.asarray(onto, dtype=np.float64), size, steep=abs(turn) > STEEP)
