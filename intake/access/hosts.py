"""Only the names that the service is known by. A page of another site can have its own name point at this
machine (DNS rebinding); the browser then takes what is here for that site's own, but still sends its name."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from intake.settings import DeskSettings

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PROBES = "/health/"  # asked by address, and telling nothing
_HTTP = 80


def is_known(host: str, settings: DeskSettings) -> bool:
    """Whether a Host header names this service: by the setting; else, and always with demo users, by a name
    of the machine itself with the port that is listened on.

    >>> home = DeskSettings(port=8080)
    >>> [is_known(one, home) for one in ("localhost:8080", "[::1]:8080", "localhost", "evil.example:8080")]
    [True, True, False, False]
    >>> [is_known(one, DeskSettings(allowed_hosts="loket.example")) for one in ("Loket.Example", "localhost")]
    [True, False]
    """
    name, port = _parts(host.lower())
    if settings.hosts and not settings.demo:
        return name in settings.hosts or host.lower() in settings.hosts
    return name in _LOOPBACK and settings.port in (0, port)  # 0: the system chose one


def _parts(host: str) -> tuple[str, int | None]:
    """The name, an IPv6 address with its brackets, and the port; None for one that is none."""
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):
        return host, _HTTP
    return name, int(port) if port.isascii() and port.isdecimal() else None


class KnownHosts:
    """Refuses requests to other names, before anything looks at them."""

    def __init__(
        self, app: ASGIApp, settings: Callable[[], DeskSettings], refuse: Callable[[Request], Response]
    ) -> None:
        self._app, self._settings, self._refuse = app, settings, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self._app
        if scope["type"] == "http" and not scope["path"].startswith(_PROBES):
            request = Request(scope)
            if not is_known(request.headers.get("host", ""), self._settings()):
                answer = self._refuse(request)
        await answer(scope, receive, send)
