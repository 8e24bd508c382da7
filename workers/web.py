"""What this room knows of the front desk: where it listens, and whether it answers."""

from __future__ import annotations

import errno
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Self

from workers.errors import BadSetting, PortTaken

_PORTS = 2**16
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - asked at, not listened on


@dataclass(frozen=True, slots=True)
class Web:
    """The web application, by its address."""

    host: str
    port: int

    @classmethod
    def by_environment(cls, environment: Mapping[str, str]) -> Self:
        """The front desk reads its settings itself, and this room may not import them. BadSetting for a port
        that is none."""
        port = environment.get("BEWIJSLOKET_PORT") or "8080"
        if not (port.isascii() and port.isdecimal() and int(port) < _PORTS):
            raise BadSetting("BEWIJSLOKET_PORT")
        return cls(environment.get("BEWIJSLOKET_HOST") or "127.0.0.1", int(port))

    def trouble(self, *, seconds: float = 2.0) -> str:
        """Why it cannot take files in, as a code; empty where it can."""
        connection = HTTPConnection(_ANYWHERE.get(self.host, self.host), self.port, timeout=seconds)
        try:
            connection.request("GET", "/health/ready")
            answer = connection.getresponse()
            told = json.loads(answer.read())
            return "" if answer.status == 200 else str(told.get("reason", answer.status))
        except (OSError, HTTPException, ValueError) as exc:
            return type(exc).__name__
        finally:
            connection.close()

    def answers(self) -> bool:
        return not self.trouble()

    def must_be_free(self) -> None:
        """PortTaken where another program listens there; what else is wrong, the web application tells."""
        if not self.port:
            return
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((self.host, self.port))
            except OSError as exc:
                if exc.errno == errno.EADDRINUSE:
                    raise PortTaken(self.port) from exc
