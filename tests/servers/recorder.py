"""A web server that notes what it is asked and answers as a test tells it. It plays no server's part."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `query` without what signs it."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes


Answer = tuple[int, bytes]


@dataclass
class Recorder:
    """Where it listens, what it was asked, in order, and how it answers."""

    port: int
    server_name: str
    answer: Callable[[Asked], Answer]
    asked: list[Asked] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def recorder(answer: Callable[[Asked], Answer], *, server_name: str) -> Iterator[Recorder]:
    """Until the block ends. `server_name` is what it calls itself."""
    noted = Recorder(0, server_name, answer)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            address = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            asked = Asked(self.command, address.path, dict(parse_qsl(address.query)), body)
            noted.asked.append(asked)
            status, data = noted.answer(asked)
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = handle_any  # noqa: N815 - http.server's names

        def version_string(self) -> str:
            return noted.server_name

        def log_message(self, *_: object) -> None:
            """Nothing: what matters is noted."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        noted.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield noted
        finally:
            server.shutdown()
            thread.join()
