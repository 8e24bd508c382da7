"""Text that the page carries and does not show: under a box, in the colour of its ground, clipped, invisible,
tiny, off the page.

Source: domain, section 4, "Ways a redaction fails", first row. Two renderings, with and without text objects:
a character whose pixels hardly change is not seen. Three things then tell what it is:
its own ink (rendered on magenta), the tone of the page in its place, and whether the page shows writing there
all the same, as it does with the OCR layer of a scan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import marks
from verification.reading.hidden.sheet import Pixels, Rect, Sheet

MAGENTA = (255, 0, 255)
MIN_RUN = 3  # letters or digits: shorter leftovers (a page number, a bullet) hide nothing
CHANGED_SHARE = 0.12  # of its box: a letter that changes less is looked at again
SEEN_SHARE = 0.3  # of its ink: a letter with a line through it still shows more, under dense scribble less
MAX_OBJECTS = 40  # partly hidden text objects looked at by themselves; a page with more is told
TINY = 1.1  # points: height of a letter that nobody notices
NUMBER = 7  # digits that lie across other letters: fewer are no number that someone meant to hide
BLOCKS = (*range(0x2580, 0x25A0), 0x25A0, 0x25AC, 0x25AE, 0x2B1B, 0x2588, 0x25FC, 0xF06E)


@dataclass
class TextLook:
    """What the renderings of one sheet say about each of its characters."""

    sheet: Sheet
    full: Pixels  # the page without annotations
    crowded: bool = False  # more partly hidden objects than were looked at

    @cached_property
    def places(self) -> marks.Ints:
        return marks.rects(self.sheet.chars.boxes, self.full.shape)

    @cached_property
    def printable(self) -> NDArray[np.bool_]:
        codes, boxes = self.sheet.chars.codes, self.sheet.chars.boxes
        drawn = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
        return np.asarray((codes > 32) & (codes < 0xFFFE) & (codes != 0xA0) & (codes != 0xAD) & drawn)

    @cached_property
    def outside(self) -> NDArray[np.bool_]:
        """Characters whose middle lies off the page."""
        high, wide = self.full.shape[:2]
        x = self.sheet.chars.boxes[:, [0, 2]].mean(axis=1)
        y = self.sheet.chars.boxes[:, [1, 3]].mean(axis=1)
        return np.asarray(self.printable & ((x < 0) | (y < 0) | (x > wide) | (y > high)))

    @cached_property
    def bare(self) -> Pixels:
        return self.sheet.render(without=self.sheet.texts)

    @cached_property
    def ink(self) -> Pixels:
        """The text alone, on a ground that no one writes in."""
        others = [t for t in self.sheet.things if t.kind not in (c.FPDF_PAGEOBJ_TEXT, c.FPDF_PAGEOBJ_FORM)]
        return self.sheet.render(without=others, ground=MAGENTA)

    @cached_property
    def ink_counts(self) -> marks.Floats:
        ground = np.full_like(self.ink, MAGENTA)
        return marks.counts(marks.changed(self.ink, ground), self.places)

    def unseen(self, shown: Pixels, bare: Pixels) -> NDArray[np.bool_]:
        """Characters that change (nearly) nothing when the text is taken away."""
        changed = marks.counts(marks.changed(shown, bare), self.places)
        doubtful = self.printable & ~self.outside & (changed < CHANGED_SHARE * marks.areas(self.places))
        if not doubtful.any():
            return doubtful
        return np.asarray(doubtful & (changed <= SEEN_SHARE * self.ink_counts))

    @cached_property
    def tiny(self) -> NDArray[np.bool_]:
        """Letters and digits too small to be noticed."""
        high = (self.sheet.chars.boxes[:, 3] - self.sheet.chars.boxes[:, 1]) * 72 / self.sheet.dpi
        small = self.printable & ~self.outside & (high < TINY)
        letters = np.zeros(len(small), dtype=bool)
        for i in np.flatnonzero(small):
            letters[i] = chr(int(self.sheet.chars.codes[i])).isalnum()
        beside = np.zeros(len(small), dtype=bool)  # small marks are tiny only between tiny letters
        beside[1:] |= letters[:-1]
        beside[:-1] |= letters[1:]
        return np.asarray(letters | (small & beside) | self._flat)

    @property
    def _flat(self) -> NDArray[np.bool_]:
        """Letters and digits of no width or no height: in size 0, or scaled to nothing."""
        boxes = self.sheet.chars.boxes
        flat = (boxes[:, 2] <= boxes[:, 0]) | (boxes[:, 3] <= boxes[:, 1])
        for i in np.flatnonzero(flat):
            flat[i] = chr(int(self.sheet.chars.codes[i])).isalnum()
        return np.asarray(flat)

    @cached_property
    def hidden(self) -> NDArray[np.bool_]:
        first = self.unseen(self.full, self.bare) | self.under_blocks | self.tiny
        first = first | self._lost_across(first)
        return self._completed(first) if first.any() else first

    def _lost_across(self, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Digits that lie across other letters and change nothing when their own object is taken away: those
        without ink, or under a block drawn by a font. To take all text away changes their place.
        """
        lost = np.zeros(len(known), dtype=bool)
        codes = self.sheet.chars.codes
        digits = self.printable & ~self.outside & ~known & (codes >= ord("0")) & (codes <= ord("9"))
        if digits.sum() < NUMBER:
            return lost
        digits &= marks.overlapped(self.places, self.printable & ~self.outside, digits)
        if digits.sum() < NUMBER:
            return lost
        looked = 0
        for thing, members in self.sheet.chars_by_object(np.flatnonzero(digits)):
            mine = members[digits[members]]
            if len(mine) < NUMBER:
                continue
            looked += 1
            if looked > MAX_OBJECTS:
                self.crowded = True
                break
            without = self.sheet.render(without=[thing])
            changed = marks.counts(marks.changed(self.full, without), self.places[mine])
            lost[mine] = changed == 0
        return lost

    def _completed(self, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Flags with the rest of partly hidden text objects: where hidden letters lie across visible ones,
        taking all text away changes their place, taking away their own object does not.
        """
        whole = flags.copy()
        looked = 0
        for thing, members in self.sheet.chars_by_object(np.flatnonzero(flags)):
            mine = np.zeros(len(flags), dtype=bool)
            mine[members] = True
            if flags[members].sum() < MIN_RUN or not (mine & self.printable & ~flags).any():
                continue
            looked += 1
            if looked > MAX_OBJECTS:
                self.crowded = True
                break
            without = self.sheet.render(without=[thing])
            changed = marks.counts(marks.changed(self.full, without), self.places)
            rest = mine & self.printable & ~self.outside & ~flags
            whole |= rest & (changed == 0)
            for i in np.flatnonzero(rest & (changed > 0)):
                near = [
                    int(j) for j in (i - 1, i, i + 1) if 0 <= j < len(mine) and mine[j] and self.printable[j]
                ]
                whole[i] = self.recoloured(near)  # shows only where a rule of a form crosses it
        return whole

    @cached_property
    def under_blocks(self) -> NDArray[np.bool_]:
        """Characters that lie under a block glyph drawn as text."""
        codes, boxes = self.sheet.chars.codes, self.sheet.chars.boxes
        under = np.zeros(len(codes), dtype=bool)
        blocks = np.flatnonzero(np.isin(codes, BLOCKS))
        if not len(blocks):
            return under
        x, y = boxes[:, [0, 2]].mean(axis=1), boxes[:, [1, 3]].mean(axis=1)
        for i in blocks[:2000]:
            x0, y0, x1, y1 = boxes[i]
            under |= (x > x0) & (x < x1) & (y > y0) & (y < y1)
        return np.asarray(under & self.printable & ~np.isin(codes, BLOCKS))

    @cached_property
    def one_tone(self) -> NDArray[np.bool_]:
        """Characters in whose place the page shows nothing but one tone."""
        return np.asarray(marks.tones(marks.luminance(self.full), self.places)[1] < marks.UNIFORM)

    @cached_property
    def dark(self) -> NDArray[np.bool_]:
        """Characters in whose place the page shows something other than its paper."""
        grey = marks.luminance(self.full)
        mean, _ = marks.tones(grey, self.places)
        return np.asarray(np.abs(mean - marks.paper_tone(grey)) > 40)

    def recoloured(self, run: list[int]) -> bool:
        """Whether these letters have the colour of the paper that they stand on."""
        paper = np.median(self.bare[::8, ::8].reshape(-1, 3), axis=0)
        colours, grounds = [], []
        for i in run:
            x0, y0, x1, y1 = self.places[i]
            letter = self.ink[y0:y1, x0:x1].reshape(-1, 3).astype(int)
            colours.append(letter[np.abs(letter - MAGENTA).max(axis=1).argmax()])
            grounds.append(np.median(self.bare[y0:y1, x0:x1].reshape(-1, 3), axis=0))
        ground = np.median(grounds, axis=0)
        same = np.abs(np.median(colours, axis=0) - ground).max() < 3 * marks.SEEN
        return bool(same and np.abs(ground - paper).max() < 3 * marks.SEEN)


def shown_in(look: TextLook, rect: Rect) -> str:
    """The text that a page shows in a place; the spaces between its letters included."""
    if not look.sheet.texts:
        return ""
    boxes = look.sheet.chars.boxes
    x, y = boxes[:, [0, 2]].mean(axis=1), boxes[:, [1, 3]].mean(axis=1)
    inside = (x >= rect[0]) & (x <= rect[2]) & (y >= rect[1]) & (y <= rect[3])
    inside &= look.printable & ~look.hidden
    indexes = np.flatnonzero(inside)
    if not len(indexes):
        return ""
    spaces = look.sheet.chars.codes <= 32
    return look.sheet.chars.text(i for i in range(indexes[0], indexes[-1] + 1) if inside[i] or spaces[i])


def runs(flags: NDArray[np.bool_], printable: NDArray[np.bool_], shortest: int) -> Iterator[list[int]]:
    """Stretches of flagged characters, spaces between them allowed; at least `shortest` of them."""
    if not flags.any():
        return
    run: list[int] = []
    for i in np.flatnonzero(flags | printable):
        if flags[i]:
            run.append(int(i))
            continue
        if len(run) >= shortest:
            yield run
        run = []
    if len(run) >= shortest:
        yield run


def found(look: TextLook, run: list[int], where: Where, *, covered: bool) -> Hidden:
    """A run of characters as a finding. A bare number comes with what stands before it on its line."""
    codes, boxes = look.sheet.chars.codes, look.sheet.chars.boxes
    run = _whole_number(look, run)
    box = (*boxes[run, :2].min(axis=0), *boxes[run, 2:].max(axis=0))
    wanted = set(run)
    text = look.sheet.chars.text(i for i in range(run[0], run[-1] + 1) if i in wanted or codes[i] <= 32)
    if len(text) >= 7 and not any(char.isalpha() for char in text):
        text = f"{_label(look, run[0])} {text}".strip()
    return Hidden(where, look.sheet.number, look.sheet.fraction(box, look.full.shape), text, 0.95, covered)


def _is_digit(look: TextLook, i: int) -> bool:
    return 0 <= i < len(look.places) and 48 <= look.sheet.chars.codes[i] <= 57


def _whole_number(look: TextLook, run: list[int]) -> list[int]:
    """A run that ends inside a number, with up to two more digits: at the rim of a bar part of one shows."""
    run = list(run)
    for _ in range(2):
        if _is_digit(look, run[0]) and _is_digit(look, run[0] - 1):
            run.insert(0, run[0] - 1)
        if _is_digit(look, run[-1]) and _is_digit(look, run[-1] + 1):
            run.append(run[-1] + 1)
    return run


def _label(look: TextLook, first: int) -> str:
    """The words before a character on the same line, at most 40 characters."""
    boxes = look.sheet.chars.boxes
    middle = boxes[first, [1, 3]].mean()
    label: list[int] = []
    for i in range(first - 1, max(-1, first - 41), -1):
        if look.printable[i] and not boxes[i, 1] - 2 <= middle <= boxes[i, 3] + 2:
            break
        label.insert(0, i)
    return look.sheet.chars.text(label)
