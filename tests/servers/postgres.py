"""A PostgreSQL server of its own, from Debian's package, as an unprivileged user."""

from __future__ import annotations

import secrets
import signal
from pathlib import Path

from tests.servers.programs import Program, answers, free_port, hand_over, run


class PostgresServer:
    """The server in `folder`; settings are PostgreSQL's own defaults, but the `given` ones."""

    def __init__(self, folder: Path, **given: int) -> None:
        self.port = free_port()
        self._folder = folder
        self._data = folder / "data"
        folder.mkdir(parents=True, exist_ok=True)
        options = [f"port={self.port}", f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1"]
        options += [f"{name}={value}" for name, value in given.items()]
        settings = [part for option in options for part in ("-c", option)]
        self.program = Program(
            "postgres", ["postgres", "-D", str(self._data), *settings], env={}, folder=folder
        )

    def create(self) -> None:
        hand_over(self._folder)
        asked = ["--auth=trust", "--username=bewijsloket", "--encoding=UTF8", "--locale=C.UTF-8"]
        run(["initdb", "-D", str(self._data), *asked], env={}, cwd=self._folder)

    def start(self) -> None:
        self.program.start()
        self.program.wait_until(lambda: answers(self.port))

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{secrets.token_hex(6)}"
        at = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "bewijsloket"]
        run(["createdb", *at, name], env={}, cwd=self._folder)
        return f"postgresql+psycopg://bewijsloket@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """At once, as its immediate shutdown does: a closing checkpoint of many databases takes a minute."""
        self.program.send(signal.SIGQUIT)
        self.program.stop()
