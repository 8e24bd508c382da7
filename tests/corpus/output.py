"""How a sheet reaches us: born digital, scanned or photographed, in some file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image

from tests.corpus import pdfout, scan
from tests.corpus.canvas import Sheet, digital_pdf


@dataclass(frozen=True)
class Made:
    """A finished file: name, bytes, and whether it was born digital."""

    name: str
    data: bytes
    born_digital: bool


def digital(sheets: Sequence[Sheet], stem: str, rng: Random) -> Made:
    """A PDF with a text layer."""
    return Made(f"{stem}.pdf", digital_pdf(sheets, linearize=rng.random() < 0.15), True)


def scanned(
    sheets: Sequence[Sheet],
    stem: str,
    rng: Random,
    *,
    dpi: int | None = None,
    gentle: bool = False,
    scanner: scan.Scanner | None = None,
    ocr_layer: bool = False,
) -> Made:
    """Sheets through a flatbed (or a copier that mails a PDF)."""
    resolution = dpi or rng.choice(
        (150, 200, 200, 200, 300, 300, 300, 400) if not gentle else (200, 300, 300)
    )
    how = scanner or scan.any_scanner(rng, gentle=gentle)
    pages = [scan.scan(sheet.raster(resolution), dpi=resolution, rng=rng, scanner=how) for sheet in sheets]
    if ocr_layer and not how.turn:
        data = pdfout.picture_pdf(pages, dpi=resolution, quality=how.quality, layers=list(sheets))
        return Made(f"{stem}.pdf", data, False)
    name, data = pdfout.any_picture_file(pages, stem, dpi=resolution, rng=rng, quality=how.quality)
    return Made(name, data, False)


def photographed(
    sheets: Sequence[Sheet], stem: str, rng: Random, *, dpi: int | None = None, gentle: bool = False
) -> Made:
    """Sheets on a table, photographed; more than one page gives a PDF."""
    resolution = dpi or rng.choice((170, 200, 230))
    shots: list[Image.Image] = []
    for sheet in sheets:
        shots.append(
            scan.photo(sheet.raster(resolution), rng=rng, camera=scan.any_camera(rng, gentle=gentle))
        )
    turn = rng.choices((0, 1, 2, 3), (14, 1, 1, 1))[0]
    shots = [scan.turned(shot, turn) for shot in shots]
    if len(shots) > 1 or rng.random() < 0.2:
        return Made(
            f"{stem}.pdf", pdfout.picture_pdf(shots, dpi=resolution, quality=rng.randrange(60, 92)), False
        )
    return Made(f"{stem}.jpg", scan.jpeg(shots[0], rng.randrange(60, 92), dpi=72), False)


def anyhow(sheets: Sequence[Sheet], stem: str, rng: Random, *, raster_only: bool = False) -> Made:
    """One of the three ways, scans most of all."""
    ways = ("scan", "photo") if raster_only else ("scan", "scan", "photo", "digital")
    way = rng.choice(ways)
    if way == "digital":
        return digital(sheets, stem, rng)
    return scanned(sheets, stem, rng) if way == "scan" else photographed(sheets, stem, rng)
