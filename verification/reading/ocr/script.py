"""Scripts that the Latin models cannot read, by Tesseract's detection and by how badly the lines read.

Neither is enough alone: the detection calls Latin pages Cyrillic now and then, and a bad scan reads badly
too. Armenian and Georgian are unknown to it: the one is called Latin and reads badly both ways up, which is
told as `Zyyy` (undetermined); the other gets the name of another script.
"""

from __future__ import annotations

from collections.abc import Sequence

from verification.reading.ocr.tokens import Osd, Token, mean_confidence

CODES = {
    "Arabic": "Arab",
    "Armenian": "Armn",
    "Bengali": "Beng",
    "Cherokee": "Cher",
    "Cyrillic": "Cyrl",
    "Devanagari": "Deva",
    "Ethiopic": "Ethi",
    "Georgian": "Geor",
    "Greek": "Grek",
    "Gujarati": "Gujr",
    "Gurmukhi": "Guru",
    "Han": "Hans",
    "Hangul": "Kore",
    "Hebrew": "Hebr",
    "Japanese": "Jpan",
    "Kannada": "Knda",
    "Khmer": "Khmr",
    "Korean": "Kore",
    "Lao": "Laoo",
    "Malayalam": "Mlym",
    "Myanmar": "Mymr",
    "Sinhala": "Sinh",
    "Tamil": "Taml",
    "Telugu": "Telu",
    "Thai": "Thai",
    "Tibetan": "Tibt",
}  # ISO 15924, by Tesseract's names
UNKNOWN = "Zyyy"  # ISO 15924: undetermined script
ENOUGH_WORDS = 12
ENOUGH_LETTERS = 40  # Chinese and Thai come as few long words
# Mean confidence of the lines, and how sure the detection must then be: (script, orientation).
NEEDED = ((20.0, 0.0, 3.0), (38.0, 0.0, 6.3), (62.0, 0.9, 8.0))
NOT_LATIN = (25.0, 45.0)  # mean confidence, either way up, of sharp print in an alphabet nobody knows
SHARP = 5.0  # both confidences of the detection for such print


def foreign_script(osd: Osd | None, words: Sequence[Token]) -> str | None:
    """ISO 15924 code of the script of lines that read as `words`; None for Latin or where it is not sure."""
    if osd is None or osd.script not in CODES or not _enough(words):
        return None
    confidence = mean_confidence(words)
    for most, script, orientation in NEEDED:
        if confidence < most:
            sure = osd.script_confidence >= script and osd.rotation_confidence >= orientation
            return CODES[osd.script] if sure else None
    return None


def unknown_script(osd: Osd | None, either_way: Sequence[Sequence[Token]]) -> str | None:
    """`Zyyy` for sharp lines that are called Latin and read badly either way up, else None."""
    if osd is None or osd.script != "Latin" or min(osd.script_confidence, osd.rotation_confidence) < SHARP:
        return None
    low, high = NOT_LATIN
    bad = all(_enough(words) and low <= mean_confidence(words) <= high for words in either_way)
    return UNKNOWN if bad else None


def _enough(words: Sequence[Token]) -> bool:
    return len(words) >= ENOUGH_WORDS and sum(len(word.text) for word in words) >= ENOUGH_LETTERS
