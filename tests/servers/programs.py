"""Starting, killing and stopping one program, and finding free ports."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

NOBODY = "nobody"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/15/bin"


class ServerError(Exception):
    """A server did not come up; the message says where its log lies."""


@contextmanager
def server_folder() -> Iterator[Path]:
    """A temporary folder that the unprivileged user can reach. pytest's own is for one user, and every other
    run of pytest closes it again."""
    folder = Path(tempfile.mkdtemp(prefix="bewijsloket-servers-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server(Protocol):
    """What a test needs of a server."""

    def create(self) -> None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


AnyServer = TypeVar("AnyServer", bound=Server)


@contextmanager
def serving(make: Callable[[Path], AnyServer]) -> Iterator[AnyServer]:
    """A server made in a folder of its own, started, and stopped at the end whatever happened."""
    with server_folder() as folder:
        server = make(folder / "server")
        try:
            server.create()
            server.start()
            yield server
        finally:
            server.stop()


def free_port(low: int = 20000, high: int = 28000) -> int:
    """A port nobody listens on now. Below 45400, as Ceph wants for what it derives from it."""
    start = low + os.getpid() * 7 % (high - low)
    for step in range(high - low):
        port = low + (start - low + step * 37) % (high - low)
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise ServerError("no free port")


def find(program: str) -> str:
    """Where a program is; ServerError names it where it is missing."""
    found = shutil.which(program, path=PATH)
    if found is None:
        raise ServerError(f"{program} is not installed: run `.ci/packages test`")
    return found


def unprivileged() -> dict[str, Any]:
    """Arguments for Popen that drop root; nothing where we are not root."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(NOBODY)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def hand_over(folder: Path) -> None:
    """Give a folder and what is in it to the unprivileged user, where we are root."""
    if os.geteuid() == 0:
        entry = pwd.getpwnam(NOBODY)
        for path in (folder, *folder.rglob("*")):
            os.chown(path, entry.pw_uid, entry.pw_gid)


def run(
    command: Sequence[str], *, env: Mapping[str, str], cwd: Path, timeout: float = 120, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """A command of a server's tools, as the unprivileged user."""
    done = subprocess.run(
        [find(command[0]), *command[1:]],
        env={"PATH": PATH, "HOME": str(cwd), "LC_ALL": "C.UTF-8", **env},
        cwd=cwd,
        timeout=timeout,
        capture_output=True,
        text=True,
        **unprivileged(),
    )
    if check and done.returncode:
        raise ServerError(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done


class Program:
    """One process in a session of its own, so that a signal reaches its children too."""

    def __init__(self, name: str, command: Sequence[str], *, env: Mapping[str, str], folder: Path) -> None:
        self.name = name
        self._command = [find(command[0]), *command[1:]]
        self._env = {"PATH": PATH, "HOME": str(folder), "LC_ALL": "C.UTF-8", **env}
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self._folder / f"{self.name}.out").open("ab") as out:
            self._process = subprocess.Popen(
                self._command,
                env=self._env,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **unprivileged(),
            )

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the process; ServerError where it was never started."""
        if self._process is None:
            raise ServerError(f"{self.name} was not started")
        return self._process.pid

    def send(self, what: signal.Signals) -> None:
        """A signal to the process and its children."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, what)

    def kill(self) -> None:
        """kill -9, and wait until it and its children are gone, so that its ports are free again."""
        self.send(signal.SIGKILL)
        if self._process is not None:
            self._process.wait(30)
            until = time.monotonic() + 5  # an init that does not reap keeps dead children for ever
            while _exists(self._process.pid) and time.monotonic() < until:
                time.sleep(0.02)

    def pause(self) -> None:
        """Stop it where it stands, as a machine under load does; `resume` lets it go on."""
        self.send(signal.SIGSTOP)

    def resume(self) -> None:
        self.send(signal.SIGCONT)

    def stop(self, *, seconds: float = 20) -> None:
        """Ask it to end; kill it if it does not."""
        self.send(signal.SIGTERM)
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(seconds)
        self.kill()  # or the children that outlived it

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait until it answers; ServerError if it ends or takes too long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not self.running:
                raise ServerError(f"{self.name} ended early; see {self._folder}/{self.name}.out")
            if ready():
                return
            time.sleep(0.1)
        raise ServerError(f"{self.name} does not answer; see {self._folder}/{self.name}.out")


def _exists(group: int) -> bool:
    """Whether a process of this group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def answers(port: int) -> bool:
    """Whether somebody listens on this port of 127.0.0.1."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
