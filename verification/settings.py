"""What an administrator may set about the rules; each is `BEWIJSLOKET_...` in the environment."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict

from verification.rulebook.rules import MaskingLevel

# Months and days, as ISO 8601 writes them.
_Period = Annotated[str, StringConstraints(pattern=r"^P(\d{1,2}M(\d{1,3}D)?|\d{1,3}D)$")]


class Policy(BaseSettings):
    """Choices that the rulebook leaves to the administrator."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    bsn_levels: dict[str, MaskingLevel] = Field(
        default_factory=dict,
        description='masking level of the BSN by procedure, as JSON: {"declaration": "must-be-masked"}',
    )
    decision_periods: dict[str, _Period] = Field(
        default_factory=dict,
        description='period to decide in by procedure, as JSON, ISO 8601: {"registration": "P56D"}',
    )
