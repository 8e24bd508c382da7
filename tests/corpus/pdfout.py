"""Pictures as files: image-only PDF (with or without an OCR layer), JPEG, PNG, TIFF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from random import Random

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.canvas import Sheet, Text, pdf_font
from tests.corpus.scan import jpeg


def picture_pdf(
    pages: Sequence[Image.Image],
    *,
    dpi: float,
    quality: int = 80,
    layers: Sequence[Sheet | None] | None = None,
) -> bytes:
    """Scans as a PDF, one JPEG (bilevel: Flate) a page; `layers` adds invisible recognised text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, page in enumerate(pages):
        wide, high = page.width * 72 / dpi, page.height * 72 / dpi
        canvas.setPageSize((wide, high))
        reader = ImageReader(page) if page.mode == "1" else ImageReader(io.BytesIO(jpeg(page, quality)))
        canvas.drawImage(reader, 0, 0, wide, high)
        layer = layers[number] if layers else None
        if layer:
            _ocr_layer(canvas, layer)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _ocr_layer(canvas: Canvas, sheet: Sheet) -> None:
    for item in sheet.items:
        if isinstance(item, Text) and not item.angle:
            text = canvas.beginText(item.x, sheet.height - item.y)
            text.setFont(pdf_font("sans"), item.size)
            text.setTextRenderMode(3)
            text.textOut(item.text)
            canvas.drawText(text)


def tiff(pages: Sequence[Image.Image], *, dpi: float) -> bytes:
    """A TIFF of one or more pages (Group 4 for bilevel)."""
    buffer = io.BytesIO()
    compression = "group4" if pages[0].mode == "1" else "tiff_lzw"
    pages[0].save(
        buffer, "TIFF", save_all=True, append_images=list(pages[1:]), compression=compression, dpi=(dpi, dpi)
    )
    return buffer.getvalue()


def png(image: Image.Image, *, dpi: float | None = None) -> bytes:
    """PNG bytes."""
    buffer = io.BytesIO()
    if dpi:
        image.save(buffer, "PNG", dpi=(dpi, dpi), compress_level=3)
    else:
        image.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def any_picture_file(
    pages: Sequence[Image.Image],
    stem: str,
    *,
    dpi: float,
    rng: Random,
    quality: int = 80,
    pdf_share: float = 0.7,
) -> tuple[str, bytes]:
    """A file name and bytes: mostly PDF, else JPEG, PNG or TIFF."""
    if len(pages) > 1 or rng.random() < pdf_share:
        if rng.random() < 0.05:
            return f"{stem}.tiff", tiff(pages, dpi=dpi)
        return f"{stem}.pdf", picture_pdf(pages, dpi=dpi, quality=quality)
    kind = rng.choice(("jpg", "jpg", "jpg", "png", "tiff"))
    if kind == "jpg":
        page = pages[0].convert("L") if pages[0].mode == "1" else pages[0]
        return f"{stem}.jpg", jpeg(page, quality, dpi=dpi)
    if kind == "png":
        return f"{stem}.png", png(pages[0], dpi=dpi)
    return f"{stem}.tiff", tiff(pages, dpi=dpi)
