"""Pages of any kind of file in one form: picture, scale and, of a PDF, the text layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from verification.model import Box
from verification.reading import pictures
from verification.reading.found import Family
from verification.reading.pdf import Mode, PdfFile, open_pdf
from verification.reading.text_layer import TextLayer

if TYPE_CHECKING:
    from verification.limits import Limits


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as shown by a viewer, before anything is recognised.

    `rgb` is None where there is nothing to look at. `dpi` is of `rgb`, `stored_dpi` of the picture in the
    file, `scale` the pixels of `rgb` per pixel of that picture. `photo`: it may be a photograph.
    """

    number: int
    mode: Mode
    rgb: NDArray[np.uint8] | None
    dpi: float | None
    stored_dpi: float | None
    scale: float
    width_mm: float | None
    height_mm: float | None
    covered: float  # share of the page under pictures
    photo: bool
    layer: TextLayer | None = None
    regions: tuple[Box, ...] = ()


Reader = Callable[[int], Sheet]


@contextmanager
def open_source(path: Path, family: Family, limits: Limits) -> Iterator[Reader]:
    """A function that gives page `number` (from 1) of the file; it raises UnreadableFile for a broken one."""
    if family is Family.PDF:
        with open_pdf(path, limits) as pdf:
            yield lambda number: _of_pdf(pdf, number, limits)
    else:
        yield lambda number: _of_picture(path, number, limits)


def _of_pdf(pdf: PdfFile, number: int, limits: Limits) -> Sheet:
    page = pdf.page(number, limits)
    dpi, stored = page.dpi, page.stored_dpi
    scale = dpi / stored if dpi and stored else 1.0
    return Sheet(
        number,
        page.mode,
        page.rgb,
        dpi,
        stored,
        scale,
        page.width_mm,
        page.height_mm,
        page.covered,
        photo=page.mode is Mode.PICTURE and page.covered > 0.3,
        layer=page.layer,
        regions=page.regions,
    )


def _of_picture(path: Path, number: int, limits: Limits) -> Sheet:
    picture = pictures.load(path, number - 1, limits)
    stored = picture.dpi / picture.scale if picture.dpi else None
    return Sheet(
        number,
        Mode.PICTURE,
        picture.rgb,
        picture.dpi,
        stored,
        picture.scale,
        picture.width_mm,
        picture.height_mm,
        1.0,
        photo=True,
    )
