"""Stamps that certify nothing: those of a desk that a paper came through ("INGEKOMEN", "REÇU LE", "KOPIE").

Whoever stamps so says that the paper arrived, or what it is, and nothing about an original (domain,
section 3). The words stand in `party_terms.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from verification.copy_ideas import ideas_of
from verification.fuzzy import fold
from verification.party_terms import COPY_LABELS, RECEIPTS, first_term

_MOST_WORDS = 14  # of such a stamp, with the name of the desk
_CERTIFYING = frozenset({"sure", "true", "original", "seen"})
_LEAST = 3  # letters of a word that says something


def of_a_clerk(texts: Sequence[str]) -> bool:
    """Whether a stamp, by its readings, says that a paper was received, or is a copy, and nothing else.

    >>> of_a_clerk(["INGEKOMEN 21 FEB. 2024"]), of_a_clerk(["", "E REÇU LE 14 MARS 2023"])
    (True, True)
    >>> of_a_clerk(["KOPIE"]), of_a_clerk(["KOPIE CONFORM"]), of_a_clerk(["NOTARIS DE WIT"])
    (True, False, False)
    """
    folded = [text for text in map(fold, texts) if text]
    words = [word for text in folded for word in text.split() if word.isalpha() and len(word) >= _LEAST]
    if any(ideas_of(word) & _CERTIFYING for word in words):
        return False
    received = any(first_term(RECEIPTS, text) is not None for text in folded)
    if received:
        return len(words) <= _MOST_WORDS
    return bool(words) and all(word in COPY_LABELS for word in words)
