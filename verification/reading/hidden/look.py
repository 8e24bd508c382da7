"""The order in which a PDF is searched for what the eye does not see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pypdfium2 as pdfium

from verification.errors import UnreadableFile
from verification.limits import Limits
from verification.model import Hidden
from verification.reading.hidden.sheet import Sheet
from verification.reading.hidden.text import TextLook, hidden_text


class HiddenReader:
    """A PDF held open while its pages are looked at, one after another, in one process."""

    def __init__(self, path: Path, *, limits: Limits | None = None) -> None:
        """Open the file. Raises UnreadableFile if it is no PDF that opens without a password."""
        self.path = Path(path)
        self.limits = limits or Limits()
        try:
            self.document = pdfium.PdfDocument(str(self.path))
            self.document.init_forms()
        except (pdfium.PdfiumError, FileNotFoundError) as exc:
            raise UnreadableFile("safety.malformed") from exc

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.document.close()

    def page(self, index: int) -> tuple[Hidden, ...]:
        """What page `index` (from 0) hides."""
        sheet = Sheet(self.document, index)
        try:
            return tuple(_on_sheet(sheet))
        finally:
            sheet.close()


def _on_sheet(sheet: Sheet) -> Iterator[Hidden]:
    full = sheet.render()
    if sheet.texts:
        yield from hidden_text(TextLook(sheet, full))


def hidden_on_page(pdf_path: Path, page_index: int, *, limits: Limits | None = None) -> tuple[Hidden, ...]:
    """What one page (from 0) carries and does not show.

    Boxes are fractions of the page as rendered, /Rotate applied. Raises UnreadableFile or OutsideProgramError
    where the page could not be looked at: the step then counts as not run.
    """
    with HiddenReader(pdf_path, limits=limits) as reader:
        return reader.page(page_index)


def hidden_in_pdf(pdf_path: Path, limits: Limits) -> tuple[Hidden, ...]:
    """What the file as a whole carries: metadata, attachments, earlier revisions, form values, thumbnails."""
    with HiddenReader(pdf_path, limits=limits):
        return ()
