"""Settings of this room; each is `BEWIJSLOKET_...` in the environment, or a file of that name in the folder
that `BEWIJSLOKET_SECRETS_DIR` names (Docker and Kubernetes mount secrets so)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.rights import Identity
from storage.s3 import LockMode

Settings = TypeVar("Settings", bound=BaseSettings)


class StorageSettings(BaseSettings):
    """Where records and objects are kept. Without addresses both are in the data folder."""

    # Empty counts as not set: compose files pass on what may be set.
    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", env_ignore_empty=True, frozen=True)

    data_dir: Path = Field(Path("var"), description="folder of the embedded default: records and objects")
    database_url: str = Field(
        "",
        description="address of the database (postgresql+psycopg://...); else SQLite in the data folder",
    )
    evidence_first_days: int = Field(
        7, description="days that new evidence is retained before its hold is set", ge=0, le=365
    )
    sealing_key: SecretStr = Field(
        SecretStr(""),
        description="64 hexadecimal digits that seal file names; else a key is made in the data folder",
    )
    s3_endpoint: str | None = Field(None, description="address of the S3 server; without it a folder is used")
    s3_region: str = Field("eu", description="region that requests to the S3 server name")
    s3_bucket_prefix: str = Field("bewijsloket-", description="what the names of the four buckets begin with")
    s3_lock_mode: LockMode = Field(
        LockMode.GOVERNANCE,
        description="GOVERNANCE, or COMPLIANCE: then nobody can correct a date that is too late",
    )
    s3_principals: dict[Identity, str] = Field(
        default_factory=dict,
        description='ARN of each identity, as JSON: {"worker": "arn:aws:iam:::user/worker"}',
    )
    s3_owner_key: str = Field("", description="access key of the buckets' owner; only for provisioning")
    s3_owner_secret: SecretStr = Field(SecretStr(""), description="secret key of the buckets' owner")
    s3_intake_key: str = Field("", description="access key of the front desk")
    s3_intake_secret: SecretStr = Field(SecretStr(""), description="secret key of the front desk")
    s3_worker_key: str = Field("", description="access key of the workers")
    s3_worker_secret: SecretStr = Field(SecretStr(""), description="secret key of the workers")
    s3_lock_keeper_key: str = Field("", description="access key of the lock-keeper")
    s3_lock_keeper_secret: SecretStr = Field(SecretStr(""), description="secret key of the lock-keeper")
    s3_destroyer_key: str = Field("", description="access key of the destroyer")
    s3_destroyer_secret: SecretStr = Field(SecretStr(""), description="secret key of the destroyer")

    def keys_of(self, who: Identity | None) -> tuple[str, str]:
        """Access and secret key of an identity; of the owner for None. ("", "") where none is set."""
        name = "owner" if who is None else who.value.replace("-", "_")
        secret: SecretStr = getattr(self, f"s3_{name}_secret")
        return getattr(self, f"s3_{name}_key"), secret.get_secret_value()


def with_secrets(kind: type[Settings]) -> Settings:
    """Settings of this kind, from the environment and from files of secrets where a folder is named."""
    folder = os.environ.get("BEWIJSLOKET_SECRETS_DIR")
    return kind(_secrets_dir=folder) if folder else kind.model_validate({})


def read_settings() -> StorageSettings:
    """From the environment, and from files of secrets where a folder is named."""
    return with_secrets(StorageSettings)
