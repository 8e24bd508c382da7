"""What stands in the file and no page draws: pictures and forms left among the resources or out of every
reach, pages taken out of the page tree, earlier content of a page.

Source: domain, section 4, rows "Image under a box" and "Previous revision in the file": an editor that puts
a new picture in place of the old one, or takes a page out, often leaves the old one in the file. Nothing here
is "covered" unless a page shows one tone where the picture has writing; else only a BSN in it matters.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from verification.model import Hidden, Where
from verification.reading.hidden import marks, see
from verification.reading.hidden.drawn import Key, appearances, drawn
from verification.reading.hidden.embedded import BROKEN, images_of
from verification.reading.hidden.sheet import Sheet
from verification.reading.hidden.smaller import read_at, uncovered_by
from verification.reading.hidden.strings import unpacked
from verification.reading.hidden.unread import unread

if TYPE_CHECKING:
    from verification.limits import Limits

MIN_SIDE = 40  # pixels: smaller pictures hold no line of writing
MAX_PICTURES = 12  # read per file
MAX_STREAMS = 200  # forms, pages and contents read per file
MAX_PAGES = 8  # that a picture is laid over
STREAM_BYTES = 4 * 2**20
LARGEST = 2400  # pixels: side of a picture that is read
WRITING = 12.0  # standard deviation of luminance
A4 = (0, 0, 595, 842)


def undrawn(
    pdf: pikepdf.Pdf, document: pdfium.PdfDocument, limits: Limits, *, revised: bool
) -> Iterator[Hidden]:
    """The words of everything that no page draws.

    In a file with earlier revisions (`revised`) only what the resources still name: what a revision left
    behind is told by the comparison of the revisions.
    """
    named = (image for page in pdf.pages for image in images_of(page.obj.get("/Resources"), 0))
    streams = list(named) if revised else [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    used: set[Key] | None = None
    pictures: list[pikepdf.Stream] = []
    drawings: list[pikepdf.Stream] = []
    for stream in streams:
        picture = _is_picture(stream)
        if not (picture or _may_write(stream)):
            continue
        used = drawn(pdf) if used is None else used
        if stream.objgen not in used:
            used.add(stream.objgen)
            (pictures if picture else drawings).append(stream)
    if len(pictures) > MAX_PICTURES:
        yield unread(Where.IMAGE)
    for stream in pictures[:MAX_PICTURES]:
        yield from _in_picture(stream, document, limits)
    lost = [] if revised else _lost_pages(pdf)
    if len(drawings) + len(lost) > MAX_STREAMS:
        yield unread(Where.REVISION)
    if drawings or lost:
        shown = see.letters(" ".join(_shown_text(document, i) for i in range(len(document))))
        for item in _in_drawings(pdf, drawings[:MAX_STREAMS], lost[:MAX_STREAMS]):
            lines = [line for line in item.text.splitlines() if see.letters(line) not in shown]
            if see.says_something("\n".join(lines)):
                yield replace(item, text="\n".join(lines))


def _is_picture(stream: pikepdf.Stream) -> bool:
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return False
    return min(int(stream.get("/Width", 0)), int(stream.get("/Height", 0))) >= MIN_SIDE


def _may_write(stream: pikepdf.Stream) -> bool:
    """Whether a stream could draw text: a form, or content of no stated type that says so."""
    if stream.get("/Subtype") == pikepdf.Name.Form:
        return True
    if "/Type" in stream or "/Subtype" in stream or "/Length1" in stream or "/N" in stream:
        return False
    data = unpacked(stream, STREAM_BYTES) or b""
    return b"BT" in data and b"ET" in data and (b"Tj" in data or b"TJ" in data)


def _in_picture(stream: pikepdf.Stream, document: pdfium.PdfDocument, limits: Limits) -> Iterator[Hidden]:
    grey = _grey(stream, limits)
    if grey is None or float(grey.std()) < WRITING:
        return
    for index in range(min(MAX_PAGES, len(document))):
        sheet = Sheet(document, index)
        try:
            for box in uncovered_by(marks.luminance(sheet.render(annotations=True)), grey):
                yield Hidden(Where.IMAGE, index + 1, box, read_at(grey, box), 0.8, covered=True)
        finally:
            sheet.close()
    text = see.read_all(grey)
    if see.says_something(text):
        yield Hidden(Where.IMAGE, None, None, text, 0.85, covered=False)


def _grey(stream: pikepdf.Stream, limits: Limits) -> NDArray[np.uint8] | None:
    if int(stream.Width) * int(stream.Height) > limits.max_pixels:
        return None
    try:
        grey = np.asarray(pikepdf.PdfImage(stream).as_pil_image().convert("L"), dtype=np.uint8)
    except (*BROKEN, Image.DecompressionBombError):
        return None  # a picture that nobody can decode hides nothing
    scale = LARGEST / max(grey.shape)
    if scale < 1:
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    return grey


def _lost_pages(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Page objects that the page tree does not reach."""
    kept = {page.obj.objgen for page in pdf.pages}
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == pikepdf.Name.Page
        and item.objgen not in kept
    ]


