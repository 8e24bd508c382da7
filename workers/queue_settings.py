"""Settings of the queue; each is `BEWIJSLOKET_...` in the environment, or a file in the folder of secrets."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.settings import with_secrets

BROKER_SECONDS = 30 * 60  # after which RabbitMQ takes an unacknowledged message back


class QueueSettings(BaseSettings):
    """Which broker carries the tasks, how often they are tried, and how long."""

    model_config = SettingsConfigDict(env_prefix="BEWIJSLOKET_", frozen=True)

    broker_url: SecretStr = Field(
        SecretStr(""), description="address of RabbitMQ (amqp://...); else a folder in the data folder"
    )
    task_seconds: int = Field(
        1200, description="seconds after which a task's process is killed", ge=1, le=BROKER_SECONDS - 300
    )
    task_tries: int = Field(3, description="how often a task is begun before it is a dead letter", ge=1, le=9)
    task_wait_seconds: int = Field(
        600, description="how long a task waits for a database or store that is away, seconds", ge=0, le=1200
    )
    task_lost_minutes: float = Field(
        30, description="minutes after which a task that nobody began is sent again", gt=0
    )
    event_source: str = Field(
        "urn:nld:oin:00000000000000000000:systeem:bewijsloket",
        description="who events come from: a URN with the organisation's own OIN",
        pattern=r"^urn:nld:[a-z]+:.+$",
    )


def read_settings() -> QueueSettings:
    """From the environment, and from files of secrets where a folder is named."""
    return with_secrets(QueueSettings)
