"""What our own reading finds in a file, and how much of its time is Tesseract: an untimed run in process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from verification.limits import Limits
from verification.reading.engine import read_document
from verification.reading.executors import Inline
from verification.reading.ocr import reader


@dataclass
class Share:
    """Processor seconds: of Tesseract, and of the whole reading with it."""

    tesseract: float = 0.0
    whole: float = 0.0
    texts: list[str] = field(default_factory=list)


def read(path: Path) -> Share:
    """Read the file on one core with every call of Tesseract under the clock."""
    share = Share()
    with _clocked(share):
        start = time.process_time()
        found = read_document(path, executor=Inline(), limits=Limits())
        share.whole = time.process_time() - start
    share.texts = [page.text for page in found.pages]
    return share


@contextmanager
def _clocked(share: Share) -> Iterator[None]:
    real = reader.reader()

    def clocked(name: str) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return getattr(real, name)(*args, **options)
            finally:
                share.tesseract += time.process_time() - start

        return call

    stand_in = SimpleNamespace(**{name: clocked(name) for name in ("read_words", "read_text", "detect")})
    original = reader.reader
    patched = [(module, "reader") for module in _users()]
    for module, name in patched:
        setattr(module, name, lambda: stand_in)
    try:
        yield
    finally:
        for module, name in patched:
            setattr(module, name, original)


def _users() -> list[Any]:
    from verification.reading.ocr import recipe, upright

    return [reader, recipe, upright]
