"""Which language a piece of text is in: three detectors, function words, and the courage to say "und".

The route was measured (docs/decisions/0006-language-route.md): py3langid on letters only, in lower case, from
600 letters; fastText below that; where those two disagree, langdetect is the third voice; function words
settle between close relatives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from verification.languages import voices
from verification.languages.function_words import (
    common_words,
    known_words,
    settle,
    share_of_common,
    word_evidence,
)
from verification.languages.scripts import TYPICAL_LANGUAGE, main_script

LONG_LETTERS = 600  # from here py3langid is right more often than fastText (libraries, Language)
ENOUGH_LETTERS = 12  # fewer letters than this name no language
_SURE = 0.8  # fastText alone is believed from this probability on where the text is short
_VERY_SURE = 0.97  # no second voice is asked from here on, if the small words agree (saves loading it: 0.4 s)
_PLAIN_SHARE = 0.15  # share of the commonest words in running text; prose has 0.3 to 0.5
_JUDGED_WORDS = 30  # fewer words are not held against a text
_KNOWN_SHARE = 0.06  # share of known words below which letters are no text; prose has 0.3 to 0.5, forms 0.3
_JUDGED_SIZES, _SHORTEST_MEAN = 8, 2.6  # words; letters a word: French has 4.5, Vietnamese 3.2, scraps 1.5
_DOUBTED = 0.65  # mean confidence: readable scans have 0.8 and more, letters from a picture 0.4 to 0.6
_KNOWN_SHARE_DOUBTED, _FEWEST_DOUBTED = 0.2, 12
_FLOOR = 0.003  # what fastText does not name is not impossible
# Letters, joined by apostrophe or hyphen. The vowel signs of Indian and South-East Asian scripts are no
# letters to Python, so their blocks are named.
_LETTERS = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])+"
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ\-]{_LETTERS})*")
_NO_WORD = re.compile(r"[\d@]|www\.|://")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language (`und` where nobody can tell), how sure (0..1), and the script of its letters."""

    language: str
    confidence: float
    script: str | None
    letters: int


def words_of(text: str) -> list[str]:
    """The words of a text: letters only, lower case; tokens with digits, addresses of the web left out."""
    kept = (part for part in text.split() if not _NO_WORD.search(part))
    return _WORD.findall(" ".join(kept).lower())


def name_language(text: str) -> Guess:
    """The language of a piece of text, whatever its length."""
    words = words_of(text)
    letters = sum(map(len, words))
    script = main_script(" ".join(words))
    if script is None:
        return Guess("und", 0.0, None, 0)
    if script != "Latn":
        return _other_script(words, script, letters)
    if letters < ENOUGH_LETTERS:
        return Guess("und", 0.0, script, letters)
    language, confidence = _vote(words, letters)
    settled = settle(language, words)
    return Guess(settled, confidence if settled == language else max(confidence, 0.6), script, letters)


def weigh(words: Sequence[str]) -> dict[str, float]:
    """Probability per language of a piece: fastText, weighed with the evidence of its words."""
    scores = voices.ask_fasttext(" ".join(words))
    evidence = word_evidence(words)
    logs = {
        code: math.log(scores.get(code, 0.0) + _FLOOR) + evidence.get(code, 0.0)
        for code in {*scores, *evidence}
    }
    if not logs:
        return {}
    highest = max(logs.values())
    odds = {code: math.exp(log - highest) for code, log in logs.items()}
    total = sum(odds.values())
    return {code: value / total for code, value in odds.items()}


def agreed(words: Sequence[str], language: str) -> float:
    """How sure the least sure of two voices is that the words are in this language, 0..1."""
    slow, slow_sure = voices.best(voices.ask_langid(" ".join(words)))
    return min(weigh(words).get(language, 0.0), slow_sure) if slow == language else 0.0


def _vote(words: Sequence[str], letters: int) -> tuple[str, float]:
    """fastText and the words first; py3langid beside them; langdetect where those two disagree."""
    text = " ".join(words)
    fast, fast_sure = voices.best(weigh(words))
    if fast_sure >= _VERY_SURE and fast in common_words() and share_of_common(words, fast) >= _PLAIN_SHARE:
        return fast, fast_sure
    slow, slow_sure = voices.best(voices.ask_langid(text))
    if fast == slow:
        return fast, max(fast_sure, slow_sure)
    if letters < LONG_LETTERS and fast_sure >= _SURE:
        return fast, fast_sure
    first, first_sure, second, second_sure = fast, fast_sure, slow, slow_sure
    if letters >= LONG_LETTERS:
        first, first_sure, second, second_sure = slow, slow_sure, fast, fast_sure
    third, third_sure = voices.best(voices.ask_langdetect(text))
    if third == first:
        return first, max(first_sure, third_sure)
    if third == second and second_sure > first_sure:
        return second, second_sure
    return first, first_sure / 2  # three opinions, or two weak ones against the better: doubtful


def _other_script(words: list[str], script: str, letters: int) -> Guess:
    """Other scripts than Latin: fastText names the language, or the script where it serves only one."""
    own = " ".join(word for word in words if main_script(word) == script)
    typical = TYPICAL_LANGUAGE.get(script)
    if typical is not None:
        return Guess(typical, 0.9, script, letters)
    if letters < ENOUGH_LETTERS:
        return Guess("und", 0.0, script, letters)
    language, confidence = voices.best(weigh(own.split()))
    return Guess(language if confidence >= 0.3 else "und", confidence, script, letters)


def looks_like_text(words: Sequence[str], language: str, *, confidence: float = 1.0) -> bool:
    """Whether words can be in a language at all, and are not made of another script or of a picture.

    `confidence` (0..1) is the mean of the recogniser. Where it is low, an accepted language must show more of
    the words that it cannot do without, and another is not believed; forms have labels at least.
    """
    if len(words) >= _JUDGED_SIZES and sum(map(len, words)) < _SHORTEST_MEAN * len(words):
        return False
    long_enough = [word for word in words if len(word) > 1]
    known = known_words(long_enough, language)
    if confidence < _DOUBTED:
        enough = len(long_enough) >= _FEWEST_DOUBTED and known >= _KNOWN_SHARE_DOUBTED * len(long_enough)
        return language in common_words() and enough
    if language not in common_words() or len(long_enough) < _JUDGED_WORDS:
        return True
    return known >= _KNOWN_SHARE * len(long_enough)
