"""Function words: the evidence where detectors confuse close relatives, and where text is not language at all.

Detectors learned on encyclopaedias take Afrikaans lines for Dutch, Luxembourgish for German and Scots for
English (libraries, Language). The small words tell them apart: each list below holds words of one language
that its relatives do not write so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from verification.languages.tables import table


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """The commonest small words of the four accepted languages, for telling running text from random letters."""
    return {code: frozenset(words) for code, words in table("function_words")["common"].items()}


@cache
def _relatives() -> tuple[Mapping[str, frozenset[str]], ...]:
    """Families of languages: for each member the words that the others do not write so."""
    rows = table("function_words")["relatives"]
    return tuple({code: frozenset(words) for code, words in row.items()} for row in rows)


def share_of_common(tokens: Iterable[str], language: str) -> float:
    """Share (0..1) of the tokens that are among the commonest words of one of the four accepted languages."""
    words = list(tokens)
    if not words:
        return 0.0
    return sum(word in common_words()[language] for word in words) / len(words)


def settle(guess: str, tokens: Iterable[str]) -> str:
    """The guess, or the close relative whose own small words the text really has.

    A relative must bring at least three words of its own, and three times as many as the guess does.
    """
    counts = Counter(tokens)
    for row in _relatives():
        if guess not in row:
            continue
        evidence = {code: sum(counts[word] for word in words) for code, words in row.items()}
        rival = max(evidence, key=lambda code: evidence[code])
        if evidence[rival] >= 3 and evidence[rival] >= 3 * evidence[guess]:
            return rival
    return guess
