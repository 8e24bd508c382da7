"""Reading a small picture, for what was found hidden in it."""

from __future__ import annotations

import tempfile
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import pytesseract
from numpy.typing import NDArray
from pytesseract import Output

from verification.errors import OutsideProgramError

READ_DPI = 250.0
SECONDS = 20  # time limit of one reading
MAX_PIXELS = 12_000_000  # larger pictures are made smaller first
SURE = 45  # word confidence (0..100) below which a word is taken for noise
LANGUAGES = "nld+eng"


def read(picture: NDArray[np.uint8], *, page: bool = False) -> str:
    """The words in a picture (grey, or BGR), '' if there are none.

    Contrast is stretched first, so that what a dark veil lets through is read as well.
    Raises OutsideProgramError if Tesseract fails or takes too long.
    """
    grey = _prepared(picture)
    if grey is None:
        return ""
    with tempfile.TemporaryDirectory(prefix="hidden-") as folder:
        path = Path(folder) / "region.pgm"
        cv2.imwrite(str(path), grey)
        config = f"--psm {3 if page else 6} --dpi {READ_DPI:.0f}"
        try:
            data = pytesseract.image_to_data(str(path), lang=LANGUAGES, config=config, timeout=SECONDS,
                                             output_type=Output.DICT)
        except (RuntimeError, pytesseract.TesseractError, OSError) as exc:
            raise OutsideProgramError("the hidden picture could not be read") from exc
    return _words(data)


def _prepared(picture: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    if high < 6 or wide < 6:
        return None
    if high * wide > MAX_PIXELS:
        scale = (MAX_PIXELS / (high * wide)) ** 0.5
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    low, top = np.percentile(grey, (1, 99))
    if top - low < 6:
        return None
    stretched = ((grey.astype(np.float32) - low) * (255 / (top - low))).clip(0, 255).astype(np.uint8)
    if np.median(stretched) < 100:
        stretched = 255 - stretched
    return np.asarray(cv2.copyMakeBorder(stretched, 16, 16, 16, 16, cv2.BORDER_CONSTANT,
                                         value=int(np.median(stretched))), dtype=np.uint8)


def _words(data: dict[str, list[str]]) -> str:
    lines: dict[tuple[str, str, str], list[str]] = {}
    for i, word in enumerate(data["text"]):
        if word.strip() and float(data["conf"][i]) >= SURE:
            key = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
            lines.setdefault(key, []).append(word.strip())
    return "\n".join(" ".join(words) for words in lines.values())


def letters(text: str) -> str:
    """Only the letters and digits, lower case."""
    return "".join(char for char in text.lower() if char.isalnum())


def alike(one: str, other: str) -> bool:
    """Whether two readings are of the same words, recognition errors allowed."""
    one, other = letters(one), letters(other)
    if not one or not other:
        return False
    if other in one:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.6


def says_something(text: str) -> bool:
    """Whether a reading holds a word or number rather than specks: four letters or digits in a row."""
    return any(len(letters(word)) >= 4 for word in text.split())
