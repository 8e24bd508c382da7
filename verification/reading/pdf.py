"""One page of a PDF: its text layer where that is real, its picture where the page is one.

A text layer is real if it leaves ink: what scanners add invisibly over or under a full-page picture is
left aside, because a bad one must not win over our own reading. pdfium is not thread-safe: every function
here runs in a process of its own, one document at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from verification.errors import UnreadableFile
from verification.model import Box
from verification.reading.geometry import turn_picture
from verification.reading.pdf_content import COVERS_PAGE, Content, Frame, PlacedImage, content_of
from verification.reading.pdf_probe import set_qpdf_bounds
from verification.reading.text_layer import TextLayer, read_text_layer

if TYPE_CHECKING:
    from verification.limits import Limits

POINTS_PER_INCH = 72.0
MM_PER_POINT = 25.4 / POINTS_PER_INCH
MOST_VIEW_PIXELS = 16_000_000  # A4 at 350 dpi; larger pages are rendered more coarsely
LARGEST_PAPER_MM = 620.0  # A2 and a bit; a "larger" page is a photograph that was given 72 dots per inch
FULL_PAGE = 0.96  # share of the page that a picture needs to be taken instead of a rendering
OVERPRINT_WORDS = 25  # words shown over a full-page picture that make it a background
DRAWN_STROKES = 150  # path segments from which on a drawing may hold a code, a logo or outlined text
FEW_WORDS = 12  # with fewer, a page full of strokes may be text turned to outlines
REGION_SHARE = 0.015  # of the page: smaller pictures are logos
REGION_PIXELS = 120  # longest side of the smallest stored picture that can hold words


class Mode(Enum):
    """Where the words of a page come from."""

    TEXT = auto()  # the text layer
    MIXED = auto()  # the text layer, and recognition where pictures lie
    PICTURE = auto()  # recognition
    BLANK = auto()  # nothing is drawn


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What is known of a page before recognition.

    `rgb` is the page as shown (/Rotate applied), None where nothing needs to be looked at. `regions` are the
    pictures to recognise if `mode` is MIXED, boxes as shown.
    """

    mode: Mode
    layer: TextLayer
    rgb: NDArray[np.uint8] | None
    dpi: float | None
    width_mm: float | None
    height_mm: float | None
    covered: float
    regions: tuple[Box, ...]
    stored_dpi: float | None  # of the picture that the page consists of


class PdfFile:
    """An open PDF, for reading its pages one by one."""

    def __init__(self, pdf: pdfium.PdfDocument, structure: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._structure = structure

    def page(self, number: int, limits: Limits) -> PdfPage:
        """Page `number` (from 1); UnreadableFile if this page cannot be opened."""
        try:
            with self._shown(number) as page:
                return _read(page, self._page_object(number), limits)
        except pdfium.PdfiumError as exc:
            raise UnreadableFile("safety.malformed", {"variant": "page"}) from exc

    def picture(self, number: int, dpi: float) -> NDArray[np.uint8]:
        """The page as shown, RGB."""
        with self._shown(number) as page:
            return _render(page, dpi)[0]

    @contextmanager
    def _shown(self, number: int) -> Iterator[pdfium.PdfPage]:
        """The page with its annotations and filled-in fields made part of it."""
        page = self._pdf[number - 1]
        if raw.FPDFPage_GetAnnotCount(page.raw):
            _drop_unviewed(page)
            raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)  # one that fails leaves the page as it is
            page.close()
            page = self._pdf[number - 1]
        try:
            yield page
        finally:
            page.close()

    def _page_object(self, number: int) -> pikepdf.Dictionary | None:
        try:
            return self._structure.pages[number - 1].obj
        except (pikepdf.PdfError, IndexError, ValueError, TypeError):
            return None


def _drop_unviewed(page: pdfium.PdfPage) -> None:
    """Take off annotations that no viewer shows (ISO 32000-1, 12.5.3: NoView); flattening would draw them."""
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page.raw))):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        unviewed = bool(annotation) and raw.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_NOVIEW
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)
        if unviewed:
            raw.FPDFPage_RemoveAnnot(page.raw, index)


@contextmanager
def open_pdf(path: Path, limits: Limits) -> Iterator[PdfFile]:
    """The file, open for reading pages; UnreadableFile if pdfium or qpdf refuses it."""
    set_qpdf_bounds(limits)
    try:
        with pikepdf.open(path, suppress_warnings=True) as structure:
            pdf = pdfium.PdfDocument(path)
            try:
                if pdf.get_formtype():
                    pdf.init_forms()
                yield PdfFile(pdf, structure)
            finally:
                pdf.close()
    except FileNotFoundError as exc:
        raise UnreadableFile("safety.not-found") from exc
    except (pdfium.PdfiumError, pikepdf.PdfError) as exc:
        raise UnreadableFile("safety.malformed", {"variant": "pdf"}) from exc


def _read(page: pdfium.PdfPage, stored: pikepdf.Dictionary | None, limits: Limits) -> PdfPage:
    frame = Frame(page)
    content = content_of(page, frame)
    layer = read_text_layer(page, frame, content)
    mode, regions = _mode(layer, content)
    width, height = (points * MM_PER_POINT for points in page.get_size())
    stored_dpi = _stored_dpi(content, page) if mode is Mode.PICTURE else None
    rgb, dpi = None, None
    if mode in (Mode.PICTURE, Mode.MIXED) or content.images or content.strokes > DRAWN_STROKES:
        rgb, dpi = _picture(page, frame, content, stored, limits)
    known = content.covered < COVERS_PAGE or max(width, height) <= LARGEST_PAPER_MM
    return PdfPage(
        mode,
        layer,
        rgb,
        dpi if known else None,
        width if known else None,
        height if known else None,
        content.covered,
        regions,
        stored_dpi if known else None,
    )


