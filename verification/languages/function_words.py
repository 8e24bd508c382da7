"""Words as evidence: small words where detectors confuse relatives, labels where a page has nothing else.

Detectors learned on encyclopaedias take Afrikaans lines for Dutch, Luxembourgish for German and Scots for
English, and say little about a form of ten labels (libraries, Language). Real words settle both.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from verification.languages.phrases import fold
from verification.languages.tables import table

_RELATIVE_WEIGHT = math.log(4)  # a word that only one of the relatives writes
_LABEL_WEIGHT = math.log(8)  # a label of one language only; shared by n languages: the n-th part
_LABELLED_WORDS = 40  # words of a text that labels still help to name; longer ones speak for themselves
_MOST = 5.0  # no more words than this count, so that a list of small words does not outweigh all else
_OVERRULE_WORDS, _OVERRULE_TIMES = (
    3,
    2,
)  # a relative needs so many words of its own, and so many times the other's


@cache
def common_words() -> Mapping[str, frozenset[str]]:
    """The commonest small words of the four accepted languages, for telling text from random letters."""
    return {code: frozenset(words) for code, words in table("function_words")["common"].items()}


@cache
def _relatives() -> tuple[Mapping[str, frozenset[str]], ...]:
    """Families of languages: for each member the words that the others do not write so."""
    rows = table("function_words")["relatives"]
    return tuple({code: frozenset(words) for code, words in row.items()} for row in rows)


@cache
def _relatives_of_word() -> Mapping[str, frozenset[str]]:
    """For each small word the languages it speaks for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _relatives():
        for code, words in row.items():
            for word in words:
                found[word].add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


@cache
def _languages_of_label() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, words in table("labels").items():
        # "Van" heads a line in Afrikaans (surname), but is in every Dutch sentence.
        elsewhere = {word for other, common in common_words().items() if other != code for word in common}
        for word in words:
            if word not in elsewhere:
                found[word].add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def small_words(words: Iterable[str]) -> list[str]:
    """Words cut at apostrophes, so that "d'Ausbildung" shows its article."""
    return [part for word in words for part in word.replace("’", "'").replace("ʼ", "'").split("'") if part]


def word_evidence(words: Sequence[str]) -> dict[str, float]:
    """Logarithmic weight per language that the words of a piece lend it."""
    relatives: Counter[str] = Counter()
    labels: dict[str, float] = defaultdict(float)
    few = len(words) <= _LABELLED_WORDS
    for word in small_words(words):
        for code in _relatives_of_word().get(word, ()):
            relatives[code] += 1
        if not few:
            continue
        codes = _languages_of_label().get(fold(word), frozenset())
        for code in codes:
            labels[code] += 1 / len(codes)
    evidence: dict[str, float] = defaultdict(float)
    for code, count in relatives.items():
        evidence[code] += _RELATIVE_WEIGHT * min(count, _MOST)
    for code, amount in labels.items():
        evidence[code] += _LABEL_WEIGHT * min(amount, _MOST)
    return evidence


def known_words(words: Sequence[str], language: str) -> int:
    """How many of the words are small words or words of forms of this language."""
    common = common_words().get(language, frozenset())
    labels = _languages_of_label()
    return sum(word in common or language in labels.get(fold(word), ()) for word in words)


def share_of_common(words: Sequence[str], language: str) -> float:
    """Share (0..1) of the words that are among the commonest of one of the four accepted languages."""
    if not words:
        return 0.0
    return sum(word in common_words()[language] for word in words) / len(words)


def is_label(word: str) -> bool:
    """Whether a word is one that stands on forms, in any language."""
    return fold(word) in _languages_of_label()


def settle(guess: str, words: Iterable[str]) -> str:
    """The guess, or the close relative whose own small words the text really has."""
    counts = Counter(small_words(words))
    for row in _relatives():
        if guess not in row:
            continue
        evidence = {code: sum(counts[word] for word in own) for code, own in row.items()}
        rival = max(evidence, key=lambda code: evidence[code])
        if evidence[rival] >= max(_OVERRULE_WORDS, _OVERRULE_TIMES * evidence[guess]):
            return rival
    return guess


def stands_apart(language: str, relative: str, words: Sequence[str]) -> bool:
    """Whether a text is in this language and not in that one: True too where the two are no relatives."""
    counts = Counter(small_words(words))
    for row in _relatives():
        if language in row and relative in row:
            own, other = (sum(counts[word] for word in row[code]) for code in (language, relative))
            evidence = word_evidence(words)
            labelled = evidence.get(language, 0.0) >= evidence.get(relative, 0.0) + _LABEL_WEIGHT
            return labelled or own >= max(_OVERRULE_WORDS, _OVERRULE_TIMES * other)
    return True