def _in_drawings(
    pdf: pikepdf.Pdf, drawings: list[pikepdf.Stream], lost: list[pikepdf.Object]
) -> Iterator[Hidden]:
    """The text of forms and contents, each drawn on a page of its own, and of lost pages."""
    mine = {stream.objgen for page in lost for stream in _contents(page)}
    kept = {stream.objgen for page in pdf.pages for stream in _contents(page.obj)}
    streams = [stream for stream in drawings if stream.objgen not in mine | kept]
    if not streams and not lost:
        return
    noted = {form.objgen for page in pdf.pages for form in appearances(page.obj)}
    places = [Where.REVISION] * len(lost) + [_place(stream, noted) for stream in streams]
    with pikepdf.new() as new:
        for page in lost:
            new.pages.append(pikepdf.Page(new.copy_foreign(_alone(pdf, page))))
        for stream in streams:
            new.pages.append(pikepdf.Page(new.copy_foreign(_as_page(pdf, stream))))
        out = io.BytesIO()
        new.save(out)
    with pdfium.PdfDocument(out.getvalue()) as document:
        for where, index in zip(places, range(len(document)), strict=False):
            text = _text_of(document, index, pictures=index < len(lost))
            yield Hidden(where, None, None, text, 0.85, covered=False)


def _place(stream: pikepdf.Stream, noted: set[Key]) -> Where:
    if stream.objgen in noted:
        return Where.ANNOTATION
    return Where.TEXT if stream.get("/Subtype") == pikepdf.Name.Form else Where.REVISION


def _contents(page: Any) -> list[pikepdf.Stream]:
    value = page.get("/Contents")
    parts = [value] if isinstance(value, pikepdf.Stream) else list(value or [])
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _alone(pdf: pikepdf.Pdf, page: pikepdf.Object) -> pikepdf.Object:
    """A copy of a lost page without the links to what was around it."""
    wanted = ("/Contents", "/Resources", "/MediaBox", "/Rotate")
    copy = pikepdf.Dictionary({key: page.get(key) for key in wanted if key in page})
    copy.Type = pikepdf.Name.Page
    if "/MediaBox" not in copy:
        copy.MediaBox = pikepdf.Array(A4)
    return pdf.make_indirect(copy)


def _as_page(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> pikepdf.Object:
    """A page that draws this stream: a form by its name, content with the resources of the first page."""
    first = pdf.pages[0].obj if len(pdf.pages) else pikepdf.Dictionary()
    page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=pikepdf.Array(A4))
    if stream.get("/Subtype") == pikepdf.Name.Form:
        page.MediaBox = stream.get("/BBox", page.MediaBox)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Left=stream))
        page.Contents = pdf.make_stream(b"/Left Do")
    else:
        page.Resources = first.get("/Resources", pikepdf.Dictionary())
        page.Contents = stream
    return pdf.make_indirect(page)


def _shown_text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        return str(page.get_textpage().get_text_range())
    finally:
        page.close()


def _text_of(document: pdfium.PdfDocument, index: int, *, pictures: bool) -> str:
    page = document[index]
    try:
        text = page.get_textpage().get_text_range()
        if not text.strip() and pictures:
            scale = min(200 / 72, LARGEST / max(1.0, *page.get_size()))
            text = see.read(page.render(scale=scale).to_numpy()[:, :, :3].copy(), page=True)
        return str(text)
    finally:
        page.close()
