"""Pages made from plain text, for tests that need no pixels."""

from __future__ import annotations

from collections.abc import Sequence

from verification.model import (
    Document,
    DocumentReading,
    Kind,
    Page,
    PageSource,
    Quality,
    Word,
    WordSource,
)

_LINES = 60  # of an A4 page
_COLUMNS = 95


def words_of_text(text: str, *, source: WordSource, confidence: float) -> tuple[Word, ...]:
    """Lines by newline, paragraphs by an empty line; characters of one width, as typed."""
    words: list[Word] = []
    paragraph = 0
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            paragraph += 1
            continue
        column = len(line) - len(line.lstrip())
        for token in line.split(" "):
            if token:
                box = (
                    column / _COLUMNS,
                    number / _LINES,
                    (column + len(token)) / _COLUMNS,
                    (number + 0.7) / _LINES,
                )
                words.append(Word(token, box, confidence, source, number, paragraph))
            column += len(token) + 1
    return tuple(words)


def page_of(text: str, *, number: int = 1, ocr: bool = False, **fields: object) -> Page:
    """An A4 page that shows this text."""
    source = WordSource.OCR if ocr else WordSource.TEXT_LAYER
    words = words_of_text(text, source=source, confidence=0.9 if ocr else 1.0)
    page_source = (PageSource.OCR if ocr else PageSource.TEXT_LAYER) if words else PageSource.BLANK
    return Page(
        number=number,
        source=page_source,
        rotation=0,
        width_mm=210.0,
        height_mm=297.0,
        words=words,
        quality=Quality(None, None, None, 0.1),
        born_digital=not ocr,
        **fields,  # type: ignore[arg-type]
    )


def reading_of(*pages: Page | str, name: str = "a.pdf", **fields: object) -> DocumentReading:
    """A file with these pages (a text stands for a page that shows it)."""
    made = tuple(
        page_of(page, number=number) if isinstance(page, str) else page
        for number, page in enumerate(pages, 1)
    )
    return DocumentReading(name, name, "application/pdf", 1, len(made), made, True, **fields)  # type: ignore[arg-type]


def document_of(
    *pages: Page | str, kind: Kind = Kind.OTHER, name: str = "a.pdf", **fields: object
) -> Document:
    """A document of these pages."""
    return Document(reading_of(*pages, name=name, **fields), kind)


def wrapped(sentences: Sequence[str], *, columns: int = 80) -> str:
    """Sentences set in lines of about so many characters."""
    lines, line = [], ""
    for token in " ".join(sentences).split():
        if line and len(line) + len(token) >= columns:
            lines.append(line)
            line = ""
        line = f"{line} {token}".strip()
    return "\n".join([*lines, line])
