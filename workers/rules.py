"""The rules that hold for a dossier."""

from __future__ import annotations

from datetime import date

from storage.records.dossiers import Dossier
from verification.rulebook.loader import load_rules
from verification.rulebook.rules import Rules
from verification.settings import Policy


def rules_for(dossier: Dossier, today: date) -> tuple[Rules, str]:
    """The rules on its reference date (today before its submission), and what names their version in a
    report's key: an administrator's own masking level is part of it. BadCall for an unknown procedure."""
    levels = Policy().bsn_levels
    rules = load_rules(dossier.procedure, dossier.reference_date or today, levels=levels)
    version = f"{rules.version}-{rules.bsn.split('-')[0]}" if dossier.procedure in levels else rules.version
    return rules, version
