"""Reads docker-compose.yml as `docker compose` does: anchors, merges, `${NAME:-default}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
PATH = ROOT / "docker-compose.yml"
OWN_IMAGE = "bewijsloket:"
_ASKED = re.compile(r"\$\{(?P<name>[A-Z0-9_]+)(?::-(?P<default>[^}]*))?\}")


@dataclass(frozen=True, slots=True)
class Service:
    """One service, as the file has it."""

    name: str
    told: Mapping[str, Any]

    @property
    def ours(self) -> bool:
        return str(self.told["image"]).startswith(OWN_IMAGE)

    @property
    def environment(self) -> dict[str, str]:
        return dict(self.told.get("environment", {}))

    @property
    def secrets(self) -> list[str]:
        """The names of the secrets that it gets."""
        return [one if isinstance(one, str) else one["source"] for one in self.told.get("secrets", [])]

    @property
    def command(self) -> list[str]:
        """What runs, behind `bewijsloket` for ours."""
        return [*self.told.get("entrypoint", [])[1:], *self.told.get("command", [])]

    @property
    def health(self) -> list[str] | None:
        """The command of its health check."""
        test = self.told.get("healthcheck", {}).get("test")
        assert test is None or test[0] == "CMD", "no shell, which an image may not have"
        return test and test[1:]

    @property
    def networks(self) -> list[str]:
        return list(self.told.get("networks", []))


def compose(given: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The whole file; `given` is what stands in the environment or in .env."""
    read: dict[str, Any] = _filled(yaml.safe_load(PATH.read_text()), given)
    for network in read["networks"].values():
        if isinstance(network.get("internal"), str):  # filled in as text, and meant as a truth value
            network["internal"] = {"true": True, "false": False}[network["internal"]]
    return read


def services(given: Mapping[str, str] = MappingProxyType({})) -> dict[str, Service]:
    return {name: Service(name, told) for name, told in compose(given)["services"].items()}


def asked() -> set[str]:
    """The variables that the file takes from outside."""
    return {found["name"] for found in _ASKED.finditer(PATH.read_text())}


def _filled(part: Any, given: Mapping[str, str]) -> Any:
    """The same with every variable in every text filled in, which stays a text."""
    if isinstance(part, dict):
        return {key: _filled(value, given) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, given) for value in part]
    return _ASKED.sub(lambda found: _value(found, given), part) if isinstance(part, str) else part


def _value(found: re.Match[str], given: Mapping[str, str]) -> str:
    return given.get(found["name"]) or found["default"] or ""
