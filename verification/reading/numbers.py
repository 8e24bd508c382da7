"""A second look at digits: on pages that look like an identity document or carry the label of a BSN, the
places where the number can stand are read again, larger, with level ground and with thin lines taken off.

A missed BSN costs far more than a second of work (house style, rule 9), but only pages that ask for it pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from verification.bsn import Basis, Context, find_in_words, is_payroll
from verification.bsn_label_places import Label
from verification.bsn_labels import LabelKind
from verification.bsn_layout import rows_of, union
from verification.bsn_links import Table
from verification.bsn_numbers import UNREAD
from verification.identity_look import badly_read, look_at, may_be_card
from verification.model import Box, Mrz, Word, WordSource
from verification.reading.beside_labels import around_label, covers, not_letters
from verification.reading.comb import has_combs, read_form
from verification.reading.geometry import overlap, turn_box
from verification.reading.ground import darkest, level
from verification.reading.light_print import read_light_print
from verification.reading.marked import read_marked
from verification.reading.mrz_fields import looks_like_zone
from verification.reading.strips import DIGITS, for_a_look, lightest, upscale, words_in
from verification.reading.struck_on_card import struck_on_card
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_MOST_PLACES = 4
_FORM_TALL = 20
"""Height in pixels of the words of a page on which rows of boxes are looked for."""
_MURKY, _MURKY_WORDS = 0.75, 15
"""Mean confidence below which a page of so many words was read poorly; 0.85 and more without a watermark."""
_PAGE_PIXELS = 2700
"""Longer side at which a whole page is read again."""
_SURE, _FEW_WORDS = 0.5, 4
"""Words surely read, and so many of them, from which on the size of a page's print is known."""
_TURNS = {0: None, 90: cv2.ROTATE_90_CLOCKWISE, 270: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180}
"""How a picture is turned by so many degrees clockwise."""
_WHOLE_PIXELS = 2200
"""Longer side at which a whole card is read again."""


def read_numbers(view: PageView, zones: Sequence[Mrz] = ()) -> tuple[Word, ...]:
    """Words read again where a BSN can stand; () on pages that give no reason to look. `zones`: those found
    on the page, which tell an identity document of which nothing else was read.

    Raises OutsideProgramError if Tesseract fails.
    """
    titled = look_at(view.words).identity
    card = look_at(view.words, zones).identity if zones else titled
    table = Table(view.rows)
    labels = [label for label in table.labels if _asks(label, view.words)]
    if not view.born_digital and not titled and not labels and badly_read(view.words):
        turned = tuple(_any_way_up(view.grey))
        if turned or not card:
            return turned
    card = card or (not view.born_digital and may_be_card(view.words))
    boxed = () if view.born_digital else _set_apart(view, card=card)
    murky = not card and not view.born_digital and _murky(view.words)
    if not card and not murky and (not labels or view.born_digital):
        return boxed
    context = Context(identity=card, payroll=True)
    if _found(view.words, context):
        return ()
    if _found(boxed, context):
        return boxed
    words = list(boxed)
    if murky and _look(view, _cleared(view), words, context, labels):
        return tuple(words)
    named = [w for w in view.words if any(covers(label.box, w.box) for label in labels)]
    for place in _apart([label.box for label in labels]):
        for more in around_label(view, place, view.words):
            words = _with(words, more)
            if _found(words, context) or _found([*named, *more], context):
                return tuple(words)
    if card and not _look(view, _whole(view.grey, view.words, aside=not labels), words, context, labels):
        look = look_at([*view.words, *words], zones)
        if (look.identity or look.dutch) and not look.foreign:
            words += struck_on_card(view.grey, view.words, zones)
    return tuple(words)


def _look(
    view: PageView, rounds: Iterable[list[Word]], words: list[Word], context: Context, known: Sequence[Label]
) -> bool:
    """Adds to `words` what each round over the whole page reads, and what stands at labels that only it
    found; True as soon as a BSN is among them.
    """
    for more in rounds:
        words += more
        if _found(words, context):
            return True
        words += _again(view, more, words, context, known=known)
        if _found(words, context):
            return True
    return False


def _murky(words: Sequence[Word]) -> bool:
    """Whether a page's print was read poorly throughout: a large watermark across it, say."""
    return len(words) >= _MURKY_WORDS and sum(w.confidence for w in words) / len(words) < _MURKY


def _cleared(view: PageView) -> Iterable[list[Word]]:
    """The page again without its colours, only its darkest strokes: what a watermark leaves of the print."""
    factor = float(np.clip(_PAGE_PIXELS / max(view.rgb.shape), 0.5, 1.6))
    flat = darkest(level(upscale(lightest(view.rgb), factor), kernel=31))
    yield words_in(flat, (0.0, 0.0, 1.0, 1.0), charset="", psm=11)


def _set_apart(view: PageView, *, card: bool) -> tuple[Word, ...]:
    """What text recognition loses with its whole line, label and all: numbers written one digit to a box,
    those under a marker, and light print on a dark strip (a card's own fields are coloured: not there).
    """
    heights = [(w.box[3] - w.box[1]) * view.grey.shape[0] for w in view.words if w.confidence > _SURE]
    if len(heights) < _FEW_WORDS:
        return ()
    tall = max(6.0, median(heights))
    words: list[Word] = []
    factor = _FORM_TALL / tall
    if has_combs(for_a_look(view.grey, 0.6 * factor), tall=0.6 * _FORM_TALL):
        words += read_form(upscale(view.grey, factor), tall=_FORM_TALL)
    for more in () if card else read_marked(view.rgb, view.words, tall=tall):
        words += more
    for more in () if card else read_light_print(view.grey, view.words, tall=tall):
        words += more
    return tuple(words)


