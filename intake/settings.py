"""Settings of the front desk; each is `BEWIJSLOKET_...` in the environment."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from intake.access.providers import Provider

MEBIBYTE = 2**20


class DeskSettings(BaseSettings):
    """How the front desk listens, how much it takes in, and who may come."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    host: str = Field("127.0.0.1", description="address that the web application listens on")
    port: int = Field(8080, description="port that the web application listens on", ge=0, le=65535)
    allowed_hosts: str = Field(
        "",
        description="names by which people reach the service, with commas; else those of this machine itself",
    )
    demo: bool = Field(False, description="let demo users sign in; only from this machine itself")
    production: bool = Field(False, description="real people's documents: refuses demo users")
    upload_dir: Path | None = Field(
        None, description="folder for uploads under way, shared by all web processes; else in the data folder"
    )
    max_file_bytes: int = Field(200 * MEBIBYTE, description="largest file, bytes", ge=1)
    max_dossier_files: int = Field(100, description="most files in one dossier", ge=1)
    max_day_bytes: int = Field(
        2048 * MEBIBYTE, description="most bytes that one person may send in 24 hours", ge=1
    )
    upload_hours: int = Field(24, description="hours after which an unfinished upload ends", ge=1, le=24)
    upload_idle_seconds: float = Field(
        30, description="seconds without a byte after which an upload's connection is closed", gt=0
    )
    upload_least_rate: int = Field(
        2000, description="bytes a second that an upload must bring at least, over a window", ge=0
    )
    upload_rate_seconds: float = Field(60, description="the window of that rate, seconds", gt=0)
    public_url: str = Field(
        "http://127.0.0.1:8080", description="where people reach the service, for the way back from sign-in"
    )
    sign_in: tuple[Provider, ...] = Field((), description="OpenID providers, as JSON; a secret")
    sign_ins_per_minute: int = Field(30, description="most tries to sign in from one address, a minute", ge=1)
    uploads_per_minute: int = Field(300, description="most uploads that one person begins, a minute", ge=1)
    max_streams: int = Field(200, description="most streams of changes in one web process", ge=1)
    max_person_streams: int = Field(
        6, description="most streams of changes of one person, in one process", ge=1
    )
    session_hours: int = Field(8, description="hours after which a session ends", ge=1)
    session_idle_minutes: int = Field(30, description="minutes without use after which a session ends", ge=1)

    theme: Path | None = Field(
        None, description="style sheet with NL Design System tokens in place of the example theme"
    )
    paper_address: str = Field(
        "",
        description="postal address for documents on paper, its lines separated by |",
    )

    @model_validator(mode="after")
    def _no_demo_in_production(self) -> Self:
        if self.production and self.demo:
            raise ValueError("in production there are no demo users")
        return self

    @model_validator(mode="after")
    def _ways_make_sense(self) -> Self:
        if len({one.id for one in self.sign_in}) < len(self.sign_in):
            raise ValueError("two ways to sign in have one id")
        if self.production and not all(one.checked for one in self.sign_in):
            raise ValueError("in production applicants need an acr and staff an amr")
        if self.production and self.sign_in and not self.over_https:
            raise ValueError("in production people come over https")
        return self

    @property
    def over_https(self) -> bool:
        """Whether people reach the service over https."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The allowed hosts, in lower case, each with or without a port."""
        return frozenset(filter(None, (one.strip().lower() for one in self.allowed_hosts.split(","))))

    @property
    def session_lasts(self) -> timedelta:
        return timedelta(hours=self.session_hours)

    @property
    def session_idle(self) -> timedelta:
        return timedelta(minutes=self.session_idle_minutes)


def desk_settings() -> DeskSettings:
    """From the environment, and from files of secrets where a folder is named."""
    folder = os.environ.get("BEWIJSLOKET_SECRETS_DIR")
    return DeskSettings(_secrets_dir=folder) if folder else DeskSettings.model_validate({})
