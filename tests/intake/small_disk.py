"""A front desk on a disk of a few MiB of its own, in a process with a mount namespace: really full, really
read-only. `python -m tests.intake.small_disk full|read-only FOLDER` ends with 0 where all was as it should.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi.testclient import TestClient
from httpx2 import Response

from intake.api.app import make_app
from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from storage.database.engine import reading
from storage.objects import Bucket
from storage.records import documents
from tests.intake.conftest import HERE
from tests.intake.desks import desk_in
from tests.intake.test_tus import at, begin, part

MIB = 2**20
DISK = 24 * MIB  # SQLite, its log and what the test sends
EARLY, LATE = b"%PDF early" * 1000, bytes(range(256)) * 8192  # 2 MiB


def mounted(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Nearly no byte is free on the disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        size = MIB
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2
    yield
    filler.unlink()


def send(client: TestClient, dossier: str, data: bytes, lang: str = "en") -> Response:
    files = {"file": ("scan.pdf", data)}
    return client.post(f"/v1/dossiers/{dossier}/documents", files=files, headers={"Accept-Language": lang})


def told(answer: Response, status: int, title: str) -> None:
    """Refused with a problem in the caller's language, and when to come back."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["title"] == title


def content(desk: Desk, number: str) -> bytes:
    with reading(desk.engine) as connection:
        (one,) = documents.files_of(connection, documents.UUID(number))
    assert one.ref is not None
    with desk.store.open(one.ref) as chunks:
        return b"".join(chunks)


def full(desk: Desk, client: TestClient, dossier: str, folder: Path) -> None:
    early = send(client, dossier, EARLY).json()["id"]
    place = begin(client, dossier, len(LATE))
    half = len(LATE) // 2
    assert part(client, place, 0, LATE[:half]).status_code == 204
    with filled(folder):
        told(send(client, dossier, LATE), 507, "We cannot take anything in right now")
        told(send(client, dossier, LATE, "nl"), 507, "Wij kunnen nu niets aannemen")
        told(part(client, place, half, LATE[half:]), 507, "We cannot take anything in right now")
        assert content(desk, early) == EARLY
    offset = at(client, place)
    assert half <= offset < len(LATE)
    answer = part(client, place, offset, LATE[offset:])
    assert answer.status_code == 204
    assert content(desk, answer.headers["document-id"]) == LATE
    names = list(desk.store.names(Bucket.QUARANTINE))
    assert len(names) == 2, names
    assert send(client, dossier, b"%PDF after").status_code == 201


def read_only(desk: Desk, client: TestClient, dossier: str, folder: Path) -> None:
    early = send(client, dossier, EARLY).json()["id"]
    desk.engine.dispose()
    mounted_again(folder, "ro")
    told(send(client, dossier, LATE), 503, "We are too busy right now")
    told(send(client, dossier, LATE, "nl"), 503, "Het is even te druk")
    mounted_again(folder, "rw")
    assert content(desk, early) == EARLY
    answer = send(client, dossier, LATE)
    assert answer.status_code == 201, answer.text
    assert content(desk, answer.json()["id"]) == LATE


def mounted_again(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def main(case: str, folder: Path) -> None:
    mounted(folder, f"size={DISK}")
    with desk_in(folder, DeskSettings(demo=True)) as desk:
        client = TestClient(
            make_app(desk),
            base_url=HERE,
            client=("127.0.0.1", 50000),
            headers={"Accept-Language": "en"},
        )
        token = client.post("/v1/sessions", json={"user": "anna"}).json()["token"]
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {token}"
        made = client.post("/v1/dossiers", json={"procedure": "registration"}).json()["id"]
        {"full": full, "read-only": read_only}[case](desk, client, made, folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
