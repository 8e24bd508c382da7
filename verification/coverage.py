"""Which pages of a source come back in its translation, told by what each page repeats of the others.

Source: domain, section 2 ("covers every page"). The pages of one paper repeat the name, birth date and the
number of its holder, so a page that was left out is not told by what is missing, but by what stands in the
translation too seldom: once, where two pages of the source have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from verification.facts import Fact, dated_and_counted
from verification.languages.phrases import fold
from verification.languages.translit import latin
from verification.model import Page

_LEAST = 0.34  # share of what stands on a page that must come back
_ENOUGH = 5.0  # weight below which a page says too little to be missed
_LONG = 4  # digits of a number that stands for itself
_LONG_WEIGHT = 2.0  # a date, or a long number; marks, hours and words of names count for one
_NAME = 4  # letters

Landmarks = Counter[str]


def missing_pages(source: Sequence[Page], translation: Sequence[Page]) -> tuple[int, ...]:
    """Numbers of the pages of a source that a translation leaves out; never all of them."""
    days: list[frozenset[date]] = []
    wanted = {page.number: _landmarks([page], days) for page in source}
    had = _landmarks(translation, days)
    missing: list[int] = []
    while len(wanted) > 1:
        number = min(wanted, key=lambda key: (_left(key, wanted, had), _at_best(wanted[key], had), -key))
        if _left(number, wanted, had) >= _LEAST or _weight(wanted[number]) < _ENOUGH:
            break
        missing.append(number)
        del wanted[number]
    return tuple(sorted(missing))


def _left(number: int, wanted: Mapping[int, Landmarks], had: Landmarks) -> float:
    """Share (0..1) of a page that the translation has once the other pages took theirs from it."""
    own = wanted[number]
    if _weight(own) < _ENOUGH:
        return 1.0
    others: Landmarks = Counter()
    for other, marks in wanted.items():
        if other != number:
            others += marks
    shared = Counter({key: own[key] for key in own if key[0] != "w" or had[key]})
    return _weight(shared & (had - others)) / max(1.0, _weight(shared))


def _at_best(own: Landmarks, had: Landmarks) -> float:
    """Share (0..1) of a page that the translation has if no other page takes any of it."""
    return _weight(own & had) / max(1.0, _weight(own))


def _weight(marks: Landmarks) -> float:
    return sum(count * (_LONG_WEIGHT if key[0] in "dn" else 1.0) for key, count in marks.items())


def _landmarks(pages: Sequence[Page], days: list[frozenset[date]]) -> Landmarks:
    """How often each date (d), long number (n), short number (s) and capitalised word (w) stands on pages.

    `days` holds what the dates met so far can mean; those that can mean the same are one.
    """
    found: Landmarks = Counter()
    for page in pages:
        dates, numbers = dated_and_counted(page)
        found.update(f"d{_place(fact.days, days)}" for fact in dates)
        found.update(map(_number_key, numbers))
        for word in page.words:
            if word.text[:1].isupper() or not word.text.isascii():
                parts = re.findall(r"[^\W\d_]+", latin(fold(word.text)))
                found.update(f"w{part}" for part in parts if len(part) >= _NAME)
    return found


def _number_key(fact: Fact) -> str:
    return f"{'n' if len(fact.text) >= _LONG else 's'}{fact.text}"


def _place(meant: frozenset[date], days: list[frozenset[date]]) -> int:
    """The place of the first date that can be the same day; a new one is added."""
    for place, other in enumerate(days):
        if other & meant:
            return place
    days.append(meant)
    return len(days) - 1
