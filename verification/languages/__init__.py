"""Naming the language of pages: scripts, detectors, function words, and the words of translators."""

from verification.languages.pages import (
    PageLanguage,
    Paragraph,
    page_language,
    page_languages,
    read_languages,
)

__all__ = ["PageLanguage", "Paragraph", "page_language", "page_languages", "read_languages"]
