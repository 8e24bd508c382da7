"""kombu's transport over a folder, mended where it loses messages while nobody is killed.

Measured on kombu 5.7: `_put` writes a file under its final name, and `_get` takes it without looking whether
it is whole (an empty one ends the worker with a JSON error), through the system's folder for temporary files,
which may be another disk. Here a message appears when it is whole, and is taken by one rename.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.transport.virtual import BrokerState
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):  # type: ignore[misc]
    """Messages as files `<time>_<id>.<queue>.msg`, the oldest first."""

    def _put(self, queue: str, payload: object, **_: object) -> None:
        name = f"{time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        fresh = Path(self.processed_folder) / f"{name}.fresh"
        fresh.write_bytes(str_to_bytes(dumps(payload)))
        fresh.rename(Path(self.data_folder_out) / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        for path in sorted(folder.glob(f"*.{queue}.msg")):
            taken = Path(self.processed_folder) / path.name
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was faster
            payload = taken.read_bytes()
            taken.unlink()
            return loads(payload)
        raise Empty


class Transport(filesystem.Transport):  # type: ignore[misc]
    """The transport with that channel. What is bound stands in the folder; kombu's own keeps it once for all
    folders of a process, and binds nothing in the second."""

    Channel = Channel

    def __init__(self, client: Any, **options: Any) -> None:
        super().__init__(client, **options)
        self.state = BrokerState()
