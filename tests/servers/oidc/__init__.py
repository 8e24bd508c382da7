"""The OpenID provider `oidc-provider` (npm, certified by the OpenID Foundation), with pinned packages."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.servers.programs import Program, answers, find, free_port, hand_over

_HERE = Path(__file__).parent
_FILES = ("package.json", "package-lock.json", "provider.mjs")


class OidcServer:
    """The provider in `folder`, with one client for each way in, which may come back to these addresses."""

    def __init__(self, folder: Path, *, back: Mapping[str, Sequence[str]]) -> None:
        self.port = free_port()
        self._folder = folder
        folder.mkdir(parents=True)
        clients = [
            {"client_id": one, "client_secret": self.secret(one), "redirect_uris": list(places)}
            for one, places in back.items()
        ]
        told = json.dumps({"port": self.port, "clients": clients})
        self.program = Program("oidc", ["node", "provider.mjs", told], env={}, folder=folder)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @staticmethod
    def secret(client: str) -> str:
        return f"invented-secret-of-{client}"

    def way(self, name: str, **more: Any) -> dict[str, Any]:
        """A way in by this provider, as the setting has it."""
        return {
            "id": name,
            "audience": "applicant",
            "name": {"nl": name, "en": name},
            "issuer": self.issuer,
            "client_id": name,
            "client_secret": self.secret(name),
            **more,
        }

    def create(self) -> None:
        """The packages of the lock file, from the registry or npm's own cache; nothing of them is run."""
        for name in _FILES:
            shutil.copy(_HERE / name, self._folder)
        command = [find("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        subprocess.run(command, cwd=self._folder, check=True, capture_output=True, timeout=300)
        hand_over(self._folder)

    def start(self) -> None:
        self.program.start()
        self.program.wait_until(lambda: answers(self.port))

    def stop(self) -> None:
        self.program.stop()
