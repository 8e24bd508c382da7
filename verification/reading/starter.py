"""The process that reading processes are forked from: it imports what they need, and clears up after them.

Run as `python -m verification.reading.starter CONTROL FOLDER`: an inherited socket that takes messages, and
the folder below which every worker has one of its own for temporary files.

    `start NUMBER MEMORY`  with the worker's socket: fork it
    `end NUMBER`           kill it and all that it started, remove its folder; answered with `gone`
    (hung up)              the parent is closing or dead: end all, remove the folder

It opens no document and starts no thread, so that forking is safe and it outlives whatever a file does.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import resource
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

from verification.reading.worker import descendants, kill, serve

WARM = ("verification.reading.probe", "verification.reading.page")
MESSAGE = 100  # bytes, more than any message has
GONE = b"gone"


@dataclass
class _Starter:
    control: socket.socket
    folder: Path
    workers: dict[int, int] = field(default_factory=dict)  # process ids by number
    life: tuple[int, int] = field(default_factory=os.pipe)  # workers read it; it ends with this process

    def serve(self) -> None:
        """Do as told until the parent hangs up."""
        while True:
            message, sockets, _, _ = socket.recv_fds(self.control, MESSAGE, 1, socket.MSG_CMSG_CLOEXEC)
            if not message:
                return
            order, number, *memory = message.decode().split()
            if order == "start":
                self._start(int(number), int(memory[0]), sockets[0])
            else:
                self._end(int(number))
                self.control.send(GONE)

    def close(self) -> None:
        """End all workers and remove what they left."""
        for number in list(self.workers):
            self._end(number)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, number: int, memory_bytes: int, tasks: int) -> None:
        pid = os.fork()
        if pid == 0:
            try:
                self._become_worker(number, memory_bytes, tasks)
            finally:
                os._exit(1)
        os.close(tasks)
        self.workers[number] = pid

    def _become_worker(self, number: int, memory_bytes: int, tasks: int) -> None:
        self.control.close()
        os.close(self.life[1])
        own = self._folder_of(number)
        own.mkdir(mode=0o700)
        serve(tasks, life=self.life[0], memory_bytes=memory_bytes, folder=own)

    def _end(self, number: int) -> None:
        pid = self.workers.pop(number, None)
        if pid is None:
            return  # of an earlier starter, with which it died
        ended, _ = os.waitpid(pid, os.WNOHANG)
        if not ended:
            os.kill(pid, signal.SIGSTOP)  # so that it starts nothing more while we look
            kill([*descendants(pid), pid])
            os.waitpid(pid, 0)
        shutil.rmtree(self._folder_of(number), ignore_errors=True)

    def _folder_of(self, number: int) -> Path:
        return self.folder / str(number)


def main() -> None:
    """Import, then serve until the parent hangs up."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the document
    for module in WARM:
        with contextlib.suppress(Exception):  # a task that needs it is told why
            importlib.import_module(module)
    gc.freeze()  # what is shared with the workers stays shared
    with socket.socket(fileno=int(sys.argv[1])) as control:
        starter = _Starter(control, Path(sys.argv[2]))
        try:
            starter.serve()
        finally:
            starter.close()


if __name__ == "__main__":
    main()
