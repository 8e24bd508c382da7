"""The order in which a PDF is searched for what the eye does not see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as c

from verification.errors import OutsideProgramError, UnreadableFile
from verification.model import Box, Hidden, Where
from verification.reading.hidden import marks
from verification.reading.hidden.annotations import under_annotations
from verification.reading.hidden.attachments import attachments
from verification.reading.hidden.bars import bars
from verification.reading.hidden.covers import (
    covered_pictures,
    find_covers,
    under_veils,
)
from verification.reading.hidden.cut_off import cut_off_pictures
from verification.reading.hidden.elsewise import pictures_not_as_stored
from verification.reading.hidden.embedded import masked_images, photographs, thumbnails
from verification.reading.hidden.everything import around
from verification.reading.hidden.forms import form_values
from verification.reading.hidden.layers import in_layers, variants
from verification.reading.hidden.metadata import metadata
from verification.reading.hidden.opened import Opened
from verification.reading.hidden.revisions import cuts, earlier
from verification.reading.hidden.samples import beneath_colours
from verification.reading.hidden.sheet import Sheet, open_forms
from verification.reading.hidden.strings import file_name, joined
from verification.reading.hidden.strokes import Strokes, with_strokes
from verification.reading.hidden.text import TextLook
from verification.reading.hidden.undrawn import undrawn
from verification.reading.hidden.unpainted import in_patterns, without_size
from verification.reading.hidden.unread import unread
from verification.reading.hidden.unseen import hidden_text

if TYPE_CHECKING:
    from verification.limits import Limits

BROKEN_INSIDE = (  # what a part of an attached PDF that is broken raises
    *(UnreadableFile, OutsideProgramError, pikepdf.PdfError, pdfium.PdfiumError),
    *(ValueError, TypeError, RecursionError),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a page hides, and the bars that it draws over nothing (fractions of the page as rendered)."""

    hidden: tuple[Hidden, ...]
    bars: tuple[Box, ...]


