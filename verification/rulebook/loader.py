"""Loads the rulebook: `procedures/<id>.toml`, one entry per procedure, one version per period in force.

A version is named by the day it came into force and never changes once released
(`released.toml` holds a fingerprint of each; a test compares).
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from verification.bad_call import BadCall
from verification.model import Kind, RuleRef
from verification.rulebook.rules import Certifier, DigitalCertification, MaskingLevel, Rules

STATUSES = frozenset({"stated", "concluded", "open"})


@cache
def procedures() -> Mapping[str, Mapping[str, Any]]:
    """Every procedure's raw data by id."""
    found: dict[str, Mapping[str, Any]] = {}
    folder = files("verification.rulebook") / "procedures"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            data = tomllib.loads(entry.read_text(encoding="utf-8"))
            found[str(data["procedure"])] = data
    return found


def procedure_name(procedure: str) -> Mapping[str, str]:
    """The name of a procedure in `nl` and `en`."""
    name: Mapping[str, str] = _procedure(procedure)["name"]
    return name


def load_rules(procedure: str, on: date, *, levels: Mapping[str, MaskingLevel] | None = None) -> Rules:
    """The rules of a procedure on a day.

    `levels` are the administrator's own masking levels by procedure; they take the place of the rulebook's
    (domain, section 4: "Administrators can set it") and are named as such in the rule's source.
    Raises BadCall for an unknown procedure (also among `levels`) or a day before its first version.
    """
    if not set(levels or {}) <= set(procedures()):
        raise BadCall("setting", given="BEWIJSLOKET_BSN_LEVELS")
    for version in _procedure(procedure)["version"]:
        until = version.get("until")
        if version["from"] <= on and (until is None or on <= until):
            rules = _rules(procedure, version)
            level = (levels or {}).get(procedure)
            return rules if level is None else _with_level(rules, level)
    first = _procedure(procedure)["version"][0]["from"]
    raise BadCall("no-version", given=procedure, day=on.isoformat(), first=first.isoformat())


def fingerprint(version: Mapping[str, Any]) -> str:
    """SHA-256 of one version's data, independent of layout and comments."""
    canonical = json.dumps(version, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _procedure(procedure: str) -> Mapping[str, Any]:
    try:
        return procedures()[procedure]
    except KeyError:
        raise BadCall("procedure", known=", ".join(procedures())) from None


def _rules(procedure: str, version: Mapping[str, Any]) -> Rules:
    name = version["from"].isoformat()
    values = {rule["id"]: rule["value"] for rule in version["rule"]}
    refs = {rule["id"]: RuleRef(rule["id"], name, rule["source"]) for rule in version["rule"]}
    return Rules(
        procedure=procedure,
        version=name,
        in_force_from=version["from"],
        in_force_until=version.get("until"),
        languages=tuple(values["language.accepted"]),
        certifiers=frozenset(Certifier(value) for value in values["certification.parties"]),
        certified_kinds=frozenset(Kind(value) for value in values["certification.kinds"]),
        digital=DigitalCertification(values["certification.digital"]),
        bsn=MaskingLevel(values["identity.bsn"]),
        refs=refs,
    )


def _with_level(rules: Rules, level: MaskingLevel) -> Rules:
    ref = RuleRef("identity.bsn", rules.version, "instelling van de beheerder (BEWIJSLOKET_BSN_LEVELS)")
    return replace(rules, bsn=level, refs={**rules.refs, ref.id: ref})
