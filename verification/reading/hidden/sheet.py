"""One PDF page taken apart: its objects in drawing order, its characters, renderings without some of them.

Coordinates: pixels of the page as rendered at `Sheet.dpi` with /Rotate applied, origin top left.
pdfium is not thread-safe: one process, one thread.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.errors import OutsideProgramError
from verification.model import Box
from verification.reading import characters

Pixels = NDArray[np.uint8]
Rect = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels

DPI = 100.0  # an 8 pt letter is then 6 pixels high: enough to see whether it is there
MAX_SIDE = 2_000  # pixels; a page of ten metres is looked at coarsely
MAX_OBJECTS = 50_000  # page objects, as in `pdf_content`; a drawing with more is not taken apart, and told
MAX_CHARS = 120_000
MAX_DEPTH = 12  # nested form XObjects


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A page object. `order` is its place in the drawing order; `forms` are the forms it stands in."""

    raw: Any
    kind: int  # FPDF_PAGEOBJ_...
    order: int
    forms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chars:
    """The characters of a page: code points `(n,)` and boxes `(n, 4)` in pixels."""

    codes: NDArray[np.int32]
    boxes: NDArray[np.float64]

    def text(self, indexes: Iterable[int]) -> str:
        """The characters at these places as a string; the line breaks of pdfium become spaces."""
        letters = (chr(int(self.codes[i])) if 31 < self.codes[i] < 0xFFFE else " " for i in indexes)
        return " ".join("".join(letters).split())


