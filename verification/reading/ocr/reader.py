"""Which Tesseract reads: in this process where tesserocr is installed, else the program through pytesseract."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Protocol, cast

from verification.reading.ocr.model import Grey
from verification.reading.ocr.rows import split
from verification.reading.ocr.tokens import Token


class Reader(Protocol):
    """What `program` and `library` both offer; see there for errors."""

    def read_words(
        self, pictures: Sequence[Grey], *, models: Sequence[str], psm: int, seconds: float
    ) -> list[tuple[Token, ...]]: ...

    def read_text(self, picture: Grey, *, model: str, charset: str, psm: int, seconds: float) -> str: ...


@cache
def reader() -> Reader:
    """The reader of this installation."""
    if importlib.util.find_spec("tesserocr"):
        from verification.reading.ocr import library

        return cast(Reader, library)
    from verification.reading.ocr import program

    return cast(Reader, program)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="ocr")


def read_page(
    picture: Grey, *, models: Sequence[str], psm: int, seconds: float, cores: int = 1
) -> tuple[Token, ...]:
    """The words of a page; with cores to spare it is cut at white rows and the bands are read side by side."""
    read = reader().read_words
    if cores < 2:
        return read([picture], models=models, psm=psm, seconds=seconds)[0]
    bands = split(picture, cores)
    jobs = [
        _threads().submit(read, [picture[top:bottom]], models=models, psm=psm, seconds=seconds)
        for top, bottom in bands
    ]
    return _joined([job.result()[0] for job in jobs], [top for top, _ in bands])


def _joined(parts: Sequence[tuple[Token, ...]], tops: Sequence[int]) -> tuple[Token, ...]:
    """The words of bands that lie at `tops`, as of one page."""
    out: list[Token] = []
    for tokens, top in zip(parts, tops, strict=True):
        line = out[-1].line + 1 if out else 0
        paragraph = out[-1].paragraph + 1 if out else 0
        out += [t.moved(top, line=line, paragraph=paragraph) for t in tokens]
    return tuple(out)
