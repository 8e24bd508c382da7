"""Every command of ours in docker-compose.yml, as it stands there, against real servers: it starts, and the
health check that stands beside it says so; it also says when it is no longer true."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.programs import free_port
from tests.stack.compose import Service, services
from tests.stack.full_set import Stack, full_set

pytestmark = pytest.mark.slow

_LAUNCH = "import sys; sys.argv[0] = 'bewijsloket'; from intake.cli import main; main()"
_SECONDS = 240.0
PORTS = {"demo": (24000, 28000)}  # it runs beside the other front desk
SIGN_IN, NOBODY = "bewijsloket_sign_in", "[]"
SERVICES = {name: one for name, one in services().items() if one.ours}
LONG = [name for name, one in SERVICES.items() if one.health]


@dataclass(frozen=True, slots=True)
class Container:
    """What a service would run in: its environment and nothing of ours besides."""

    service: Service
    environment: dict[str, str]
    log: Path

    def run(self, words: list[str], *, seconds: float = _SECONDS) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _LAUNCH, *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=seconds, check=False
        )

    def healthy(self) -> bool:
        program, *words = self.service.health or []
        assert program == "bewijsloket"
        return self.run(words).returncode == 0

    def wait(self, wanted: bool, *, seconds: float = _SECONDS) -> None:
        until = time.monotonic() + seconds
        while self.healthy() is not wanted:
            assert time.monotonic() < until, (self.service.name, self.log.read_text()[-2000:])
            time.sleep(1)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-c", _LAUNCH, *self.service.command]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def container(one: Service, stack: Stack, folder: Path) -> Container:
    """The service's own environment and secrets, with the addresses of servers from packages."""
    place = folder / one.name
    for part in ("secrets", "data", "tmp"):
        (place / part).mkdir(parents=True)
    for name in one.secrets:
        (place / "secrets" / name).write_text(NOBODY if name == SIGN_IN else stack.settings[name.upper()])
    here = {
        "BEWIJSLOKET_SECRETS_DIR": str(place / "secrets"),
        "BEWIJSLOKET_S3_ENDPOINT": stack.settings["BEWIJSLOKET_S3_ENDPOINT"],
        "BEWIJSLOKET_S3_PRINCIPALS": stack.settings["BEWIJSLOKET_S3_PRINCIPALS"],
        "BEWIJSLOKET_SCANNER": stack.settings["BEWIJSLOKET_SCANNER"],
        "BEWIJSLOKET_HOST": "127.0.0.1",
        "BEWIJSLOKET_PORT": str(free_port(*PORTS.get(one.name, (20000, 24000)))),
        "BEWIJSLOKET_UPLOAD_DIR": str(place / "uploads"),
    }
    environment = {name: here.get(name, value) for name, value in one.environment.items()}
    image = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, ["", str(Path.cwd()), os.environ.get("PYTHONPATH", "")])),
        "LANG": "C.UTF-8",
        "HOME": str(place / "tmp"),
        "TMPDIR": str(place / "tmp"),
        "OMP_THREAD_LIMIT": "1",
        "BEWIJSLOKET_DATA_DIR": str(place / "data"),
        "BEWIJSLOKET_TRUST_DIR": str(place / "trust"),
    }
    return Container(one, {**image, **environment}, place / "log")


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with full_set(tmp_path_factory.mktemp("stack")) as made:
        yield made


def test_every_command_starts_and_its_health_check_tells_the_truth(stack: Stack, tmp_path: Path) -> None:
    made = {name: container(one, stack, tmp_path) for name, one in SERVICES.items()}
    for name in ("migrate", "provision", "trust"):  # they run and end
        done = made[name].run(SERVICES[name].command)
        assert done.returncode == 0, (name, done.stdout, done.stderr)
    with ExitStack() as all_of_them:
        processes = {}
        for name in LONG:
            assert not made[name].healthy(), f"{name} before it was started"
            processes[name] = all_of_them.enter_context(made[name].running())
        for name in LONG:
            made[name].wait(True)
            assert processes[name].poll() is None, made[name].log.read_text()[-2000:]
        assert not any("Warning" in made[name].log.read_text() for name in LONG)

        processes["worker-scan"].send_signal(signal.SIGSTOP)  # it is there, and does nothing
        processes["worker-read-long"].kill()
        processes["beat"].send_signal(signal.SIGSTOP)
        stack.rabbitmq.program.pause()
        begun = time.monotonic()
        assert not made["relay"].healthy(), "its broker does not answer"
        assert time.monotonic() - begun < 60, "bounded, also where the other side hangs"
        stack.rabbitmq.program.resume()
        for name in ("worker-scan", "worker-read-long", "beat"):
            made[name].wait(False, seconds=90)
        made["web"].wait(True)
        stack.postgres.stop()
        assert not made["web"].healthy(), "its database is away"
        stack.postgres.start()
        made["web"].wait(True)
        made["relay"].wait(True)
        processes["worker-scan"].send_signal(signal.SIGCONT)
        made["worker-scan"].wait(True)
