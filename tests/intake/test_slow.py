"""Senders who are slow, or gone: what came is kept, nobody waits for ever, and the answer says what to do."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from intake.errors import TooSlow
from intake.receiving.arriving import Pace
from intake.receiving.desk import Desk
from intake.settings import DeskSettings
from tests.intake.desks import desk_in, served
from tests.intake.test_tus import DATA, PART, TUS, at, begin, part

SETTINGS = DeskSettings(
    demo=True, port=0, upload_idle_seconds=5, upload_least_rate=2000, upload_rate_seconds=1
)
BOUNDARY = "x1y2"


@dataclass
class Line:
    """A signed-in person at the real server, who may also speak byte by byte."""

    desk: Desk
    port: int
    client: httpx2.Client
    dossier: str

    def drip(self, head: str, pieces: Iterator[bytes], pause: float) -> str:
        """Send a request in pieces, `pause` seconds between them; the answer as text."""
        lines = [
            head,
            f"Host: 127.0.0.1:{self.port}",
            f"Authorization: {self.client.headers['authorization']}",
        ]
        answer = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
                for piece in pieces:
                    line.sendall(piece)
                    time.sleep(pause)
            with contextlib.suppress(ConnectionResetError):
                while found := line.recv(65536):
                    answer += found
        return answer.decode()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with (
        desk_in(tmp_path, SETTINGS) as desk,
        served(desk) as port,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        token = client.post("/v1/sessions", json={"user": "anna"}).json()["token"]
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {token}"
        client.headers["Accept-Language"] = "en"
        made = client.post("/v1/dossiers", json={"procedure": "registration"}).json()
        yield Line(desk, port, client, made["id"])


def patch_head(place: str, length: int, offset: int = 0) -> str:
    told = {**TUS, "Content-Type": PART, "Upload-Offset": str(offset), "Content-Length": str(length)}
    return "\r\n".join([f"PATCH {place} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())])


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def test_an_endless_slow_part_is_ended_and_what_came_is_kept(line: Line) -> None:
    """Never silent for long enough to be idle: 100 bytes every tenth of a second, of which 2000 are asked."""
    place = begin(line.client, line.dossier)
    began = time.monotonic()
    answer = line.drip(patch_head(place, len(DATA)), pieces(DATA, 100), 0.1)
    assert answer.startswith("HTTP/1.1 408")
    assert "Continue where you were" in answer or "Ga verder waar u was" in answer
    assert time.monotonic() - began < len(DATA) / 1000
    offset = at(line.client, place)
    assert 0 < offset < len(DATA)
    assert "document-id" in part(line.client, place, offset, DATA[offset:]).headers


def test_a_slow_part_that_keeps_the_pace_arrives(line: Line) -> None:
    place = begin(line.client, line.dossier)
    answer = line.drip(patch_head(place, len(DATA)), pieces(DATA, 1000), 0.15)
    assert answer.startswith("HTTP/1.1 204")
    assert "document-id" in answer


def test_an_endless_slow_form_is_ended_and_leaves_nothing(line: Line) -> None:
    head = (
        f"POST /v1/dossiers/{line.dossier}/documents HTTP/1.1\r\nAccept-Language: nl\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(DATA) + 500}"
    )
    form = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'.encode()
        + DATA
    )
    answer = line.drip(head, pieces(form, 100), 0.1)
    assert answer.startswith("HTTP/1.1 408")
    assert "Het bestand is niet aangekomen" in answer
    assert line.client.get(f"/v1/dossiers/{line.dossier}/bundle").json()["documents"] == []
    assert list(line.desk.staging.known()) == []


@pytest.mark.parametrize("by", ["tus", "form"])
def test_a_sender_who_vanishes_costs_nothing_but_what_was_not_sent(line: Line, by: str) -> None:
    place = begin(line.client, line.dossier)
    form = f"POST /v1/dossiers/{line.dossier}/documents HTTP/1.1\r\nContent-Length: {len(DATA)}\r\n"
    head = {
        "tus": patch_head(place, len(DATA)),
        "form": form + f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
    }[by]
    signed = f"Host: 127.0.0.1:{line.port}\r\nAuthorization: {line.client.headers['authorization']}"
    with socket.create_connection(("127.0.0.1", line.port), timeout=60) as gone:
        gone.sendall(f"{head}\r\n{signed}\r\n\r\n".encode() + DATA[:4000])
        time.sleep(0.5)
    until = time.monotonic() + 60
    wanted = 4000 if by == "tus" else 0
    while at(line.client, place) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    assert at(line.client, place) == wanted
    while (answer := part(line.client, place, wanted, DATA[wanted:])).status_code == 423:
        assert time.monotonic() < until  # the request of the one who is gone is still being closed
        time.sleep(0.05)
    assert "document-id" in answer.headers
    assert len(line.client.get(f"/v1/dossiers/{line.dossier}/bundle").json()["documents"]) == 1


def test_two_tabs_sending_one_file_at_once_make_one_document(line: Line) -> None:
    places = [begin(line.client, line.dossier) for _ in range(2)]
    together = threading.Barrier(2)
    answers: list[httpx2.Response] = []

    def send(place: str) -> None:
        with httpx2.Client(base_url=line.client.base_url, headers=line.client.headers, timeout=60) as client:
            together.wait(30)
            answers.append(part(client, place, 0, DATA))

    tabs = [threading.Thread(target=send, args=(place,)) for place in places]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(60)
    assert [one.status_code for one in answers] == [204, 204]
    assert len({one.headers["document-id"] for one in answers}) == 1
    assert sum(one.headers.get("document-duplicate") == "true" for one in answers) == 1
    assert len(line.client.get(f"/v1/dossiers/{line.dossier}/bundle").json()["documents"]) == 1


def test_the_pace_is_of_each_window() -> None:
    pace = Pace(100, 10)
    pace.count(5000, 9)  # a quick beginning buys no slow end
    pace.count(0, 1)
    pace.count(900, 9)
    with pytest.raises(TooSlow):
        pace.count(50, 1)


def test_no_pace_is_asked_where_the_setting_is_nothing() -> None:
    Pace(0, 1).count(0, 1000)
