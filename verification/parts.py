"""The parts of a document: the pages that are a translation, and the others.

A part is the pages of one file that belong together: all of it, or the translated pages and the others of a
file that holds both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from verification.facts import Facts, facts_of
from verification.languages.pages import PageLanguage, read_languages
from verification.languages.phrases import tokens_of
from verification.languages.translators import NO_MARKS, Marks, certifies_a_copy, find_marks
from verification.model import Box, Document, Kind, Page, Word, WordSource

_DECLARATION_WORDS = 70  # with no more, what a sworn translator signs is only the declaration


@dataclass(frozen=True)
class Part:
    """Pages of one document that are one text: a translation, or not.

    `marks` holds what each page says about being a translation, page by page.
    """

    document: Document
    pages: tuple[Page, ...]
    languages: tuple[PageLanguage, ...]
    marks: tuple[Marks, ...]
    translation: bool

    @cached_property
    def facts(self) -> Facts:
        """The dates, numbers and names of these pages."""
        return facts_of(self.pages)

    @property
    def language(self) -> str | None:
        """The language most of the pages are in; "und" if nobody can tell, None without any text."""
        named = Counter(language.main for language in self.languages if language.main not in (None, "und"))
        if named:
            return named.most_common(1)[0][0]
        return "und" if any(language.main == "und" for language in self.languages) else None

    @property
    def sworn(self) -> bool:
        """Whether a sworn translator declares for these pages."""
        return any(marks.sworn for marks in self.marks)

    @property
    def disowned(self) -> bool:
        """Whether the pages say themselves that no sworn translator made them."""
        return any(marks.disowned for marks in self.marks) and not self.sworn

    @property
    def partial(self) -> bool:
        """Whether the pages say themselves that part of the source was left out."""
        return any(marks.partial for marks in self.marks)

    @property
    def made_from(self) -> str | None:
        """The language that the declaration names as that of the source."""
        return next((marks.source for marks in self.marks if marks.source), None)

    @property
    def made_into(self) -> str | None:
        """The language of the translation: that of its pages, else what the declaration names."""
        language = self.language
        if language in (None, "und"):
            return next((marks.target for marks in self.marks if marks.target), language)
        return language

    @property
    def readable(self) -> bool:
        """Whether the letters of these pages could be read here (Latin script, or a text layer)."""
        return self.language != "und" and all(page.script in (None, "Latn") for page in self.pages)

    def evidence(self) -> tuple[int | None, Box | None, str]:
        """Page, box and words of the declaration."""
        ranked = sorted(zip(self.pages, self.marks, strict=True), key=lambda item: not item[1].sworn)
        for page, marks in ranked:
            if marks.evidence:
                tokens = tokens_of(page.words)
                first, last = marks.evidence[0]
                words = page.words[tokens[first].word : tokens[last].word + 1]
                box = (
                    min(word.box[0] for word in words),
                    min(word.box[1] for word in words),
                    max(word.box[2] for word in words),
                    max(word.box[3] for word in words),
                )
                return page.number, box, " ".join(word.text for word in words)
        return (self.pages[0].number if self.pages else None), None, ""


def marks_of(page: Page) -> Marks:
    """What a page says about being a translation, the text of its stamps included.

    A translator who speaks of a copy and not of a translation certifies a copy (domain, section 1).
    """
    tokens = tokens_of(page.words)
    stamped = tokens_of(_words(" ".join(stamp.text for stamp in page.stamps)))
    if certifies_a_copy((tokens, stamped)):
        return NO_MARKS
    marks = find_marks(tokens, [page.words[token.word].line for token in tokens])
    if not stamped or marks.sworn:
        return marks
    stamp_marks = find_marks(stamped, [-1] * len(stamped))
    return replace(
        marks,
        sworn=stamp_marks.sworn,
        agency=marks.agency or stamp_marks.agency,
        works=marks.works or stamp_marks.works,
    )


def marks_of_pages(pages: Sequence[Page]) -> tuple[Marks, ...]:
    """What each page says about being a translation.

    Where only the title of a translator stands, and no page speaks of a translation, nothing was translated:
    the translator signed something else.
    """
    marks = tuple(map(marks_of, pages))
    return marks if any(mark.works for mark in marks) else tuple(NO_MARKS for _ in marks)


def _words(text: str) -> list[Word]:
    return [Word(part, (0.0, 0.0, 0.0, 0.0), 1.0, WordSource.OCR, -1, -1) for part in text.split()]


def parts_of(document: Document) -> tuple[Part, ...]:
    """The parts of a document: its translated pages and the others; one part where it is all the same."""
    pages = document.reading.pages
    languages = read_languages(pages)
    marks = marks_of_pages(pages)
    translated = _translated_pages(pages, languages, marks)
    if document.kind is Kind.TRANSLATION and not any(translated):
        translated = [True] * len(pages)
    parts = []
    for wanted in (True, False):
        chosen = [place for place, flag in enumerate(translated) if flag is wanted]
        if chosen:
            parts.append(
                Part(
                    document,
                    tuple(pages[place] for place in chosen),
                    tuple(languages[place] for place in chosen),
                    tuple(marks[place] for place in chosen),
                    wanted,
                )
            )
    return tuple(parts)


def _translated_pages(
    pages: Sequence[Page], languages: Sequence[PageLanguage], marks: Sequence[Marks]
) -> list[bool]:
    """Which pages are translation: those in the language of the page that declares it, or that it names."""
    if not any(mark.declared or mark.sworn for mark in marks):
        return [False] * len(marks)
    source = next((mark.source for mark in marks if mark.source), None)
    declaring = [
        language.main
        for language, mark in zip(languages, marks, strict=True)
        if (mark.declared or mark.sworn) and language.main not in (None, "und")
    ]
    named = next((mark.target for mark in marks if mark.target and mark.target != source), None)
    present = {language.main for language in languages}
    if named in present:
        target = named
    else:
        target = next((code for code in declaring if code != source), declaring[0] if declaring else None)
    flags: list[bool] = []
    for page, language, mark in zip(pages, languages, marks, strict=True):
        if mark.sworn and (language.main in (None, "und") or len(page.words) < _DECLARATION_WORDS):
            flags.append(True)  # a declaration by itself may be in the translator's own language
        elif language.main in (None, "und") and language.script is None:
            # A page full of letters that make no words is a source that could not be read.
            flags.append(not language.content and (mark.declared or (flags[-1] if flags else False)))
        else:
            flags.append(language.main == target)
    if not any(flags):
        flags = [mark.declared or mark.sworn for mark in marks]
    return flags
