"""Which pages of a document are read, and how the others are shared out."""

from __future__ import annotations

from collections.abc import Sequence

from storage.records.reports import Reading

Range = tuple[int, int]  # first and last page, from 1
NOTHING: Range = (1, 0)  # of a document that could not be opened


def covered(rows: Sequence[Reading], pages: int | None) -> bool:
    """Whether all pages are read. `pages` is None where nobody has counted them."""
    return bool(rows) and pages is not None and not _missing(rows, pages)


def count(rows: Sequence[Reading]) -> int:
    """How many pages are read."""
    return len(_read(rows))


def includes(rows: Sequence[Reading], wanted: Range) -> bool:
    """Whether these pages are read."""
    return set(range(wanted[0], wanted[1] + 1)) <= _read(rows)


def left(rows: Sequence[Reading], pages: int, *, most: int) -> list[Range]:
    """What is still to be read, in ranges of at most so many pages.

    They begin at pages that are not read, also where ranges were of another size before.

    >>> left([Reading(3, 4, "object")], 7, most=2)
    [(1, 2), (5, 6), (7, 7)]
    """
    if pages == 0:
        return [] if rows else [NOTHING]
    found: list[Range] = []
    for page in _missing(rows, pages):
        if found and found[-1][1] == page - 1 and page - found[-1][0] < most:
            found[-1] = (found[-1][0], page)
        else:
            found.append((page, page))
    return found


def _missing(rows: Sequence[Reading], pages: int) -> list[int]:
    read = _read(rows)
    return [page for page in range(1, pages + 1) if page not in read]


def _read(rows: Sequence[Reading]) -> set[int]:
    return {page for row in rows for page in range(row.first, row.last + 1)}
