"""A real worker with services that only move documents.

    python -m tests.workers.queue.stub_worker FOLDER LINE...

What a service shall do besides stands in a file of FOLDER called after the work: `die` (kill -9 of its own
process; with a rest, once per letter of it), `memory`, `error`, `sleep`. Each service that begins writes a
line to `begun`, each that comes to its end to `done`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from storage.database.engine import open_engine, transaction
from storage.records import documents
from storage.records.acts import Act
from storage.records.outbox import Work
from storage.states import DocumentState
from workers.app import make_app
from workers.brokers import FolderBroker, RabbitBroker
from workers.lines import Line
from workers.queue_settings import QueueSettings
from workers.running import once_per_process, run_worker
from workers.tasks import Bench, Service, add_tasks

NEXT = {Work.SCAN: DocumentState.CHECKING, Work.READ: DocumentState.CHECKED}


def main(folder: Path, lines: list[Line]) -> int:
    config = json.loads((folder / "config.json").read_text())
    settings = QueueSettings(**config["settings"])
    broker = RabbitBroker(config["broker"]) if config["broker"] else FolderBroker(folder / "queue")
    broker.prepare()
    app = make_app(settings, broker)
    add_tasks(app, settings, once_per_process(lambda: _bench(folder, config["database"])))
    return run_worker(app, lines, processes=2)


def _bench(folder: Path, database: str) -> Bench:
    engine = open_engine(database)

    def service(work: Work) -> Service:
        def serve(**body: str | int) -> None:
            _note(folder / "begun", work)
            _misbehave(folder / work.value)
            if work in NEXT:
                with transaction(engine) as connection:
                    act = Act(datetime.now(UTC), "worker", "worker")
                    documents.move(connection, UUID(str(body["document"])), NEXT[work], act=act)
            _note(folder / "done", work)

        return serve

    return Bench(engine, {work: service(work) for work in Work}, lambda: datetime.now(UTC))


def _misbehave(wish: Path) -> None:
    how, _, rest = wish.read_text().partition(" ") if wish.exists() else ("", "", "")
    if how == "die":
        if rest:
            wish.write_text(f"die {rest[1:]}".strip() if len(rest) > 1 else "")
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "memory":
        raise MemoryError("text of a document")
    if how == "error":
        raise ValueError("text of a document")
    if how == "sleep":
        time.sleep(float(rest))


def _note(path: Path, work: Work) -> None:
    with path.open("a") as file:
        file.write(f"{work.value}\n")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Line(one) for one in sys.argv[2:]]))
