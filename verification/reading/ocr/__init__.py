"""Text recognition: grey page pictures to words with boxes (docs/decisions/0002)."""

from verification.reading.ocr.model import MODELS, GreyPage, Recognised
from verification.reading.ocr.recipe import read_line, recognise

__all__ = ["MODELS", "GreyPage", "Recognised", "read_line", "recognise"]
