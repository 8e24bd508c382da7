"""The whole service as a person starts it, and an applicant who talks to it."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.servers.programs import ServerError, free_port

_READY_SECONDS = 120.0
_END_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Applicant:
    """A demo user who is signed in."""

    client: httpx2.Client

    def begin(self, procedure: str = "registration") -> str:
        """A new dossier; its id."""
        answer = self.client.post("/v1/dossiers", json={"procedure": procedure})
        return str(answer.raise_for_status().json()["id"])

    def send_by_form(self, dossier: str, path: Path) -> str:
        """Accepted; the document's id."""
        with path.open("rb") as file:
            answer = self.client.post(f"/v1/dossiers/{dossier}/documents", files={"file": (path.name, file)})
        return answer.raise_for_status().headers["document-id"]

    def send_by_tus(self, dossier: str, path: Path, *, parts: int = 3) -> str:
        """Accepted, in several parts; the document's id."""
        data = path.read_bytes()
        told = {"dossier": dossier, "filename": path.name}
        pairs = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Upload-Metadata": pairs}
        place = self.client.post("/v1/uploads", headers=headers).raise_for_status().headers["location"]
        size, offset, found = -(-len(data) // parts), 0, None
        while found is None:
            part = {
                "Tus-Resumable": "1.0.0",
                "Upload-Offset": str(offset),
                "Content-Type": "application/offset+octet-stream",
            }
            answer = self.client.patch(place, content=data[offset : offset + size], headers=part)
            offset = int(answer.raise_for_status().headers["upload-offset"])
            found = answer.headers.get("document-id")
        return found

    def bundle(self, dossier: str) -> dict[str, Any]:
        """The dossier with its documents."""
        found: dict[str, Any] = self.client.get(f"/v1/dossiers/{dossier}/bundle").raise_for_status().json()
        return found

    def wait(
        self, dossier: str, done: Callable[[dict[str, Any]], bool], *, seconds: float = 180
    ) -> dict[str, Any]:
        """The bundle once `done` says so; AssertionError with the states after `seconds`."""
        until = time.monotonic() + seconds
        while not done(found := self.bundle(dossier)):
            if time.monotonic() > until:
                states = [(one["state"], one["reason"]) for one in found["documents"]]
                raise AssertionError(f"still {states} after {seconds} s")
            time.sleep(0.5)
        return found


@dataclass(frozen=True, slots=True)
class Supervised:
    """The supervisor's process id, and the port of its front desk."""

    pid: int
    port: int


@contextmanager
def supervised(settings: Mapping[str, str], *, log: Path | None = None) -> Iterator[Supervised]:
    """`bewijsloket run` by these settings, until the block ends; what it says goes to `log`."""
    port = free_port()
    environment = {
        **os.environ,
        **settings,
        "BEWIJSLOKET_PORT": str(port),
        "BEWIJSLOKET_DEMO": "true",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        "import typer; from workers.commands import run; typer.run(run)",
    ]
    with ExitStack() as stack:
        said = None if log is None else stack.enter_context(log.open("ab"))
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            _wait_until_ready(process, port)
            yield Supervised(process.pid, port)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def service(settings: Mapping[str, str]) -> Iterator[Callable[[str], Applicant]]:
    """`bewijsloket run` by these settings, until the block ends; gives a way to sign in by a name."""
    with ExitStack() as stack:
        port = stack.enter_context(supervised(settings)).port

        def sign_in(user: str) -> Applicant:
            client = httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
            stack.callback(client.close)
            answer = client.post("/v1/sessions", json={"user": user}).raise_for_status()
            client.cookies.clear()
            client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
            return Applicant(client)

        yield sign_in


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _READY_SECONDS
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=5) as client:
        while time.monotonic() < until and process.poll() is None:
            try:
                if client.get("/health/ready").status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            time.sleep(0.2)
    raise ServerError("the service did not come up")
