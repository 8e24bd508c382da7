"""The malware scanner: ClamAV's clamd, over its INSTREAM protocol (man 8 clamd).

A command ends in NUL, as does its answer. Content follows `zINSTREAM` in frames: four bytes of length, most
significant first, then that many bytes; length 0 is the end. One connection serves one command.

Only `clean` is clean, and only the whole answer to the whole content says so. Content over `StreamMaxLength`
is answered early and the connection reset while we still send: the answer is read when sending fails, too.
Beyond its other limits clamd looks no further. With `AlertExceedsMax yes` it says so, else it answers OK as
if it had looked (1.4.6, measured): `verification.reading.scanner_limits` finds out which.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from verification.errors import ScannerError

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 150.0  # clamd's own limit for one scan is 120 (MaxScanTime)
MAX_ANSWER_BYTES = 1024
MAX_VERSION_CHARACTERS = 200

_END = struct.pack("!I", 0)
_CLEAN = "stream: OK"
_FOUND = re.compile(r"stream: ([!-~]+) FOUND")
_STREAM_LIMIT = re.compile(r"INSTREAM size limit exceeded\b[ -~]*")
_OTHER_LIMITS = "Heuristics.Limits.Exceeded"
_PRINTABLE = re.compile(rf"[ -~]{{1,{MAX_VERSION_CHARACTERS}}}")


class ScanOutcome(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    COULD_NOT_SCAN = "could-not-scan"  # trying again later may help
    OVER_LIMIT = (
        "over-limit"  # larger, deeper or slower than the scanner looks into; trying again does not help
    )


class Trouble(StrEnum):
    """Why nothing was scanned."""

    BAD_ADDRESS = "bad-address"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"  # also a scanner that is too busy to answer
    CUT_OFF = "cut-off"
    NOT_UNDERSTOOD = "not-understood"
    FAILED = "failed"  # the scanner itself reports an error
    SILENT = "silent"  # it answers OK where it looked no further (`scanner_limits`)


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner said. `version` is its own and its database's, as in
    `ClamAV 1.4.6/27432/Sat Nov 21 10:00:00 2026`; empty where it could not even say that."""

    outcome: ScanOutcome
    version: str = ""
    signature: str | None = None  # of infected only
    trouble: Trouble | None = None  # of could-not-scan only


class Scanner:
    """clamd at `tcp://host:port` or `unix:///path`. Holds no connection: threads and forks may share it."""

    def __init__(
        self,
        address: str,
        *,
        connect_seconds: float = CONNECT_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """`answer_seconds` bounds the sending of each piece, and the whole answer. Raises ScannerError."""
        self._target = _parse(address)
        self._connect_seconds = connect_seconds
        self._answer_seconds = answer_seconds

    def scan(self, content: Iterable[bytes]) -> Scan:
        """Scan what the iterable yields, in constant memory. Raises only what the iterable raises."""
        version = ""
        try:
            version = self.version()  # before the scan, so that it is never newer than what was used
            with self._connect() as connection:
                complete = _send(connection, _frames(content))
                return _verdict(self._answer(connection), version, complete=complete)
        except ScannerError as exc:
            return Scan(ScanOutcome.COULD_NOT_SCAN, version, trouble=Trouble(exc.trouble))

    def version(self) -> str:
        """Version of the scanner and of its signature database. Raises ScannerError."""
        with self._connect() as connection:
            _send(connection, [b"zVERSION\0"])
            answer = self._answer(connection)
        if not _PRINTABLE.fullmatch(answer):
            raise ScannerError(Trouble.NOT_UNDERSTOOD)
        return answer

    def _connect(self) -> socket.socket:
        try:
            if isinstance(self._target, tuple):
                connection = socket.create_connection(self._target, self._connect_seconds)
            else:
                connection = _connect_local(self._target, self._connect_seconds)
        except OSError as exc:
            raise ScannerError(Trouble.UNREACHABLE) from exc
        connection.settimeout(self._answer_seconds)
        return connection

    def _answer(self, connection: socket.socket) -> str:
        """The answer without its NUL."""
        until = time.monotonic() + self._answer_seconds
        got = b""
        while not got.endswith(b"\0"):
            try:
                connection.settimeout(max(until - time.monotonic(), 0.001))
                part = connection.recv(MAX_ANSWER_BYTES)
            except TimeoutError as exc:
                raise ScannerError(Trouble.TIMED_OUT) from exc
            except OSError as exc:
                raise ScannerError(Trouble.CUT_OFF) from exc
            if not part:
                raise ScannerError(Trouble.CUT_OFF)
            got += part
            if len(got) > MAX_ANSWER_BYTES:
                raise ScannerError(Trouble.NOT_UNDERSTOOD)
        return got[:-1].decode("latin-1")


def _parse(address: str) -> tuple[str, int] | str:
    """Host and port, or the path of a unix socket."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "tcp" and parts.hostname and parts.port and not parts.path:
            parts.hostname.encode("idna")  # the resolver would do so, and raise no OSError
            return parts.hostname, parts.port
    except ValueError as exc:
        raise ScannerError(Trouble.BAD_ADDRESS) from exc
    if parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1:
        return parts.path
    raise ScannerError(Trouble.BAD_ADDRESS)


def _connect_local(path: str, seconds: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection


def _frames(content: Iterable[bytes]) -> Iterator[bytes]:
    """What INSTREAM sends. An empty piece is left out: its length would end the content early."""
    yield b"zINSTREAM\0"
    for piece in content:
        if piece:
            yield struct.pack("!I", len(piece)) + piece
    yield _END


def _send(connection: socket.socket, frames: Iterable[bytes]) -> bool:
    """Send all frames. False where the scanner hung up before the last: its answer may say why."""
    for frame in frames:  # what the content's source raises passes through
        try:
            connection.sendall(frame)
        except TimeoutError as exc:
            raise ScannerError(Trouble.TIMED_OUT) from exc
        except OSError:
            return False
    return True


def _verdict(answer: str, version: str, *, complete: bool) -> Scan:
    """`complete`: all content was sent; without that nothing is clean."""
    if _STREAM_LIMIT.fullmatch(answer):
        return Scan(ScanOutcome.OVER_LIMIT, version)
    if found := _FOUND.fullmatch(answer):
        if found[1].startswith(_OTHER_LIMITS):
            return Scan(ScanOutcome.OVER_LIMIT, version)
        return Scan(ScanOutcome.INFECTED, version, signature=found[1])
    if answer == _CLEAN and complete:
        return Scan(ScanOutcome.CLEAN, version)
    trouble = Trouble.FAILED if answer.endswith(" ERROR") else Trouble.NOT_UNDERSTOOD
    return Scan(ScanOutcome.COULD_NOT_SCAN, version, trouble=trouble)