class HiddenReader:
    """A PDF held open while its pages are looked at, one after another, in one process."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened before it is needed."""
        self.path = Path(path)

    @cached_property
    def structure(self) -> pikepdf.Pdf:
        """The file as pikepdf has it; nobody changes it. Raises UnreadableFile if it does not open."""
        try:
            return pikepdf.open(self.path)
        except (pikepdf.PdfError, OSError) as exc:
            raise UnreadableFile("safety.malformed") from exc

    @cached_property
    def strokes(self) -> Strokes:
        """The strokes of its annotations. Raises UnreadableFile or OutsideProgramError."""
        try:
            return with_strokes(self.structure, self.path)
        except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as exc:
            raise OutsideProgramError("the annotations could not be looked at") from exc

    @cached_property
    def document(self) -> pdfium.PdfDocument:
        """The open file. Raises UnreadableFile if it is no PDF that opens without a password."""
        try:
            document = pdfium.PdfDocument(self.strokes.data or str(self.path))
        except (pdfium.PdfiumError, FileNotFoundError) as exc:
            raise UnreadableFile("safety.malformed") from exc
        open_forms(document)
        return document

    @cached_property
    def variants(self) -> list[pdfium.PdfDocument]:
        """The file with its layers switched; [] without layers."""
        return variants(self.structure, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for other in self.__dict__.get("variants", ()):
            other.close()
        for name in ("document", "structure"):
            if name in self.__dict__:
                self.__dict__[name].close()

    def look(self, index: int) -> Looked:
        """Page `index` (from 0).

        Raises UnreadableFile or OutsideProgramError where it could not be looked at.
        """
        sheet = Sheet(self.document, index)
        found: list[Box] = []
        try:
            told = (unread(Where.ANNOTATION, sheet.number),) if index in self.strokes.missed else ()
            return Looked((*told, *_on_sheet(sheet, self.variants, found)), tuple(found))
        finally:
            sheet.close()


def _on_sheet(sheet: Sheet, variants: list[pdfium.PdfDocument], barred: list[Box]) -> Iterator[Hidden]:
    """What the sheet hides; its bars are put into `barred`."""
    noted = bool(c.FPDFPage_GetAnnotCount(sheet.page.raw))
    yield from cut_off_pictures(sheet)
    if len(sheet.things) <= 1 and not sheet.texts and not noted and not variants:
        return  # a scan without anything on it
    look = TextLook(sheet, sheet.render())
    known: list[marks.Ints] = []
    if variants:
        found, indexes = in_layers(look, variants)
        known.append(indexes)
        yield from found
    opaque, veils = find_covers(sheet, look.full.shape)
    if veils:
        found, indexes = under_veils(look, veils)
        known.append(indexes)
        yield from found
    if sheet.texts:
        empty = np.empty(0, dtype=np.int64)
        yield from hidden_text(look, known=np.concatenate(known) if known else empty)
        if look.crowded:
            yield unread(Where.TEXT, sheet.number)
    if opaque:
        barred += bars(look, opaque)
        yield from covered_pictures(sheet, look.full, opaque)
    yield from pictures_not_as_stored(look, opaque)
    if noted:
        yield from under_annotations(look)


def hidden_on_page(pdf_path: Path, page_index: int) -> tuple[Hidden, ...]:
    """What one page (from 0) carries and does not show.

    Boxes are fractions of the page as rendered, /Rotate applied. Raises UnreadableFile or OutsideProgramError
    where the page could not be looked at: the step then counts as not run.
    """
    with HiddenReader(pdf_path) as reader:
        return reader.look(page_index).hidden


def hidden_in_pdf(pdf_path: Path, limits: Limits) -> tuple[Hidden, ...]:
    """What the file as a whole carries: metadata, attachments, form values, earlier revisions, thumbnails,
    base images under masks. Raises UnreadableFile or OutsideProgramError where it could not be looked at.
    """
    path = Path(pdf_path)
    if path.is_file() and path.stat().st_size > limits.max_file_bytes:
        raise UnreadableFile("safety.too-large")
    with HiddenReader(path) as reader:
        pdf = reader.structure
        try:
            return (*file_name(path), *_in_file(pdf, reader, limits))
        except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, TypeError, RecursionError) as exc:
            raise OutsideProgramError("the inside of the file could not be looked at") from exc


def _in_file(pdf: pikepdf.Pdf, reader: HiddenReader, limits: Limits, *, depth: int = 0) -> Iterator[Hidden]:
    """Everything that a file carries beside its pages. `depth` counts the files that it stands in."""
    data = reader.path.read_bytes()
    places = cuts(data)
    yield from metadata(pdf)
    yield from (Hidden(Where.METADATA, None, None, text, 0.9, covered=False) for text in around(data))
    yield from form_values(pdf)
    yield from attachments(pdf, limits, depth=depth)
    yield from masked_images(pdf, limits)
    yield from beneath_colours(pdf, limits)
    yield from thumbnails(pdf, reader.document, limits)
    yield from photographs(pdf, limits)
    yield from without_size(pdf, data)
    yield from undrawn(pdf, reader.document, limits, revised=bool(places))
    yield from in_patterns(pdf, reader.document)
    yield from earlier(data, places)


def inside_of_pdf(path: Path, limits: Limits, *, pages: int, depth: int) -> Opened:
    """What an attached PDF, of which the first `pages` are looked at, hides in its turn."""
    found: list[Hidden] = []
    try:
        with HiddenReader(path) as reader:
            for index in range(min(pages, len(reader.document))):
                found += reader.look(index).hidden
            found += _in_file(reader.structure, reader, limits, depth=depth)
    except BROKEN_INSIDE:
        found.append(unread(Where.ATTACHMENT))  # what was read until it broke still counts
    return Opened(joined(item.text for item in found), any(item.unread for item in found))
