"""Which Tesseract reads: tesserocr in this process where it is installed, else the program by pytesseract."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache, partial
from typing import Protocol, cast

import cv2
import numpy as np

from verification.reading.cores import side_by_side
from verification.reading.ocr.model import Grey
from verification.reading.ocr.rows import split
from verification.reading.ocr.tokens import Osd, Token

# Tesseract's work grows with the width of a line at equal height. Squeezed by this much, a page read with one
# model takes 18 % less time for 0.03 points more wrong characters; with several models nothing is gained.
SQUEEZE = 0.8


class Reader(Protocol):
    """What `program` and `library` both offer; see there for errors."""

    def read_words(
        self, pictures: Sequence[Grey], *, models: Sequence[str], psm: int, seconds: float, charset: str = ""
    ) -> list[tuple[Token, ...]]: ...

    def read_text(self, picture: Grey, *, model: str, charset: str, psm: int, seconds: float) -> str: ...

    def detect(self, picture: Grey, *, seconds: float) -> Osd | None: ...


@cache
def reader() -> Reader:
    """The reader of this installation."""
    if importlib.util.find_spec("tesserocr"):
        from verification.reading.ocr import library

        return cast(Reader, library)
    from verification.reading.ocr import program

    return cast(Reader, program)


def read_page(
    picture: Grey, *, models: Sequence[str], psm: int, seconds: float, cores: int = 1
) -> tuple[Token, ...]:
    """The words of a page; with cores to spare, bands between white rows are read side by side."""
    squeeze = SQUEEZE if len(models) == 1 else 1.0
    if squeeze < 1:
        picture = np.asarray(
            cv2.resize(picture, None, fx=squeeze, fy=1, interpolation=cv2.INTER_AREA), np.uint8
        )
    bands = split(picture, cores) if cores > 1 else [(0, picture.shape[0])]

    def read(band: tuple[int, int]) -> tuple[Token, ...]:
        part = np.ascontiguousarray(picture[slice(*band)])
        return reader().read_words([part], models=models, psm=psm, seconds=seconds)[0]

    parts = side_by_side([partial(read, band) for band in bands], cores=cores)
    return tuple(token.widened(1 / squeeze) for token in _joined(parts, [top for top, _ in bands]))


def _joined(parts: Sequence[tuple[Token, ...]], tops: Sequence[int]) -> tuple[Token, ...]:
    """The words of bands that lie at `tops`, as of one page."""
    out: list[Token] = []
    for tokens, top in zip(parts, tops, strict=True):
        line = out[-1].line + 1 if out else 0
        paragraph = out[-1].paragraph + 1 if out else 0
        out += [t.moved(top, line=line, paragraph=paragraph) for t in tokens]
    return tuple(out)
