"""The standard text of a supplement, in the applicant's language, to be edited by the reviewer."""

from __future__ import annotations

from intake.pages.rendering import Words
from intake.review.bundle import Bundle
from storage.language import Lang
from storage.states import DocumentVerdict, FindingVerdict
from verification.model import Severity


def standard_text(bundle: Bundle, lang: Lang) -> str:
    """What the applicant could be asked: of each document that a person refused, or of which a person
    confirmed that something must be mended, what the pre-check said of it. Nothing that only the machine
    thinks goes into a letter."""
    words = Words(lang)
    lines = _lines(bundle, words) or [words.t("letter-nothing")]
    return "\n\n".join([words.t("letter-begin"), *lines, words.t("letter-end")])


def _lines(bundle: Bundle, words: Words) -> list[str]:
    found: list[str] = []
    for part in bundle.shown:
        refused = part.judged is not None and part.judged.verdict is DocumentVerdict.REFUSED
        said = [
            one.message[words.lang]
            for one in part.findings
            if one.judged is not None
            and one.judged.verdict is FindingVerdict.CONFIRMED
            and one.severity is not Severity.INFO
        ]
        if refused or said:
            kind = words.said("kind", part.one.kind or part.one.kind_found or "unknown")
            found.append(" ".join([f"{kind}:", *(said or [words.t("letter-again")])]))
    return found
