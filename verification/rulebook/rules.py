"""The rules of one procedure on one day, as the checks ask them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from verification.errors import RulebookError
from verification.model import Kind, RuleRef


class MaskingLevel(StrEnum):
    """What must happen to a BSN in a copy (domain, section 4)."""

    MUST = "must-be-masked"
    SHOULD = "should-be-masked"
    MAY = "may-be-visible"


class Certifier(StrEnum):
    """Who may certify a photocopy."""

    ISSUER = "issuer"
    NOTARY_NL = "notary-nl"
    NOTARY_EEA = "notary-eea"
    DIPLOMA_COUNTRY_AUTHORITY = "diploma-country-authority"


class DigitalCertification(StrEnum):
    """What a digital certification may be."""

    SIGNATURE = "signature"  # a valid digital signature of the issuer
    ISSUER_CODE = "issuer-code"  # a number or QR code checkable with the issuer, and nothing else


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of one procedure's rules.

    `languages` are ISO 639-1 codes accepted without translation (and as target of one); empty: not asked.
    `certified_kinds` are the kinds of document whose copies must be certified.
    `refs` holds a `RuleRef` per rule id: `safety.files`, `legibility.pages`, `language.accepted`,
    `translation.sworn`, `certification.parties`, `certification.kinds`, `certification.digital`,
    `identity.bsn`.
    """

    procedure: str
    version: str
    in_force_from: date
    in_force_until: date | None  # last day, inclusive
    languages: tuple[str, ...]
    certifiers: frozenset[Certifier]
    certified_kinds: frozenset[Kind]
    digital: DigitalCertification
    bsn: MaskingLevel
    refs: Mapping[str, RuleRef]

    def rule(self, rule_id: str) -> RuleRef:
        """The reference of a rule; RulebookError if this rulebook has no such rule."""
        try:
            return self.refs[rule_id]
        except KeyError as exc:
            raise RulebookError(f"no rule {rule_id!r} in {self.procedure} {self.version}") from exc

    def accepts_language(self, code: str | None) -> bool:
        """Whether a text in this language needs no translation."""
        return code in self.languages
