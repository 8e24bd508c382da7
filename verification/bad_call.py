"""A call that cannot be done: one sentence, in the caller's language, that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from verification.errors import VerificationError

TEXTS: Mapping[str, Mapping[str, str]] = {
    "day": {
        "nl": "--on vraagt een dag als JJJJ-MM-DD, bijvoorbeeld 2026-11-21",
        "en": "--on takes a day as YYYY-MM-DD, for example 2026-11-21",
    },
    "procedure": {
        "nl": "onbekende procedure; kies uit: {known}",
        "en": "unknown procedure; choose from: {known}",
    },
    "no-version": {
        "nl": "voor '{given}' zijn er geen regels op {day}; de eerste gelden vanaf {first}",
        "en": "there are no rules for '{given}' on {day}; the first are in force from {first}",
    },
    "as-form": {
        "nl": "--as vraagt BESTAND=SOORT, bijvoorbeeld diploma.pdf=diploma",
        "en": "--as takes FILE=KIND, for example diploma.pdf=diploma",
    },
    "as-kind": {
        "nl": "onbekende soort; kies uit: {known}",
        "en": "unknown kind; choose from: {known}",
    },
    "as-file": {
        "nl": "--as noemt een bestand dat niet bij de te controleren bestanden is",
        "en": "--as names a file that is not among the files to check",
    },
    "report-suffix": {
        "nl": "--report vraagt een bestandsnaam die eindigt op .html of .pdf",
        "en": "--report takes a file name that ends in .html or .pdf",
    },
    "report-folder": {
        "nl": "--report: de map van dat bestand bestaat niet",
        "en": "--report: the folder of that file does not exist",
    },
    "report-over-input": {
        "nl": "--report: dat is een van de te controleren bestanden; kies een andere naam",
        "en": "--report: that is one of the files to check; choose another name",
    },
    "report-write": {
        "nl": "--report: dat bestand kan niet worden geschreven",
        "en": "--report: that file cannot be written",
    },
    "report-draw": {
        "nl": "--report: de PDF kon niet worden gemaakt; probeer een .html-rapport",
        "en": "--report: the PDF could not be drawn; try an .html report",
    },
    "setting": {
        "nl": "de instelling {given} heeft een waarde die niet kan; zie docs/settings.md",
        "en": "the setting {given} has a value that cannot be used; see docs/settings.md",
    },
}


class BadCall(VerificationError):
    """A call that cannot be done. `key` is a key of TEXTS, `params` fill its braces."""

    def __init__(self, key: str, **params: str) -> None:
        super().__init__(TEXTS[key]["en"].format_map(params))
        self.key = key
        self.params = params

    def text(self, lang: str) -> str:
        """The sentence in `nl` or `en`."""
        return TEXTS[self.key][lang].format_map(self.params)
