"""A RabbitMQ of its own, from Debian's package: own node name, cookie, data, port mapper (epmd) and ports."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import socket
from pathlib import Path

from tests.servers.programs import Program, ServerError, answers, free_port, hand_over, run

_BIN = "/usr/lib/rabbitmq/bin"  # those on the path insist on root or the user `rabbitmq`
USER = "bewijsloket"
HOSTS = 64  # rabbitmqctl takes seconds to make one, so that they are all made at the first start
START_SECONDS = 180  # 5 of a processor's time, of which a machine that runs tests has little to give

_GREETING = b"AMQP\x00\x00\x09\x01"
_SETTINGS = """
listeners.tcp.default = 127.0.0.1:{port}
load_definitions = {folder}/definitions.json
log.console = true
log.file = false
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 100MB
raft.wal_max_size_bytes = 67108864
"""


class RabbitServer:
    """The server in `folder`; its data outlive `program.kill()` and a later `start()`."""

    def __init__(self, folder: Path) -> None:
        # Below the range of what clients get and of the other servers, each port from a part of its own.
        self.port = free_port(10000, 13000)
        mapper, between_nodes = free_port(13000, 16000), free_port(16000, 19000)
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rabbitmq.conf").write_text(_SETTINGS.format(port=self.port, folder=folder))
        self._hosts = [f"test-{number}" for number in range(HOSTS)]
        (folder / "definitions.json").write_text(json.dumps(_definitions(self._hosts)))
        (folder / "enabled_plugins").write_text("[].\n")
        self._env = {
            "ERL_EPMD_PORT": str(mapper),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"bewijsloket-{secrets.token_hex(4)}@localhost",
            "RABBITMQ_DIST_PORT": str(between_nodes),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "RABBITMQ_CONF_ENV_FILE": f"{folder}/none",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": f"{folder}/none.config",
            "RABBITMQ_GENERATED_CONFIG_DIR": f"{folder}/generated",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/enabled_plugins",
            "RABBITMQ_MNESIA_BASE": f"{folder}/data",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_PID_FILE": f"{folder}/rabbitmq.pid",
        }
        self._mapper_port = mapper
        # Started here and in the foreground: the node would leave one behind that nobody stops.
        self._mapper = Program("epmd", ["epmd"], env=self._env, folder=folder)
        self.program = Program("rabbitmq", [f"{_BIN}/rabbitmq-server"], env=self._env, folder=folder)

    def create(self) -> None:
        hand_over(self._folder)

    def start(self) -> None:
        """Start, also after `program.kill()`, and wait until it serves."""
        if not self._mapper.running:
            self._mapper.start()
            self._mapper.wait_until(lambda: answers(self._mapper_port))
        self.program.start()
        self.program.wait_until(lambda: _greets(self.port), seconds=START_SECONDS)

    def broker(self) -> str:
        """The address of a virtual host of its own, empty. ServerError when all were given out."""
        if not self._hosts:
            raise ServerError(f"all {HOSTS} virtual hosts were given out")
        return f"amqp://{USER}:{USER}@127.0.0.1:{self.port}/{self._hosts.pop()}"

    def control(self, *command: str) -> str:
        """What `rabbitmqctl` says; takes two seconds of a processor's time."""
        return run([f"{_BIN}/rabbitmqctl", "--quiet", *command], env=self._env, cwd=self._folder).stdout

    def stop(self) -> None:
        self.program.stop()
        self._mapper.stop()


def _definitions(hosts: list[str]) -> dict[str, object]:
    """The virtual hosts, and one user that may do everything in each."""
    salt = secrets.token_bytes(4)
    password = base64.b64encode(salt + hashlib.sha256(salt + USER.encode()).digest()).decode()
    hashing = "rabbit_password_hashing_sha256"
    user = {"name": USER, "password_hash": password, "hashing_algorithm": hashing, "tags": ""}
    rights = {"user": USER, "configure": ".*", "write": ".*", "read": ".*"}
    return {
        "users": [user],
        "vhosts": [{"name": host} for host in hosts],
        "permissions": [{**rights, "vhost": host} for host in hosts],
    }


def _greets(port: int) -> bool:
    """Whether a broker answers with its own greeting, not only the port."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(_GREETING)
            return connection.recv(1) == b"\x01"
    except OSError:
        return False