class Sheet:
    """One page of an open document. Close it before the document."""

    def __init__(self, document: pdfium.PdfDocument, index: int) -> None:
        try:
            self.page = document[index]
        except pdfium.PdfiumError as exc:
            raise OutsideProgramError("the page could not be loaded") from exc
        self.number = index + 1
        self.width, self.height = self.page.get_size()
        if not (0 < self.width < 1e6 and 0 < self.height < 1e6):
            raise OutsideProgramError("the page has no usable size")
        self.dpi = min(DPI, MAX_SIDE * 72 / max(self.width, self.height))
        self._asleep: set[int] = set()

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels, as rendered."""
        return round(self.height * self.dpi / 72), round(self.width * self.dpi / 72)

    def close(self) -> None:
        """Give the page and its text back to pdfium."""
        if "textpage" in self.__dict__:
            self.textpage.close()
        self.page.close()

    @cached_property
    def textpage(self) -> pdfium.PdfTextPage:
        return self.page.get_textpage()

    @cached_property
    def things(self) -> list[Thing]:
        """All objects in drawing order, those inside forms after their form."""
        found: list[Thing] = []
        self._walk(found, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, self.page.raw, ())
        return found

    def _walk(
        self,
        found: list[Thing],
        count: Callable[[Any], int],
        get: Callable[[Any, int], Any],
        parent: Any,
        forms: tuple[int, ...],
    ) -> None:
        for i in range(count(parent)):
            if len(found) >= MAX_OBJECTS:
                raise OutsideProgramError("the page has too many objects to take apart")
            raw = get(parent, i)
            thing = Thing(raw, c.FPDFPageObj_GetType(raw), len(found), forms)
            found.append(thing)
            if thing.kind == c.FPDF_PAGEOBJ_FORM and len(forms) < MAX_DEPTH:
                self._walk(
                    found, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, raw, (*forms, thing.order)
                )

    def of_kind(self, *kinds: int) -> list[Thing]:
        """The objects of these kinds, in drawing order."""
        return [thing for thing in self.things if thing.kind in kinds]

    @cached_property
    def texts(self) -> list[Thing]:
        return self.of_kind(c.FPDF_PAGEOBJ_TEXT)

    @cached_property
    def to_pixels(self) -> NDArray[np.float64]:
        """The 2x3 matrix from page coordinates (points, origin by the file) to pixels."""
        big = 1_000_000
        x, y = ctypes.c_int(), ctypes.c_int()

        def at(px: float, py: float) -> tuple[float, float]:
            c.FPDF_PageToDevice(self.page.raw, 0, 0, big, big, 0, px, py, x, y)
            return x.value / big * self.width * self.dpi / 72, y.value / big * self.height * self.dpi / 72

        x0, y0 = at(0, 0)
        x1, y1 = at(100, 0)
        x2, y2 = at(0, 100)
        return np.array([[(x1 - x0) / 100, (x2 - x0) / 100, x0], [(y1 - y0) / 100, (y2 - y0) / 100, y0]])

    def pixel_boxes(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """`(n, 4)` boxes left, bottom, right, top in points as x0, y0, x1, y1 in pixels."""
        m = self.to_pixels
        corners = [m @ np.stack([boxes[:, i], boxes[:, j], np.ones(len(boxes))]) for i, j in ((0, 1), (2, 3))]
        return np.concatenate([np.minimum(*corners), np.maximum(*corners)]).T

    @cached_property
    def chars(self) -> Chars:
        """Every character that pdfium reads on the page, shown or not."""
        text, count = self.textpage.raw, self.textpage.count_chars()
        if count > MAX_CHARS:
            raise OutsideProgramError("the page has too many characters")
        codes = characters.codes(text, count)
        boxes = np.zeros((count, 4))
        shown = np.flatnonzero(codes > 32)
        boxes[shown] = characters.boxes(text, shown)
        return Chars(codes.astype(np.int32), self.pixel_boxes(boxes))

    def chars_by_object(self, indexes: NDArray[np.int64]) -> list[tuple[Thing, NDArray[np.int64]]]:
        """The text objects that these characters belong to, each with all of its characters."""
        by_address = {_address(thing.raw): thing for thing in self.texts}
        owners = np.fromiter(
            (_address(c.FPDFText_GetTextObject(self.textpage.raw, i)) for i in range(len(self.chars.codes))),
            np.int64,
            len(self.chars.codes),
        )
        wanted = dict.fromkeys(int(owner) for owner in owners[indexes])
        return [(by_address[o], np.flatnonzero(owners == o)) for o in wanted if o in by_address]

    def bounds(self, thing: Thing) -> tuple[float, float, float, float] | None:
        """The box of an object in pixels, clipped by nothing; None if it has none.

        Objects inside forms give bounds in the space of the form: the matrices of the forms are applied.
        """
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not c.FPDFPageObj_GetBounds(thing.raw, left, bottom, right, top):
            return None
        sides = ((left.value, right.value), (bottom.value, top.value))
        corners = np.array([[x, y, 1.0] for x in sides[0] for y in sides[1]])
        for order in reversed(thing.forms):
            matrix = c.FS_MATRIX()
            c.FPDFPageObj_GetMatrix(self.things[order].raw, matrix)
            corners[:, :2] = np.stack(
                [
                    matrix.a * corners[:, 0] + matrix.c * corners[:, 1] + matrix.e,
                    matrix.b * corners[:, 0] + matrix.d * corners[:, 1] + matrix.f,
                ]
            ).T
        x, y = self.to_pixels @ corners.T
        if not (np.isfinite(x).all() and np.isfinite(y).all()):
            return None
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    def to_page_pixels(self, thing: Thing) -> NDArray[np.float64]:
        """The 3x3 matrix from the unit square of a picture to pixels of the page, through its forms."""
        found = np.eye(3)
        for raw in (thing.raw, *(self.things[order].raw for order in reversed(thing.forms))):
            m = c.FS_MATRIX()
            c.FPDFPageObj_GetMatrix(raw, m)
            found = np.array([[m.a, m.c, m.e], [m.b, m.d, m.f], [0, 0, 1]]) @ found
        return np.asarray(np.vstack([self.to_pixels, [0, 0, 1]]) @ found)

    def _show(self, asleep: Iterable[Thing]) -> None:
        wanted = {thing.order for thing in asleep}
        if wanted:
            self.textpage  # noqa: B018 - pdfium leaves sleeping text out of a text page loaded later
        for order in self._asleep - wanted:
            c.FPDFPageObj_SetIsActive(self.things[order].raw, True)
        for order in wanted - self._asleep:
            c.FPDFPageObj_SetIsActive(self.things[order].raw, False)
        self._asleep = wanted

    def render(
        self,
        *,
        without: Iterable[Thing] = (),
        annotations: bool = False,
        ground: tuple[int, int, int] = (255, 255, 255),
        region: Rect | None = None,
        dpi: float | None = None,
    ) -> Pixels:
        """The page as BGR pixels, without some objects. `region` (pixels at `self.dpi`) cuts out a part."""
        self._show(without)
        scale = (dpi or self.dpi) / 72
        crop = (0.0, 0.0, 0.0, 0.0)
        if region is not None:
            points = 72 / self.dpi
            crop = (
                region[0] * points,
                max(0.0, self.height - region[3] * points),
                max(0.0, self.width - region[2] * points),
                region[1] * points,
            )
        bitmap = self.page.render(
            scale=scale,
            crop=crop,
            draw_annots=annotations,
            may_draw_forms=annotations,
            fill_color=(*ground[::-1], 255),
        )
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
        bitmap.close()
        return pixels

    def fraction(self, box: Iterable[float], shape: tuple[int, ...]) -> Box:
        """A pixel box as fractions of the page, clipped to it."""
        x0, y0, x1, y1 = box
        high, wide = shape[:2]
        return (_unit(x0 / wide), _unit(y0 / high), _unit(x1 / wide), _unit(y1 / high))


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0 if handle else 0


def open_forms(document: pdfium.PdfDocument) -> None:
    """Let pdfium draw form fields. pdfium has no XFA here: such a file is drawn without them."""
    if document.get_formtype() == c.FORMTYPE_ACRO_FORM:
        document.init_forms()


def _unit(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 5) if math.isfinite(value) else 0.0


def clip(box: Iterable[float], shape: tuple[int, ...]) -> Rect:
    """A box as whole pixels inside a picture of this shape; may be empty (x1 <= x0)."""
    x0, y0, x1, y1 = box
    high, wide = shape[:2]
    low = max(0, math.floor(x0)), max(0, math.floor(y0))
    return (*low, min(wide, math.ceil(x1)), min(high, math.ceil(y1)))
