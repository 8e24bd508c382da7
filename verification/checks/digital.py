"""Digital signatures as findings of the certification check: a verdict, then each answer by itself.

Source: domain, section 3: integrity, coverage, permitted changes, chain, revocation and time are each told
on their own. What a signature is worth for a procedure is the rulebook's, not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verification.masking import mask_text
from verification.model import DigitalSignature, Finding, Severity, SignatureStatus
from verification.rulebook.rules import Rules

_MOST_NAME = 80  # letters of the signer's name shown
_VERDICTS = {
    SignatureStatus.VALID: ("certification.digital-valid", Severity.INFO),
    SignatureStatus.INVALID: ("certification.digital-invalid", Severity.FAIL),
    SignatureStatus.UNDETERMINED: ("certification.digital-undetermined", Severity.ATTENTION),
}


def signature_findings(signatures: Iterable[DigitalSignature], rules: Rules) -> Iterator[Finding]:
    """Two findings each: the verdict (evidence: its reasons) and the answers (evidence: the signer)."""
    rule = rules.rule("certification.digital")
    for signature in signatures:
        code, severity = _VERDICTS[signature.status]
        yield Finding(
            code=code,
            severity=severity,
            rule=rule,
            evidence=", ".join(signature.reasons),
            undetermined=signature.status is SignatureStatus.UNDETERMINED,
        )
        yield Finding(
            code="certification.digital-answers",
            severity=Severity.INFO,
            rule=rule,
            evidence=mask_text(" ".join(signature.signer.split()))[:_MOST_NAME],
            params=_answers(signature),
        )


def _answers(signature: DigitalSignature) -> dict[str, str]:
    """Answers as codes; their words stand in messages.toml under `answer.<name>`."""
    moment = signature.time
    return {
        "intact": _said(signature.intact),
        "covers": signature.covers,
        "changes": _said(signature.changes_permitted),
        "chain": signature.chain.value,
        "revocation": signature.revocation.value,
        "qualified": _said(signature.qualified),
        "time": "none" if moment is None else "trusted" if signature.time_trusted else "claimed",
        "moment": "" if moment is None else moment.strftime("%Y-%m-%d %H:%M UTC"),
    }


def _said(answer: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[answer]
