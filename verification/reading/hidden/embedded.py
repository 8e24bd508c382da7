"""Pictures in a PDF by themselves: base images under soft masks, page thumbnails, metadata of JPEG images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from verification.model import Hidden, Where
from verification.reading.hidden import marks
from verification.reading.hidden.alpha import GONE, beneath
from verification.reading.hidden.picture import hidden_in_jpeg
from verification.reading.hidden.sheet import Sheet
from verification.reading.hidden.smaller import uncovered_by
from verification.reading.hidden.unread import unread

if TYPE_CHECKING:
    from verification.limits import Limits

MAX_IMAGES = 60  # with masks, per file
MIN_SIDE = 40  # pixels
HEAD = 1 << 17  # bytes of a JPEG in which its application data begins
_JPEG = (pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode]))
_CARRIERS = (b"Exif\0", b"JFXX\0", b"Photoshop 3.0\0", b"http://ns.adobe.com/xap/")

# what an image that cannot be decoded raises in pikepdf and Pillow
BROKEN = (
    pikepdf.PdfError,
    pikepdf.UnsupportedImageTypeError,
    ValueError,
    OSError,
    NotImplementedError,
    KeyError,
    TypeError,
    AttributeError,
)


def masked_images(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Hidden]:
    """Words in base images that their mask hides."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for image in images_of(page.obj.get("/Resources"), 0):
            if image.objgen in seen:
                continue
            masks = (image.get("/SMask"), image.get("/Mask"))
            mask = next((m for m in masks if isinstance(m, pikepdf.Stream)), None)
            if mask is None:
                continue
            if len(seen) >= MAX_IMAGES:
                yield unread(Where.IMAGE, number)
                return
            seen.add(image.objgen)
            for text in _under_mask(image, mask, limits):
                yield Hidden(Where.IMAGE, number, None, text, 0.9, covered=True)


def photographs(pdf: pikepdf.Pdf, limits: Limits) -> Iterator[Hidden]:
    """Metadata and thumbnails of photographs that were put into the PDF as the camera's file."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for image in images_of(page.obj.get("/Resources"), 0):
            if image.objgen in seen or image.get("/Filter") not in _JPEG:
                continue
            seen.add(image.objgen)
            raw = image.read_raw_bytes()
            pixels = int(image.get("/Width", 0)) * int(image.get("/Height", 0))
            if pixels <= limits.max_pixels and any(name in raw[:HEAD] for name in _CARRIERS):
                yield from (replace(item, page=number, box=None) for item in hidden_in_jpeg(raw))


def images_of(resources: Any, depth: int) -> Iterator[pikepdf.Stream]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > 4:
        return
    objects = resources.get("/XObject")
    if not isinstance(objects, pikepdf.Dictionary):
        return
    for _, found in list(objects.items()):
        if isinstance(found, pikepdf.Stream):
            if found.get("/Subtype") == pikepdf.Name.Image:
                yield found
            elif found.get("/Subtype") == pikepdf.Name.Form:
                yield from images_of(found.get("/Resources"), depth + 1)


def _grey(stream: pikepdf.Stream, limits: Limits) -> NDArray[np.uint8] | None:
    wide, high = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    if min(wide, high) < MIN_SIDE or wide * high > limits.max_pixels:
        return None
    try:
        return np.asarray(pikepdf.PdfImage(stream).as_pil_image().convert("L"), dtype=np.uint8)
    except (*BROKEN, Image.DecompressionBombError):
        return None  # the page itself shows it or not; a base image nobody can decode hides nothing


def _under_mask(image: pikepdf.Stream, mask: pikepdf.Stream, limits: Limits) -> Iterator[str]:
    alpha = _grey(mask, limits)
    if alpha is None:
        return
    if mask.get("/ImageMask") or str(mask.get("/BitsPerComponent", 8)) == "1":
        inverted = [float(v) for v in mask.get("/Decode", [])][:1] == [1.0]
        if mask.get("/ImageMask") and not inverted:
            alpha = np.asarray(255 - alpha, dtype=np.uint8)
    if not (alpha < GONE).any():
        return
    base = _grey(image, limits)
    if base is not None:
        for _, text in beneath(base, alpha):
            yield text


def thumbnails(pdf: pikepdf.Pdf, document: pdfium.PdfDocument, limits: Limits) -> Iterator[Hidden]:
    """Page thumbnails that show what the page covers."""
    for index, page in enumerate(pdf.pages):
        thumb = page.obj.get("/Thumb")
        if not isinstance(thumb, pikepdf.Stream) or index >= len(document):
            continue
        small = _small(thumb, limits)
        if small is None:
            continue
        sheet = Sheet(document, index)
        try:
            large = marks.luminance(sheet.render(annotations=True))
        finally:
            sheet.close()
        for box in uncovered_by(large, small):
            yield Hidden(Where.THUMBNAIL, index + 1, box, "", 0.8, covered=True)


def _small(thumb: pikepdf.Stream, limits: Limits) -> NDArray[np.uint8] | None:
    wide, high = int(thumb.get("/Width", 0)), int(thumb.get("/Height", 0))
    if min(wide, high) < 16 or wide * high > min(limits.max_pixels, 4_000_000):
        return None
    copy = thumb
    if "/Subtype" not in copy:
        copy["/Subtype"] = pikepdf.Name.Image  # a thumbnail need not name it; the decoder wants it
    try:
        return np.asarray(pikepdf.PdfImage(copy).as_pil_image().convert("L"), dtype=np.uint8)
    except (*BROKEN, Image.DecompressionBombError):
        return None
