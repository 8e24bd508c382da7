"""The real web process, killed with -9 while an upload is under way: nothing that was told is lost."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from storage.assembly import database, folder_store
from storage.database.migrate import migrate
from storage.settings import StorageSettings
from tests.servers.programs import free_port

TUS = {"Tus-Resumable": "1.0.0"}
PART = {**TUS, "Content-Type": "application/offset+octet-stream"}
DATA = os.urandom(24 * 2**20)


class Web:
    """The command `bewijsloket web` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: list[httpx2.Client] = []

    def start(self) -> httpx2.Client:
        environment = {
            **os.environ,
            "BEWIJSLOKET_DATA_DIR": str(self._folder),
            "BEWIJSLOKET_PORT": str(self.port),
            "BEWIJSLOKET_DEMO": "true",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        command = [sys.executable, "-c", "import typer; from intake.commands import web; typer.run(web)"]
        self._process = subprocess.Popen(command, env=environment)
        client = httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=60)
        self._clients.append(client)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                client.get("/health/live")
            except httpx2.TransportError:
                time.sleep(0.05)
                continue
            return client
        raise AssertionError("the web process does not answer")

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        for client in self._clients:
            client.close()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    settings = StorageSettings(data_dir=tmp_path)
    folder_store(settings).provision()
    migrate(database(settings))
    made = Web(tmp_path)
    yield made
    made.kill()


def send_slowly(port: int, token: str, place: str, sent: threading.Event) -> None:
    """Half of the bytes of a PATCH that announces all, then wait for the end."""
    head = (
        f"PATCH {place} HTTP/1.1\r\nHost: localhost:{port}\r\nAuthorization: Bearer {token}\r\n"
        "Tus-Resumable: 1.0.0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
        f"Content-Length: {len(DATA)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port)) as line, contextlib.suppress(OSError):
        line.sendall(head.encode() + DATA[: len(DATA) // 2])
        sent.set()
        while line.recv(100):
            continue


def test_an_upload_goes_on_after_kill_9(web: Web) -> None:
    client = web.start()
    token = client.post("/v1/sessions", json={"user": "anna"}).json()["token"]
    signed = {"Authorization": f"Bearer {token}"}
    dossier = client.post("/v1/dossiers", json={"procedure": "registration"}, headers=signed).json()["id"]
    told = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in {"dossier": dossier, "filename": "a.pdf"}.items()
    )
    begin = {**signed, **TUS, "Upload-Length": str(len(DATA)), "Upload-Metadata": told}
    place = client.post("/v1/uploads", headers=begin).headers["location"]
    sent = threading.Event()
    sender = threading.Thread(target=send_slowly, args=(web.port, token, place, sent), daemon=True)
    sender.start()
    assert sent.wait(60)
    web.kill()

    client = web.start()  # sessions are in the database: the same token serves
    offset = int(client.head(place, headers={**signed, **TUS}).headers["upload-offset"])
    assert 0 <= offset <= len(DATA) // 2
    last = client.patch(
        place, content=DATA[offset:], headers={**signed, **PART, "Upload-Offset": str(offset)}
    )
    assert last.status_code == 204, last.text
    number = last.headers["document-id"]

    web.kill()
    client = web.start()
    again = client.head(place, headers={**signed, **TUS})
    assert again.headers["document-id"] == number
    (file,) = client.get(f"/v1/documents/{number}", headers=signed).json()["files"]
    assert (file["size"], file["sha256"]) == (len(DATA), hashlib.sha256(DATA).hexdigest())