def _any_way_up(grey: Grey) -> Iterable[Word]:
    """The BSNs of a picture that nobody could read as it lies: each way up, with only its darkest strokes.

    A number that a label names, or that stands on what the right way up is an identity document, comes as one
    word with a label: words beside it mean nothing on a turned page.
    """
    factor = float(np.clip(_WHOLE_PIXELS / max(grey.shape[:2]), 0.4, 2.0))
    flat = darkest(level(upscale(grey, factor), kernel=31))
    for turn, code in _TURNS.items():
        turned = flat if code is None else np.asarray(cv2.rotate(flat, code), dtype=np.uint8)
        words = words_in(turned, (0.0, 0.0, 1.0, 1.0), charset="", psm=11)
        found = find_in_words(words, Context(identity=True))
        named = look_at(words).identity
        for bsn in found:
            if bsn.box is not None and not bsn.doubtful:
                text = f"BSN:{bsn.digits}" if named or bsn.basis is Basis.LABEL else bsn.digits
                yield _turned_back(Word(text, bsn.box, bsn.confidence, WordSource.OCR, 0, 0), turn)
        if any(not bsn.doubtful for bsn in found):
            return


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """At most `_MOST_PLACES` places; labels beside or under each other ("BSN / Personal no.") make one."""
    places: list[Box] = []
    for box in boxes:
        tall = box[3] - box[1]
        for index, place in enumerate(places):
            if (
                box[1] < place[3] + 1.5 * tall
                and place[1] < box[3] + 1.5 * tall
                and box[0] < place[2] + 12 * tall
            ):
                places[index] = union([place, box])
                break
        else:
            places.append(box)
    return places[:_MOST_PLACES]


def _asks(label: Label, words: Sequence[Word]) -> bool:
    if label.kind is LabelKind.FISCAL:
        return is_payroll(" ".join(w.text for w in words))
    return label.kind in (LabelKind.BSN, LabelKind.FOREIGN)


def _found(words: Sequence[Word], context: Context) -> bool:
    return any(not bsn.doubtful for bsn in find_in_words(words, context))


def _again(
    view: PageView, more: Sequence[Word], words: list[Word], context: Context, *, known: Sequence[Label]
) -> list[Word]:
    """The neighbourhoods of labels that only the second look found."""
    found: list[Word] = []
    fresh = [
        label.box
        for label in Table(rows_of(more)).labels
        if _asks(label, more) and not _near_any(label.box, known)
    ]
    for place in _apart(fresh):
        for again in around_label(view, place, more):
            found = _with(found, again)
            if _found([*words, *found], context):
                return found
    return found


def _with(words: Sequence[Word], more: Sequence[Word]) -> list[Word]:
    """The words with those of another reading; of places where a number shows that nobody read, only that."""
    unread = [w.box for w in more if w.text == UNREAD]
    kept = [w for w in words if not any(overlap(w.box, box) > 0.3 for box in unread)]
    return [*kept, *(w for w in more if not any(_same(w, other) for other in kept))]


def _same(word: Word, other: Word) -> bool:
    return word.text == other.text and overlap(word.box, other.box) > 0.5


def _near_any(box: Box, labels: Sequence[Label]) -> bool:
    tall = box[3] - box[1]
    return any(abs(box[1] - label.box[1]) < 2 * tall and box[0] < label.box[2] + 9 * tall for label in labels)


def _whole(grey: Grey, words: Sequence[Word], *, aside: bool) -> Iterable[list[Word]]:
    """The whole picture again, its ground made level and its letters large enough; `aside`, where no
    label was found upright, also lying on either side (the other face of a card laid across the sheet).
    """
    factor = float(np.clip(_WHOLE_PIXELS / max(grey.shape[:2]), 0.4, 2.5))
    smaller = [w for w in words if not looks_like_zone(w.text)]  # a zone's letters are twice as high
    tall = median([(w.box[3] - w.box[1]) * grey.shape[0] for w in smaller] or [grey.shape[0] / 30])
    factor = min(factor, max(1.0, 40 / max(tall, 1.0))) if factor > 1 else factor
    flat = level(upscale(grey, factor), kernel=max(25, round(tall * factor * 1.5)))
    whole: Box = (0.0, 0.0, 1.0, 1.0)
    yield words_in(flat, whole, charset="", psm=11)
    flat = darkest(flat)
    digits = words_in(flat, whole, charset=DIGITS, psm=11)
    yield not_letters([w for w in digits if w.confidence > 0.5], words)
    if not aside:
        return
    for turn, code in ((90, cv2.ROTATE_90_CLOCKWISE), (270, cv2.ROTATE_90_COUNTERCLOCKWISE)):
        turned = np.asarray(cv2.rotate(flat, code), dtype=np.uint8)
        digits = words_in(turned, whole, charset=DIGITS, psm=11)
        yield [_turned_back(w, turn) for w in digits if w.confidence > 0.7 and len(w.text) >= 3]


def _turned_back(word: Word, turn: int) -> Word:
    """A word read on a picture turned clockwise by `turn` degrees, as a box on the upright page."""
    return replace(word, box=turn_box(word.box, -turn % 360))
