"""What the text that nobody sees is: covered by something, of the colour of its ground, off the page, or the
OCR layer of a scan.

Source: domain, section 4, "Ways a redaction fails", first row. Text without ink of its own hides something
only where the page shows one tone, and does not show the same words beside it: recognition places words a
little aside, and a line too high or too low.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.sheet import Sheet, clip
from verification.reading.hidden.text import MIN_RUN, TextLook, found, runs

MIN_LAYER_RUN = 4  # of an OCR layer: recognition invents short words on bars and specks
SCAN_SHARE = 0.6  # of the page: a picture larger than this is the page itself
TALL = 3.5  # times the height of its letters: a ground that is more than a bar over them
ASIDE = (4.0, 1.8)  # times the height of a run, across and up or down: a layer may be that far off
SAME_WORDS = 0.7  # of the letters in their order: then both say the same


def scan_picture(sheet: Sheet, shape: tuple[int, ...]) -> bool:
    """Whether one picture, or pictures together, make up (nearly) the whole page."""
    covered = 0.0
    for thing in sheet.of_kind(c.FPDF_PAGEOBJ_IMAGE):
        bounds = sheet.bounds(thing)
        if bounds:
            x0, y0, x1, y1 = clip(bounds, shape)
            covered += max(0, x1 - x0) * max(0, y1 - y0)
    return covered > SCAN_SHARE * shape[0] * shape[1]


def hidden_text(look: TextLook, *, known: marks.Ints) -> Iterator[Hidden]:
    """The text of one sheet that nobody sees. `known` are characters that were reported already."""
    for run in runs(look.outside, look.printable, MIN_RUN):
        yield found(look, run, Where.OFF_PAGE, covered=False)
    hidden = look.hidden.copy()
    hidden[known] = False
    if not hidden.any():
        return
    scan = scan_picture(look.sheet, look.full.shape)
    for run in runs(look.tiny, look.printable, MIN_RUN):
        yield found(look, run, Where.TEXT, covered=False)
    inked = hidden & (look.ink_counts > 0) & ~look.tiny
    yield from _inked(look, inked, scan)
    yield from _layer(look, hidden & ~inked & ~look.tiny)


def _inked(look: TextLook, flags: NDArray[np.bool_], scan: bool) -> Iterator[Hidden]:
    """Text that would show by itself: something lies over it, or it has the colour of its ground."""
    if scan:
        yield from _layer(look, flags)
        return
    for run in runs(flags, look.printable, MIN_RUN):
        if look.one_tone[run].mean() < 0.5 and not look.under_blocks[run].any() and _shown_anyway(look, run):
            continue
        by_chance = _cut_in_a_word(look, run) and _tall_ground(look, run)
        yield found(look, run, Where.TEXT, covered=not (by_chance or look.recoloured(run)))


def _cut_in_a_word(look: TextLook, run: list[int]) -> bool:
    """Whether what hides these letters begins or ends within a word, as no one who covers words does."""
    before, after = run[0] - 1, run[-1] + 1
    ends = ((before, run[0]), (run[-1], after))
    return any(_is_letter(look, a) and _is_letter(look, b) for a, b in ends)


def _is_letter(look: TextLook, i: int) -> bool:
    return 0 <= i < len(look.places) and chr(int(look.sheet.chars.codes[i])).isalpha()


def _tall_ground(look: TextLook, run: list[int]) -> bool:
    """Whether the tone in the place of these letters goes on far above or below them: the bar of a chart, a
    panel of the design.
    """
    boxes = look.places[run]
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    rows = np.median(marks.luminance(look.full)[:, x0 : max(x1, x0 + 1)], axis=1)
    same = np.abs(rows - np.median(rows[y0 : max(y1, y0 + 1)])) < 2 * marks.UNIFORM
    ends = np.flatnonzero(~same)
    top, bottom = ends[ends < y0], ends[ends >= y1]
    tall = (bottom[0] if len(bottom) else len(same)) - (top[-1] if len(top) else 0)
    return bool(tall > TALL * (y1 - y0))


def _layer(look: TextLook, flags: NDArray[np.bool_]) -> Iterator[Hidden]:
    """Text without ink of its own, as in the OCR layer of a scan: hidden where the page shows one tone."""
    blank = flags & look.one_tone
    for run in runs(blank, look.printable, MIN_LAYER_RUN):
        letters = {chr(int(look.sheet.chars.codes[i])).lower() for i in run}
        covered = bool(look.dark[run].mean() > 0.7 and len(letters) >= 3)
        if covered and _shown_aside(look, run):
            continue
        yield found(look, run, Where.TEXT, covered=covered)
    yield from _numbers_not_shown(look, flags & ~blank)


def _numbers_not_shown(look: TextLook, flags: NDArray[np.bool_]) -> Iterator[Hidden]:
    """Nine digits of a layer in whose place the page shows other writing, or scribble."""
    codes = look.sheet.chars.codes
    digits = flags & (codes >= ord("0")) & (codes <= ord("9"))
    for run in list(runs(digits, look.printable, 9))[:6]:
        if len(run) in (9, 10) and not (_shown_anyway(look, run) or _shown_aside(look, run)):
            yield found(look, run, Where.TEXT, covered=True)


def _shown_anyway(look: TextLook, run: list[int]) -> bool:
    """Whether the page shows the words of this run, read from its picture."""
    boxes = look.sheet.chars.boxes[run]
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    margin = max(3.0, 0.25 * float(np.median(boxes[:, 3] - boxes[:, 1])))
    region = clip((x0 - margin, y0 - margin, x1 + margin, y1 + margin), look.full.shape)
    if region[2] - region[0] < 4 or region[3] - region[1] < 4:
        return False
    picture = look.sheet.render(region=region, dpi=see.READ_DPI)
    return see.alike(see.read(picture), look.sheet.chars.text(run))


def _shown_aside(look: TextLook, run: list[int]) -> bool:
    """Whether the page shows the words of this run a little beside, above or below their place: the layer
    was laid awry, or a word beside the bar reaches into it.
    """
    whole = _whole_words(look, run)
    boxes = look.sheet.chars.boxes[whole]
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    tall = float(y1 - y0)
    dx, dy = ASIDE[0] * tall, ASIDE[1] * tall
    region = clip((x0 - dx, y0 - dy, x1 + dx, y1 + dy), look.full.shape)
    shown = see.letters(see.read(look.sheet.render(region=region, dpi=see.READ_DPI)))
    wanted = see.letters(look.sheet.chars.text(whole))
    if len(wanted) < 6:
        return wanted in shown
    same = SequenceMatcher(None, wanted, shown, autojunk=False).get_matching_blocks()
    return sum(block.size for block in same if block.size > 2) >= SAME_WORDS * len(wanted)


def _whole_words(look: TextLook, run: list[int]) -> list[int]:
    """A run with the letters before and after it that belong to the same words."""
    first, last = run[0], run[-1]
    while first > 0 and look.printable[first - 1]:
        first -= 1
    while last + 1 < len(look.places) and look.printable[last + 1]:
        last += 1
    return [i for i in range(first, last + 1) if look.printable[i]]
