"""Tesseract's table of words (TSV) as plain values, in pixels of the picture that was read."""

from __future__ import annotations

from dataclasses import dataclass, replace

WORD_LEVEL = "5"


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


def mean_confidence(tokens: tuple[Token, ...]) -> float:
    """Mean over the characters, 0..100; 0.0 without words."""
    characters = sum(len(t.text) for t in tokens)
    return sum(t.confidence * len(t.text) for t in tokens) / characters if characters else 0.0
