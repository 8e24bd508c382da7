"""The parts of the service whose health can be asked. Light to import."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    WEB = "web"
    WORKER = "worker"
    RELAY = "relay"
    BEAT = "beat"
    REGISTER = "register"
