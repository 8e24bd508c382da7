"""What is remembered of the documents of a bundle, to work nothing out twice, and forgotten after it.

Texts of documents may hold a BSN, so whatever is kept between two calls is bounded, and gone once the bundle
is judged or the page is read (design, Privacy: a BSN is read in memory only). Every such memory is made here:
a test looks for others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_forgetting: list[Callable[[], None]] = []


def remembered(size: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """A function of a text that keeps at most `size` of its answers, until `forget`."""

    def decorate(function: Callable[[str], T]) -> Callable[[str], T]:
        kept = lru_cache(maxsize=size)(function)
        _forgetting.append(kept.cache_clear)
        return kept

    return decorate


def forgotten(clear: Callable[[], None]) -> None:
    """Have `clear` called too when documents are forgotten."""
    _forgetting.append(clear)


def forget() -> None:
    """Forget everything that was kept of documents."""
    for clear in _forgetting:
        clear()
