"""Finds what someone put over a page to cover it, and whether it covers: bars, stickers, correction fluid
and dense scribbles do; a thin line through digits and a marker that shows the text beneath it do not
(domain, section 4).

What can still be read through a mask is `recovered`: the line is taken off, the marker's contrast stretched,
and the place read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.model import Box, Mask, MaskKind, Word, WordSource
from verification.reading.comb import read_combs
from verification.reading.geometry import within
from verification.reading.ground import level
from verification.reading.hidden.see import says_something
from verification.reading.lines_off import crossed, without_lines
from verification.reading.mask_patches import Patch, Scaled, find_patches, find_scribbles, scaled
from verification.reading.strips import DIGITS, crop, pad, read_block, upscale
from verification.reading.struck import struck_numbers
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_VERY_DARK = 0.5
"""Share of the light from which on a patch over dark words that can be read was meant to hide them."""
_TALL = 32
_DARK = 0.4
"""Share of the light that a marker takes at least; shaded rows and plates of a design take less."""
_MOST = 6
"""Places read again per page, of each kind."""
_ASIDE = 4.0
"""Heights of what looks like a scribble that the rest of a struck number may reach beyond it."""
_CROSSED = 0.1
"""Share of a line's columns with strokes on both sides from which it runs through text."""


def find_masks(view: PageView) -> tuple[Mask, ...]:
    """The masks of a page; boxes in fractions of the view's picture.

    Raises OutsideProgramError if Tesseract fails on a place that may show through.
    """
    page = scaled(view)
    grey = view.grey
    masks = list(_patch_masks(view, grey, find_patches(page)))
    for box in find_scribbles(page):
        known = _legible(view.words, box) or any(_overlap(box, m.box) > 0.4 for m in masks)
        if not known and not _only_struck(grey, box, page.text * grey.shape[0] / page.shape[0]):
            masks.append(Mask(box, MaskKind.SCRIBBLE, "", 0.6))
    masks += _strikes(view, grey, page)
    return tuple(masks)


def _patch_masks(view: PageView, grey: Grey, patches: Sequence[Patch]) -> Iterable[Mask]:
    looked = 0
    for patch in patches:
        words = _read_in(view.words, patch.box)
        if any(w.source is WordSource.TEXT_LAYER for w in words) and not _structured(grey, patch.box):
            words = []  # the file holds them, the picture does not show them
        if words:
            if _marker_like(patch, words):
                sure = 0.8 if patch.darkness > _VERY_DARK and _veils(grey, patch.box) else 0.7
                yield Mask(patch.box, MaskKind.TRANSLUCENT, " ".join(w.text for w in words), sure)
            continue
        if looked < _MOST and _structured(grey, patch.box):
            looked += 1
            recovered = _through(grey, patch.box, letters=patch.darkness > _DARK and _veils(grey, patch.box))
            # What shows and cannot be read here, a person may read: translucent, with nothing recovered.
            yield Mask(patch.box, MaskKind.TRANSLUCENT, recovered, 0.8 if recovered else 0.4)
        else:
            yield Mask(
                patch.box, MaskKind.BAR, "", min(0.95, 0.45 + patch.contrast / 200 + patch.darkness / 4)
            )


def _marker_like(patch: Patch, words: Sequence[Word]) -> bool:
    """Whether a patch over words that can be read was meant to hide them: dark, and no wider than they are.

    A shaded row or a table's header reaches beyond its words, and a highlighter keeps the paper light.
    """
    covered = max(w.box[2] for w in words) - min(w.box[0] for w in words)
    return patch.darkness > 0.35 and patch.box[2] - patch.box[0] < 1.6 * covered


def _structured(grey: Grey, box: Box) -> bool:
    """Whether anything but noise can be seen inside a patch."""
    place = _inner(grey, box)
    if place.size < 200:
        return False
    smooth = cv2.GaussianBlur(place, (3, 3), 0).astype(np.float32)
    ground = cv2.GaussianBlur(smooth, (0, 0), max(3.0, place.shape[0] / 2))
    detail = smooth - ground
    noise = float(np.median(np.abs(detail - np.median(detail)))) * 1.48
    low, high = np.percentile(detail, [3, 97])
    return bool(high - low > max(5.0, 4.6 * noise) or high - low > 22)


def _veils(grey: Grey, box: Box) -> bool:
    """Whether a patch shows dark strokes over most of its width, as words do through a dark marker.

    A banner has light letters, or leaves room beside them.
    """
    place = _inner(grey, box).astype(np.float32)
    end = place.shape[0] // 2  # the ends of a stroke of a pen are round, with paper beside them
    place = place[:, end:-end] if place.shape[1] > 6 * end > 0 else place
    ground = float(np.median(place))
    darker, lighter = ground - float(np.percentile(place, 4)), float(np.percentile(place, 96)) - ground
    columns = np.flatnonzero((place < ground - 0.6 * darker).any(axis=0))
    return darker > 1.3 * lighter and len(columns) > 0 and columns[-1] - columns[0] > 0.6 * place.shape[1]


