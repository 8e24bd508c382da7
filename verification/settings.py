"""What an administrator may set about the rules; each is `BEWIJSLOKET_...` in the environment."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from verification.rulebook.rules import MaskingLevel


class Policy(BaseSettings):
    """Choices that the rulebook leaves to the administrator."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    bsn_levels: dict[str, MaskingLevel] = Field(
        default_factory=dict,
        description='masking level of the BSN by procedure, as JSON: {"declaration": "must-be-masked"}',
    )
