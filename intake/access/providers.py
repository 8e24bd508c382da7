"""The ways to sign in, as they are set: OpenID providers, each for applicants or for staff.

There may be several for applicants, so that who has no DigiD has a way in of their own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from intake.access.roles import STAFF, Role
from storage.language import Lang

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Audience(StrEnum):
    APPLICANT = "applicant"
    STAFF = "staff"


class Provider(BaseModel):
    """One way in. `acr` and `amr` name what the provider must say about how somebody signed in: one of the
    levels, and at least one of the methods; empty asks for nothing. `roles` gives the value of the role claim
    for each role of staff."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9-]{1,20}$")
    audience: Audience
    name: dict[Lang, str]
    issuer: str
    client_id: str
    client_secret: SecretStr
    scopes: str = "openid"
    subject_claim: str = "sub"
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()
    role_claim: str = "roles"
    roles: dict[Role, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        place = urlsplit(self.issuer)
        if place.scheme != "https" and place.hostname not in _LOOPBACK:
            raise ValueError("an issuer is asked over https")
        if "bsn" in self.subject_claim.lower():
            raise ValueError("a BSN is no subject: name a pseudonymous claim")
        if set(self.name) != set(Lang):
            raise ValueError("a way in has a name in each language")
        if (self.audience is Audience.STAFF) != bool(self.roles) or not set(self.roles) <= STAFF:
            raise ValueError("the roles of staff, and only theirs, come from a claim")
        return self

    @property
    def checked(self) -> bool:
        """Whether it asks how somebody signed in, as production does."""
        return bool(self.acr if self.audience is Audience.APPLICANT else self.amr)
