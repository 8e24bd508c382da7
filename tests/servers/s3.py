"""A Ceph RADOS gateway: S3 with versions, object lock and separate identities, serving in seconds.

One monitor, one OSD, one gateway. `memstore` keeps data in memory (tests); `bluestore` on disk, so that data
outlives its processes (faults).
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.servers.programs import Program, answers, free_port, hand_over, run

_CONF = """[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{mon}]
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
auth allow insecure global id reclaim = false
ms mon client mode = crc
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
ms bind port min = {low}
ms bind port max = {high}
run dir = {folder}
admin socket = {folder}/$name.asok
pid file = {folder}/$name.pid
log file = {folder}/$name.log
mon cluster log file = {folder}/cluster.log
crash dir =
setuser match path =
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
mon data avail warn = 2
mon data avail crit = 1
paxos propose interval = 0.01
# A read lease lasts 0.8 times as long. One ended while the OSD was stopped for 20 seconds, and was not
# renewed: its pool hung until the OSD was started again.
osd heartbeat grace = 75
[mon.a]
mon data = {folder}/mon
[osd]
osd data = {folder}/osd
osd objectstore = {store}
memstore device bytes = 4294967296
bluestore block size = 8589934592
osd memory target = 939524096
osd class load list = *
osd class default list = *
osd check max object name len on startup = false
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:{port} tcp_nodelay=1
rgw data = {folder}/rgw
rgw dns name = localhost
rgw crypt require ssl = false
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = bewijsloket={kms}
rgw enable usage log = false
rgw lc debug interval = {day}
rgw thread pool size = 64
"""


@dataclass(frozen=True, slots=True)
class Keys:
    """Access key and secret of one identity."""

    user: str
    access: str
    secret: str


class S3Server:
    """The server in `folder`. `day` seconds count as a day for the expiry of objects (0: real days)."""

    def __init__(
        self, folder: Path, *, store: Literal["memstore", "bluestore"] = "memstore", day: int = 0
    ) -> None:
        self.port = free_port()
        self._folder = folder
        self._conf = folder / "ceph.conf"
        mon = self.port + 8001
        kms = "YmV3aWpzbG9rZXQtdGVzdC1rZXktMzItYnl0ZXMtISE="  # 32 bytes, for tests
        for name in ("mon", "osd", "rgw"):
            (folder / name).mkdir(parents=True)
        self._fsid = str(uuid.uuid4())
        self._mon_address = f"[v2:127.0.0.1:{mon}]"
        self._conf.write_text(
            _CONF.format(
                fsid=self._fsid,
                mon=mon,
                low=self.port + 9000,
                high=self.port + 9100,
                folder=folder,
                store=store,
                port=self.port,
                kms=kms,
                day=day or -1,
            )
        )
        env = {"CEPH_CONF": str(self._conf), "CEPH_ARGS": ""}
        self._env = env
        at = ["-c", str(self._conf), "-f"]
        self.mon = Program("mon", ["ceph-mon", *at, "-i", "a"], env=env, folder=folder)
        self.osd = Program("osd", ["ceph-osd", *at, "-i", "0"], env=env, folder=folder)
        self.gateway = Program("rgw", ["radosgw", *at, "-n", "client.rgw"], env=env, folder=folder)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def create(self) -> None:
        """Make the cluster and start it; about three seconds."""
        hand_over(self._folder)
        at, folder = ["-c", str(self._conf)], str(self._folder)
        map_file = f"{folder}/monmap"
        self._run(
            "monmaptool",
            "--create",
            "--clobber",
            "--fsid",
            self._fsid,
            "--addv",
            "a",
            self._mon_address,
            map_file,
        )
        self._run("ceph-mon", *at, "--mkfs", "-i", "a", "--monmap", map_file)
        self.mon.start()
        osd = str(uuid.uuid4())
        self._run("ceph", *at, "--connect-timeout", "30", "osd", "new", osd)
        self._run("ceph-osd", *at, "-i", "0", "--mkfs", "--osd-uuid", osd)
        self.osd.start()

    def start(self) -> None:
        """Start what does not run (all of it after `create`) and wait until it serves."""
        for program in (self.mon, self.osd, self.gateway):
            if not program.running:
                program.start()
        self.gateway.wait_until(lambda: answers(self.port))

    def stop(self) -> None:
        for program in (self.gateway, self.osd, self.mon):
            program.stop()

    def user(self, name: str) -> Keys:
        """A new identity without rights of its own but those of an owner of what it makes."""
        keys = Keys(name, "AK" + secrets.token_hex(9).upper(), secrets.token_hex(20))
        self._run(
            *("radosgw-admin", "-c", str(self._conf), "--name", "client.rgw", "user", "create"),
            *(f"--uid={name}", f"--display-name={name}"),
            *(f"--access-key={keys.access}", f"--secret={keys.secret}"),
        )
        return keys

    def _run(self, *command: str) -> str:
        return run(command, env=self._env, cwd=self._folder).stdout
