"""From what a provider says about somebody to who they are here: a role and an opaque key.

Refused is what is not enough (level, method, role), and a subject that looks like a BSN: that is never kept,
nor anything made of it (design, Privacy).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stdnum.nl import bsn

from intake.access.providers import Audience, Provider
from intake.access.roles import Role
from intake.errors import NotEnough, WrongSetting

_SPACING = re.compile(r"[\s.\-]")
# DigiD and its brokers write a BSN behind a sector code: s00000000:123456782. Older ones have eight digits.
_NUMBER = re.compile(r"(?:.*[:/#])?(\d{8,9})")
_MOST_SUBJECT = 255  # characters, OpenID Connect Core 2


@dataclass(frozen=True, slots=True)
class Known:
    """Who signed in, before their key is made: the issuer's own name for them, and their role."""

    role: Role
    issuer: str
    subject: str


def known(claims: Mapping[str, Any], provider: Provider) -> Known:
    """Who the claims of a validated ID token are about. NotEnough, or WrongSetting for a BSN as subject."""
    if provider.acr and claims.get("acr") not in provider.acr:
        raise NotEnough("sign-in-level")
    if provider.amr and not set(provider.amr) & set(_listed(claims.get("amr"))):
        raise NotEnough("sign-in-method")
    subject = claims.get(provider.subject_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= _MOST_SUBJECT:
        raise WrongSetting("subject-claim")
    if looks_like_bsn(subject):
        raise WrongSetting("subject-is-bsn")
    return Known(_role(claims, provider), provider.issuer, subject)


def looks_like_bsn(subject: str) -> bool:
    """Whether a subject is nothing but a number that passes the eleven test, with or without a sector code.

    >>> [looks_like_bsn(one) for one in ("111222333", "s00000000:111.222.333", "12345672")]
    [True, True, True]
    >>> [looks_like_bsn(one) for one in ("111222334", "11122233-3a1e-4b7c-8f00-aa5566778899", "anna")]
    [False, False, False]
    """
    found = _NUMBER.fullmatch(_SPACING.sub("", subject))
    return found is not None and bool(bsn.is_valid(found[1].zfill(9)))


def _role(claims: Mapping[str, Any], provider: Provider) -> Role:
    """Applicants come by a way of their own. Staff have the one role of their claim; of several, none is
    chosen for them."""
    if provider.audience is Audience.APPLICANT:
        return Role.APPLICANT
    given = set(_listed(claims.get(provider.role_claim)))
    mine = [role for role, value in provider.roles.items() if value in given]
    if len(mine) != 1:
        raise NotEnough("sign-in-no-role" if not mine else "sign-in-many-roles")
    return mine[0]


def _listed(value: Any) -> list[str]:
    """A claim with one value or several."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
