"""A server that answers as a test tells it: garbage, half an answer, too early, too slowly, or never."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

Behaviour = Callable[[socket.socket], None]

SECONDS = 10.0  # no connection of a test lasts longer


@contextmanager
def impostor(behaviours: Sequence[Behaviour]) -> Iterator[str]:
    """Serves one connection for each behaviour, in this order, and gives its `tcp://` address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(SECONDS)
        served = threading.Thread(target=_serve, args=(listener, behaviours))
        served.start()
        try:
            yield f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.close()
            served.join(SECONDS)
            assert not served.is_alive()


def _serve(listener: socket.socket, behaviours: Sequence[Behaviour]) -> None:
    with suppress(OSError):  # the client hung up, or the test ended before all were asked for
        for behave in behaviours:
            connection, _ = listener.accept()
            connection.settimeout(SECONDS)
            with connection:
                behave(connection)
