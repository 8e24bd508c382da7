"""The bench's own files, with the text that stands on every page.

Pages are drawn as vector PDF (standard fonts, so no system font is needed), rendered, aged like a scan and
put back into a PDF as JPEG pictures. Everything follows from the seed.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.bench import texts

LANGUAGES = ("nl", "en", "fr", "de")
FAMILIES = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"))
MARGIN = 62.0  # points


@dataclass(frozen=True, slots=True)
class Scan:
    """How one page was scanned."""

    dpi: int
    skew: float  # degrees
    turn: int  # clockwise quarter turns
    noise: float  # standard deviation, grey levels
    quality: int = 82  # of the JPEG


@dataclass(frozen=True, slots=True)
class BenchPage:
    """One page: its language, its text in reading order and its vector PDF."""

    language: str
    text: str
    pdf: bytes


class _Writer:
    """Puts lines on a page from the top and remembers what was written."""

    def __init__(self, canvas: Canvas, family: tuple[str, str], size: float) -> None:
        self.canvas, self.family, self.size = canvas, family, size
        self.y = A4[1] - MARGIN
        self.lines: list[str] = []

    def line(self, text: str, *, bold: bool = False, size: float | None = None) -> None:
        size = size or self.size
        self.canvas.setFont(self.family[bold], size)
        self.canvas.drawString(MARGIN, self.y, text)
        self.lines.append(text)
        self.y -= size * 1.32

    def paragraph(self, text: str) -> None:
        self.canvas.setFont(self.family[0], self.size)
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if stringWidth(longer, self.family[0], self.size) > A4[0] - 2 * MARGIN:
                self.line(line)
                longer = word
            line = longer
        self.line(line)
        self.y -= self.size * 0.6

    def row(self, cells: tuple[str, ...], *, bold: bool = False) -> None:
        width = (A4[0] - 2 * MARGIN) / len(cells)
        height = self.size * 1.75
        self.canvas.setFont(self.family[bold], self.size)
        self.canvas.setLineWidth(0.7)
        for i, cell in enumerate(cells):
            left = MARGIN + i * width
            self.canvas.rect(left, self.y - height * 0.35, width, height)
            self.canvas.drawString(left + 5, self.y, cell)
        self.lines.append(" ".join(cells))
        self.y -= height


def _sentence(language: str, rng: random.Random) -> str:
    year = rng.randrange(2016, 2026)
    return rng.choice(texts.SENTENCES[language]).format(
        name=rng.choice(tuple(n for n in texts.NAMES if "Ł" not in n)),
        start=f"{rng.randrange(1, 29)}-{rng.randrange(1, 13)}-{year - 2}",
        end=f"{rng.randrange(1, 29)}-{rng.randrange(1, 13)}-{year}",
        ward=rng.choice(texts.WARDS[language]),
        hours=rng.choice((24, 28, 32, 36, 38)),
        year=year,
        phone=f"0{rng.randrange(10, 80)} {rng.randrange(100, 999)} {rng.randrange(1000, 9999)}",
        ref=f"{rng.choice('ABCDE')}{rng.randrange(100000, 999999)}/{year}",
        scale=rng.randrange(35, 75),
    )


def make_page(language: str, *, seed: int, dense: bool = True) -> BenchPage:
    """A full page of text with a letterhead, paragraphs and on every second page a ruled table."""
    rng = random.Random(f"{language}-{seed}")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    out = _Writer(canvas, rng.choice(FAMILIES), rng.choice((9.5, 10, 10.5, 11)))
    out.line(f"{rng.choice(texts.PLACES)}, {rng.randrange(1, 29)}-{rng.randrange(1, 13)}-2026")
    out.y -= 10
    out.line(rng.choice(texts.HEADINGS[language]), bold=True, size=15)
    out.y -= 8
    bottom = MARGIN + (170 if seed % 2 else 20) + (0 if dense else 260)
    while out.y > bottom + 60:
        out.paragraph(" ".join(_sentence(language, rng) for _ in range(rng.randrange(3, 6))))
    if seed % 2:
        out.y -= 12
        out.row(texts.TABLE_HEADS[language], bold=True)
        for _ in range(4):
            out.row(
                (
                    f"{rng.randrange(2014, 2026)}",
                    rng.choice(texts.WARDS[language]),
                    rng.choice(texts.POSITIONS[language]),
                    str(rng.randrange(200, 1900)),
                )
            )
    canvas.showPage()
    canvas.save()
    return BenchPage(language, "\n".join(out.lines), buffer.getvalue())


def scan(page: BenchPage, how: Scan, *, seed: int) -> NDArray[np.uint8]:
    """The page as a scanner would have seen it, RGB."""
    with pdfium.PdfDocument(page.pdf) as document:
        picture = document[0].render(scale=how.dpi / 72, grayscale=True).to_numpy().squeeze()
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), how.skew, 1.0)
    picture = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.5 * how.dpi / 200)
    rng = np.random.default_rng(seed)
    noisy = picture * 0.93 + 8 + rng.normal(0, how.noise, picture.shape)
    grey = np.clip(noisy, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), -how.turn))


def jpeg(rgb: NDArray[np.uint8], quality: int) -> bytes:
    ok, data = cv2.imencode(".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert ok
    return bytes(data)


def scans_to_pdf(scans: list[tuple[NDArray[np.uint8], Scan]], path: Path) -> None:
    """A PDF with one JPEG a page, at the size of the paper."""
    canvas = Canvas(str(path), invariant=1)
    for rgb, how in scans:
        size = (rgb.shape[1] * 72 / how.dpi, rgb.shape[0] * 72 / how.dpi)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(jpeg(rgb, how.quality))), 0, 0, *size)
        canvas.showPage()
    canvas.save()


HOW = (
    Scan(300, 0.0, 0, 4), Scan(300, 0.8, 0, 6), Scan(200, -0.6, 0, 5), Scan(150, 0.3, 0, 3),
    Scan(300, -1.4, 2, 5), Scan(200, 1.2, 0, 6), Scan(200, 0.4, 0, 4), Scan(150, -0.9, 0, 4),
    Scan(300, 0.5, 0, 6), Scan(200, 0.0, 1, 5), Scan(300, 2.0, 0, 4), Scan(200, -0.3, 3, 6),
)  # fmt: skip


def scanned_pages(seed: int = 0) -> list[tuple[BenchPage, Scan, NDArray[np.uint8]]]:
    """Twelve dense pages, three in each language."""
    out = []
    for i, how in enumerate(HOW):
        page = make_page(LANGUAGES[i % 4], seed=seed + i // 4 + i)
        out.append((page, how, scan(page, how, seed=seed + i)))
    return out


def born_digital(path: Path, *, pages: int, seed: int = 0) -> str:
    """A text PDF of so many pages; returns its text."""
    import pikepdf

    made = [make_page(LANGUAGES[i // 3 % 4], seed=seed + i) for i in range(pages)]
    with pikepdf.new() as whole:
        for page in made:
            with pikepdf.open(io.BytesIO(page.pdf)) as one:
                whole.pages.extend(one.pages)
        whole.save(path)
    return "\f".join(page.text for page in made)
