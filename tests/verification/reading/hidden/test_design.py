"""Ordinary documents of several producers that look like hiding and are not."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.verification.reading.hidden import made
from verification.limits import Limits
from verification.reading.hidden import hidden_in_pdf, hidden_on_page


def shaded_table(c: Canvas) -> None:
    c.setFont("Helvetica", 10)
    for i in range(8):
        c.setFillGray(0.85 if i % 2 else 1)
        c.rect(60, 700 - 20 * i, 400, 20, fill=1, stroke=0)
        c.setFillGray(0)
        c.drawString(66, 706 - 20 * i, f"Loonheffing periode {i}   1.204,5{i}")


def dark_header(c: Canvas) -> None:
    c.setFillColorRGB(0.05, 0.1, 0.35)
    c.rect(0, 760, 595, 82, fill=1, stroke=0)
    c.setFillColorRGB(1, 1, 1)
    c.setFont("Helvetica-Bold", 24)
    c.drawString(60, 790, "ZIEKENHUIS DE LINDE")


def drop_shadow(c: Canvas) -> None:
    c.setFont("Helvetica-Bold", 28)
    c.setFillAlpha(0.35)
    c.drawString(73.5, 698.5, "DIPLOMA VERPLEEGKUNDE")
    c.setFillAlpha(1)
    c.drawString(72, 700, "DIPLOMA VERPLEEGKUNDE")


def bold_by_printing_twice(c: Canvas) -> None:
    c.setFont("Times-Roman", 12)
    for dx in (0, 0.3, 0.6):
        c.drawString(72 + dx, 700, "Geslaagd voor het examen")


def watermark(c: Canvas) -> None:
    c.saveState()
    c.setFillAlpha(0.12)
    c.translate(120, 300)
    c.rotate(45)
    c.setFont("Helvetica-Bold", 90)
    c.drawString(0, 0, "KOPIE")
    c.restoreState()
    _body(c)


def watermark_on_top(c: Canvas) -> None:
    _body(c)
    c.setFillAlpha(0.25)
    c.translate(80, 420)
    c.rotate(40)
    c.setFont("Helvetica-Bold", 80)
    c.drawString(0, 0, "KOPIE BIG-register")


def _body(c: Canvas) -> None:
    c.setFont("Times-Roman", 11)
    for i, line in enumerate(made.PROSE * 5):
        c.drawString(72, 740 - 18 * i, line)


def _photo(wide: int = 300, high: int = 400) -> ImageReader:
    ramp = np.linspace(60, 220, high)[:, None, None] + np.linspace(-40, 30, wide)[None, :, None]
    grain = np.random.default_rng(1).normal(0, 12, (high, wide, 3))
    buffer = io.BytesIO()
    Image.fromarray((ramp + grain).clip(0, 255).astype(np.uint8)).save(buffer, "JPEG")
    return ImageReader(io.BytesIO(buffer.getvalue()))


def background_photo(c: Canvas) -> None:
    c.drawImage(_photo(), 0, 0, 595, 842)
    c.setFillGray(1)
    c.rect(60, 300, 475, 450, fill=1, stroke=0)
    c.setFillGray(0)
    _body(c)


def cropped_logo(c: Canvas) -> None:
    c.saveState()
    path = c.beginPath()
    path.rect(60, 760, 120, 50)
    c.clipPath(path, stroke=0)
    c.drawImage(_photo(), 30, 640, 300, 300)
    c.restoreState()
    _body(c)


def chart(c: Canvas) -> None:
    c.setFont("Helvetica", 9)
    for i in range(12):
        c.setFillColorRGB(0.1 * (i % 5), 0.4, 0.8)
        c.rect(80 + 35 * i, 200, 25, 40 + 20 * i, fill=1, stroke=0)
        c.setFillGray(0)
        c.drawString(82 + 35 * i, 188, f"{i + 1}")


def page_number_left_white(c: Canvas) -> None:
    _body(c)
    c.setFillGray(1)
    c.drawString(290, 30, "- 3 -")


TYPST = {
    "table": "#table(columns: 3, fill: (x, y) => if y == 0 { navy } else if calc.odd(y) { luma(220) }, "
    "[#text(white)[Periode]], [#text(white)[Uren]], [#text(white)[Bedrag]], "
    "[januari], [128], [2.345,00], [februari], [120], [2.200,00])",
    "block": "#block(fill: black, inset: 12pt)[#text(white, size: 14pt)[Verklaring van vakbekwaamheid]]",
    "ligatures": '#set text(font: "Libertinus Serif")\nOfficiële affiche: efficiënte fluweel, afdeling Zorg. '
    * 8,
    "columns": "#columns(2)["
    + "De werkgever verklaart dat de werknemer werkzaam is als verpleegkundige. " * 30
    + "]",
}
DRAWN: list[Callable[[Canvas], None]] = [
    shaded_table,
    dark_header,
    drop_shadow,
    bold_by_printing_twice,
    watermark,
    watermark_on_top,
    background_photo,
    cropped_logo,
    chart,
    page_number_left_white,
]


def alarms(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    found = (*hidden_on_page(path, 0), *hidden_in_pdf(path, Limits.model_validate({})))
    return [f"{h.where}: {h.text}" for h in found if h.covered]


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_designs_by_reportlab(tmp_path: Path, draw: Callable[[Canvas], None]) -> None:
    assert alarms(tmp_path, made.canvas_pdf(draw)) == []


@pytest.mark.parametrize("source", TYPST.values(), ids=TYPST)
def test_designs_by_typst(tmp_path: Path, source: str) -> None:
    assert alarms(tmp_path, typst.compile(source.encode())) == []


@pytest.mark.parametrize("draw", [shaded_table, dark_header, chart], ids=lambda draw: draw.__name__)
def test_designs_of_paper(tmp_path: Path, draw: Callable[[Canvas], None]) -> None:
    """The same, scanned: made of pixels, so nothing can be beneath."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(made.canvas_pdf(draw))
    picture = document[0].render(scale=2).to_pil()
    document.close()
    assert (
        alarms(tmp_path, made.canvas_pdf(lambda c: c.drawImage(ImageReader(picture), 0, 0, 595, 842))) == []
    )
