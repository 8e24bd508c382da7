"""Finding words in text that a machine read badly: plain letters, a few wrong characters allowed."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from verification.remember import remembered

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "’": "'",
        "ĳ": "ij",
    }
)
# What Tesseract puts for letters inside a word; digits that stand by themselves stay digits.
_CONFUSED = str.maketrans({"0": "o", "1": "l", "5": "s", "|": "l", "!": "i", "€": "e", "@": "a", "$": "s"})
_LETTER = r"[^\W\d_]"
_MIXED = re.compile(rf"(?<={_LETTER})[015|!€@$](?={_LETTER})")
_GAPS = re.compile(r"[\W_]+")


@remembered(4096)
def fold(text: str) -> str:
    """Lower case without accents; OCR signs within words made letters; everything else single spaces.

    >>> fold("Beëdigd  VERTALER, N0TARIS")
    'beedigd vertaler notaris'
    """
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    ).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _MIXED.sub(lambda m: m.group().translate(_CONFUSED), plain)
    return _GAPS.sub(" ", plain).strip()


def errors_allowed(term: str) -> int:
    """How many wrong characters a term bears: none below six letters, then one per five.

    >>> [errors_allowed(t) for t in ("arts", "notaris", "burgerzaken", "landeshauptstadt")]
    [0, 1, 2, 3]
    """
    return 0 if len(term) < 6 else min(4, len(term) // 5)


def find(term: str, text: str, *, errors: int | None = None) -> tuple[int, int, int] | None:
    """Where a folded term best stands in a folded text: (start, end, wrong characters), or None.

    A match begins at the start of a word; terms of nine letters and more may begin anywhere, because text
    along the rim of a stamp loses its spaces. Endings are free: `notaris` is found in `notarissen`.

    >>> find("notaris", "mr jansen motaris te assen")
    (10, 17, 1)
    >>> find("arts", "harts") is None
    True
    """
    start = _exact(term, text)
    if start >= 0:
        return start, start + len(term), 0
    allowed = errors_allowed(term) if errors is None else errors
    if allowed == 0 or len(text) < len(term) - allowed or not _possible(term, text, allowed):
        return None
    return _approximate(term, text, allowed)


def _exact(term: str, text: str) -> int:
    start = text.find(term)
    while start > 0 and len(term) < 9 and text[start - 1] != " ":
        start = text.find(term, start + 1)
    return start


def _possible(term: str, text: str, allowed: int) -> bool:
    """Whether one of `allowed` + 1 pieces of the term stands in the text, as with so few errors it must."""
    step = len(term) / (allowed + 1)
    cuts = [round(step * n) for n in range(allowed + 2)]
    return any(term[a:b] in text for a, b in pairwise(cuts))


def _approximate(term: str, text: str, allowed: int) -> tuple[int, int, int] | None:
    """Myers' bit-parallel search, then a check of where the best matches begin."""
    masks: dict[str, int] = {}
    for index, sign in enumerate(term):
        masks[sign] = masks.get(sign, 0) | 1 << index
    full, top = (1 << len(term)) - 1, 1 << (len(term) - 1)
    plus, minus, score = full, 0, len(term)
    best: tuple[int, int, int] | None = None
    for position, sign in enumerate(text):
        eq = masks.get(sign, 0)
        zero = (((eq & plus) + plus) ^ plus) | eq | minus
        horizontal_plus = minus | (~(zero | plus) & full)
        horizontal_minus = plus & zero
        if horizontal_plus & top:
            score += 1
        elif horizontal_minus & top:
            score -= 1
        horizontal_plus = (horizontal_plus << 1) & full
        plus = ((horizontal_minus << 1) & full) | (~(zero | horizontal_plus) & full)
        minus = horizontal_plus & zero
        if score <= allowed and (best is None or score < best[2]):
            begin = _begin(term, text, position + 1, score)
            if begin is not None:
                best = (begin, position + 1, score)
    return best


def _begin(term: str, text: str, end: int, score: int) -> int | None:
    """The start of a match that ends at `end`: at the start of a word, or about as long as the term."""
    for length in sorted(range(len(term) - score, len(term) + score + 1), key=lambda n: abs(n - len(term))):
        start = end - length
        if start == 0 or (start > 0 and text[start - 1] == " " and text[start] != " "):
            return start
    return max(0, end - len(term)) if len(term) >= 9 else None
