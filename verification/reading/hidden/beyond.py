"""Pictures that reach beyond the page: cropping a page leaves out of sight what the file keeps.

Source: domain, section 4, first row ("off page"). The stored picture is read, without the part that the page
shows. Nothing here is "covered": margins of scans and bleeds of designs lie off the page too, so only a BSN
in it matters.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from verification.model import Hidden, Where
from verification.reading.hidden import see
from verification.reading.hidden.sheet import Sheet, Thing
from verification.reading.hidden.unread import unread

OUTSIDE = 0.03  # share of a picture off the page, from which on it may hold a line of writing
MIN_SIDE = 40  # pixels of the stored picture
MIN_STRIP = 10  # pixels: a lower strip holds no line of writing
MOST_PIXELS = 60_000_000
MAX_PICTURES = 6  # read per page


def beyond_edges(sheet: Sheet, shape: tuple[int, ...]) -> Iterator[Hidden]:
    """What pictures of this page say where the page does not reach."""
    budget = MAX_PICTURES
    for thing in sheet.of_kind(c.FPDF_PAGEOBJ_IMAGE):
        place = sheet.bounds(thing)
        if place is None or budget < 0 or _outside(place, shape) < OUTSIDE:
            continue
        picture = stored(thing)
        if picture is None:
            continue
        budget -= 1
        if budget < 0:
            yield unread(Where.OFF_PAGE, sheet.number)
            continue
        rest = _not_shown(picture, place, shape) if _straight(thing) else [picture]
        # Of a turned one all is read: a BSN that shows as well is told twice rather than missed.
        text = "\n".join(
            t for part in rest for t in (see.read(part, page=True), see.read(part, scattered=True))
        )
        if see.says_something(text):
            yield Hidden(Where.OFF_PAGE, sheet.number, None, text, 0.85, covered=False)


def _outside(place: tuple[float, float, float, float], shape: tuple[int, ...]) -> float:
    x0, y0, x1, y1 = place
    wide = max(0.0, min(x1, shape[1]) - max(x0, 0.0))
    high = max(0.0, min(y1, shape[0]) - max(y0, 0.0))
    return 1 - wide * high / max(1e-9, (x1 - x0) * (y1 - y0))


def _straight(thing: Thing) -> bool:
    """Whether the picture stands on the page as it is stored, neither turned nor mirrored."""
    matrix = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(thing.raw, matrix)
    turned = abs(matrix.b) > 1e-3 * abs(matrix.a) or abs(matrix.c) > 1e-3 * abs(matrix.d)
    return not (turned or thing.forms) and matrix.a > 0 and matrix.d > 0


def stored(thing: Thing) -> NDArray[np.uint8] | None:
    """The pixels as stored, BGR; None for a picture too small to hold words, or one that is not decoded."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    c.FPDFImageObj_GetImagePixelSize(thing.raw, wide, high)
    if min(wide.value, high.value) < MIN_SIDE or wide.value * high.value > MOST_PIXELS:
        return None
    raw = c.FPDFImageObj_GetBitmap(thing.raw)
    if not raw:
        return None
    bitmap = pdfium.PdfBitmap.from_raw(raw)
    pixels = bitmap.to_numpy()
    colours = (
        pixels[:, :, :3] if pixels.ndim == 3 and pixels.shape[2] >= 3 else pixels.reshape(pixels.shape[:2])
    )
    copy = np.array(colours, dtype=np.uint8)
    c.FPDFBitmap_Destroy(raw)
    return copy


def _not_shown(
    picture: NDArray[np.uint8], place: tuple[float, float, float, float], shape: tuple[int, ...]
) -> list[NDArray[np.uint8]]:
    """The parts of a picture above, below, left and right of what the page shows of it."""
    high, wide = picture.shape[:2]
    across, down = wide / (place[2] - place[0]), high / (place[3] - place[1])
    x0, x1 = (round(min(max((edge - place[0]) * across, 0), wide)) for edge in (0, shape[1]))
    y0, y1 = (round(min(max((edge - place[1]) * down, 0), high)) for edge in (0, shape[0]))
    parts = (picture[:y0], picture[y1:], picture[:, :x0], picture[:, x1:])
    return [np.ascontiguousarray(part) for part in parts if min(part.shape[:2]) >= MIN_STRIP]