def _through(grey: Grey, box: Box, *, letters: bool) -> str:
    """What can be read in a patch once its contrast is stretched; '' if it is neither a number nor, where
    `letters` may count, a word.
    """
    place = _inner(grey, box)
    low, high = np.percentile(place, [1, 99])
    stretched = np.clip((place.astype(np.float32) - low) * 255 / max(1.0, float(high - low)), 0, 255).astype(
        np.uint8
    )
    factor = float(np.clip(_TALL * 1.5 / max(6, place.shape[0]), 0.5, 5.0))
    large = cv2.GaussianBlur(upscale(stretched, factor), (3, 3), 0)
    text = " ".join(read_block(pad(np.asarray(large, dtype=np.uint8), 14), charset="", psm=7))
    combs = [word.text for word in read_combs(np.asarray(large, dtype=np.uint8), tall=_TALL * 0.7)]
    text = "\n".join([text, *combs])
    words = letters and sum(len(word) >= 4 and word.isalpha() for word in text.split()) >= 1
    return text if words or (sum(c.isdigit() for c in text) >= 3 and says_something(text)) else ""


def _inner(grey: Grey, box: Box) -> Grey:
    """The pixels of a patch without its rim."""
    place, _ = crop(grey, box)
    rim = max(2, round(place.shape[0] * 0.1))
    return place[rim:-rim, rim:-rim] if min(place.shape) > 3 * rim else place


# ---- lines through digits --------------------


def _only_struck(grey: Grey, box: Box, tall: float) -> bool:
    """Whether what looks like a scribble is (part of) a number under thin lines, which a person can read."""
    place, around = crop(grey, box, margin=(_ASIDE, 0.3))
    factor = float(np.clip(_TALL / max(6.0, tall), 0.5, 4.0))
    flat = level(upscale(place, factor), kernel=round(_TALL * 1.2))
    return any(_overlap(box, within(around, b)) > 0.3 for b in struck_numbers(flat, tall=_TALL))


def _strikes(view: PageView, grey: Grey, page: Scaled) -> Iterable[Mask]:
    """Thin lines that run through text and under which digits can be read."""
    small = cv2.cvtColor(page.rgb, cv2.COLOR_RGB2GRAY)
    looked = 0
    for box in _line_places(np.asarray(small, dtype=np.uint8), page.text):
        if looked >= _MOST:
            return
        place, _ = crop(grey, box)
        factor = float(np.clip(_TALL * 2.2 / max(8, place.shape[0]), 0.5, 4.0))
        flat = level(upscale(place, factor), kernel=_TALL + 9)
        if crossed(flat, _TALL) < _CROSSED:
            continue
        bare = without_lines(flat, _TALL)
        if bare is None:
            continue
        looked += 1
        framed = pad(bare, 14)
        lines = [*read_block(framed, charset="", psm=6), *read_block(framed, charset=DIGITS, psm=6)]
        text = "\n".join(lines)
        if sum(c.isdigit() for c in text) >= 5:
            yield Mask(box, MaskKind.STRIKE, text, 0.7)


def _line_places(grey: Grey, tall: float) -> list[Box]:
    """Places of thin lines, three to thirty text heights long, with a text height of room around them."""
    high, wide = grey.shape[:2]
    strokes = cv2.morphologyEx(
        grey, cv2.MORPH_BLACKHAT, np.ones((max(5, round(tall * 0.45)) | 1, 1), np.uint8)
    )
    ink = (strokes > 40).astype(np.uint8)
    lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(3 * tall)), np.uint8))
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((3, round(tall)), np.uint8))
    places = []
    for contour in cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, w, h = cv2.boundingRect(contour)
        if 3 * tall <= w <= 30 * tall and h < 0.6 * tall and _text_beside(ink, (x, y, w, h), tall):
            x0, x1 = max(0.0, x - tall), min(float(wide), x + w + tall)
            y0, y1 = max(0.0, y - 0.8 * tall), min(float(high), y + h + 0.8 * tall)
            places.append((x0 / wide, y0 / high, x1 / wide, y1 / high))
    return places


def _text_beside(ink: Grey, place: tuple[int, int, int, int], tall: float) -> bool:
    """Whether there are strokes close above and close below a line."""
    x, y, w, h = place
    reach = max(2, round(0.35 * tall))
    above = ink[max(0, y - reach) : y, x : x + w]
    below = ink[y + h : y + h + reach, x : x + w]
    return bool(above.size and below.size and min(above.mean(), below.mean()) > 0.05)


# ---- places ---------------------------------


def _read_in(words: Sequence[Word], box: Box) -> list[Word]:
    """Words of three or more letters or digits, surely read, that lie in a box."""
    return [
        w
        for w in words
        if w.confidence > 0.55 and _overlap(w.box, box) > 0.6 and sum(c.isalnum() for c in w.text) >= 3
    ]


def _legible(words: Sequence[Word], box: Box) -> bool:
    """Whether words that are surely read stand in a good part of a box."""
    shares = [(_overlap(box, w.box), w.text) for w in words if w.confidence > 0.6]
    return sum(share for share, text in shares if share and sum(c.isalnum() for c in text) >= 2) > 0.3


def _overlap(a: Box, b: Box) -> float:
    """Share of `a` that lies in `b`."""
    if a[3] <= b[1] or b[3] <= a[1]:  # of a page's words nearly all
        return 0.0
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, w) * max(0.0, h) / max(1e-9, (a[2] - a[0]) * (a[3] - a[1]))
