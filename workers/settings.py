"""Settings of this room; each is `BEWIJSLOKET_...` in the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class WorkerSettings(BaseSettings):
    """How documents are scanned and read. In production nothing goes on unscanned."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    production: bool = Field(False, description="real people's documents: refuses to work without a scanner")
    scanner: str = Field(
        "", description="address of clamd: tcp://host:port or unix:///path; without it nothing is scanned"
    )
    scanner_seconds: float = Field(150, description="time limit of one answer of the scanner, seconds", gt=0)
    scanner_max_bytes: int = Field(
        200 * 2**20, description="largest file that is sent to the scanner, bytes", gt=0
    )
    scanner_may_be_silent: bool = Field(
        False, description="accept a clamd that does not tell its limits (AlertExceedsMax no)"
    )
    long_document_pages: int = Field(
        20, description="pages above which a document is shared out over several workers", gt=0
    )
    pages_per_range: int = Field(10, description="pages of a long document that one worker reads", gt=0)
    mend_days: int = Field(
        14,
        description="days that an unreadable or held-back document's bytes wait for its applicant",
        ge=1,
    )
    temp_dir: Path | None = Field(
        None, description="where files lie while they are read; the system's own if not set"
    )

    @property
    def mend_time(self) -> timedelta:
        return timedelta(days=self.mend_days)

    @model_validator(mode="after")
    def _production_scans(self) -> Self:
        if self.production and not self.scanner:
            raise ValueError("in production BEWIJSLOKET_SCANNER must name a malware scanner")
        if self.production and self.scanner_may_be_silent:
            raise ValueError("in production the scanner must tell its limits (AlertExceedsMax yes)")
        return self
