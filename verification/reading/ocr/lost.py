"""Lines that Tesseract leaves out of a page: a large heading, a note by hand under the print.

Its one-block mode now and then drops a line that is much taller than its neighbours or stands alone far below
them; cut out, the same line is read in full. So ink in rows of letters that no word covers is read again by
itself, a few blocks a page, and kept where it reads as words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.reading.ocr.model import Grey, Layout
from verification.reading.ocr.reader import reader
from verification.reading.ocr.tokens import Token, mean_confidence, renumbered

REDUCE = 2  # the picture is looked at so many times smaller
# Pixels of that picture, 100 dpi.
LETTER = (4, 55)  # height of a letter, or of a word of joined ones
ROW = (7, 65)  # height of a row
LEAST_ROW = 55  # width of a row: 14 mm
WORD_GAP, LINE_GAP, MARGIN = 23, 15, 7
INK = 215  # grey level on a ground made white
LETTERS = 4  # pieces of ink in a row: a signature has fewer
LONG = 1.8  # width of a row by its height
MOST_PIECES = 6000  # pieces of ink: with more it is no page of lines
MOST_BLOCKS = 4
COVERED = 60.0  # confidence from which on a word covers its ink
WELL, POORLY = 65.0, 35.0  # mean confidence of a block that is print; that may be writing by hand
FEW, MANY = 4, 16  # letters that a block of print, and one by hand, has at least
WORDS = 4  # of a block by hand
WORDED = 0.75  # share of what was read that holds a letter or digit: the rim of a stamp reads as signs


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the picture, pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, token: Token) -> bool:
        """Whether the middle of a word lies in it."""
        x, y = (token.left + token.right) / 2, (token.top + token.bottom) / 2
        return self.left <= x < self.right and self.top <= y < self.bottom


def with_lost_lines(
    pixels: Grey, tokens: tuple[Token, ...], *, models: Sequence[str], seconds: float
) -> tuple[Token, ...]:
    """The words of a page and those of the lines that were left out, in reading order.

    Raises OutsideProgramError as the reader does.
    """
    sure = [token for token in tokens if token.confidence >= COVERED]
    if not sure:
        return tokens
    bare = without_words(pixels, sure)
    for number, block in enumerate(lost_blocks(bare), start=1):
        crop = np.ascontiguousarray(bare[block.top : block.bottom, block.left : block.right])
        (read,) = reader().read_words([crop], models=models, psm=Layout.BLOCK, seconds=seconds)
        old = [token for token in tokens if token.confidence < COVERED and block.holds(token)]
        if is_text(read) and weight(read) > weight(old):
            tokens = _merged([token for token in tokens if token not in old], _on_page(read, block, number))
    return tokens


def lost_blocks(bare: Grey) -> list[Block]:
    """Blocks of rows of letters in a picture from which the words that were read are gone, largest first."""
    small = cv2.resize(bare, None, fx=1 / REDUCE, fy=1 / REDUCE, interpolation=cv2.INTER_AREA)
    ink = np.asarray((small < INK) * 255, dtype=np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count > MOST_PIECES:
        return []
    heights = stats[:, cv2.CC_STAT_HEIGHT]
    letters = (heights >= LETTER[0]) & (heights <= LETTER[1])
    letters[0] = False
    rows = _rows(
        np.asarray(letters[labels] * 255, dtype=np.uint8), np.asarray(stats[letters], dtype=np.int32)
    )
    together = np.zeros_like(ink)
    for row in rows:
        together[row.top : row.bottom + LINE_GAP, row.left : row.right] = 255
    found = [_framed(box) for box in _boxes(together)]
    return sorted(found, key=lambda b: (b.top - b.bottom) * (b.right - b.left))[:MOST_BLOCKS]


def _rows(letters: Grey, stats: NDArray[np.int32]) -> list[Block]:
    """Rows of letters: long, and of several pieces of ink."""
    near = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((3, WORD_GAP), np.uint8))
    xs = stats[:, cv2.CC_STAT_LEFT] + stats[:, cv2.CC_STAT_WIDTH] // 2
    ys = stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] // 2
    rows = []
    for box in _boxes(np.asarray(near, dtype=np.uint8)):
        width, height = box.right - box.left, box.bottom - box.top
        inside = (xs >= box.left) & (xs < box.right) & (ys >= box.top) & (ys < box.bottom)
        shaped = width >= LEAST_ROW and ROW[0] <= height <= ROW[1] and width >= LONG * height
        if shaped and inside.sum() >= LETTERS:
            rows.append(box)
    return rows


def _boxes(mask: Grey) -> list[Block]:
    stats = cv2.connectedComponentsWithStats(mask, connectivity=8)[2][1:]
    return [Block(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h in stats[:, :4]]


def _framed(box: Block) -> Block:
    """A block of the small picture on the whole one, with a margin."""
    return Block(
        max(0, box.left - MARGIN) * REDUCE,
        max(0, box.top - MARGIN) * REDUCE,
        (box.right + MARGIN) * REDUCE,
        (box.bottom - LINE_GAP + MARGIN) * REDUCE,
    )


def without_words(pixels: Grey, tokens: Sequence[Token]) -> Grey:
    """The picture with the places of words white."""
    out = pixels.copy()
    for token in tokens:
        top, left = max(0, int(token.top) - 2), max(0, int(token.left) - 3)
        out[top : int(token.bottom) + 3, left : int(token.right) + 4] = 255
    return out


def is_text(tokens: Sequence[Token]) -> bool:
    """Whether what was read is print, or so many words that somebody wrote them."""
    confidence, letters = mean_confidence(tokens), sum(map(str.isalnum, "".join(t.text for t in tokens)))
    if sum(any(map(str.isalnum, t.text)) for t in tokens) < WORDED * len(tokens):
        return False
    if confidence >= WELL:
        return letters >= FEW
    return confidence >= POORLY and letters >= MANY and sum(len(t.text) > 1 for t in tokens) >= WORDS


def weight(tokens: Sequence[Token]) -> float:
    return sum(len(token.text) * token.confidence for token in tokens)


def _on_page(tokens: Sequence[Token], block: Block, number: int) -> list[Token]:
    """The words of a cut-out on the page, with lines and paragraphs that no others have."""
    unlike = number * 100_000
    return [
        replace(
            token,
            left=token.left + block.left,
            right=token.right + block.left,
            top=token.top + block.top,
            bottom=token.bottom + block.top,
            line=token.line + unlike,
            paragraph=token.paragraph + unlike,
        )
        for token in tokens
    ]


def _merged(tokens: Sequence[Token], more: Sequence[Token]) -> tuple[Token, ...]:
    """The words of both by lines: a new line joins the one it goes on, else stands before the first below."""
    lines: list[list[Token]] = []
    for token in tokens:
        if lines and lines[-1][0].line == token.line:
            lines[-1].append(token)
        else:
            lines.append([token])
    for number in dict.fromkeys(token.line for token in more):
        line = [token for token in more if token.line == number]
        same = next((other for other in lines if _goes_on(other, line)), None)
        if same is not None:
            first = same[0]
            same += [replace(token, line=first.line, paragraph=first.paragraph) for token in line]
            same.sort(key=lambda token: token.left)
            continue
        below = (index for index, other in enumerate(lines) if _middle(other) > _middle(line))
        lines.insert(next(below, len(lines)), line)
    return renumbered([token for line in lines for token in line])


def _goes_on(line: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether two rows of words stand on one line: at the same height, and not over each other."""
    top, bottom = min(t.top for t in line), max(t.bottom for t in line)
    if not top < _middle(other) < bottom or not min(t.top for t in other) < _middle(line) < max(
        t.bottom for t in other
    ):
        return False
    return not any(a.left < b.right and b.left < a.right for a in line for b in other)


def _middle(line: Sequence[Token]) -> float:
    return sum(token.top + token.bottom for token in line) / (2 * len(line))
