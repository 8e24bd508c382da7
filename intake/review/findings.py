"""The findings of a document as a reviewer sees them: numbered, with what people said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.records.documents import Document
from storage.records.judgements import FindingJudgement, finding_key
from verification.model import Check, Severity

Box = tuple[float, float, float, float]

_SEVERITIES = [Severity.FAIL, Severity.ATTENTION, Severity.INFO]
ORDER = [
    Check.IDENTITY,
    Check.CERTIFICATION,
    Check.TRANSLATION,
    Check.LANGUAGE,
    Check.LEGIBILITY,
    Check.SAFETY,
]


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding. `number` counts all of the document, from 1; `box` in fractions of the upright page.
    `judgements` are of these bytes, oldest first; `rule` is the source of law, `version` of the rulebook."""

    number: int
    key: str
    check: Check
    code: str
    severity: Severity
    message: Mapping[str, str]
    page: int | None
    box: Box | None
    evidence: str
    confidence: float
    rule: str
    version: str
    judgements: tuple[FindingJudgement, ...]

    @property
    def judged(self) -> FindingJudgement | None:
        """What counts of what people said; None as long as nobody said anything."""
        return self.judgements[-1] if self.judgements else None

    @property
    def seen(self) -> int:
        return self.judgements[-1].number if self.judgements else 0

    @property
    def clear(self) -> bool:
        """Whether there is no doubt about it: it asks nobody for anything."""
        return self.severity is Severity.INFO

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)


def seen_findings(
    found: Sequence[Mapping[str, Any]],
    document: Document,
    judgements: Mapping[str, tuple[FindingJudgement, ...]],
) -> tuple[Seen, ...]:
    """A document's findings by check, worst first; the same twice is told once."""
    keyed = {_key(one): one for one in found}
    ordered = sorted(keyed.items(), key=lambda item: _order(item[1]))
    return tuple(
        _seen(place, key, one, document, judgements.get(key, ()))
        for place, (key, one) in enumerate(ordered, start=1)
    )


def _key(one: Mapping[str, Any]) -> str:
    box = None if one.get("box") is None else [round(side, 3) for side in one["box"]]
    return finding_key(one["check"], one["code"], one.get("page"), box, one.get("where"))


def _order(one: Mapping[str, Any]) -> tuple[int, int, int]:
    severity = _SEVERITIES.index(Severity(one["severity"]))
    return ORDER.index(Check(one["check"])), severity, one.get("page") or 0


def _seen(
    place: int,
    key: str,
    one: Mapping[str, Any],
    document: Document,
    judgements: tuple[FindingJudgement, ...],
) -> Seen:
    box = one.get("box")
    return Seen(
        number=place,
        key=key,
        check=Check(one["check"]),
        code=one["code"],
        severity=Severity(one["severity"]),
        message=one["message"],
        page=one.get("page"),
        box=None if box is None else (box[0], box[1], box[2], box[3]),
        evidence=one.get("evidence") or "",
        confidence=one.get("confidence", 1.0),
        rule=one["rule"]["source"],
        version=one["rule"].get("version", ""),
        judgements=tuple(made for made in judgements if made.content == document.content),
    )
