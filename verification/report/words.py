"""The fixed words of the reports, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from verification.model import Check, DocumentOutcome, Kind, Severity

Words = Mapping[str, str]

OUTCOMES: Mapping[DocumentOutcome, Words] = {
    DocumentOutcome.CLEAR: {"nl": "Ziet er goed uit", "en": "Looks good"},
    DocumentOutcome.REVIEW: {"nl": "Een medewerker kijkt hiernaar", "en": "A person will look at this"},
    DocumentOutcome.RETURN: {"nl": "Nog iets te doen", "en": "Something left to do"},
}

# A sign beside the words, never instead of them.
SIGNS: Mapping[DocumentOutcome, str] = {
    DocumentOutcome.CLEAR: "✓",
    DocumentOutcome.REVIEW: "?",
    DocumentOutcome.RETURN: "!",
}

SEVERITIES: Mapping[Severity, Words] = {
    Severity.FAIL: {"nl": "Nog te doen", "en": "To do"},
    Severity.ATTENTION: {"nl": "Aandachtspunt", "en": "Point to check"},
    Severity.INFO: {"nl": "Ter informatie", "en": "For information"},
}

SEVERITY_SIGNS: Mapping[Severity, str] = {Severity.FAIL: "!", Severity.ATTENTION: "?", Severity.INFO: "·"}

KINDS: Mapping[Kind, Words] = {
    Kind.IDENTITY: {"nl": "Identiteitsbewijs", "en": "Identity document"},
    Kind.DIPLOMA: {"nl": "Diploma", "en": "Diploma"},
    Kind.DIPLOMA_SUPPLEMENT: {"nl": "Diplomasupplement", "en": "Diploma supplement"},
    Kind.EMPLOYMENT_STATEMENT: {"nl": "Werkgeversverklaring", "en": "Employer's statement"},
    Kind.PROFESSIONAL_STATUS: {
        "nl": "Verklaring over uw bevoegdheid (CCPS)",
        "en": "Certificate of current professional status (CCPS)",
    },
    Kind.GOOD_CONDUCT: {"nl": "Verklaring omtrent gedrag", "en": "Certificate of good conduct"},
    Kind.LANGUAGE_CERTIFICATE: {"nl": "Taalcertificaat", "en": "Language certificate"},
    Kind.CV: {"nl": "Curriculum vitae", "en": "Curriculum vitae"},
    Kind.TRANSLATION: {"nl": "Vertaling", "en": "Translation"},
    Kind.PAY_SLIP: {"nl": "Loonstrook", "en": "Pay slip"},
    Kind.CONTRACT: {"nl": "Contract", "en": "Contract"},
    Kind.OTHER: {"nl": "Ander document", "en": "Other document"},
}

CHECKS: Mapping[Check, Words] = {
    Check.SAFETY: {"nl": "Veiligheid", "en": "Safety"},
    Check.LEGIBILITY: {"nl": "Leesbaarheid", "en": "Legibility"},
    Check.LANGUAGE: {"nl": "Taal", "en": "Language"},
    Check.TRANSLATION: {"nl": "Vertaling", "en": "Translation"},
    Check.CERTIFICATION: {"nl": "Waarmerk", "en": "Certification"},
    Check.IDENTITY: {"nl": "Identiteit en BSN", "en": "Identity and BSN"},
}

TEXTS: Mapping[str, Words] = {
    "title": {"nl": "Voorcontrole van bewijsstukken", "en": "Pre-check of evidence"},
    "desk": {"nl": "BIG-register · Bewijsloket", "en": "BIG-register · Evidence desk"},
    "rules_of": {"nl": "regels van", "en": "rules of"},
    "made_on": {"nl": "Gemaakt op", "en": "Made on"},
    "together": {"nl": "Alles samen", "en": "All together"},
    "pre_check": {
        "nl": "Dit is een voorcontrole. Een medewerker beoordeelt uw documenten.",
        "en": "This is a pre-check. A person judges your documents.",
    },
    "documents": {"nl": "Documenten", "en": "Documents"},
    "findings": {"nl": "Bevindingen", "en": "Findings"},
    "nothing": {"nl": "Geen bevindingen.", "en": "No findings."},
    "page": {"nl": "pagina", "en": "page"},
    "pages": {"nl": "pagina's", "en": "pages"},
    "unreadable": {"nl": "niet te openen", "en": "cannot be opened"},
    "rule": {"nl": "Regel", "en": "Rule"},
    "sure": {"nl": "zekerheid", "en": "confidence"},
    "seen": {"nl": "Gezien", "en": "Seen"},
    "bundle": {"nl": "De bundel als geheel", "en": "The bundle as a whole"},
    "report_at": {"nl": "Rapport met paginabeelden:", "en": "Report with page pictures:"},
    "picture_of": {"nl": "Beeld van pagina", "en": "Picture of page"},
    "no_picture": {
        "nl": "Het beeld van deze pagina laten wij weg: er staat misschien iets op dat afgedekt moet zijn, "
        "en wij weten niet zeker waar.",
        "en": "We leave out the picture of this page: it may hold something that must be covered, "
        "and we are not sure where.",
    },
    "not_drawn": {
        "nl": "Deze pagina kon niet worden getekend.",
        "en": "This page could not be drawn.",
    },
    "more_pages": {
        "nl": "Pagina's zonder bevindingen zijn hier niet afgebeeld:",
        "en": "Pages without findings are not pictured here:",
    },
    "covered_by_us": {"nl": "In dit rapport afgedekt", "en": "Covered in this report"},
    "marked_place": {"nl": "gemarkeerde plaats", "en": "marked place"},
    "contents": {"nl": "Inhoud", "en": "Contents"},
    "skip": {"nl": "Naar de inhoud", "en": "Skip to content"},
    "reading": {"nl": "Wij lezen", "en": "Reading"},
    "of": {"nl": "van", "en": "of"},
    "language": {"nl": "taal", "en": "language"},
    "file_n": {"nl": "Bestand", "en": "File"},
}

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def long_date(day: date, lang: str) -> str:
    """A date as people write it.

    >>> long_date(date(2026, 11, 3), "nl")
    '3 november 2026'
    """
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def page_count(count: int, lang: str) -> str:
    """`1 pagina`, `12 pagina's`."""
    return f"{count} {TEXTS['page' if count == 1 else 'pages'][lang]}"
