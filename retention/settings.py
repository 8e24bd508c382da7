"""Settings of this room; each is `BEWIJSLOKET_...` in the environment."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class RetentionSettings(BaseSettings):
    """How periods count. A change is a changed schedule: compared first, applied by a records manager."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    retention_from_january: bool = Field(
        False,
        description="periods of a schedule that is applied count from the first of January after the start",
    )
