"""What pdfium tells of the characters of a page, in columns.

A dense page has four thousand characters, and a call through ctypes costs as much as ten lines of Python:
so pdfium writes straight into arrays, and the loop over the characters is C's. `indexes` are pdfium's places
of characters; coordinates are points, origin by the file.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

Indexes = Sequence[int] | NDArray[np.int64]


def _quick(function: Any, *arguments: Any) -> Callable[..., int]:
    """A function of pdfium that takes bare addresses, and keeps Python's lock: a call is far shorter than
    giving the lock away and taking it back.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    call: Callable[..., int] = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, *arguments)(address)
    return call


_ADDRESS, _INDEX = ctypes.c_void_p, ctypes.c_int
_code = _quick(raw.FPDFText_GetUnicode, _INDEX)
_box = _quick(raw.FPDFText_GetCharBox, _INDEX, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
_origin = _quick(raw.FPDFText_GetCharOrigin, _INDEX, _ADDRESS, _ADDRESS)
_line = _quick(raw.FPDFText_GetLooseCharBox, _INDEX, _ADDRESS)
_unmapped = _quick(raw.FPDFText_HasUnicodeMapError, _INDEX)


def codes(page: raw.FPDF_TEXTPAGE, count: int) -> NDArray[np.int64]:
    """The code units of the first `count` characters."""
    return np.fromiter(map(_code, repeat(_address(page)), range(count)), np.int64, count)


def boxes(page: raw.FPDF_TEXTPAGE, indexes: Indexes) -> NDArray[np.float64]:
    """`(n, 4)`: left, bottom, right, top of the ink of each character."""
    found = np.zeros((len(indexes), 4))
    left, bottom, right, top = (_places(found, column) for column in range(4))
    _all(map(_box, repeat(_address(page)), _plain(indexes), left, right, bottom, top))
    return found


def origins(page: raw.FPDF_TEXTPAGE, indexes: Indexes) -> NDArray[np.float64]:
    """`(n, 2)`: where the base line of each character begins."""
    found = np.zeros((len(indexes), 2))
    x, y = (_places(found, column) for column in range(2))
    _all(map(_origin, repeat(_address(page)), _plain(indexes), x, y))
    return found


def line_boxes(page: raw.FPDF_TEXTPAGE, indexes: Indexes) -> NDArray[np.float64]:
    """`(n, 4)`: left, bottom, right, top of the room that each character has in a line of its font."""
    found = np.zeros((len(indexes), 4), dtype=np.float32)
    _all(map(_line, repeat(_address(page)), _plain(indexes), _places(found, 0)))
    return found[:, [0, 3, 2, 1]].astype(np.float64)  # pdfium's order is left, top, right, bottom


def unmapped(page: raw.FPDF_TEXTPAGE, indexes: Indexes) -> NDArray[np.bool_]:
    """Which characters have no entry in the Unicode map of their font."""
    told = map(_unmapped, repeat(_address(page)), _plain(indexes))
    return np.asarray(np.fromiter(told, np.int64, len(indexes)) == 1)


def _address(page: raw.FPDF_TEXTPAGE) -> int | None:
    return ctypes.cast(page, ctypes.c_void_p).value


def _plain(indexes: Indexes) -> Sequence[int]:
    plain: Sequence[int] = indexes.tolist() if isinstance(indexes, np.ndarray) else indexes
    return plain


def _places(table: NDArray[Any], column: int) -> range:
    """The addresses of a column of an array, row by row."""
    row = table.strides[0]
    first = table.ctypes.data + column * table.strides[1]
    return range(first, first + row * len(table), row) if len(table) else range(0)


def _all(calls: map[int]) -> None:
    """Make all calls; what they return says nothing that the arrays do not."""
    deque(calls, maxlen=0)
