"""What goes into text recognition and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from verification.model import Word

Grey = NDArray[np.uint8]

MODELS = ("nld", "eng", "fra", "deu")


class Layout(IntEnum):
    """Tesseract's page segmentation modes that are used here (`--psm`)."""

    COLUMNS = 3  # finds columns and blocks by itself
    BLOCK = 6  # one block of lines
    SCATTERED = 11  # words anywhere


@dataclass(frozen=True, slots=True)
class GreyPage:
    """One page picture as it came: `pixels` is `(height, width)` uint8, `dpi` None where it is unknown."""

    pixels: Grey
    dpi: float | None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on one page.

    Boxes of `words` are fractions of the page turned clockwise by `rotation` (0, 90, 180, 270) and by nothing
    else: the small `skew` (clockwise degrees that the text leans by) is already undone in them.
    `mean_confidence` is 0..100 over the characters, 0 for a page without words. `models` are the ones read
    with. `script` is the ISO 15924 code of a script that those cannot read, else None.
    """

    words: tuple[Word, ...]
    rotation: int
    mean_confidence: float
    skew: float
    models: tuple[str, ...]
    script: str | None = None
