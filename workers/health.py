"""Whether a part of the service works, asked by a container's health check: true, and bounded in time.

    web               its own /health/ready answers
    worker, per queue its loop went round within the last half minute; database and broker answer
    relay, beat,
    register          the same

A loop goes round only while it is connected to the broker: who reconnects gives no sign of life.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from storage.assembly import database
from storage.database.engine import reading
from storage.errors import StorageError
from storage.settings import StorageSettings
from storage.settings import read_settings as read_storage
from workers.brokers import broker_of, connect
from workers.lines import Line
from workers.parts import Part
from workers.pulse import FRESH_SECONDS, Pulse
from workers.queue_settings import read_settings as read_queue
from workers.web import Web

Trial = Callable[[], str]  # the reason why not, as a code; empty where all is well


class Ill(StrEnum):
    """Reasons of our own, besides those of storage and web."""

    SILENT = "health.silent"
    NO_ANSWER = "health.no-answer"
    BROKER = "health.broker"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and what is wrong with it: empty where nothing is."""

    what: str
    reason: str


def look(part: Part, lines: Sequence[Line], *, seconds: float) -> list[Finding]:
    """How this part is; `lines` are the queues of a worker. Answers within `seconds`, whatever hangs."""
    if part is Part.WEB:
        web = Web.by_environment(os.environ)
        return _tried({part.value: lambda: web.trouble(seconds=seconds)}, seconds)
    kept = read_storage()
    names = [f"worker-{line}" for line in lines] if part is Part.WORKER else [part.value]
    pulses = {name: partial(_pulse, kept, name) for name in names}
    return _tried({**pulses, "database": partial(_database, kept), "broker": partial(_broker, kept)}, seconds)


def _tried(trials: Mapping[str, Trial], seconds: float) -> list[Finding]:
    """Each trial in a thread of its own, which nobody waits for when the time is over."""
    found: dict[str, str] = {}

    def run(what: str, trial: Trial) -> None:
        try:
            found[what] = trial()
        except Exception as exc:  # noqa: BLE001 - told by its class: a health check must answer
            found[what] = exc.code if isinstance(exc, StorageError) else type(exc).__qualname__

    until = time.monotonic() + seconds
    threads = [threading.Thread(target=run, args=one, daemon=True) for one in trials.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [Finding(what, found.get(what, Ill.NO_ANSWER)) for what in trials]


def _pulse(kept: StorageSettings, name: str) -> str:
    age = Pulse(kept.data_dir, name).age()
    return "" if age is not None and age < FRESH_SECONDS else Ill.SILENT


def _database(kept: StorageSettings) -> str:
    engine = database(kept)
    try:
        with reading(engine) as connection:
            connection.exec_driver_sql("SELECT 1")
    finally:
        engine.dispose()
    return ""


def _broker(kept: StorageSettings) -> str:
    with connect(broker_of(read_queue(), kept)) as connection:
        try:
            connection.connect()
            connection.default_channel  # noqa: B018 - opens it: the broker lets us in
        except (*connection.connection_errors, *connection.channel_errors, OSError):
            return Ill.BROKER
    return ""
