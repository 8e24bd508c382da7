"""A clamd of its own, from Debian's package, with one invented signature instead of ClamAV's millions."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

from tests.servers.programs import Program, answers, free_port, hand_over

PATTERN = b"bewijsloket-invented-malware-4711"  # harmless: only this server knows it as malware
SIGNATURE = "Bewijsloket.Test.Invented"
DATABASE_VERSION = 4711
STREAM_MAX_BYTES = 4 << 20

_HEADER = f"ClamAV-VDB:21 Nov 2026 10-00 +0000:{DATABASE_VERSION}:1:90:X:X:bewijsloket:1795255200"


class ClamdServer:
    """The server in `folder`; `settings` come on top of those below, by their name in clamd.conf."""

    def __init__(self, folder: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.socket = folder / "clamd.sock"
        self._folder = folder
        conf = folder / "clamd.conf"
        (folder / "database").mkdir(parents=True, exist_ok=True)
        options = {
            "Foreground": "yes",
            "DatabaseDirectory": f"{folder}/database",
            "TemporaryDirectory": str(folder),
            "LocalSocket": str(self.socket),
            "TCPAddr": "127.0.0.1",
            "TCPSocket": str(self.port),
            "StreamMaxLength": str(STREAM_MAX_BYTES),
            "AlertExceedsMax": "yes",
            **(settings or {}),
        }
        conf.write_text("".join(f"{name} {value}\n" for name, value in options.items()))
        self.program = Program("clamd", ["clamd", "-c", str(conf)], env={}, folder=folder)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def local_address(self) -> str:
        return f"unix://{self.socket}"

    def create(self) -> None:
        (self._folder / "database" / "daily.cud").write_bytes(_database())
        hand_over(self._folder)

    def start(self) -> None:
        """Start and wait until it serves: it listens once its database is loaded."""
        self.program.start()
        self.program.wait_until(lambda: answers(self.port))

    def stop(self) -> None:
        self.program.stop()


def _database() -> bytes:
    """An unsigned database with the invented signature, named `daily` so that its version is told."""
    parts = {"COPYING": b"invented\n", "daily.ndb": f"{SIGNATURE}:0:*:{PATTERN.hex()}\n".encode()}
    sums = [f"{name}:{len(data)}:{hashlib.sha256(data).hexdigest()}\n" for name, data in parts.items()]
    members = {
        "COPYING": parts["COPYING"],
        "daily.info": "".join([f"{_HEADER}\n", *sums]).encode(),
        "daily.ndb": parts["daily.ndb"],
    }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return _HEADER.encode().ljust(512) + packed.getvalue()
