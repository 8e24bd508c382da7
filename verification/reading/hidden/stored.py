"""The picture of an image object as the file stores it, whatever the page shows of it."""

from __future__ import annotations

import ctypes

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.reading.hidden.sheet import Pixels, Sheet, Thing

MIN_SIDE = 40  # pixels of the stored picture: smaller ones hold no line of writing
MOST_PIXELS = 60_000_000
HALF_CLEAR = (25, 245)  # alpha (0..255) of a veil: less is not seen, more lets nothing through


def stored_size(thing: Thing) -> tuple[int, int]:
    """Width and height in pixels as stored."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    c.FPDFImageObj_GetImagePixelSize(thing.raw, wide, high)
    return wide.value, high.value


def too_large(thing: Thing) -> bool:
    """Whether a picture is larger than what is taken into memory."""
    wide, high = stored_size(thing)
    return wide * high > MOST_PIXELS


def stored(thing: Thing) -> Pixels | None:
    """The pixels as stored, BGR; None for a picture too small to hold words, too large, or not decoded."""
    if min(stored_size(thing)) < MIN_SIDE or too_large(thing):
        return None
    raw = c.FPDFImageObj_GetBitmap(thing.raw)
    if not raw:
        return None
    pixels = pdfium.PdfBitmap.from_raw(raw).to_numpy()  # it frees the bitmap: twice is a crash
    if pixels.ndim == 3 and pixels.shape[2] >= 3:
        copy = np.array(pixels[:, :, :3], dtype=np.uint8)
    else:
        copy = np.asarray(cv2.cvtColor(pixels.reshape(pixels.shape[:2]), cv2.COLOR_GRAY2BGR), np.uint8)
    return copy


def half_clear(sheet: Sheet, thing: Thing) -> bool:
    """Whether a soft mask makes most of a picture see-through, which pdfium does not call transparency."""
    if too_large(thing):
        return False
    raw = c.FPDFImageObj_GetRenderedBitmap(sheet.page.pdf.raw, sheet.page.raw, thing.raw)
    if not raw:
        return False
    bitmap = pdfium.PdfBitmap.from_raw(raw)
    if bitmap.format != c.FPDFBitmap_BGRA:
        return False
    alpha = float(np.median(bitmap.to_numpy()[:, :, 3]))
    return HALF_CLEAR[0] < alpha < HALF_CLEAR[1]


def on_picture(
    sheet: Sheet, thing: Thing, flags: NDArray[np.uint8], size: tuple[int, int]
) -> NDArray[np.uint8]:
    """A mask of the page (pixels at `sheet.dpi`) as a mask of the stored picture of this size (wide, high);
    0 where the picture lies off the page.
    """
    wide, high = size
    return np.asarray(
        cv2.warpAffine(
            flags,
            (sheet.to_page_pixels(thing) @ from_pixels(wide, high))[:2].astype(np.float64),
            (wide, high),
            flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP,
        ),
        dtype=np.uint8,
    )


def from_pixels(wide: int, high: int) -> NDArray[np.float64]:
    """From pixels of a picture to its unit square, whose origin is bottom left."""
    return np.array([[1 / wide, 0, 0], [0, -1 / high, 1], [0, 0, 1]])
