"""Standard texts of a supplement, in both languages, to be edited by the reviewer."""

from __future__ import annotations

from collections.abc import Mapping

from intake.pages.rendering import Words
from intake.review.bundle import Bundle
from storage.language import Lang
from storage.states import DocumentVerdict, FindingVerdict
from verification.model import Severity


def standard_texts(bundle: Bundle) -> Mapping[Lang, str]:
    """What the applicant could be asked, by language: of each document that a person refused, or of which a
    person confirmed that something must be mended, what the pre-check said of it. Nothing that only the
    machine thinks goes into a letter."""
    return {lang: _letter(_lines(bundle, lang), Words(lang)) for lang in Lang}


def _letter(lines: list[str], words: Words) -> str:
    return "\n\n".join(
        [words.t("letter-begin"), *(lines or [words.t("letter-nothing")]), words.t("letter-end")]
    )


def _lines(bundle: Bundle, lang: Lang) -> list[str]:
    found: list[str] = []
    for part in bundle.shown:
        refused = part.judged is not None and part.judged.verdict is DocumentVerdict.REFUSED
        said = [
            one.message[lang]
            for one in part.findings
            if one.judged is not None
            and one.judged.verdict is FindingVerdict.CONFIRMED
            and one.severity is not Severity.INFO
        ]
        if refused or said:
            found.append(f"{part.place}. {' '.join(said)}".strip())
    return found
