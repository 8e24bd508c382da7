"""Character error rate: edits per character of the truth; white space and quotes are levelled first."""

from __future__ import annotations

import unicodedata

LEVEL = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "—": "-", "–": "-"})


def error_rate(truth: str, read: str) -> float:
    """Share of the characters of `truth` that are wrong in `read`, missing or in excess.

    >>> error_rate("een kopie", "een copie")
    0.1111111111111111
    """
    wanted, got = _level(truth), _level(read)
    return edits(wanted, got) / max(1, len(wanted))


def _level(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(LEVEL).split())


def edits(a: str, b: str) -> int:
    """Levenshtein distance, by Myers' bit vectors: a page against a page in some milliseconds.

    >>> edits("kitten", "sitting")
    3
    """
    if not a:
        return len(b)
    places: dict[str, int] = {}
    for i, character in enumerate(a):
        places[character] = places.get(character, 0) | 1 << i
    every, last, score = (1 << len(a)) - 1, 1 << len(a) - 1, len(a)
    up, down = every, 0
    for character in b:
        equal = places.get(character, 0)
        diagonal = (((equal & up) + up) ^ up) | equal | down
        plus, minus = (down | ~(diagonal | up)) & every, up & diagonal
        score += bool(plus & last) - bool(minus & last)
        plus, minus = (plus << 1 | 1) & every, minus << 1 & every
        up, down = (minus | ~(equal | down | plus)) & every, plus & (equal | down)
    return score
