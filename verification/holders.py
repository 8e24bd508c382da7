"""Whose document it is, and whether that person signed a wording about its copy.

A wording without a stamp, under which the holder's own name stands, is the holder's: no phrase is needed to
tell (domain, section 3). A name after "of" or "from" is only that of whose paper was copied.
"""

from __future__ import annotations

from collections.abc import Sequence

from verification.facts import facts_of
from verification.fuzzy import find
from verification.model import Page
from verification.scrawl import distance

_WITHIN = 4  # words that a name has between its first and its last part
_MARGIN = 0.005  # share of the page height
_FUZZY_FROM = 6  # letters
_SCRAWLED, _SCRAWLED_FROM = 0.34, 4  # share of the letters of a part that may differ by hand; letters of it
_OF = frozenset({
    "van", "of", "de", "du", "von", "vom", "di", "del", "dello", "della", "da", "do", "for", "fur", "pour",
    "voor", "par", "para", "per", "dla", "na", "mevrouw", "meneer", "heer", "mme", "madame", "monsieur",
    "frau", "herrn", "herr", "mrs", "ms", "mr", "miss", "pani", "pana", "sra", "signora", "doamna",
})  # fmt: skip


def holder_name(pages: Sequence[Page], beyond: Sequence[tuple[int, float]]) -> tuple[str, ...]:
    """The folded parts of the first name of a person that a document gives; () without one.

    `beyond` holds pages with the height (share of the page) from which on the marks stand: who is named only
    there is no holder.
    """
    for page in pages:
        top = min((y for number, y in beyond if number == page.number), default=1.0)
        for fact in facts_of((page,)).names:
            parts = tuple(fact.text.split())
            if len(parts) > 1 and fact.box is not None and fact.box[1] < top - _MARGIN:
                return parts
    return ()


def signed_by(folded: str, name: Sequence[str]) -> bool:
    """Whether a folded text names the person as who speaks or signs.

    >>> signed_by("i confirm this is a true copy margaret collins", ("margaret", "anne", "collins"))
    True
    >>> signed_by("true copy of the diploma of margaret collins", ("margaret", "anne", "collins"))
    False
    """
    words = folded.split()
    initials = {part[0] for part in name}
    for place, word in enumerate(words):
        if not _same(word, name[-1]):
            continue
        first = place
        for before in range(place - 1, max(-1, place - 1 - _WITHIN), -1):
            if words[before] in initials or any(_same(words[before], part) for part in name[:-1]):
                first = before
        if first < place and (first == 0 or words[first - 1] not in _OF):
            return True
    return False


def scrawled_at(words: Sequence[str], name: Sequence[str]) -> int | None:
    """Where a name written by hand begins in folded words: its first and last part side by side, misread.

    >>> scrawled_at("vn kallarina raulenrang".split(), ("katharina", "rautenkranz"))
    1
    """
    for place, word in enumerate(words):
        for after in words[place + 1 : place + 1 + _WITHIN]:
            if _scrawled(word, name[0]) and _scrawled(after, name[-1]):
                return None if place and words[place - 1] in _OF else place
    return None


def _scrawled(word: str, part: str) -> bool:
    return len(part) >= _SCRAWLED_FROM and distance(word, part) <= _SCRAWLED * len(part)


def _same(word: str, part: str) -> bool:
    if word == part:
        return True
    return (
        len(part) >= _FUZZY_FROM
        and abs(len(word) - len(part)) <= 1
        and find(part, word, errors=1) is not None
    )
