"""Readings made by hand, for tests of what comes after reading."""

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


def words(text: str) -> tuple[Word, ...]:
    """Words on a grid: a line per text line, a paragraph per empty line."""
    made, line, paragraph = [], 0, 0
    for row in text.splitlines():
        if not row.strip():
            paragraph += 1
            continue
        for column, word in enumerate(row.split()):
            box = (0.05 + 0.09 * column, 0.03 * (line + 1), 0.13 + 0.09 * column, 0.03 * (line + 1) + 0.02)
            made.append(Word(word, box, 0.95, WordSource.OCR, line, paragraph))
        line += 1
    return tuple(made)


def page(text: str = "", *, number: int = 1, **fields: object) -> Page:
    """A scanned A4 page with this text."""
    defaults: dict[str, object] = {
        "source": PageSource.OCR if text else PageSource.BLANK,
        "rotation": 0,
        "width_mm": 210.0,
        "height_mm": 297.0,
        "words": words(text),
        "quality": Quality(dpi=300, sharpness=0.9, contrast=0.9, ink=0.05),
        "born_digital": False,
    }
    return Page(number=number, **{**defaults, **fields})  # type: ignore[arg-type]


def reading(*pages: Page, name: str = "a.pdf", **fields: object) -> DocumentReading:
    """A file that was read."""
    defaults: dict[str, object] = {
        "sha256": "0" * 64,
        "media_type": "application/pdf",
        "size": 1000,
        "page_count": len(pages),
        "born_digital": False,
    }
    return DocumentReading(name=name, pages=pages, **{**defaults, **fields})  # type: ignore[arg-type]


def document(*pages: Page, kind: Kind = Kind.OTHER, languages: tuple[str | None, ...] = ()) -> Document:
    """A read file with its kind."""
    return Document(reading(*pages), kind, languages)
