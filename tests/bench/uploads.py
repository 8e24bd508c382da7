"""Uploads: the same bytes, in as many streams, to our front desk and to a bare endpoint that writes to disk.

The peer is what one would write in an hour: Starlette, the body to a file, one fsync. Ours also hashes, keeps
the record, and stands in quarantine when it answers.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.programs import BenchError
from tests.servers.programs import free_port

STREAMS = 20
BYTES = 2**30
EACH = BYTES // STREAMS
_PIECE = os.urandom(2**20)
_WAIT_SECONDS = 60.0

_BARE = """
import os, sys, uuid
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
folder = sys.argv[2]
async def take(request):
    with open(os.path.join(folder, uuid.uuid4().hex), "wb") as file:
        async for chunk in request.stream():
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Response(status_code=201)
app = Starlette(routes=[Route("/", take, methods=["PUT"])])
uvicorn.run(app, port=int(sys.argv[1]), access_log=False, log_level="warning")
"""

OURS = "import typer; from intake.commands import web; typer.run(web)"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Seconds for all streams together, the server's highest resident memory, and what was sent, in bytes."""

    seconds: float
    memory: int
    size: int

    @property
    def rate(self) -> float:
        """Mebibytes a second."""
        return self.size / 2**20 / self.seconds


def bare(folder: Path) -> Uploaded:
    """To the bare endpoint."""
    folder.mkdir()
    port = free_port()
    with server([sys.executable, "-c", _BARE, str(port), str(folder)], port, {}) as pid:
        length = {"Content-Length": str(EACH)}
        seconds = in_streams(lambda number: _put(port, "PUT", "/", body(number, EACH), length, 201))
        return Uploaded(seconds, _memory(pid), BYTES)


def ours(folder: Path) -> Uploaded:
    """To the front desk on its embedded default, by tus."""
    _provision(folder)
    port = free_port()
    settings = {
        "BEWIJSLOKET_DATA_DIR": str(folder),
        "BEWIJSLOKET_PORT": str(port),
        "BEWIJSLOKET_DEMO": "true",
        "BEWIJSLOKET_MAX_DAY_BYTES": str(4 * BYTES),
    }
    with server([sys.executable, "-c", OURS], port, settings) as pid:
        return by_tus(pid, port)


def by_tus(pid: int, port: int, *, each: int = EACH) -> Uploaded:
    """To a front desk that listens, into a dossier of its own; `each` bytes in every stream."""
    token = _asked(port, "/v1/sessions", {"user": "bench"}, {})["token"]
    signed = {"Authorization": f"Bearer {token}", "Tus-Resumable": "1.0.0"}
    dossier = _asked(port, "/v1/dossiers", {"procedure": "registration"}, signed)["id"]

    def send(number: int) -> None:
        place = _begin(port, signed, dossier, each)
        part = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        _put(port, "PATCH", place, body(number, each), {**signed, **part, "Content-Length": str(each)}, 204)

    return Uploaded(in_streams(send), _memory(pid), each * STREAMS)


def _provision(folder: Path) -> None:
    from storage.assembly import database, folder_store
    from storage.database.migrate import migrate
    from storage.settings import StorageSettings

    settings = StorageSettings(data_dir=folder)
    folder_store(settings).provision()
    migrate(database(settings))


def _begin(port: int, signed: dict[str, str], dossier: str, each: int) -> str:
    told = {"dossier": dossier, "filename": "a.pdf"}
    pairs = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {**signed, "Upload-Length": str(each), "Upload-Metadata": pairs}
    connection.request("POST", "/v1/uploads", headers=headers)
    place = connection.getresponse().getheader("location")
    connection.close()
    if place is None:
        raise BenchError("an upload was not begun")
    return place


def _put(
    port: int, method: str, place: str, content: Iterator[bytes], headers: dict[str, str], good: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(method, place, body=content, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != good:
        raise BenchError(f"an upload was answered with {answer.status}")


def body(number: int, size: int) -> Iterator[bytes]:
    """So many bytes, others for each stream: a dossier takes the same file once."""
    left = size
    head = number.to_bytes(8, "big")
    while left:
        piece = (head + _PIECE)[: min(left, len(_PIECE))]
        left -= len(piece)
        yield piece


def _asked(port: int, place: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    told = {**headers, "Content-Type": "application/json"}
    connection.request("POST", place, body=json.dumps(body), headers=told)
    found: dict[str, str] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def in_streams(send: Callable[[int], None]) -> float:
    """Seconds for all streams side by side."""
    started = time.perf_counter()
    with ThreadPoolExecutor(STREAMS) as pool:
        list(pool.map(send, range(STREAMS)))
    return time.perf_counter() - started


def _memory(pid: int) -> int:
    """The highest resident memory of a process so far, bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise BenchError("the server's memory could not be read")


@contextmanager
def server(command: list[str], port: int, settings: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env={**os.environ, **settings})
    try:
        until = time.monotonic() + _WAIT_SECONDS
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > until:
                raise BenchError("a server did not come up")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
