"""The scanner's adapter against a real clamd, and against one that misbehaves. Only clean is clean."""

from __future__ import annotations

import io
import socket
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from functools import partial

import pytest

from tests.servers.clamd import DATABASE_VERSION, PATTERN, SIGNATURE, STREAM_MAX_BYTES, ClamdServer
from tests.servers.impostor import Behaviour, impostor
from tests.servers.programs import serving
from verification.errors import ScannerError
from verification.reading.scanner import MAX_ANSWER_BYTES, Scan, Scanner, ScanOutcome, Trouble
from verification.reading.scanner_limits import tells_limits

VERSION = f"ClamAV 1.4.6/{DATABASE_VERSION}/Sat Nov 21 10:00:00 2026"
PIECE = bytes(65536)
OVER = [PIECE] * (4 * STREAM_MAX_BYTES // len(PIECE))


@pytest.fixture(params=["tcp", "unix"])
def scanner(request: pytest.FixtureRequest, clamd: ClamdServer) -> Scanner:
    return Scanner(clamd.address if request.param == "tcp" else clamd.local_address)


def could_not(trouble: Trouble, version: str = "") -> Scan:
    return Scan(ScanOutcome.COULD_NOT_SCAN, version, trouble=trouble)


# A real clamd


@pytest.mark.parametrize("content", [[], [b"nothing wrong"], [PIECE] * 20, [b"", b"a", b""]])
def test_clean_is_told_with_the_versions_that_said_so(scanner: Scanner, content: list[bytes]) -> None:
    scan = scanner.scan(content)
    assert (scan.outcome, scan.signature, scan.trouble) == (ScanOutcome.CLEAN, None, None)
    assert scan.version.startswith("ClamAV ")
    assert f"/{DATABASE_VERSION}/" in scan.version
    assert scan.version == scanner.version()


@pytest.mark.parametrize(
    "content",
    [
        [PATTERN],
        [PIECE, PATTERN[:7], PATTERN[7:], PIECE],
        [b"before", b"", PATTERN],  # an empty piece is not the end
        [bytes([byte]) for byte in PATTERN],
    ],
)
def test_malware_is_told_by_name(scanner: Scanner, content: list[bytes]) -> None:
    scan = scanner.scan(iter(content))
    assert scan.outcome is ScanOutcome.INFECTED
    assert scan.signature is not None
    assert scan.signature.startswith(SIGNATURE)


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        ([PIECE] * (STREAM_MAX_BYTES // len(PIECE)), ScanOutcome.CLEAN),
        ([*[PIECE] * (STREAM_MAX_BYTES // len(PIECE)), b"x"], ScanOutcome.OVER_LIMIT),
        ([bytes(STREAM_MAX_BYTES + 1)], ScanOutcome.OVER_LIMIT),
        ([PATTERN, *OVER], ScanOutcome.OVER_LIMIT),
        ([*OVER, PATTERN], ScanOutcome.OVER_LIMIT),
    ],
)
def test_more_than_the_stream_limit(scanner: Scanner, content: list[bytes], outcome: ScanOutcome) -> None:
    assert scanner.scan(content).outcome is outcome


def test_the_stream_limit_is_told_however_the_connection_breaks(scanner: Scanner) -> None:
    """clamd answers and resets while we send: many tries, fast and slow."""

    def slowly() -> Iterator[bytes]:
        for number, piece in enumerate(OVER):
            if number > STREAM_MAX_BYTES // len(PIECE):
                time.sleep(0.01)
            yield piece

    outcomes = [scanner.scan(OVER).outcome for _ in range(10)] + [scanner.scan(slowly()).outcome]
    assert set(outcomes) == {ScanOutcome.OVER_LIMIT}


def deep(content: bytes) -> bytes:
    for _ in range(30):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a", content)
        content = packed.getvalue()
    return content


def test_what_the_scanner_did_not_look_into_is_not_clean(scanner: Scanner) -> None:
    assert scanner.scan([deep(PATTERN * 2)]).outcome is ScanOutcome.OVER_LIMIT


def test_a_scanner_that_hides_its_limits_is_found_out(clamd: ClamdServer) -> None:
    assert tells_limits(Scanner(clamd.address))
    with serving(partial(ClamdServer, settings={"AlertExceedsMax": "no"})) as other:
        blind = Scanner(other.address)
        assert blind.scan([deep(PATTERN * 2)]).outcome is ScanOutcome.CLEAN  # what makes it matter
        assert not tells_limits(blind)
    with pytest.raises(ScannerError, match="unreachable"):
        tells_limits(blind)


def test_a_scanner_that_is_killed_stopped_and_started_again() -> None:
    with serving(ClamdServer) as server:
        scanner = Scanner(server.address, answer_seconds=0.5)

        def killed_on_the_way() -> Iterator[bytes]:
            yield PIECE
            server.program.kill()
            yield from [PIECE] * 20

        broken = scanner.scan(killed_on_the_way())
        assert broken == could_not(Trouble.CUT_OFF, broken.version)
        assert scanner.scan([b"x"]) == could_not(Trouble.UNREACHABLE)
        server.start()
        assert scanner.scan([b"x"]).outcome is ScanOutcome.CLEAN
        server.program.pause()
        assert scanner.scan([b"x"]) == could_not(Trouble.TIMED_OUT)
        server.program.resume()
        assert scanner.scan([b"x"]).outcome is ScanOutcome.CLEAN


def test_a_missing_socket_is_a_scanner_that_is_down(clamd: ClamdServer) -> None:
    assert Scanner(f"{clamd.local_address}-not").scan([b"x"]) == could_not(Trouble.UNREACHABLE)


@pytest.mark.parametrize("error", [OSError("the disk"), TimeoutError("the store"), ValueError("else")])
def test_what_goes_wrong_at_the_source_is_not_the_scanners(clamd: ClamdServer, error: Exception) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise error

    with pytest.raises(type(error), match=str(error)):
        Scanner(clamd.address).scan(broken())


# One that misbehaves


def answering(answer: bytes, *, after: bytes = b"\0") -> Behaviour:
    """Reads until `after` came, then answers, and hangs up."""

    def behave(connection: socket.socket) -> None:
        read_until(connection, after)
        connection.sendall(answer)

    return behave


def read_until(connection: socket.socket, end: bytes) -> None:
    tail = b""
    while not tail.endswith(end):
        part = connection.recv(65536)
        if not part:
            return
        tail = (tail + part)[-len(end) :]


def silent(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def resetting(connection: socket.socket) -> None:
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def dripping(connection: socket.socket) -> None:
    read_until(connection, END)
    for byte in b"stream: OK\0":
        time.sleep(0.1)
        connection.sendall(bytes([byte]))


TELLS_VERSION = answering(VERSION.encode() + b"\0")
END = struct.pack("!I", 0)


def scanned(behaviour: Behaviour, content: list[bytes] | None = None, *, seconds: float = 5) -> Scan:
    with impostor([TELLS_VERSION, behaviour]) as address:
        return Scanner(address, answer_seconds=seconds).scan(content or [b"content"])


def test_the_impostor_can_say_clean_so_that_what_follows_can_fail() -> None:
    assert scanned(answering(b"stream: OK\0", after=END)) == Scan(ScanOutcome.CLEAN, VERSION)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (b"", Trouble.CUT_OFF),
        (b"stream: OK", Trouble.CUT_OFF),
        (b"stream: O", Trouble.CUT_OFF),
        (b"COMMAND READ TIMED OUT\n", Trouble.CUT_OFF),
        (b"\0", Trouble.NOT_UNDERSTOOD),
        (b"OK\0", Trouble.NOT_UNDERSTOOD),
        (b"stream: ok\0", Trouble.NOT_UNDERSTOOD),
        (b"stream: OK\n\0", Trouble.NOT_UNDERSTOOD),
        (b"1: stream: OK\0", Trouble.NOT_UNDERSTOOD),
        (b"stream: OK\0stream: OK\0", Trouble.NOT_UNDERSTOOD),
        (b"stream:  FOUND\0", Trouble.NOT_UNDERSTOOD),
        (b"UNKNOWN COMMAND\0", Trouble.NOT_UNDERSTOOD),
        (b"\xff\xfe\0", Trouble.NOT_UNDERSTOOD),
        (b"x" * (MAX_ANSWER_BYTES + 1), Trouble.NOT_UNDERSTOOD),
        (b"stream: Can't allocate memory ERROR\0", Trouble.FAILED),
        (b"INSTREAM: Can't write to temporary file. ERROR\0", Trouble.FAILED),
    ],
)
def test_what_is_not_understood_was_not_scanned(answer: bytes, trouble: Trouble) -> None:
    assert scanned(answering(answer, after=END)) == could_not(trouble, VERSION)


def test_an_answer_before_the_end_is_never_clean() -> None:
    def early(connection: socket.socket) -> None:
        connection.sendall(b"stream: OK\0")
        resetting(connection)

    assert scanned(early, [PIECE] * 400).outcome is ScanOutcome.COULD_NOT_SCAN


@pytest.mark.parametrize(
    ("behaviour", "trouble"), [(silent, Trouble.TIMED_OUT), (dripping, Trouble.TIMED_OUT)]
)
def test_no_answer_in_time(behaviour: Behaviour, trouble: Trouble) -> None:
    started = time.monotonic()
    assert scanned(behaviour, seconds=0.3) == could_not(trouble, VERSION)
    assert time.monotonic() - started < 3


def test_a_scanner_that_takes_nothing_more() -> None:
    def full(connection: socket.socket) -> None:
        connection.recv(1)
        time.sleep(1)

    assert scanned(full, [PIECE] * 400, seconds=0.3) == could_not(Trouble.TIMED_OUT, VERSION)


def test_a_connection_that_is_reset() -> None:
    assert scanned(resetting, [PIECE] * 400) == could_not(Trouble.CUT_OFF, VERSION)


@pytest.mark.parametrize("answer", [b"\0", b"Clam\nAV\0", b"x" * 500 + b"\0", b"\xff\0"])
def test_a_version_that_is_none(answer: bytes) -> None:
    with impostor([answering(answer)]) as address, pytest.raises(ScannerError, match="not-understood"):
        Scanner(address).version()
    with impostor([answering(answer)]) as address:
        assert Scanner(address).scan([PATTERN]) == could_not(Trouble.NOT_UNDERSTOOD)


def test_memory_does_not_grow_with_the_content() -> None:
    much = (b"x" * len(PIECE) for _ in range(1000))  # 62 MiB
    with impostor([TELLS_VERSION, answering(b"stream: OK\0", after=END)]) as address:
        tracemalloc.start()
        scan = Scanner(address).scan(much)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert scan.outcome is ScanOutcome.CLEAN
    assert peak < 2 << 20


# Addresses


BAD = ["", "clamd", "clamd:3310", "http://clamd:3310"]
BAD_TCP = ["clamd", ":3310", "clamd:0", "clamd:99999", "..:1", "clamd:3310/x", "[::1:3310"]
BAD_UNIX = ["", "/", "host/path"]


@pytest.mark.parametrize(
    "address", [*BAD, *(f"tcp://{one}" for one in BAD_TCP), *(f"unix://{one}" for one in BAD_UNIX)]
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(ScannerError, match="bad-address"):
        Scanner(address)


@pytest.mark.parametrize("address", ["tcp://clamd:3310", "tcp://[::1]:3310", "unix:///run/clamav/clamd.ctl"])
def test_an_address_that_is_one(address: str) -> None:
    Scanner(address)
