"""Scripts that the Latin models cannot read, by Tesseract's detection and by how badly the lines read.

Neither is enough alone: the detection calls Latin pages Cyrillic now and then, and a bad scan reads badly
too. Armenian and Georgian are unknown to it: Georgian gets the name of another script, and crisp print that
reads badly any way up is told as `Zyyy` (undetermined).
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from verification.reading.ocr.model import Grey
from verification.reading.ocr.scale import letter_height
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
MANY_WORDS = 20  # without a name for the script: more than a card has
ENOUGH_LETTERS = 40  # Chinese and Thai come as few long words
# Mean confidence of the lines, and how sure the detection must then be: (script, orientation).
NEEDED = ((12.0, 0.6, 3.5), (25.0, 0.0, 6.0), (50.0, 0.9, 6.0))
UNREADABLE = 42.0  # mean confidence that no way up of a crisp Latin page stays below
LIKELY = 4.0  # confidence in the rotation from which the name of the script is worth having
SMALL = 8.0  # pixels; smaller letters read badly in any script
STEEP, GRAINY = 60.0, 40.0  # grey levels per pixel: at the edges of letters at least, on blank paper at most


def foreign_script(osd: Osd | None, words: Sequence[Token]) -> str | None:
    """ISO 15924 code of the script of lines that read as `words`; None for Latin or where it is not sure."""
    if osd is None or osd.script not in CODES or not _enough(words):
        return None
    confidence = mean_confidence(words)
    sure = any(
        confidence < most and osd.script_confidence >= script and osd.rotation_confidence >= orientation
        for most, script, orientation in NEEDED
    )
    return CODES[osd.script] if sure else None


def unknown_script(osd: Osd | None, every_way: Sequence[Sequence[Token]], page: Grey) -> str | None:
    """The script of lines that read badly whichever way up they are, though the print is crisp; else None.

    `Zyyy` where the detection does not name one that it may well be.
    """
    readable = [words for words in every_way if _enough(words) and len(words) >= MANY_WORDS]
    if not readable or max(map(mean_confidence, readable)) > UNREADABLE or not crisp(page):
        return None
    named = osd is not None and osd.script in CODES and osd.rotation_confidence >= LIKELY
    return CODES[osd.script] if osd is not None and named else UNKNOWN


def crisp(page: Grey) -> bool:
    """Whether print is large and sharp enough, and paper clean enough, for Latin letters to be read."""
    height = letter_height(page)
    if height is None or height < SMALL:
        return False
    slope = cv2.morphologyEx(page, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    steep = float(np.percentile(slope, 99.5))
    return steep > STEEP and float(np.median(slope)) < GRAINY


def _enough(words: Sequence[Token]) -> bool:
    return len(words) >= ENOUGH_WORDS and sum(len(word.text) for word in words) >= ENOUGH_LETTERS
