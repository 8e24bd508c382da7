"""What annotations lie over: a box drawn in a reader hides nothing, and /Redact is only a wish.

Source: domain, section 4, row "/Redact, /Square, /Highlight, /FreeText never applied"; ISO 32000-2, 12.5.6.
The page is rendered with and without its annotations. A yellow highlight leaves the words as they were and is
not reported; a black one is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.covers import MAX_READ, VEILED, dims, one_tone, part_of, written
from verification.reading.hidden.sheet import Pixels, Rect, Sheet, clip
from verification.reading.hidden.text import MIN_RUN, TextLook, found, runs
from verification.reading.hidden.unread import unread

MAX_ANNOTATIONS = 500
REDACT = 28  # FPDF_ANNOT_REDACT
WHOLE = 0.9  # of the characters in a place that are gone: something was laid over them, whatever it shows
_NO_COVER = {
    c.FPDF_ANNOT_LINK,
    c.FPDF_ANNOT_POPUP,
    c.FPDF_ANNOT_TEXT,
    c.FPDF_ANNOT_FILEATTACHMENT,
    c.FPDF_ANNOT_WIDGET,
    c.FPDF_ANNOT_SOUND,
    c.FPDF_ANNOT_MOVIE,
    c.FPDF_ANNOT_TRAPNET,
    c.FPDF_ANNOT_PRINTERMARK,
    c.FPDF_ANNOT_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation that could lie over something; `rects` are its quads, or its rectangle."""

    subtype: int
    rects: tuple[Rect, ...]


def notes(sheet: Sheet, shape: tuple[int, ...]) -> list[Note]:
    """The annotations of the page that could hide something."""
    out: list[Note] = []
    for i in range(c.FPDFPage_GetAnnotCount(sheet.page.raw)):
        annotation = c.FPDFPage_GetAnnot(sheet.page.raw, i)
        if not annotation:
            continue
        subtype = c.FPDFAnnot_GetSubtype(annotation)
        if subtype not in _NO_COVER:
            boxes = np.array(_quads(annotation) or [_rect(annotation)])
            rects = tuple(clip(box, shape) for box in sheet.pixel_boxes(boxes))
            out.append(Note(subtype, tuple(r for r in rects if r[2] - r[0] > 3 and r[3] - r[1] > 2)))
        c.FPDFPage_CloseAnnot(annotation)
    return [note for note in out if note.rects]


def _rect(annotation: object) -> tuple[float, float, float, float]:
    rect = c.FS_RECTF()
    c.FPDFAnnot_GetRect(annotation, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _quads(annotation: object) -> list[tuple[float, float, float, float]]:
    out = []
    for i in range(min(64, c.FPDFAnnot_CountAttachmentPoints(annotation))):
        quad = c.FS_QUADPOINTSF()
        if c.FPDFAnnot_GetAttachmentPoints(annotation, ctypes.c_size_t(i), quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            out.append((min(xs), min(ys), max(xs), max(ys)))
    return out


def under_annotations(look: TextLook) -> Iterator[Hidden]:
    """What stands on the page under its annotations."""
    sheet, full = look.sheet, look.full
    over = notes(sheet, full.shape)
    if not over:
        return
    if len(over) > MAX_ANNOTATIONS:
        yield unread(Where.ANNOTATION, sheet.number)
    with_notes = sheet.render(annotations=True)
    lost, gone = _taken_away(look, with_notes) if sheet.texts else 2 * (np.zeros(0, dtype=bool),)
    budget = MAX_READ
    for note in over[:MAX_ANNOTATIONS]:
        for rect in note.rects:
            here = _inside(look, rect)
            flags = here if note.subtype == REDACT else here & gone
            whole = bool(flags.any()) and float(lost[here].mean()) >= WHOLE
            if note.subtype != REDACT and flags.any() and not (whole or _covers(full, with_notes, rect)):
                continue
            texts = list(runs(flags, look.printable, MIN_RUN))
            for run in texts:
                item = found(look, run, Where.ANNOTATION, covered=True)
                yield replace(item, shown=float(gone[run].mean()) < 0.5)
            if texts or here.sum() >= MIN_RUN or budget < 0:
                continue
            if _hides_picture(note, full, with_notes, rect):
                budget -= 1
                if budget < 0:
                    yield unread(Where.ANNOTATION, sheet.number)
                    continue
                picture = sheet.render(region=rect, dpi=see.READ_DPI)
                text = see.read_upright(picture)
                if text or see.looks_written(picture):
                    box = sheet.fraction(rect, full.shape)
                    yield Hidden(Where.ANNOTATION, sheet.number, box, text, 0.9, covered=True)


def _covers(full: Pixels, with_notes: Pixels, rect: Rect) -> bool:
    """Whether the annotation takes the words away, rather than marking them."""
    return one_tone(with_notes, rect) or dims(part_of(with_notes, rect), part_of(full, rect))


def _inside(look: TextLook, rect: Rect) -> NDArray[np.bool_]:
    boxes = look.sheet.chars.boxes if look.sheet.texts else np.zeros((0, 4))
    if not len(boxes):
        return np.zeros(0, dtype=bool)
    x, y = boxes[:, [0, 2]].mean(axis=1), boxes[:, [1, 3]].mean(axis=1)
    return np.asarray(look.printable & (x > rect[0]) & (x < rect[2]) & (y > rect[1]) & (y < rect[3]))


def _taken_away(look: TextLook, with_notes: Pixels) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Characters that show without the annotations: those that do not with them, and those that hardly do."""
    bare = look.sheet.render(without=look.sheet.texts, annotations=True)
    lost = look.unseen(with_notes, bare)
    before = marks.strongest(marks.difference(look.full, look.bare), look.places)
    after = marks.strongest(marks.difference(with_notes, bare), look.places)
    dim = (before >= 48) & (after <= VEILED * before)
    seen = ~look.hidden & ~look.outside
    return np.asarray(lost & seen), np.asarray((lost | dim) & seen)


def _hides_picture(note: Note, full: Pixels, with_notes: Pixels, rect: Rect) -> bool:
    if not written(full, rect):
        return False
    if note.subtype == REDACT or one_tone(with_notes, rect):
        return True
    return dims(part_of(with_notes, rect), part_of(full, rect))
