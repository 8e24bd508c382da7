"""Compares what the checks said with what the labels say, one verdict per claim.

A manifest line has the bundle's files with their labels (see the corpora's README); an answer is the JSON
of the pre-check for the same bundle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ACCEPTED = ("nl", "en", "fr", "de")
CERTIFICATION = {
    "certification.issuer",
    "certification.notary",
    "certification.authority",
    "certification.party-not-accepted",
    "certification.own-statement",
    "certification.apostille-only",
    "certification.missing",
    "certification.undetermined",
    "certification.not-a-copy",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim put to the test: `right`, and for a miss what was expected and what was said."""

    claim: str
    stratum: str
    item: str
    right: bool
    expected: str
    said: str


def verdicts(line: dict[str, Any], answer: dict[str, Any]) -> Iterator[Verdict]:
    """All verdicts of one bundle."""
    for label, document in zip(line["files"], answer["documents"], strict=True):
        item = f"{line['id']}/{label['name']}"
        for claim, right, expected, said in _judge(line["stratum"], label, document):
            yield Verdict(claim, line["stratum"], item, right, expected, said)


Judged = tuple[str, bool, str, str]


def _judge(stratum: str, label: dict[str, Any], document: dict[str, Any]) -> Iterator[Judged]:
    codes = _codes(document)
    if label.get("bsn_visible") is not None:
        yield _bsn(label["bsn_visible"], document)
    if label.get("redaction") is not None:
        yield from _redaction(label["redaction"], document)
    if label.get("languages") is not None:
        yield from _languages(stratum, label["languages"], document)
    if label.get("certification") is not None:
        said = codes & CERTIFICATION
        yield "certification party", said == {label["certification"]}, label["certification"], _join(said)
    if label.get("translation") is not None:
        expected = {_full("translation", code) for code in label["translation"]}
        said = {code for code in codes if code.startswith("translation.")} - {"translation.not-run"}
        yield "translation verdict", said == expected, _join(expected), _join(said)
    if label.get("safety"):
        expected = {_full("safety", code) for code in label["safety"]}
        yield (
            "safety codes",
            expected <= codes,
            _join(expected),
            _join(c for c in codes if c.startswith("safety")),
        )


def _bsn(expected: list[str], document: dict[str, Any]) -> Judged:
    said = _wheres(document, "identity.bsn-visible") | _wheres(document, "identity.bsn-allowed")
    if expected:
        return "readable BSN found", bool(said), _join(expected), _join(said)
    return "no BSN alarm", not said, "", _join(said)


def _redaction(expected: list[str], document: dict[str, Any]) -> Iterator[Judged]:
    said = _wheres(document, "identity.redaction-ineffective")
    if not expected:
        yield "control silent", not said, "", _join(said)
        return
    yield "failed redaction found", bool(said), _join(expected), _join(said)
    yield "failed redaction, right place", set(expected) <= said, _join(expected), _join(said)


def _languages(stratum: str, expected: list[str], document: dict[str, Any]) -> Iterator[Judged]:
    claim = "language of forms" if stratum.startswith("forms") else "language of pages"
    said = [page["language"] for page in document["pages"]]
    said += ["(no page)"] * (len(expected) - len(said))
    for number, (truth, answer) in enumerate(zip(expected, said, strict=False), start=1):
        right = _right_language(truth, answer, refused="language.not-accepted" in _codes(document))
        yield claim, right, f"p{number} {truth}", str(answer)


def _right_language(truth: str, answer: str | None, *, refused: bool) -> bool:
    """Accepted languages exactly; of others, that it is refused; of a mixed page, an accepted one it has."""
    if truth == "blank":
        return answer is None
    parts = truth.split("+")
    accepted = [part for part in parts if part in ACCEPTED]
    if accepted:
        return answer in accepted
    if truth == "und":
        return answer == "und"
    # A script without a known language is "und" and refused all the same.
    return answer is not None and answer not in ACCEPTED and (answer != "und" or refused)


def _codes(document: dict[str, Any]) -> set[str]:
    return {finding["code"] for check in document["checks"] for finding in check["findings"]}


def _wheres(document: dict[str, Any], code: str) -> set[str]:
    findings = [f for check in document["checks"] for f in check["findings"] if f["code"] == code]
    return {finding["where"] or "somewhere" for finding in findings}


def _full(check: str, code: str) -> str:
    return code if code.startswith(f"{check}.") else f"{check}.{code}"


def _join(items: Any) -> str:
    return ", ".join(sorted(items)) or "-"
