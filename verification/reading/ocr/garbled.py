"""Lines that read like words and are none: what Latin models make of Greek, Cyrillic and other letters.

The models find Latin letters that look alike, with some confidence, and do not keep their size:
"npopa6orana", "MeAMUMHCKaA", "voonAEUTpLa". Words with capitals or digits in their middle are a quarter to
three quarters of such a page, of pages in Latin script at most a tenth. Of other scripts the lines read with
little confidence: 0 to 64 on average, which 3 of 335 Latin pages have (docs/decisions/0002).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from verification.reading.ocr.model import Grey
from verification.reading.ocr.script import CODES, UNKNOWN
from verification.reading.ocr.tokens import Osd, Token

LATIN = "Latin"  # Tesseract's name
LETTERS = 4  # letters of a word that is looked at; codes and initials mix letters and digits
INNER = re.compile(r"[^\W\dA-ZÀ-Þ_][A-ZÀ-Þ]|[^\W\d_]\d+[^\W\d_]")
PARTS = re.compile(r"[-/.'’]")
SURE_LINE = 80.0  # mean confidence of a line of Latin print
DOUBTED, HOPELESS = (
    62.0,
    45.0,
)  # mean confidence of lines that may be anything, that are no Latin print if crisp
SUSPECT, PLAIN = (
    0.14,
    0.3,
)  # share of the letters in garbled words that is looked into, that speaks for itself
FEW, MANY = 2, 6  # garbled words for the one and for the other
ENOUGH = 35  # letters in doubtful lines; fewer say nothing
TELLING = 60  # letters in lines of no confidence: fewer are a picture or a scrap as well
LEAST_SCRIPT, LEAST_WAY = (
    0.4,
    0.8,
)  # confidence of the detection, which is open above: with doubt it need not be sure
PROSE, MOST_PROSE = (
    8,
    0.25,
)  # small words that were surely read, so many and such a share: the page is bilingual


def other_script(
    pixels: Grey,
    tokens: Sequence[Token],
    *,
    detect: Callable[[Grey], Osd | None],
    crisp: Callable[[], bool],
) -> str | None:
    """ISO 15924 code of the script of an upright page read as `tokens`, `Zyyy` where only the reading
    tells that it is not Latin; None for Latin, and where a good part of the page is Latin prose.

    `detect` is asked for the script of the doubtful lines alone, and only where something is wrong there:
    a letterhead in Latin letters would speak for all of the page. `crisp` tells whether Latin print would
    have been readable.
    """
    lines = doubtful(tokens)
    if _letters(lines) < ENOUGH or _bilingual(tokens, lines):
        return None
    words = [token for token in lines if is_word(token.text)]
    wrong = [word for word in words if garbled(word.text)]
    share = _letters(wrong) / max(1, _letters(words))
    mixed = len(wrong) >= FEW and share >= SUSPECT
    confidence = _mean([token for token in lines if has_letters(token.text)])
    if not mixed and confidence >= DOUBTED:
        return None
    osd = detect(only(pixels, lines))
    if osd is not None and osd.rotation == 0 and osd.rotation_confidence >= LEAST_WAY:
        if osd.script == LATIN:
            return None
        if osd.script in CODES and osd.script_confidence >= LEAST_SCRIPT:
            return CODES[osd.script]
    hopeless = confidence < HOPELESS and _letters(lines) >= TELLING
    plain = (len(wrong) >= MANY and share >= PLAIN) or hopeless
    return UNKNOWN if plain and crisp() else None


def doubtful(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words of lines that hold a garbled word or were read without confidence."""
    kept: list[Token] = []
    for _, line in groupby(tokens, key=lambda token: token.line):
        words = list(line)
        plain = [word for word in words if has_letters(word.text)]
        wrong = any(is_word(word.text) and garbled(word.text) for word in plain)
        if plain and (wrong or _mean(plain) < SURE_LINE):
            kept += words
    return tuple(kept)


def _bilingual(tokens: Sequence[Token], lines: Sequence[Token]) -> bool:
    """Whether much of the page, beside the doubtful lines, is running text that was surely read."""
    doubted = {token.line for token in lines}
    sure = [token for token in tokens if token.line not in doubted]
    prose = sum(token.text.isalpha() and token.text.islower() and len(token.text) > 1 for token in sure)
    return prose >= PROSE and prose >= MOST_PROSE * sum(any(map(str.isalpha, t.text)) for t in tokens)


def only(pixels: Grey, tokens: Sequence[Token]) -> Grey:
    """The picture with nothing on it but the lines of these words."""
    out = np.full_like(pixels, 255)
    for _, line in groupby(tokens, key=lambda token: token.line):
        words = list(line)
        rows = slice(int(min(word.top for word in words)), int(max(word.bottom for word in words)) + 1)
        columns = slice(int(min(word.left for word in words)), int(max(word.right for word in words)) + 1)
        out[rows, columns] = pixels[rows, columns]
    return out


def has_letters(text: str) -> bool:
    """Whether a token holds a letter, and is no part of a machine-readable zone."""
    return any(map(str.isalpha, text)) and "<" not in text


def is_word(text: str) -> bool:
    """Whether a token has letters enough to be a word, and is no part of a machine-readable zone."""
    return sum(map(str.isalpha, text)) >= LETTERS and "<" not in text


def garbled(text: str) -> bool:
    """Whether a word has a capital after a small letter, or a digit among its letters.

    >>> garbled("npopa6orana"), garbled("MeAMUMHCKaA"), garbled("Verpleegkundige"), garbled("2015-SBF")
    (True, True, False, False)
    """
    return any(INNER.search(part) for part in PARTS.split(text))


def _letters(words: Sequence[Token]) -> int:
    return sum(sum(map(str.isalpha, word.text)) for word in words)


def _mean(words: Sequence[Token]) -> float:
    size = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / size if size else 0.0
