"""The measuring itself is measured: bounds, verdicts and the seal of the judging corpus."""

from typing import Any

import pytest

from tests.accuracy.bounds import lower_bound
from tests.accuracy.score import verdicts
from tests.accuracy.seal import SEAL, judge_hash

BOUNDS = [(300, 300, 0.9901), (0, 10, 0.0), (5, 5, 0.5493), (297, 300, 0.9744)]


@pytest.mark.parametrize(("hits", "n", "bound"), BOUNDS)
def test_lower_bound(hits: int, n: int, bound: float) -> None:
    assert lower_bound(hits, n) == pytest.approx(bound, abs=1e-4)


def test_the_judging_generator_is_the_sealed_one() -> None:
    assert judge_hash() == SEAL.read_text().strip()


def answer(*codes: str, where: str | None = None, language: str | None = "nl") -> dict[str, Any]:
    findings = [{"code": code, "where": where} for code in codes]
    return {"documents": [{"pages": [{"language": language}], "checks": [{"findings": findings}]}]}


def line(**label: Any) -> dict[str, Any]:
    return {"id": "b1", "stratum": "s", "files": [{"name": "a.pdf", **label}]}


JUDGED = [
    ({"bsn_visible": ["mrz"]}, answer("identity.bsn-visible", where="mrz"), [True]),
    ({"bsn_visible": ["mrz"]}, answer("identity.no-bsn"), [False]),
    ({"bsn_visible": []}, answer("identity.bsn-visible", where="text"), [False]),
    ({"bsn_visible": []}, answer(), [True]),
    ({"redaction": ["text"]}, answer("identity.redaction-ineffective", where="image"), [True, False]),
    ({"redaction": ["text"]}, answer(), [False, False]),
    ({"redaction": []}, answer("identity.redaction-ineffective", where="text"), [False]),
    ({"languages": ["nl"]}, answer(language="af"), [False]),
    ({"languages": ["af"]}, answer(language="nl"), [False]),
    ({"languages": ["af"]}, answer(language="pl"), [True]),
    ({"languages": ["af"]}, answer(language="und"), [False]),
    ({"languages": ["ru"]}, answer("language.not-accepted", language="und"), [True]),
    ({"languages": ["und"]}, answer(language="nl"), [False]),
    ({"languages": ["nl+pl"]}, answer(language="nl"), [True]),
    ({"languages": ["nl+pl"]}, answer(language="pl"), [False]),
    ({"languages": ["nl", "nl"]}, answer(language="nl"), [True, False]),
    ({"certification": "certification.notary"}, answer("certification.notary"), [True]),
    ({"certification": "certification.notary"}, answer("certification.issuer"), [False]),
    ({"certification": "certification.missing"}, answer(), [False]),
    ({"translation": ["translation.sworn"]}, answer("translation.sworn"), [True]),
    ({"translation": []}, answer("translation.required"), [False]),
    ({"safety": ["safety.encrypted"]}, answer("safety.encrypted", "safety.not-scanned"), [True]),
]


@pytest.mark.parametrize(("label", "said", "rights"), JUDGED)
def test_a_verdict_can_go_both_ways(label: dict[str, Any], said: dict[str, Any], rights: list[bool]) -> None:
    assert [verdict.right for verdict in verdicts(line(**label), said)] == rights
