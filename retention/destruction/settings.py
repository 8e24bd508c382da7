"""Settings of destruction; each is `BEWIJSLOKET_...` in the environment."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from retention.schedule import ClassId


class DestructionSettings(BaseSettings):
    """How long lists wait, and what may go without approval."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", env_ignore_empty=True, frozen=True)

    destruction_waiting_days: int = Field(
        7, description="days between the approval of a destruction list and its execution", ge=0, le=365
    )
    destruction_enforced: frozenset[ClassId] = Field(
        frozenset(),
        description="classes that are destroyed without approval, as JSON; gives a lasting warning",
    )
    destruction_list_most: int = Field(
        10_000, description="most documents on one destruction list", ge=1, le=100_000
    )
    destruction_exclusion_days: int = Field(
        365, description="days until what was excluded from a list may be listed again", ge=1
    )
    destruction_backup_days: int = Field(
        90, description="days after which backups of what was destroyed have expired", ge=0
    )
    destruction_names_years: int = Field(
        10, description="years that the sheet with the people of a declaration is kept", ge=0, le=100
    )

    @property
    def waiting_time(self) -> timedelta:
        return timedelta(days=self.destruction_waiting_days)
