"""Finds QR and other two-dimensional codes on a page, with their content.

Contents stay in memory: the codes of Dutch identity documents from 2021 hold the BSN unencrypted (domain,
section 4). A code that is there but cannot be decoded is found too, with an empty text.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from verification.model import Box, Code2D
from verification.reading.view import PageView

Grey = NDArray[np.uint8]

_FORMATS = (
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.MicroQRCode,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.Aztec,
    zxingcpp.BarcodeFormat.PDF417,
)
_LONG_SIDE = 2200
"""Pixels of the longer side that a page is decoded at; what looks like a code is then decoded in full."""


def find_codes(view: PageView) -> tuple[Code2D, ...]:
    """The two-dimensional codes of a page; boxes in fractions of the view's picture."""
    grey = view.grey
    scale = _LONG_SIDE / max(grey.shape[:2])
    small = grey if scale >= 1 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = _decoded(np.asarray(small, dtype=np.uint8), None)
    spots = [spot for spot in _spots(grey) if not any(_inside(spot, code.box) for code in found)]
    for spot in spots:
        codes = _decode_spot(grey, spot)
        found += codes or [Code2D(spot, "QRCode", "")] if codes or _has_finders(grey, spot) else []
    return tuple(_distinct(found))


def _decoded(grey: Grey, area: Box | None) -> list[Code2D]:
    """What zxing reads in a picture, which covers `area` of the page (None: all of it)."""
    codes = zxingcpp.read_barcodes(np.ascontiguousarray(grey), formats=_formats(), try_invert=True)
    return [
        Code2D(_box(code.position, grey.shape, area), _format_name(code.format), code.text)
        for code in codes
        if code.valid
    ]


def _formats() -> zxingcpp.BarcodeFormats:
    return zxingcpp.BarcodeFormats(_FORMATS)


def _format_name(barcode_format: zxingcpp.BarcodeFormat) -> str:
    return str(barcode_format).rsplit(".", 1)[-1].replace(" ", "")


def _box(position: zxingcpp.Position, shape: tuple[int, ...], area: Box | None) -> Box:
    high, wide = shape[:2]
    points = (position.top_left, position.top_right, position.bottom_left, position.bottom_right)
    xs, ys = [p.x / wide for p in points], [p.y / high for p in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if area is not None:
        w, h = area[2] - area[0], area[3] - area[1]
        x0, y0, x1, y1 = area[0] + x0 * w, area[1] + y0 * h, area[0] + x1 * w, area[1] + y1 * h
    return max(0.0, x0), max(0.0, y0), min(1.0, x1), min(1.0, y1)


def _spots(grey: Grey) -> list[Box]:
    """Square places as busy as a code, where decoding the whole page found nothing."""
    high, wide = grey.shape[:2]
    scale = min(1.0, 900 / max(high, wide))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    gradient = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    busy = (cv2.boxFilter(gradient, cv2.CV_32F, (13, 13)) > 38).astype(np.uint8)
    blocks = cv2.morphologyEx(busy, cv2.MORPH_OPEN, np.ones((19, 19), np.uint8))
    contours, _ = cv2.findContours(blocks, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if min(w, h) >= 22 and max(w, h) < 1.8 * min(w, h) and max(w, h) < 0.6 * max(small.shape[:2]):
            grow = 0.12 * max(w, h)
            boxes.append(_clip((x - grow, y - grow, x + w + grow, y + h + grow), small.shape))
    return sorted(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]), reverse=True)[:6]


def _clip(pixels: Box, shape: tuple[int, ...]) -> Box:
    high, wide = shape[:2]
    return (
        max(0.0, pixels[0] / wide),
        max(0.0, pixels[1] / high),
        min(1.0, pixels[2] / wide),
        min(1.0, pixels[3] / high),
    )


def _decode_spot(grey: Grey, spot: Box) -> list[Code2D]:
    """Tries a spot enlarged, sharpened and binarised in turn."""
    part = _part(grey, spot)
    for picture in _versions(part):
        codes = _decoded(picture, spot)
        if codes:
            return codes
    return []


def _part(grey: Grey, spot: Box) -> Grey:
    high, wide = grey.shape[:2]
    return grey[int(spot[1] * high) : int(spot[3] * high) + 1, int(spot[0] * wide) : int(spot[2] * wide) + 1]


def _versions(part: Grey) -> Iterable[Grey]:
    factor = float(np.clip(480 / max(part.shape[:2]), 1.0, 4.0))
    large = np.asarray(
        cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), dtype=np.uint8
    )
    yield large
    soft = cv2.GaussianBlur(large, (0, 0), 3)
    yield np.asarray(cv2.addWeighted(large, 2.2, soft, -1.2, 0), dtype=np.uint8)
    yield np.asarray(
        cv2.threshold(cv2.GaussianBlur(large, (5, 5), 0), 0, 255, cv2.THRESH_OTSU)[1], dtype=np.uint8
    )
    size = max(31, (max(large.shape[:2]) // 8) | 1)
    yield np.asarray(
        cv2.adaptiveThreshold(large, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, size, 5),
        dtype=np.uint8,
    )


def _has_finders(grey: Grey, spot: Box) -> bool:
    """Whether zxing sees the corner squares of a QR code, though its content cannot be decoded."""
    part = next(iter(_versions(_part(grey, spot))))
    codes = zxingcpp.read_barcodes(np.ascontiguousarray(part), formats=_formats(), return_errors=True)
    side = min(part.shape[:2])
    for code in codes:
        box = _box(code.position, part.shape, None)
        wide, high = (box[2] - box[0]) * part.shape[1], (box[3] - box[1]) * part.shape[0]
        if min(wide, high) > 0.4 * side and max(wide, high) < 1.5 * min(wide, high):
            return True
    return False


def _inside(spot: Box, code: Box) -> bool:
    x, y = (code[0] + code[2]) / 2, (code[1] + code[3]) / 2
    return spot[0] <= x <= spot[2] and spot[1] <= y <= spot[3]


def _distinct(codes: list[Code2D]) -> list[Code2D]:
    kept: list[Code2D] = []
    for code in sorted(codes, key=lambda c: not c.text):
        if not any(_inside(code.box, other.box) for other in kept):
            kept.append(code)
    return kept
