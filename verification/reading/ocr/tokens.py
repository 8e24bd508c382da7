"""Tesseract's table of words (TSV) as plain values, in pixels of the picture that was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

WORD_LEVEL = "5"
SURE_WORD = 70.0  # confidence from which a word is almost surely as read


@dataclass(frozen=True, slots=True)
class Token:
    """One word. Pixels of the picture that was read; `confidence` 0..100; `line` and `paragraph` from 0."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    line: int
    paragraph: int

    def moved(self, down: float, *, line: int, paragraph: int) -> Token:
        """The word on a larger picture, so many pixels lower and after so many lines and paragraphs."""
        return replace(
            self, top=self.top + down, bottom=self.bottom + down, line=self.line + line,
            paragraph=self.paragraph + paragraph,
        )  # fmt: skip

    def widened(self, factor: float) -> Token:
        """The word on a picture so many times wider."""
        return replace(self, left=self.left * factor, right=self.right * factor)


@dataclass(frozen=True, slots=True)
class Osd:
    """What Tesseract's orientation and script detection says of a picture.

    `rotation` is the clockwise degrees that make it upright, `script` Tesseract's name. Its
    confidences are open above: 0 is a guess, 10 is sure.
    """

    rotation: int
    rotation_confidence: float
    script: str
    script_confidence: float


def parse_osd(text: str) -> Osd | None:
    """The program's own `key: value` lines; None where it found too little to say."""
    values = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    try:
        return Osd(
            int(values["Rotate"]) % 360,
            float(values["Orientation confidence"]),
            values["Script"].strip(),
            float(values["Script confidence"]),
        )
    except (KeyError, ValueError):
        return None


def parse_tsv(tsv: str, *, pictures: int) -> list[tuple[Token, ...]]:
    """The words of each picture, in reading order. `tsv` covers `pictures` pictures, numbered from 1.

    The program's table opens with a row of heads, the library's does not; neither is a row of a word.
    """
    pages: list[list[Token]] = [[] for _ in range(pictures)]
    lines: dict[tuple[str, ...], int] = {}
    paragraphs: dict[tuple[str, ...], int] = {}
    for row in tsv.splitlines():
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != WORD_LEVEL or not cells[11].strip():
            continue
        page = int(cells[1])
        left, top, width, height = (float(cell) for cell in cells[6:10])
        paragraph = paragraphs.setdefault(tuple(cells[1:4]), len(pages[page - 1]))
        line = lines.setdefault(tuple(cells[1:5]), len(pages[page - 1]))
        pages[page - 1].append(
            Token(cells[11].strip(), left, top, left + width, top + height, float(cells[10]), line, paragraph)
        )
    return [renumbered(tokens) for tokens in pages]


def renumbered(tokens: list[Token]) -> tuple[Token, ...]:
    """The same words with lines and paragraphs counted from 0 without gaps."""
    lines: dict[int, int] = {}
    paragraphs: dict[int, int] = {}
    return tuple(
        Token(t.text, t.left, t.top, t.right, t.bottom, t.confidence,
              lines.setdefault(t.line, len(lines)), paragraphs.setdefault(t.paragraph, len(paragraphs)))
        for t in tokens
    )  # fmt: skip


def mean_confidence(tokens: Sequence[Token]) -> float:
    """Mean over the characters, 0..100; 0.0 without words."""
    characters = sum(len(t.text) for t in tokens)
    return sum(t.confidence * len(t.text) for t in tokens) / characters if characters else 0.0


def sure_letters(tokens: Sequence[Token]) -> int:
    """How many letters and digits stand in words that were read with confidence."""
    return sum(sum(map(str.isalnum, t.text)) for t in tokens if t.confidence >= SURE_WORD)
