"""What a PDF page draws, without drawing it: pictures, text that shows, text that does not.

All boxes are fractions of the page as shown (its crop box, turned by /Rotate), origin top left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from verification.model import Box

MOST_OBJECTS = 50_000  # page objects looked at; a map drawn in more strokes is only rendered
DEEPEST_FORM = 8
OVER = 0.01  # of the page: a picture that reaches further beyond it shows only in part
GRID = 64  # cells per side on which covered area is counted
COVERS_PAGE = 0.8  # share of the page from which on pictures are the page
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture on the page. `handle` is pdfium's object, valid while the page is open."""

    box: Box
    width: int  # pixels of the stored picture
    height: int
    handle: raw.FPDF_PAGEOBJECT
    straight: bool  # neither turned nor mirrored against the page before /Rotate, nor cut off by its edges
    plain: bool  # opaque and unmasked

    @property
    def share(self) -> float:
        """Share of the page, 0..1."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a page draws. `unseen` are addresses of text objects that leave no ink on the page."""

    images: tuple[PlacedImage, ...]
    covered: float  # share of the page under pictures
    strokes: int  # segments of drawn paths
    text_objects: int
    unseen: frozenset[int]
    annotations: int


class Frame:
    """Turns PDF coordinates of a page into fractions of the page as shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.width = max(self.right - self.left, 1e-6)
        self.height = max(self.top - self.bottom, 1e-6)
        self.rotation = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as shown; /Rotate turns clockwise."""
        across, up = (x - self.left) / self.width, (y - self.bottom) / self.height
        if self.rotation == 90:
            return up, across
        if self.rotation == 180:
            return 1 - across, up
        if self.rotation == 270:
            return 1 - up, 1 - across
        return across, 1 - up

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle as shown; may reach beyond 0..1."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def boxes(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Many rectangles (left, bottom, right, top) as shown, `(n, 4)`."""
        across = (points[:, [0, 2]] - self.left) / self.width
        up = (points[:, [1, 3]] - self.bottom) / self.height
        turned = {0: (across, 1 - up), 90: (up, across), 180: (1 - across, up), 270: (1 - up, 1 - across)}
        x, y = turned.get(self.rotation, turned[0])
        return np.column_stack([x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)])


def content_of(page: pdfium.PdfPage, frame: Frame) -> Content:
    """Walk the page's objects in the order they are drawn."""
    images: list[PlacedImage] = []
    unseen: set[int] = set()
    texts: list[int] = []
    strokes = 0
    for handle, matrix in _objects(page.raw):
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            address = _address(handle)
            texts.append(address)
            if _leaves_no_ink(handle):
                unseen.add(address)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            strokes += max(0, raw.FPDFPath_CountSegments(handle))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            image = _placed(handle, matrix, frame)
            images.append(image)
            if image.plain and image.share >= COVERS_PAGE:
                unseen.update(texts)  # drawn before, so the picture lies over it
    covered = _covered(images)
    return Content(
        tuple(images), covered, strokes, len(texts), frozenset(unseen), raw.FPDFPage_GetAnnotCount(page.raw)
    )


def _objects(page: raw.FPDF_PAGE) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
    """Objects with the matrix of the forms around them, in drawing order, forms opened."""
    left = MOST_OBJECTS

    def below(
        count: int, get: object, owner: object, matrix: Matrix, level: int
    ) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Matrix]]:
        nonlocal left
        for index in range(count):
            left -= 1
            if left < 0:
                return
            handle = get(owner, index)  # type: ignore[operator]
            if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
                yield handle, matrix
            elif level < DEEPEST_FORM:
                inner = _times(_matrix(handle), matrix)
                yield from below(
                    raw.FPDFFormObj_CountObjects(handle),
                    raw.FPDFFormObj_GetObject,
                    handle,
                    inner,
                    level + 1,
                )

    yield from below(raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, page, _IDENTITY, 0)


def _address(handle: raw.FPDF_PAGEOBJECT) -> int:
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def text_object_of(textpage: raw.FPDF_TEXTPAGE, index: int) -> int:
    """The address of the text object that a character belongs to; 0 for a generated one."""
    return _address(raw.FPDFText_GetTextObject(textpage, index))


def _leaves_no_ink(handle: raw.FPDF_PAGEOBJECT) -> bool:
    if raw.FPDFTextObj_GetTextRenderMode(handle) in _INVISIBLE_MODES:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return alpha.value == 0
    return False


def _placed(handle: raw.FPDF_PAGEOBJECT, outer: Matrix, frame: Frame) -> PlacedImage:
    matrix = _times(_matrix(handle), outer)
    a, b, c, d, e, f = matrix
    corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
    points = [frame.point(x, y) for x, y in corners]
    xs, ys = [min(max(x, 0.0), 1.0) for x, _ in points], [min(max(y, 0.0), 1.0) for _, y in points]
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, width, height)
    whole = all(-OVER <= value <= 1 + OVER for point in points for value in point)
    whole = whole and not _is_cut(handle, [*xs, *ys], frame)
    straight = abs(b) < 1e-3 * abs(a) and abs(c) < 1e-3 * abs(d) and a > 0 and d > 0 and whole
    return PlacedImage(
        (min(xs), min(ys), max(xs), max(ys)),
        int(width.value),
        int(height.value),
        handle,
        straight=straight,
        plain=not raw.FPDFPageObj_HasTransparency(handle),
    )


def _is_cut(handle: raw.FPDF_PAGEOBJECT, shown: list[float], frame: Frame) -> bool:
    """Whether a clip leaves less of a picture than its place on the page (4 xs, 4 ys): its stored pixels then
    say more than the page shows.
    """
    clip = raw.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        points = []
        for i in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, index))):
            segment = raw.FPDFClipPath_GetPathSegment(clip, index, i)
            if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(frame.point(x.value, y.value))
        for axis, place in ((0, shown[:4]), (1, shown[4:])):
            ends = [point[axis] for point in points] or [0.0]
            if min(ends) > min(place) + OVER or max(ends) < max(place) - OVER:
                return True
    return False


def _matrix(handle: raw.FPDF_PAGEOBJECT) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i),
        *(c * h + d * j, e * g + f * i + k, e * h + f * j + m),
    )


def _covered(images: list[PlacedImage]) -> float:
    """The share of the page under any picture; scanners cut a page into strips."""
    grid = np.zeros((GRID, GRID), dtype=bool)
    for image in images:
        x0, y0, x1, y1 = (round(value * GRID) for value in image.box)
        grid[y0:y1, x0:x1] = True
    return float(grid.mean())