def _mode(layer: TextLayer, content: Content) -> tuple[Mode, tuple[Box, ...]]:
    drawn = bool(content.images) or content.strokes > 0
    if not layer.sensible:
        return Mode.PICTURE, ()
    if not layer.words:
        return (Mode.PICTURE if drawn else Mode.BLANK), ()
    if content.covered >= COVERS_PAGE:
        if len(layer.words) < OVERPRINT_WORDS:
            return Mode.PICTURE, ()
        return Mode.MIXED, ((0.0, 0.0, 1.0, 1.0),)
    if len(layer.words) < FEW_WORDS and content.strokes > 20 * DRAWN_STROKES:
        return Mode.PICTURE, ()
    regions = _regions(content.images)
    return (Mode.MIXED, regions) if regions else (Mode.TEXT, ())


def _regions(images: tuple[PlacedImage, ...]) -> tuple[Box, ...]:
    """Places of pictures that can hold words, those that touch (strips) joined."""
    boxes = [image.box for image in images if max(image.width, image.height) >= REGION_PIXELS]
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        for index, other in enumerate(joined):
            if _touch(box, other):
                joined[index] = (*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:]))  # type: ignore[assignment]
                break
        else:
            joined.append(box)
    return tuple(box for box in joined if (box[2] - box[0]) * (box[3] - box[1]) >= REGION_SHARE)


def _touch(a: Box, b: Box) -> bool:
    near = 0.004
    return a[0] < b[2] + near and b[0] < a[2] + near and a[1] < b[3] + near and b[1] < a[3] + near


def _picture(
    page: pdfium.PdfPage, frame: Frame, content: Content, stored: pikepdf.Dictionary | None, limits: Limits
) -> tuple[NDArray[np.uint8], float]:
    """The page as shown: the stored picture where the page is nothing else, which is faster; else drawn."""
    if _is_one_picture(content, stored):
        taken = _stored_picture(content.images[0], limits)
        if taken is not None:
            turned = turn_picture(taken, frame.rotation)
            image_width = (content.images[0].box[2] - content.images[0].box[0]) * page.get_width()
            return turned, turned.shape[1] / image_width * POINTS_PER_INCH
    native = _stored_dpi(content, page)
    dpi = min(max(native or 0.0, limits.ocr_dpi), limits.picture_dpi)
    return _render(page, dpi)


def _stored_dpi(content: Content, page: pdfium.PdfPage) -> float | None:
    """The resolution of the largest picture on the page, pixels per inch of its place there."""
    if not content.images:
        return None
    image = max(content.images, key=lambda i: i.share)
    inches = [
        (image.box[2] - image.box[0]) * page.get_width() / POINTS_PER_INCH,
        (image.box[3] - image.box[1]) * page.get_height() / POINTS_PER_INCH,
    ]
    # A turned picture has its sides swapped: compare the long with the long.
    return float(max(image.width, image.height) / max(*inches, 1e-3))


def _is_one_picture(content: Content, stored: pikepdf.Dictionary | None) -> bool:
    if len(content.images) != 1 or content.strokes or content.text_objects > len(content.unseen):
        return False
    image = content.images[0]
    if not (image.plain and image.straight and image.share >= FULL_PAGE):
        return False
    return stored is not None and _draws_plainly(stored)


def _draws_plainly(stored: pikepdf.Dictionary) -> bool:
    """Whether the only picture among the page's resources is neither a stencil nor masked."""
    objects = stored.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    streams = [objects[key] for key in objects.keys()]  # noqa: SIM118 - a pikepdf dictionary
    if len(streams) != 1 or streams[0].get("/Subtype") != "/Image":
        return False
    return not any(streams[0].get(key) for key in ("/ImageMask", "/SMask", "/Mask", "/SMaskInData"))


def _stored_picture(image: PlacedImage, limits: Limits) -> NDArray[np.uint8] | None:
    if image.width * image.height > MOST_VIEW_PIXELS * 2:
        return None
    bitmap = raw.FPDFImageObj_GetBitmap(image.handle)
    if not bitmap:
        return None
    helper = pdfium.PdfBitmap.from_raw(bitmap)
    return _within_side(_rgb(helper.to_numpy(), helper.mode), limits.picture_side_pixels)


def _rgb(pixels: NDArray[np.uint8], mode: str) -> NDArray[np.uint8]:
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    if mode == "RGB":
        return np.array(pixels, dtype=np.uint8)
    code = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGB
    return np.asarray(cv2.cvtColor(pixels, code), dtype=np.uint8)


def _within_side(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    factor = side / max(pixels.shape[:2])
    if factor >= 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * factor)), max(1, round(pixels.shape[0] * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _render(page: pdfium.PdfPage, dpi: float) -> tuple[NDArray[np.uint8], float]:
    """The page drawn at `dpi`, or at as much as the bound on pixels allows; and what it became."""
    width, height = page.get_size()
    scale = dpi / POINTS_PER_INCH
    scale = min(scale, (MOST_VIEW_PIXELS / max(width * height, 1e-3)) ** 0.5)
    pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
    rgb = pixels if pixels.ndim == 2 or pixels.shape[2] != 4 else pixels[:, :, :3]
    return _rgb(rgb, "RGB"), scale * POINTS_PER_INCH
